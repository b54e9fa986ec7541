import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as vscode from 'vscode';
import type { FirthApi } from '../../../src/extension/api.ts';
import type { EngineMethods, TrainingReport } from '../../../src/protocol/engine.ts';
import { eventually, firth, invokeTool, workspacePath } from '../firth.ts';
import { Watch } from './Watch.ts';

/** A word that is frequent in any English text. */
const WORD = 'people';

/** The threads that stay to answer questions. */
const ANSWERING = ['firth-queries', 'firth-genre'];

/** A promise that does not end within this time hangs. */
const PATIENCE_MILLISECONDS = 90_000;

/** Where faults are caused: Firth with trained vectors on a small workspace, watched. */
export class Ground {
  readonly watch: Watch;
  readonly api: FirthApi;
  /** The file with the workspace's vectors. */
  readonly output: string;
  /** The file with the workspace's genre classifier. */
  readonly classifier: string;
  readonly #good: { readonly output: Buffer; readonly classifier: Buffer };
  readonly #answer: string;
  readonly #scores: string;

  private constructor(
    watch: Watch,
    api: FirthApi,
    files: Pick<Ground, 'output' | 'classifier'>,
    answers: { readonly answer: string; readonly scores: string },
  ) {
    this.watch = watch;
    this.api = api;
    this.output = files.output;
    this.classifier = files.classifier;
    this.#good = { output: readFileSync(files.output), classifier: readFileSync(files.classifier) };
    this.#answer = answers.answer;
    this.#scores = answers.scores;
  }

  /** Trains vectors and a classifier for the first time. */
  static async prepare(): Promise<Ground> {
    const watch = new Watch();
    const written: Record<string, string> = {};
    watch.listener = {
      onRequest(_thread, { method, params }) {
        if (method === 'train' || method === 'trainClassifier')
          written[method] = (params as EngineMethods[typeof method]['params']).output;
      },
    };
    const api = await firth();
    assert.ok(await vscode.commands.executeCommand('firth.train'), 'The first training failed.');
    const settings = vscode.workspace.getConfiguration('firth.classifier');
    await settings.update('mode', 'bagOfWords', vscode.ConfigurationTarget.Workspace);
    await settings.update('epochs', 3, vscode.ConfigurationTarget.Workspace);
    assert.ok(
      await vscode.commands.executeCommand('firth.trainClassifier', workspacePath()),
      'The first training of a classifier failed.',
    );
    const { train: output, trainClassifier: classifier } = written;
    assert.ok(output !== undefined && classifier !== undefined);
    const [answer, scores] = [await neighbours(api), await genre()];
    assert.notEqual(answer, '');
    return new Ground(watch, api, { output, classifier }, { answer, scores });
  }

  /** Runs the command, and waits for its end. */
  async train(): Promise<TrainingReport | undefined> {
    return ends(
      'the training',
      Promise.resolve(vscode.commands.executeCommand<TrainingReport | undefined>('firth.train')),
    );
  }

  /** Asks for the neighbours of a word; whether the answer is that of the good vectors. */
  async answersAsBefore(): Promise<boolean> {
    return (await ends('the answer', neighbours(this.api))) === this.#answer;
  }

  /** Scores a text by the classifier. */
  classify(): Promise<string> {
    return genre();
  }

  /** Whether a text has the scores that the good classifier gave it. */
  async classifiesAsBefore(): Promise<boolean> {
    return (await ends('the scores', genre())) === this.#scores;
  }

  /** Closes Firth's panel, where it is open. */
  async closePanel(): Promise<void> {
    const panels = vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .filter(({ input }) => input instanceof vscode.TabInputWebview);
    if (panels.length > 0) await vscode.window.tabGroups.close(panels);
  }

  /** Ends the threads that answer, and waits until they are gone. The open document's scores may start another meanwhile. */
  async stopQueries(): Promise<void> {
    const killed = this.watch.threads;
    for (const thread of killed) thread.kill();
    await eventually(`the threads end: ${killed.map(({ name }) => name).join(', ')}`, async () =>
      killed.every((thread) => !this.watch.threads.includes(thread)),
    );
  }

  /** Puts other bytes in place of the workspace's vectors and lets Firth open them. */
  async store(bytes: Uint8Array | 'folder' | undefined): Promise<void> {
    rmSync(this.output, { recursive: true, force: true });
    if (bytes === 'folder') mkdirSync(this.output);
    else if (bytes) writeFileSync(this.output, bytes);
    await this.stopQueries();
    await this.api.vectors();
  }

  /** Puts other bytes in place of the workspace's classifier, which the next question finds. */
  async storeClassifier(bytes: Uint8Array): Promise<void> {
    writeFileSync(this.classifier, bytes);
    await this.stopQueries();
  }

  /** A copy of the good vectors' file, to be changed. */
  goodFile(): Buffer {
    return Buffer.from(this.#good.output);
  }

  /** Brings everything back to the good state, whatever was done. */
  async restore(): Promise<void> {
    await this.closePanel();
    this.watch.reset();
    const { output, classifier } = this.#good;
    if (!isFile(this.output, output) || !(await this.answersAsBefore())) {
      await this.store(output);
      assert.ok(await this.answersAsBefore());
    }
    if (!isFile(this.classifier, classifier)) await this.storeClassifier(classifier);
    assert.ok(await this.classifiesAsBefore());
  }

  /**
   * What must hold whatever has happened: no file is left half written, no thread works on, and no promise was left
   * rejected. The last good vectors answer, or those of a training that ended.
   */
  async assertSurvived(trained = false): Promise<void> {
    const { watch, output } = this;
    await this.closePanel();
    await eventually('the threads of jobs end', async () =>
      watch.threads.every(({ name }) => ANSWERING.includes(name)),
    );
    for (const name of ANSWERING) {
      assert.ok(watch.threads.filter((thread) => thread.name === name).length <= 1, `${name} runs twice`);
    }
    if (!trained) {
      assert.ok(await this.answersAsBefore(), 'the good vectors do not answer');
      assert.ok(await this.classifiesAsBefore(), 'the good classifier does not answer');
    }
    const left = existsSync(dirname(output)) ? readdirSync(dirname(output)) : [];
    assert.deepEqual(
      left.filter((file) => file.endsWith('.tmp')),
      [],
      'a temporary file is left',
    );
    assert.deepEqual(watch.rejections, [], 'a rejection was left');
  }

  /** The user was told: a message that matches, with something to press. */
  assertTold(expected: RegExp): void {
    const told = this.watch.messages.find(({ text }) => expected.test(text));
    assert.ok(told, `No message like ${expected}; shown: ${JSON.stringify(this.watch.messages)}`);
    assert.ok(told.actions.length > 0, `Nothing to press: ${told.text}`);
  }

  /** The user was told of no failure. */
  assertQuiet(): void {
    assert.deepEqual(
      this.watch.messages.filter(({ severity }) => severity !== 'information'),
      [],
    );
  }
}

/** Mounts a file system of so many bytes on a folder; undefined where that is not permitted. */
export function mountSmall(folder: string, bytes: number): { readOnly(): void; unmount(): void } | undefined {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  return {
    readOnly: () => execFileSync('mount', ['-o', 'remount,ro', folder]),
    unmount: () => execFileSync('umount', [folder]),
  };
}

function isFile(path: string, content: Buffer): boolean {
  return existsSync(path) && readFileSync(path).equals(content);
}

function genre(): Promise<string> {
  return invokeTool('score_genre', { text: 'The jury said that the president of the club met the mayor.' });
}

async function neighbours(api: FirthApi): Promise<string> {
  const [description] = await api.describeWords(WORD, 10);
  return (description?.workspace?.neighbours ?? [])
    .map(({ word, similarity }) => `${word} ${similarity.toFixed(4)}`)
    .join(' ');
}

/** The result of a promise, which must come. */
export async function ends<T>(what: string, promise: PromiseLike<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`It hangs: ${what}.`)), PATIENCE_MILLISECONDS);
  });
  return Promise.race([promise, over]).finally(() => clearTimeout(timer));
}

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import type { TrainedClassifierReport } from '../../../src/protocol/classifierReport.ts';
import { workspacePath, writeFile } from '../firth.ts';
import { corpusFiles } from './corpusFiles.ts';
import type { Fault } from './Fault.ts';
import { ends, type Ground } from './Ground.ts';
import { atMoment, call, cancels, type Job, killedWhileWriting, kills, midway, stage } from './Job.ts';
import { secondWindow } from './secondWindow.ts';

const FAILED = /Firth could not do that\. .*engine stopped unexpectedly/;

/** A job of the commands that take a path instead of asking. */
function job(name: string, thread: string, moments: Job['moments'], command: string, path?: string): Job {
  const run = async (): Promise<unknown> =>
    (await vscode.commands.executeCommand(command, path ?? workspacePath())) ?? undefined;
  return { name, thread, moments, failure: FAILED, run };
}

const training = job(
  "classifier's training",
  'firth-genre-training',
  // What has been learnt when it is called off is kept.
  [stage('reading'), stage('preparing'), stage('learning', { mayBeDone: true })],
  'firth.trainClassifier',
);
const summary = job(
  "look at the classifier's texts",
  'firth-genre-summary',
  [midway],
  'firth.trainClassifier',
);
const comparison = job(
  'comparison of training modes',
  'firth-genre-comparison',
  [midway],
  'firth.compareTrainingModes',
);
const files = job('classification of files', 'firth-genre-files', [midway], 'firth.classifyFiles');

export const classifierFaults: readonly Fault[] = [
  ...[training, summary, comparison, files].flatMap((work) => [...kills(work), ...cancels(work)]),
  killedWhileWriting(training, ({ classifier }) => dirname(classifier)),
  { name: "classifier's table: thread killed at previewTable", cause: killedAtPreview },
  { name: "classifier's export: thread killed at exportClassifier", cause: killedAtExport },
  { name: "classifier's import: thread killed at importClassifier", cause: killedAtImport },
  { name: 'classifier: thread killed at scoreText', cause: killedWhileScoring },
  { name: 'classifier: thread killed while a new one is opened', cause: killedWhileReopening },
  {
    name: "classifier's training: in two windows at once",
    async cause(ground) {
      const other = secondWindow(ground, 'trainClassifier');
      const report = (await training.run(ground)) as TrainedClassifierReport | undefined;
      assert.ok(report);
      assert.deepEqual((await other.result()).parameters, report.parameters);
      assert.ok(await ground.classifiesAsBefore());
      return 'trained';
    },
  },
  { name: "classifier's training: a text deleted while they are read", cause: textGoes },
  { name: "classifier's training: settings changed in the middle", cause: settingsChange },
  stored(
    'with one bit changed',
    (file) => file.writeUInt8(file.readUInt8(900) ^ 4, 900),
    /damaged|checksum/i,
  ),
  stored('cut short', (file) => file.subarray(0, file.length >> 1), /./),
  stored('empty', () => Buffer.alloc(0), /./),
  stored('of another program', () => Buffer.from('PK\x03\x04'), /./),
];

async function killedAtPreview(ground: Ground): Promise<undefined> {
  const table = writeFile('songs.csv', 'genre,text\npop,la la\nrock,yeah yeah\n');
  try {
    const [fault] = kills(
      job('', 'firth-genre-preview', [call('previewTable')], 'firth.trainClassifier', table.fsPath),
    );
    await fault!.cause(ground);
  } finally {
    rmSync(table.fsPath);
  }
}

async function killedAtExport(ground: Ground): Promise<undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'firth-export-'));
  try {
    const struck = atMoment(ground, 'firth-genre-export', call('exportClassifier'), (thread) =>
      thread.kill(),
    );
    await ends('the export', vscode.commands.executeCommand('firth.exportClassifier', folder));
    assert.ok(struck());
    ground.assertTold(FAILED);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function killedAtImport(ground: Ground): Promise<undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'firth-import-'));
  const file = join(folder, 'good.firthgenre');
  writeFileSync(file, readFileSync(ground.classifier));
  try {
    const struck = atMoment(ground, 'firth-genre-import', call('importClassifier'), (thread) =>
      thread.kill(),
    );
    await ends('the import', vscode.commands.executeCommand('firth.loadClassifier', file));
    assert.ok(struck());
    ground.assertTold(FAILED);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function killedWhileScoring(ground: Ground): Promise<undefined> {
  const struck = atMoment(ground, 'firth-genre', call('scoreText'), (thread) => thread.kill());
  await assert.rejects(ends('the scores', ground.classify()), /engine stopped unexpectedly/);
  assert.ok(struck());
}

/** The file is as good as ever, and is opened by the next thread. */
async function killedWhileReopening(ground: Ground): Promise<'trained'> {
  const struck = atMoment(ground, 'firth-genre', call('openClassifier'), (thread) => thread.kill());
  assert.ok(await training.run(ground));
  assert.ok(struck() && (await ground.classifiesAsBefore()));
  ground.assertQuiet();
  return 'trained';
}

async function textGoes(ground: Ground): Promise<'trained'> {
  const gone = corpusFiles().at(-1)!;
  const content = readFileSync(gone);
  const struck = atMoment(ground, training.thread, call('trainClassifier'), () => rmSync(gone));
  try {
    assert.ok(await training.run(ground));
    assert.ok(struck());
  } finally {
    writeFileSync(gone, content);
  }
  return 'trained';
}

async function settingsChange(ground: Ground): Promise<'trained'> {
  const configuration = vscode.workspace.getConfiguration('firth.classifier');
  const before = configuration.get('mode');
  let changed: Thenable<void> | undefined;
  atMoment(ground, training.thread, stage('learning'), () => {
    changed = configuration.update('mode', 'frozen', vscode.ConfigurationTarget.Workspace);
  });
  try {
    const report = (await training.run(ground)) as TrainedClassifierReport | undefined;
    await changed;
    assert.equal(report?.mode, before);
    ground.assertQuiet();
  } finally {
    await configuration.update('mode', before, vscode.ConfigurationTarget.Workspace);
  }
  return 'trained';
}

function stored(what: string, change: (file: Buffer) => unknown, expected: RegExp): Fault {
  return {
    name: `storage: classifier ${what}`,
    async cause(ground) {
      const file = readFileSync(ground.classifier);
      const changed = change(file);
      await ground.storeClassifier(Buffer.isBuffer(changed) ? changed : file);
      const problem = await ends(
        'the scores',
        ground.classify().then(
          () => assert.fail('A damaged classifier answered.'),
          (error: Error) => error.message,
        ),
      );
      assert.match(problem, expected);
      // A training heals it.
      assert.ok(await training.run(ground));
      assert.ok(await ground.classifiesAsBefore());
      return undefined;
    },
  };
}

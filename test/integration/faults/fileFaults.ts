import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { gaussian, seededRandom } from '../../../src/core/math/random.ts';
import type { EngineMethods } from '../../../src/protocol/engine.ts';
import type { LoadReport } from '../../../src/protocol/filesMethods.ts';
import type { Fault } from './Fault.ts';
import { ends, type Ground, mountSmall } from './Ground.ts';
import { atMoment, call, cancels, type Job, killedWhileWriting, kills, midway, stage } from './Job.ts';
import { secondWindow } from './secondWindow.ts';

const POLICY = { lowerCase: true, duplicates: 'first', maxSkipped: 0, workspaceWords: false };
const NOT_LOADED = /The vectors could not be loaded\./;

/** Rows of the file that is loaded: enough that reading takes a while. */
const ROWS = 20_000;
const DIMENSION = 100;

const loading: Job = {
  name: 'loading',
  thread: 'firth-loading',
  failure: NOT_LOADED,
  moments: [stage('comparing'), stage('reading'), stage('saving', { mayBeDone: true })],
  run: () => load(bigFile()),
};

const exporting: Job = {
  name: 'export',
  thread: 'firth-export',
  failure: /The vectors could not be exported\./,
  moments: [midway],
  async run() {
    const to = vscode.Uri.file(join(folder(), 'exported.txt'));
    const request = { source: 'general', format: 'glove-text', to };
    return (await vscode.commands.executeCommand('firth.exportVectors', request)) ?? undefined;
  },
};

const evaluation: Job = {
  name: 'evaluation',
  thread: 'firth-evaluation',
  failure: /Firth could not do that\. .*engine stopped unexpectedly/,
  moments: [midway],
  async run() {
    const file = join(folder(), 'questions.txt');
    writeFileSync(file, `: family\n${'man woman king queen\n'.repeat(500)}`);
    return (await vscode.commands.executeCommand('firth.evaluate', file)) ?? undefined;
  },
};

export const fileFaults: readonly Fault[] = [
  ...[loading, exporting, evaluation].flatMap((work) => [...kills(work), ...cancels(work)]),
  killedWhileWriting(loading, () => cacheFolder),
  killedWhileWriting(exporting, folder),
  { name: "loading: queries' thread killed at inspectVectors", cause: killedAtInspection },
  { name: "loading: queries' thread killed while the vectors are opened", cause: killedAtOpening },
  changed('deleted', (file) => rmSync(file)),
  changed('cut short', (file) => truncateSync(file, 5_000_000)),
  changed('made longer', (file) => appendFileSync(file, 'zz 1 2\n')),
  { name: 'loading: in two windows at once', cause: twoWindows },
  { name: 'loading: no room for the copy', cause: noRoom },
  { name: 'export: to a folder that is a file', cause: exportNowhere },
  { name: 'meaning shift: thread killed at meaningShift', cause: shiftKilled },
].map(withLoadedVectors);

let place: string | undefined;
/** Where Firth keeps its copies of loaded vectors. */
let cacheFolder = '';

/** A folder outside the workspace, for the files of one fault. */
function folder(): string {
  place ??= mkdtempSync(join(tmpdir(), 'firth-faults-'));
  return place;
}

/** A fault that vectors were loaded before, which must answer after it unless it replaces them. */
function withLoadedVectors({ name, cause }: Fault): Fault {
  return {
    name,
    async cause(ground) {
      await loadGoodVectors(ground);
      try {
        const result = await cause(ground);
        if (result !== 'trained') {
          const [ship] = await ends('the answer', ground.api.describeWords('zzship', 1));
          assert.equal(ship?.loaded?.neighbours[0]?.word, 'zzsea', 'the loaded vectors do not answer');
        }
        const left = [cacheFolder, folder()].flatMap((where) => readdirSync(where));
        assert.deepEqual(
          left.filter((file) => file.endsWith('.tmp')),
          [],
        );
        return result;
      } finally {
        await vscode.commands.executeCommand('firth.switchVectors', 'unload');
        rmSync(folder(), { recursive: true });
        place = undefined;
      }
    },
  };
}

async function loadGoodVectors(ground: Ground): Promise<void> {
  if (cacheFolder !== '') for (const file of readdirSync(cacheFolder)) rmSync(join(cacheFolder, file));
  ground.watch.listener = {
    onRequest(_thread, { method, params }) {
      if (method === 'loadVectors') cacheFolder = (params as EngineMethods['loadVectors']['params']).folder;
    },
  };
  const file = join(folder(), 'good.txt');
  writeFileSync(file, 'zzsea 1 0.5 0\nzzship 0.9 0.5 0.1\nwater -1 0 0.5\n');
  assert.equal((await load(file))?.words, 3);
  ground.watch.reset();
}

async function load(file: string): Promise<LoadReport | undefined> {
  const report = await ends(
    'the loading',
    vscode.commands.executeCommand<LoadReport | undefined>(
      'firth.loadVectors',
      vscode.Uri.file(file),
      POLICY,
    ),
  );
  return report ?? undefined;
}

/** A file of GloVe's kind that takes a while to be read. */
function bigFile(): string {
  const file = join(folder(), 'big.txt');
  const random = seededRandom(1);
  const stock = Array.from({ length: 4096 }, () => gaussian(random).toFixed(4));
  const row = (word: number): string =>
    Array.from({ length: DIMENSION }, (_, i) => stock[(word * 7919 + i * 31) % 4096]).join(' ');
  writeFileSync(file, Array.from({ length: ROWS }, (_, word) => `w${word} ${row(word)}\n`).join(''));
  return file;
}

async function killedAtInspection(ground: Ground): Promise<undefined> {
  const struck = atMoment(ground, 'firth-queries', call('inspectVectors'), (thread) => thread.kill());
  assert.equal(await load(bigFile()), undefined);
  assert.ok(struck());
  ground.assertTold(NOT_LOADED);
}

/** What was read is whole, and the next thread opens it. */
async function killedAtOpening(ground: Ground): Promise<'trained'> {
  const opening = {
    name: 'at open',
    reached: ({ kind, ...rest }: { kind: string }) =>
      kind === 'request' && (rest as { method?: string }).method === 'open',
  };
  const struck = atMoment(ground, 'firth-queries', opening, (thread) => thread.kill());
  assert.equal((await load(bigFile()))?.words, ROWS);
  assert.ok(struck());
  assert.equal((await ground.api.vectors()).loaded?.words, ROWS);
  ground.assertQuiet();
  return 'trained';
}

function changed(how: string, change: (file: string) => void): Fault {
  return {
    name: `loading: file ${how} while read`,
    async cause(ground) {
      const file = bigFile();
      const struck = atMoment(ground, loading.thread, stage('reading'), () => change(file));
      assert.equal(await load(file), undefined);
      assert.ok(struck());
      ground.assertTold(NOT_LOADED);
      return undefined;
    },
  };
}

async function twoWindows(ground: Ground): Promise<'trained'> {
  const other = secondWindow(ground, 'loadVectors');
  assert.equal((await load(bigFile()))?.words, ROWS);
  assert.equal((await other.result()).words, ROWS);
  const [first] = await ground.api.describeWords('w1', 3);
  assert.equal(first?.loaded?.neighbours.length, 3);
  return 'trained';
}

async function noRoom(ground: Ground): Promise<undefined | { readonly skipped: string }> {
  const mount = mountSmall(cacheFolder, 100_000);
  if (!mount) return { skipped: 'file systems may not be mounted here' };
  try {
    assert.equal(await load(bigFile()), undefined);
    ground.assertTold(/ENOSPC|no space/i);
    assert.deepEqual(readdirSync(cacheFolder), []);
  } finally {
    mount.unmount();
  }
  return undefined;
}

async function exportNowhere(ground: Ground): Promise<undefined> {
  const file = join(folder(), 'file');
  writeFileSync(file, '');
  const to = vscode.Uri.file(join(file, 'vectors.txt'));
  const request = { source: 'general', format: 'glove-text', to };
  await ends('the export', vscode.commands.executeCommand('firth.exportVectors', request));
  ground.assertTold(/could not be exported\./);
}

async function shiftKilled(ground: Ground): Promise<undefined> {
  const struck = atMoment(ground, 'firth-shift', call('meaningShift'), (thread) => thread.kill());
  const request = { first: 'workspace', second: 'general', minCount: 5, topn: 5 } as const;
  await assert.rejects(
    ends('the comparison', ground.api.meaningShift(request)),
    /engine stopped unexpectedly/,
  );
  assert.ok(struck());
}

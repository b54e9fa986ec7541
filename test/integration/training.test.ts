import assert from 'node:assert/strict';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { TrainingReport } from '../../src/protocol/engine.ts';
import { eventually, firth, hoverCard, workspacePath, writeFile } from './firth.ts';

async function train(): Promise<TrainingReport> {
  const report = await vscode.commands.executeCommand<TrainingReport | undefined>('firth.train');
  assert.ok(report, 'The training gave no report.');
  return report;
}

async function openSample(): Promise<vscode.TextDocument> {
  const [uri] = await vscode.workspace.findFiles('news/ca01*.txt');
  assert.ok(uri);
  return vscode.workspace.openTextDocument(uri);
}

describe('training on the Brown sample', () => {
  let report: TrainingReport;

  before(async () => {
    mkdirSync(join(workspacePath(), 'left-out'), { recursive: true });
    writeFile('.gitignore', 'ignored.txt\n');
    writeFile('ignored.txt', 'zzignored '.repeat(20));
    writeFile('left-out/a.txt', 'zzexcluded '.repeat(20));
    writeFile('binary.txt', new Uint8Array([0x50, 0x4b, 3, 4, 0, 0, 0, 0]));
    writeFile('huge.txt', 'zzhuge '.repeat(200_000));
    writeFile('latin.txt', Buffer.from('\ufeffzzutf16 '.repeat(20), 'utf16le'));
    const configuration = vscode.workspace.getConfiguration();
    await configuration.update(
      'files.exclude',
      { '**/left-out': true },
      vscode.ConfigurationTarget.Workspace,
    );
    await configuration.update('firth.corpus.maxFileSize', 1, vscode.ConfigurationTarget.Workspace);
    report = await train();
  });

  it('reads the 500 documents', () => {
    assert.ok(report.corpus.documents >= 500, `${report.corpus.documents} documents`);
    assert.ok(
      report.corpus.tokens > 900_000 && report.corpus.tokens < 1_300_000,
      `${report.corpus.tokens} tokens`,
    );
    assert.ok(report.words > 10_000, `${report.words} words`);
    assert.equal(report.kernels, 'wasm-simd');
  });

  it('adapts general English, which knows the text, and says so wherever vectors are named', async () => {
    assert.equal(report.method, 'general English, adapted');
    assert.equal(report.choice?.reason, 'covered');
    assert.ok(report.choice.coverage > 0.9, `${report.choice.coverage}`);
    const { workspace } = await (await firth()).vectors();
    assert.equal(workspace?.method, report.method);
    assert.equal(workspace?.wordsLearnt, report.words);
    assert.equal(workspace?.words, report.words + report.wordsJoined);
    assert.ok(report.wordsJoined > 1000);
    const card = (await hoverCard(await openSample(), 'jury')) ?? '';
    assert.ok(card.includes('\\(general English, adapted\\)'), card);
  });

  it('skips and reports binary and oversized files', () => {
    const reasons = new Map(report.skipped.map(({ path, reason }) => [path.split('/').at(-1), reason]));
    assert.equal(reasons.get('binary.txt'), 'binary');
    assert.equal(reasons.get('huge.txt'), 'too large');
  });

  it('respects files.exclude and .gitignore, and takes a byte order mark as what it is', async () => {
    const api = await firth();
    for (const [word, expected] of [
      ['zzignored', false],
      ['zzexcluded', false],
      ['zzhuge', false],
      ['zzutf16', true],
    ] as const) {
      const [description] = await api.describeWords(word, 1);
      assert.equal(description?.workspace !== undefined, expected, word);
    }
  });

  it('shows both embeddings side by side, with occurrences', async () => {
    const card = (await hoverCard(await openSample(), 'jury')) ?? '';
    assert.match(card, /\*\*jury\*\* . \d+× in \d+ files of this workspace/u);
    assert.match(card, /\| This workspace \|.*\| General English \|/);
  });

  it('finds sensible neighbours', async () => {
    const [description] = await (await firth()).describeWords('jury', 10);
    const neighbours = description?.workspace?.neighbours.map(({ word }) => word) ?? [];
    const expected = [
      'court',
      'trial',
      'judge',
      'grand',
      'investigation',
      'witnesses',
      'verdict',
      'guilty',
      'testimony',
    ];
    assert.ok(neighbours.filter((word) => expected.includes(word)).length >= 3, neighbours.join(' '));
  });

  it('answers analogies in both embeddings', async () => {
    const { workspace, general } = await (await firth()).solveAnalogy('king - man + woman', 10);
    assert.equal(workspace?.length, 10);
    assert.equal(general?.[0]?.word, 'queen');
  });

  it('gives the same vectors for the same text and seed', async () => {
    const api = await firth();
    const before = await api.describeWords('water', 20);
    await train();
    assert.deepEqual(await api.describeWords('water', 20), before);
  });

  it('adapts general English to the text, and learns from it by GloVe, where the settings say so', async () => {
    const api = await firth();
    const configuration = vscode.workspace.getConfiguration('firth.training');
    // Few words and pairs, so that GloVe's epochs take a moment only.
    await configuration.update('minCount', 15, vscode.ConfigurationTarget.Workspace);
    await configuration.update('window', 3, vscode.ConfigurationTarget.Workspace);
    const neighboursOf = async (word: string): Promise<string[]> => {
      const [description] = await api.describeWords(word, 10);
      return description?.workspace?.neighbours.map((neighbour) => neighbour.word) ?? [];
    };
    for (const [method, expected] of [
      ['ppmi-svd', ['grand', 'trial', 'court', 'judge', 'investigation']],
      ['glove', ['grand', 'trial', 'court', 'fulton', 'investigation']],
      ['glove-from-ppmi-svd', ['grand', 'trial', 'court', 'fulton', 'investigation']],
      ['adapt', ['jurors', 'verdict', 'trial', 'court', 'judge']],
    ] as const) {
      await configuration.update('method', method, vscode.ConfigurationTarget.Workspace);
      await train();
      const neighbours = await neighboursOf('jury');
      assert.ok(
        neighbours.some((word) => (expected as readonly string[]).includes(word)),
        `${method}: ${neighbours.join(' ')}`,
      );
    }
    for (const key of ['method', 'minCount', 'window']) {
      await configuration.update(key, undefined, vscode.ConfigurationTarget.Workspace);
    }
    await train();
  });

  it('notices when files have changed, and offers to retrain', async () => {
    const document = await openSample();
    assert.equal((await hoverCard(document, 'jury'))?.includes('Retrain'), false);
    writeFile('added.txt', 'Something new.');
    const card = await eventually('the card offers to retrain', async () => {
      const text = await hoverCard(document, 'jury');
      return text?.includes('Retrain') && text;
    });
    assert.ok(card.includes('command:firth.train'));
    const { stale } = await (await firth()).vectors();
    assert.equal(stale?.added, 1);
    rmSync(join(workspacePath(), 'added.txt'));
  });
});

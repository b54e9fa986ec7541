import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import * as vscode from 'vscode';
import { writeNpy, writeWordList } from '../../src/core/vectors/formats/npy.ts';
import type { VectorsData } from '../../src/core/vectors/formats/VectorsData.ts';
import { writeWord2vecBinary } from '../../src/core/vectors/formats/word2vecBinary.ts';
import { writeProjectorVectors, writeTextVectors } from '../../src/core/vectors/formats/writeText.ts';
import { EXPORT_FORMATS, type ExportReport, type LoadReport } from '../../src/protocol/filesMethods.ts';
import { joined, zip } from '../unit/engine/vectorFiles.ts';
import { eventually, firth, hoverCard, workspacePath } from './firth.ts';

const POLICY = { lowerCase: true, duplicates: 'first', maxSkipped: 0, workspaceWords: false };

/** Words of a sea that general English does not know, and one that it does. */
const SEA: VectorsData = {
  metadata: { name: 'sea', method: 'by hand' },
  words: ['zzsea', 'zzship', 'ZZSailor', 'water'],
  dimension: 3,
  vectors: Float32Array.from([1, 0.5, -0.25, 0.75, 0.5, 0, 1, 0.25, -0.5, -1, 0.125, 0.5]),
};
const GLOVE = joined(writeTextVectors(SEA, { header: false }));

describe('files of vectors', () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'firth-files-'));
  });

  after(async () => {
    await vscode.commands.executeCommand('firth.switchVectors', 'unload');
    rmSync(folder, { recursive: true, force: true });
  });

  function put(name: string, content: string | Uint8Array): vscode.Uri {
    writeFileSync(join(folder, name), content);
    return vscode.Uri.file(join(folder, name));
  }

  async function load(uri: vscode.Uri, policy: object = {}): Promise<LoadReport | undefined> {
    return vscode.commands.executeCommand('firth.loadVectors', uri, { ...POLICY, ...policy });
  }

  const files: readonly [name: string, format: string, content: Uint8Array][] = [
    ['glove.txt', 'GloVe text', GLOVE],
    ['packed.gz', 'GloVe text', gzipSync(GLOVE)],
    ['packed.zip', 'GloVe text', zip([{ name: 'inside.txt', content: GLOVE }])],
    ['word2vec.vec', 'word2vec text', joined(writeTextVectors(SEA, { header: true }))],
    ['word2vec.bin', 'word2vec binary', joined(writeWord2vecBinary(SEA))],
    ['matrix.npy', 'NumPy .npy', joined(writeNpy(SEA))],
    ['projector.tsv', 'Embedding Projector TSV', joined(writeProjectorVectors(SEA))],
  ];
  for (const [name, format, content] of files) {
    it(`loads ${name}, and answers from it`, async () => {
      const stem = name.replace(/\..*$/, '');
      put(`${stem}.words.txt`, joined(writeWordList(SEA)));
      const report = await load(put(name, content));
      assert.deepEqual([report?.format, report?.words, report?.dimension], [format, 4, 3]);
      const api = await firth();
      const { loaded } = await api.vectors();
      assert.deepEqual([loaded?.name, loaded?.words], [stem, 4]);
      const [sailor] = await api.describeWords('ZZSailor', 2);
      assert.deepEqual(
        sailor?.loaded?.neighbours.map(({ word }) => word),
        ['zzsea', 'zzship'],
      );
    });
  }

  it('loads the folder of a model of Spark', async () => {
    const report = await load(vscode.Uri.file(join(workspacePath(), '..', 'fixtures', 'spark')));
    assert.deepEqual([report?.format, report?.words], ['Spark ML Word2Vec', 5]);
  });

  it('loads Parquet packed by zstd, and names a codec that it lacks', async () => {
    const codec = (name: string): vscode.Uri =>
      vscode.Uri.file(join(workspacePath(), '..', 'fixtures', 'codecs', name));
    assert.equal((await load(codec('zstd.parquet')))?.words, 5);
    assert.equal(await load(codec('lz4raw.parquet')), undefined);
    assert.equal((await (await firth()).vectors()).loaded?.words, 5);
  });

  it('shows the loaded vectors beside the others, and first where they are to be', async () => {
    await load(put('zzsea.txt', GLOVE));
    const document = await vscode.workspace.openTextDocument({ language: 'plaintext', content: 'water' });
    assert.match((await hoverCard(document, 'water')) ?? '', /\| zzsea \|.*\| General English \|/);
    await vscode.commands.executeCommand('firth.switchVectors', 'general');
    assert.match((await hoverCard(document, 'water')) ?? '', /General English \|.*\| zzsea \|/);
    assert.equal((await (await firth()).vectors()).first, 'general');
    await vscode.commands.executeCommand('firth.switchVectors', 'loaded');
  });

  it('takes so many words, or only those of the workspace', async () => {
    const uri = put('limited.txt', GLOVE);
    assert.equal((await load(uri, { limit: 2 }))?.words, 2);
    const report = await load(uri, { workspaceWords: true });
    assert.equal(report?.words, 1);
    assert.ok((await (await firth()).describeWords('water', 1))[0]?.loaded);
  });

  it('keeps the vectors from before when a file cannot be read', async () => {
    await load(put('good.txt', GLOVE));
    for (const content of ['', '<!DOCTYPE html>', 'sea 1 2\nship 1\n']) {
      assert.equal(await load(put('bad.txt', content)), undefined);
    }
    assert.equal((await (await firth()).vectors()).loaded?.name, 'good');
  });

  it('opens the cache again, notices a damaged one, and makes it anew', async () => {
    const uri = put('cached.txt', GLOVE);
    const first = await load(uri);
    assert.ok(first && !first.fromCache);
    assert.equal((await load(uri))?.fromCache, true);
    const bytes = readFileSync(first.cache);
    bytes[bytes.length - 1]! ^= 1;
    writeFileSync(first.cache, bytes);
    assert.equal((await load(uri))?.fromCache, false);
    assert.equal((await (await firth()).vectors()).loaded?.words, 4);
  });

  for (const format of EXPORT_FORMATS) {
    it(`exports as ${format} what it loads again`, async () => {
      await load(put('export.txt', GLOVE));
      mkdirSync(join(folder, 'out'), { recursive: true });
      const to = vscode.Uri.file(join(folder, 'out', `vectors-${format}.npy`));
      const report = await vscode.commands.executeCommand<ExportReport | undefined>('firth.exportVectors', {
        source: 'loaded',
        format,
        to,
      });
      assert.equal(report?.words, 4);
      assert.equal((await load(to))?.words, 4);
      const [ship] = await (await firth()).describeWords('zzship', 1);
      assert.equal(ship?.loaded?.neighbours[0]?.word, 'zzsea');
    });
  }

  it('unloads', async () => {
    await load(put('last.txt', GLOVE));
    await vscode.commands.executeCommand('firth.switchVectors', 'unload');
    await eventually('no loaded vectors', async () => !(await (await firth()).vectors()).loaded);
    assert.equal((await (await firth()).describeWords('zzship', 1))[0]?.loaded, undefined);
  });
});

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { createEngine } from '../../../src/engine/createEngine.ts';
import type { EngineMethods } from '../../../src/protocol/engine.ts';
import type { LoadPolicy, LoadReport } from '../../../src/protocol/filesMethods.ts';
import type { HandlerContext, RpcHandlers } from '../../../src/protocol/rpc.ts';
import { MemoryFiles, memoryHost } from './memoryHost.ts';

const idle: HandlerContext<never> = { report: () => undefined, isCancelled: () => false };
const POLICY: LoadPolicy = { lowerCase: false, duplicates: 'first', maxSkipped: 0 };
const MODEL = readFileSync('test/fixtures/vectors/fasttext.bin');
/** No word of the model, but made of letters that occur there. */
const UNKNOWN = 'coffees';

describe('words that a model of fastText lacks', () => {
  let files: MemoryFiles;
  let engine: RpcHandlers<EngineMethods>;

  beforeEach(() => {
    files = new MemoryFiles();
    files.put('/model.bin', MODEL);
    engine = createEngine(memoryHost(files));
  });

  async function load(path = '/model.bin', policy: Partial<LoadPolicy> = {}): Promise<LoadReport> {
    const params = { file: { path }, policy: { ...POLICY, ...policy }, folder: '/caches', rebuild: false };
    const report = await engine.loadVectors(params, idle);
    await engine.open({ source: 'loaded', path: report.cache }, idle);
    return report;
  }

  /** Everything that can be asked with such a word. */
  async function ask(word: string) {
    const analogy = { positive: [word, 'tea'], negative: [] };
    return {
      described: await engine.describeWords({ text: word, topn: 3 }, idle),
      underMouse: await engine.describeWordAt({ text: `a ${word}`, position: 3, topn: 3 }, idle),
      similar: await engine.mostSimilar({ positive: [word], topn: 3 }, idle),
      check: await engine.checkAnalogy({ expression: `${word} + tea` }, idle),
      solved: await engine.solveAnalogy({ analogy, topn: 3 }, idle),
      compared: await engine.compareWords({ first: word, second: 'tea', topn: 3 }, idle),
      measured: await engine.measureWords({ first: word, second: 'tea' }, idle),
    };
  }

  const tables = (): string[] => [...files.contents.keys()].filter((path) => path.endsWith('.subwords'));

  it('are answered by their n-grams, and say so by having no rank', async () => {
    await load();
    const { described, underMouse, similar, check, solved, compared, measured } = await ask(UNKNOWN);
    const found = described[0]?.loaded;
    assert.ok(found && !('rank' in found));
    assert.equal(found.neighbours.length, 3);
    assert.ok(found.neighbours.every(({ similarity }) => Number.isFinite(similarity)));
    assert.deepEqual(similar.loaded, found.neighbours);
    assert.deepEqual(underMouse?.loaded, found);
    assert.ok(check.ok);
    assert.deepEqual([check.unknown, check.missing], [[], {}]);
    assert.ok(solved.loaded?.every(({ word }) => word !== 'tea' && word !== UNKNOWN));
    assert.deepEqual(compared.unknown, []);
    assert.equal(compared.loaded?.similarity, measured.loaded?.similarity);
    assert.equal(compared.loaded?.rankOfSecond, measured.loaded?.rank);
    const known = await engine.describeWords({ text: 'tea', topn: 1 }, idle);
    assert.equal(typeof known[0]?.loaded?.rank, 'number');
  });

  it('get the same answers after a restart, of which the model is not needed', async () => {
    const { cache } = await load();
    const before = await ask(UNKNOWN);
    files.contents.delete('/model.bin');
    engine = createEngine(memoryHost(files));
    await engine.open({ source: 'loaded', path: cache }, idle);
    assert.deepEqual(await ask(UNKNOWN), before);
  });

  it('get the same answers from a packed model, and from one of which few words are taken', async () => {
    await load();
    const [whole] = (await ask('coffeeandtea')).described;
    files.put('/model.bin.gz', gzipSync(MODEL));
    await load('/model.bin.gz');
    assert.deepEqual((await ask('coffeeandtea')).described[0], whole);
    await load('/model.bin', { limit: 5 });
    const [limited] = (await ask('coffeeandtea')).described;
    assert.equal(limited?.loaded?.neighbours.length, 3);
  });

  it('have no answers where a word has no n-grams, or the model has none', async () => {
    await load();
    assert.equal((await engine.describeWords({ text: 'q', topn: 1 }, idle))[0]?.loaded?.rank, undefined);
    files.put('/supervised.bin', readFileSync('test/fixtures/vectors/fasttext-supervised.bin'));
    await load('/supervised.bin');
    assert.equal((await ask(UNKNOWN)).described[0]?.loaded, undefined);
    assert.equal(tables().length, 1);
  });

  it('have a table of n-grams for each cache that is kept, and no others', async () => {
    await load();
    const [first] = tables();
    const other = new Uint8Array(MODEL);
    // The last value of the last n-gram.
    other[other.length - 1]! ^= 0x01;
    files.put('/model.bin', other);
    files.modified++;
    await load();
    assert.equal(tables().length, 1);
    assert.notEqual(tables()[0], first);
    for (const limit of [1, 2, 3, 4, 5, 6]) {
      files.modified++;
      await load('/model.bin', { limit });
    }
    assert.equal(tables().length, 4);
  });

  it('are no longer answered from a damaged table, which is given up so that the model is read again', async () => {
    const { cache } = await load();
    const [table] = tables();
    const bytes = files.contents.get(table!)!;
    const spoilt = bytes.slice();
    for (let at = 64; at < spoilt.length; at += 20) spoilt[at]! ^= 1;
    files.put(table!, spoilt);
    await engine.open({ source: 'loaded', path: cache }, idle);
    assert.equal((await ask(UNKNOWN)).described[0]?.loaded, undefined);
    assert.ok((await engine.describeWords({ text: 'tea', topn: 1 }, idle))[0]?.loaded);
    await assert.rejects(async () => engine.open({ source: 'loaded', path: cache }, idle), {
      name: 'VectorsFormatError',
      message: /\.subwords: there is no such file; expected the vectors of n-grams/,
    });
    files.put(table!, bytes.subarray(0, 100));
    await assert.rejects(async () => engine.open({ source: 'loaded', path: cache }, idle), {
      name: 'VectorsFormatError',
      message: /\.subwords: The table of n-grams has 100 bytes; expected 864/,
    });
  });

  it('do not follow the vectors when they are exported', async () => {
    const { cache } = await load();
    await engine.exportVectors({ from: cache, to: '/out.firthvec', format: 'firth' }, idle);
    await load('/out.firthvec');
    assert.ok((await engine.describeWords({ text: 'tea', topn: 1 }, idle))[0]?.loaded);
    assert.equal((await ask(UNKNOWN)).described[0]?.loaded, undefined);
  });
});

import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildGeneralVectors, readGeneralVectors } from '../../../src/build/generalVectors.ts';
import { plainKernels } from '../../../src/core/math/plainKernels.ts';
import { tokenize } from '../../../src/core/text/tokenize.ts';
import { decodeVectors } from '../../../src/core/vectors/formats/firthVectors.ts';
import { WordVectors } from '../../../src/core/vectors/WordVectors.ts';

describe('buildGeneralVectors', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'firth-general-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('keeps the most frequent words that the tokenizer makes, and solves an analogy with them', async () => {
    const file = join(folder, 'made', 'general.firthvec');
    const report = await buildGeneralVectors(file, { words: 5000 });
    const data = decodeVectors(await readFile(file));
    assert.equal(report.words, 5000);
    assert.equal(data.words.length, 5000);
    assert.equal(data.dimension, 100);
    assert.deepEqual(data.words.slice(0, 6), ['the', 'of', 'to', 'and', 'in', 'for']);
    for (const word of data.words) assert.deepEqual(tokenize(word), [word]);
    assert.ok(report.passedOver > 20 && report.passedOver < 500, `${report.passedOver} passed over`);
    assert.match(data.metadata.attribution!, /Pennington.*Socher.*Manning.*2014/);
    assert.match(data.metadata.licence!, /^PDDL/);
    assert.deepEqual(await readdir(join(folder, 'made')), ['general.firthvec']);

    const vectors = new WordVectors(data, plainKernels);
    assert.equal(vectors.mostSimilar({ positive: ['king', 'woman'], negative: ['man'] })![0]!.word, 'queen');
  });

  it('rounds so little that no word turns by more than a degree', async () => {
    const { data } = await readGeneralVectors(2000);
    const file = join(folder, 'small.firthvec');
    await buildGeneralVectors(file, { words: 2000 });
    const rounded = decodeVectors(await readFile(file));
    assert.deepEqual(rounded.words, data.words);
    for (let row = 0; row < 2000; row++) {
      const [a, b] = [data, rounded].map(({ vectors }) => vectors.subarray(row * 100, (row + 1) * 100));
      const dot = (x: Float32Array, y: Float32Array) => x.reduce((sum, value, j) => sum + value * y[j]!, 0);
      const cosine = dot(a!, b!) / Math.sqrt(dot(a!, a!) * dot(b!, b!));
      assert.ok(cosine > Math.cos(Math.PI / 180), `${data.words[row]}: ${cosine}`);
    }
  });
});

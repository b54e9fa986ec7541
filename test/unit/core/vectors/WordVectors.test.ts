import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Kernels } from '../../../../src/core/math/Kernels.ts';
import { plainKernels } from '../../../../src/core/math/plainKernels.ts';
import { WordVectors } from '../../../../src/core/vectors/WordVectors.ts';

/** The rows of a small vocabulary, by word. */
function make(rows: Record<string, number[]>, kernels: Kernels = plainKernels): WordVectors {
  const words = Object.keys(rows);
  const dimension = Object.values(rows)[0]!.length;
  return new WordVectors(
    { words, dimension, vectors: Float32Array.from(Object.values(rows).flat()) },
    kernels,
  );
}

// Male and female along the first axis, royal and common along the second, lengths all different.
const royal = {
  man: [2, 0, 1],
  woman: [-3, 0, 1.5],
  king: [1, 2, 0.5],
  queen: [-2, 4, 1],
  apple: [0, 0, -5],
  nothing: [0, 0, 0],
};

describe('WordVectors', () => {
  it('knows its words and says which it does not know', () => {
    const vectors = make(royal);
    assert.equal(vectors.size, 6);
    assert.equal(vectors.has('king'), true);
    assert.equal(vectors.has('King'), false);
    assert.equal(vectors.indexOf('king'), 2);
    assert.equal(vectors.indexOf('toString'), undefined);
    assert.deepEqual(vectors.unknownWords(['jester', 'king', 'fool', 'jester']), ['jester', 'fool']);
  });

  it('gives vectors and norms back', () => {
    const vectors = make(royal);
    assert.ok(Math.abs(vectors.norm('king')! - Math.sqrt(5.25)) < 1e-6);
    assert.equal(vectors.norm('nothing'), 0);
    assert.deepEqual([...vectors.vector('nothing')!], [0, 0, 0]);
    assert.equal(vectors.vector('jester'), undefined);
    fc.assert(
      fc.property(
        fc.array(fc.float({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 20 }),
        (row) => {
          const returned = make({ word: row }).vector('word')!;
          const norm = Math.hypot(...row);
          for (const [i, value] of row.entries()) assert.ok(Math.abs(returned[i]! - value) <= 2e-7 * norm);
        },
      ),
    );
  });

  it('measures similarity as the cosine, and distance as what is missing to 1', () => {
    const vectors = make(royal);
    const expected = (2 * 1 + 1 * 0.5) / (Math.sqrt(5) * Math.sqrt(5.25));
    assert.ok(Math.abs(vectors.similarity('man', 'king')! - expected) < 1e-6);
    assert.ok(Math.abs(vectors.distance('man', 'king')! - (1 - expected)) < 1e-6);
    assert.equal(vectors.similarity('man', 'nothing'), 0);
    assert.equal(vectors.similarity('man', 'jester'), undefined);
    assert.equal(vectors.distance('jester', 'man'), undefined);
  });

  it('measures words out of vocabulary by the vectors that were made for them', () => {
    const vectors = make(royal);
    const composed = new Map([
      ['jester', Float32Array.from(royal.king, (value) => 3 * value)],
      ['fool', Float32Array.of(0.9, 2.2, 0.5)],
      ['void', new Float32Array(3)],
    ]);
    assert.ok(Math.abs(vectors.similarity('jester', 'king', composed)! - 1) < 1e-6);
    assert.ok(Math.abs(vectors.distance('king', 'jester', composed)!) < 1e-6);
    assert.deepEqual(vectors.vector('jester', composed), composed.get('jester'));
    assert.equal(vectors.rank('man', 'fool', composed), vectors.rank('man', 'king')! + 1);
    assert.equal(vectors.rank('jester', 'king', composed), 1);
    assert.equal(vectors.similarity('void', 'king', composed), undefined);
    assert.equal(vectors.similarity('clown', 'king', composed), undefined);
  });

  it('solves the analogy it was made for', () => {
    const vectors = make(royal);
    const answers = vectors.mostSimilar({ positive: ['king', 'woman'], negative: ['man'] })!;
    assert.equal(answers[0]!.word, 'queen');
    assert.deepEqual(answers.map((answer) => answer.word).sort(), ['apple', 'nothing', 'queen']);
  });

  it('takes the mean of unit vectors, as gensim does', () => {
    const vectors = make(royal);
    const unit = (row: number[]) => row.map((value) => value / Math.hypot(...row));
    const [woman, king] = [unit(royal.woman), unit(royal.king)];
    const direction = unit(woman.map((value, j) => value + king[j]!));
    const expected = unit(royal.queen).reduce((sum, value, j) => sum + value * direction[j]!, 0);
    const queen = vectors.mostSimilar({ positive: ['woman', 'king'] })!.find(({ word }) => word === 'queen')!;
    assert.ok(Math.abs(queen.similarity - expected) < 1e-6);
  });

  it('answers undefined for a word out of vocabulary on either side', () => {
    const vectors = make(royal);
    assert.equal(vectors.mostSimilar({ positive: ['jester'] }), undefined);
    assert.equal(vectors.mostSimilar({ positive: ['king'], negative: ['jester'] }), undefined);
  });

  it('asks for a word at least', () => {
    assert.throws(() => make(royal).mostSimilar({ positive: [] }), {
      name: 'RangeError',
      message: /needs at least one positive or negative word/,
    });
  });

  it('finds nothing near to nothing', () => {
    const vectors = make(royal);
    assert.deepEqual(vectors.mostSimilar({ positive: ['king'], negative: ['king'] }), []);
    assert.deepEqual(vectors.mostSimilar({ positive: ['nothing'] }), []);
    assert.deepEqual(vectors.mostSimilarToVector([0, 0, 0]), []);
  });

  it('answers with as many words as asked, from as many as allowed', () => {
    const vectors = make(royal);
    assert.equal(vectors.mostSimilar({ positive: ['king'], topn: 2 })!.length, 2);
    assert.equal(vectors.mostSimilar({ positive: ['king'], topn: 0 })!.length, 0);
    assert.equal(vectors.mostSimilar({ positive: ['king'], topn: 1000 })!.length, 5);
    const restricted = vectors.mostSimilar({ positive: ['apple'], restrictVocab: 2 })!;
    assert.deepEqual(restricted.map(({ word }) => word).sort(), ['man', 'woman']);
    assert.deepEqual(vectors.mostSimilar({ positive: ['king'], restrictVocab: 0 }), []);
  });

  it('orders equal neighbours by rank', () => {
    const vectors = make({ a: [1, 0], b: [1, 1], c: [2, 2], d: [3, 3], e: [1, -1] });
    assert.deepEqual(
      vectors.mostSimilar({ positive: ['a'], topn: 2 })!.map(({ word }) => word),
      ['b', 'c'],
    );
  });

  it('finds the neighbours of a vector, and itself among them', () => {
    const [first] = make(royal).mostSimilarToVector([2, 4, 1], { topn: 1 });
    assert.equal(first!.word, 'king');
    assert.ok(Math.abs(first!.similarity - 1) < 1e-6);
    assert.throws(() => make(royal).mostSimilarToVector([1]), /1 dimensions; expected 3/);
  });

  it('ranks a word among the neighbours of another', () => {
    const vectors = make(royal);
    const order = vectors.mostSimilar({ positive: ['king'], topn: 5 })!.map(({ word }) => word);
    for (const [i, word] of order.entries()) assert.equal(vectors.rank('king', word), i + 1);
    assert.equal(vectors.rank('king', 'jester'), undefined);
  });

  it('finds the same neighbours as a plain search over all words', () => {
    const row = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 40 }), fc.nat(), (rows, seed) => {
        const words = rows.map((_, i) => `w${i}`);
        const vectors = new WordVectors(
          { words, dimension: 3, vectors: Float32Array.from(rows.flat()) },
          plainKernels,
        );
        const asked = seed % rows.length;
        const cosine = (a: number[], b: number[]) =>
          a.reduce((sum, value, j) => sum + value * b[j]!, 0) / (Math.hypot(...a) * Math.hypot(...b) || 1);
        if (Math.hypot(...rows[asked]!) === 0) return;
        const expected = rows
          .map((other, i) => ({ i, similarity: cosine(rows[asked]!, other) }))
          .filter(({ i }) => i !== asked)
          .sort((a, b) => b.similarity - a.similarity);
        const found = vectors.mostSimilar({ positive: [words[asked]!], topn: rows.length })!;
        assert.equal(found.length, expected.length);
        for (const [i, { similarity }] of found.entries()) {
          assert.ok(Math.abs(similarity - expected[i]!.similarity) < 1e-6);
        }
      }),
    );
  });

  it('refuses data that does not fit together', () => {
    const build = (words: string[], dimension: number, values: number[]) => () =>
      new WordVectors({ words, dimension, vectors: Float32Array.from(values) }, plainKernels);
    assert.throws(build(['a'], 0, []), /Dimension is 0; expected a whole number/);
    assert.throws(build(['a', 'b'], 2, [1, 2, 3]), /3 values for 2 words of 2 dimensions; expected 4/);
    assert.throws(build(['a', 'b', 'a'], 1, [1, 2, 3]), /"a" stands twice, at 0 and 2/);
    assert.throws(build(['a', 'b'], 1, [1, Number.NaN]), /"b" \(row 1\)/);
    assert.throws(build(['a'], 1, [Number.POSITIVE_INFINITY]), /not finite/);
  });

  it('is fine without any words', () => {
    const vectors = new WordVectors({ words: [], dimension: 3, vectors: new Float32Array(0) }, plainKernels);
    assert.deepEqual(vectors.mostSimilarToVector([1, 0, 0]), []);
  });

  it('adopts vectors of the kernels without a copy', () => {
    const values = Object.values(royal).flat();
    const vectors = plainKernels.allocate(values.length);
    vectors.set(values);
    const adopted = new WordVectors({ words: Object.keys(royal), dimension: 3, vectors }, plainKernels, {
      adopt: true,
    });
    assert.equal(adopted.unitVectors, vectors);
    const query = { positive: ['king', 'woman'], negative: ['man'] };
    assert.deepEqual(adopted.mostSimilar(query), make(royal).mostSimilar(query));
    assert.deepEqual(adopted.vector('king'), make(royal).vector('king'));
  });

  it('gives all its memory back, once', () => {
    const held = new Set<Float32Array>();
    const kernels: Kernels = {
      ...plainKernels,
      allocate: (length) => {
        const array = plainKernels.allocate(length);
        held.add(array);
        return array;
      },
      release: (array) => assert.ok(held.delete(array), 'released what it did not hold'),
    };
    const vectors = make(royal, kernels);
    assert.ok(held.size > 0);
    vectors.dispose();
    vectors.dispose();
    assert.equal(held.size, 0);
    assert.throws(() => vectors.mostSimilar({ positive: ['king'] }), /disposed/);
    assert.equal(vectors.has('king'), true);
  });
});

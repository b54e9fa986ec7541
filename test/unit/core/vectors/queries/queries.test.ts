import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import type { Kernels } from '../../../../../src/core/math/Kernels.ts';
import { plainKernels } from '../../../../../src/core/math/plainKernels.ts';
import { closerThan } from '../../../../../src/core/vectors/queries/closerThan.ts';
import { doesntMatch, rankByCentrality } from '../../../../../src/core/vectors/queries/doesntMatch.ts';
import { meanVector } from '../../../../../src/core/vectors/queries/meanVector.ts';
import { mostSimilarCosmul } from '../../../../../src/core/vectors/queries/mostSimilarCosmul.ts';
import {
  euclideanDistance,
  nearestByDistance,
} from '../../../../../src/core/vectors/queries/nearestByDistance.ts';
import { nSimilarity } from '../../../../../src/core/vectors/queries/nSimilarity.ts';
import { WordVectors } from '../../../../../src/core/vectors/WordVectors.ts';

/** What gensim answers, and to what. */
interface GensimAnswers {
  readonly words: string[];
  readonly vectors: number[];
  readonly cosmul: [string, number][];
  readonly cosmulPositive: [string, number][];
  readonly nSimilarity: number;
  readonly doesntMatch: string;
  readonly centrality: [number, string][];
  readonly closerThan: string[];
  readonly mean: number[];
  readonly meanRaw: number[];
  readonly meanUnit: number[];
  readonly weighted: [string, number][];
  readonly restricted: [string, number][];
  readonly similarity: number;
  readonly distance: number;
  readonly rank: number;
}

const gensim = JSON.parse(
  await readFile(new URL('../../../../fixtures/vectors/gensim-queries.json', import.meta.url), 'utf8'),
) as GensimAnswers;

let held = 0;
const countingKernels: Kernels = {
  ...plainKernels,
  allocate: (length) => {
    held++;
    return plainKernels.allocate(length);
  },
  release: (array) => {
    held--;
    plainKernels.release(array);
  },
};

const vectors = new WordVectors(
  { words: gensim.words, dimension: 5, vectors: Float32Array.from(gensim.vectors) },
  countingKernels,
);
const heldByVectors = held;

function assertClose(actual: ArrayLike<number>, expected: readonly number[]): void {
  assert.equal(actual.length, expected.length);
  for (const [i, value] of expected.entries()) {
    assert.ok(
      Math.abs(actual[i]! - value) <= 2e-6 * Math.max(1, Math.abs(value)),
      `${actual[i]} for ${value}`,
    );
  }
}

afterEach(() => assert.equal(held, heldByVectors, 'memory of the kernels was not given back'));

describe('mostSimilar', () => {
  const check = (answers: ReturnType<WordVectors['mostSimilar']>, expected: [string, number][]): void => {
    assert.deepEqual(
      answers!.map(({ word }) => word),
      expected.map(([word]) => word),
    );
    assertClose(
      answers!.map(({ similarity }) => similarity),
      expected.map(([, similarity]) => similarity),
    );
  };

  it('gives what gensim gives, with weights and among the first words only', () => {
    const [king, queen, , woman, , girl] = gensim.words as [string, string, string, string, string, string];
    const query = { positive: [king, woman], negative: [girl], weights: [2, 0.5, 1.5], topn: 4 };
    check(vectors.mostSimilar(query), gensim.weighted);
    check(vectors.mostSimilar({ positive: [queen], restrictVocab: 5, topn: 4 }), gensim.restricted);
    const [third, eighth] = [gensim.words[2]!, gensim.words[7]!];
    assertClose([vectors.similarity(third, eighth)!], [gensim.similarity]);
    assertClose([vectors.distance(third, eighth)!], [gensim.distance]);
    assert.equal(vectors.rank(third, eighth), gensim.rank);
  });

  it('searches only the rows that it may, as all that is left of the whole list', () => {
    const among = new Set([1, 4, 5, 9, 11]);
    const whole = vectors.mostSimilar({ positive: ['king'], topn: 20 })!;
    const expected = whole.filter(({ word }) => among.has(vectors.indexOf(word)!));
    assert.deepEqual(vectors.mostSimilar({ positive: ['king'], topn: 20, among }), expected);
    assert.deepEqual(vectors.mostSimilar({ positive: ['king'], topn: 2, among }), expected.slice(0, 2));
    const cosmul = mostSimilarCosmul(vectors, { positive: ['king'], topn: 20, among })!;
    assert.deepEqual(
      cosmul.map(({ word }) => word),
      expected.map(({ word }) => word),
    );
  });

  it('refuses weights that do not fit the words, and finds nothing where they cancel all out', () => {
    assert.throws(
      () => vectors.mostSimilar({ positive: ['king'], weights: [1, 2] }),
      /2 weights for 1 words/,
    );
    assert.deepEqual(vectors.mostSimilar({ positive: ['king', 'king'], weights: [0.5, -0.5] }), []);
    assert.deepEqual(vectors.mostSimilar({ positive: ['king'], weights: [0] }), []);
  });
});

describe('nearestByDistance', () => {
  it('gives the words by the distance of their vectors as they are', () => {
    for (const word of gensim.words) {
      const expected = gensim.words
        .filter((other) => other !== word)
        .map((other) => {
          const [a, b] = [vectors.vector(word)!, vectors.vector(other)!];
          return { word: other, distance: Math.hypot(...a.map((value, j) => value - b[j]!)) };
        })
        .sort((a, b) => a.distance - b.distance);
      const answers = nearestByDistance(vectors, word, { topn: 20 })!;
      assert.deepEqual(
        answers.map((answer) => answer.word),
        expected.map((answer) => answer.word),
      );
      assertClose(
        answers.map(({ distance }) => distance),
        expected.map(({ distance }) => distance),
      );
      assertClose([euclideanDistance(vectors, word, expected[3]!.word)!], [expected[3]!.distance]);
      assert.deepEqual(nearestByDistance(vectors, word, { topn: 3 }), answers.slice(0, 3));
    }
  });

  it('searches as many words as it may, and only those', () => {
    const answers = nearestByDistance(vectors, 'swim', { restrictVocab: 3, among: new Set([0, 2, 7]) })!;
    assert.deepEqual(answers.map(({ word }) => word).sort(), ['king', 'man']);
    assert.equal(nearestByDistance(vectors, 'missing'), undefined);
    assert.equal(euclideanDistance(vectors, 'king', 'missing'), undefined);
    assert.equal(euclideanDistance(vectors, 'king', 'king'), 0);
    const composed = new Map([['missing', vectors.vector('king')!]]);
    assert.equal(euclideanDistance(vectors, 'king', 'missing', composed), 0);
  });
});

describe('mostSimilarCosmul', () => {
  it('gives the words and scores that gensim gives', () => {
    const check = (answers: ReturnType<typeof mostSimilarCosmul>, expected: [string, number][]): void => {
      assert.deepEqual(
        answers!.map(({ word }) => word),
        expected.map(([word]) => word),
      );
      assertClose(
        answers!.map(({ score }) => score),
        expected.map(([, score]) => score),
      );
    };
    check(mostSimilarCosmul(vectors, { positive: ['king', 'woman'], negative: ['man'] }), gensim.cosmul);
    check(mostSimilarCosmul(vectors, { positive: ['apple', 'pear'], topn: 3 }), gensim.cosmulPositive);
  });

  it('orders like the similarity for one word', () => {
    for (const word of gensim.words) {
      assert.deepEqual(
        mostSimilarCosmul(vectors, { positive: [word], topn: 20 })!.map((answer) => answer.word),
        vectors.mostSimilar({ positive: [word], topn: 20 })!.map((answer) => answer.word),
      );
    }
  });

  it('searches as many words as it may, and refuses what has no answer', () => {
    const answers = mostSimilarCosmul(vectors, { positive: ['swim'], restrictVocab: 3 })!;
    assert.deepEqual(answers.map(({ word }) => word).sort(), ['king', 'man', 'queen']);
    assert.equal(mostSimilarCosmul(vectors, { positive: ['king'], negative: ['missing'] }), undefined);
    assert.throws(
      () => mostSimilarCosmul(vectors, { positive: [], negative: ['king'] }),
      /at least one positive/,
    );
  });
});

describe('meanVector', () => {
  it('gives the means that gensim gives', () => {
    assertClose(meanVector(vectors, ['king', 'apple', 'run'], { weights: [1, -0.5, 2] })!, gensim.mean);
    assertClose(meanVector(vectors, ['king', 'apple'], { preNormalize: false })!, gensim.meanRaw);
    assertClose(meanVector(vectors, ['king', 'apple'], { postNormalize: true })!, gensim.meanUnit);
  });

  it('does not depend on the scale of positive weights', () => {
    const weights = fc.array(fc.double({ min: 0.01, max: 10, noNaN: true }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(weights, fc.double({ min: 0.1, max: 10, noNaN: true }), (some, scale) => {
        const words = ['king', 'plum', 'run'];
        const mean = meanVector(vectors, words, { weights: some })!;
        const scaled = some.map((weight) => weight * scale);
        assertClose(meanVector(vectors, words, { weights: scaled })!, [...mean]);
      }),
    );
  });

  it('answers undefined for unknown words, zeros where all cancels out, and refuses what is no mean', () => {
    assert.equal(meanVector(vectors, ['king', 'missing']), undefined);
    const cancelled = { weights: [1, -1], postNormalize: true };
    assert.deepEqual([...meanVector(vectors, ['king', 'king'], cancelled)!], [0, 0, 0, 0, 0]);
    assert.throws(() => meanVector(vectors, []), /at least one word/);
    assert.throws(() => meanVector(vectors, ['king'], { weights: [1, 2] }), /2 weights for 1 words/);
    assert.throws(() => meanVector(vectors, ['king'], { weights: [Number.NaN] }), /expected a finite one/);
  });
});

describe('nSimilarity', () => {
  it('gives what gensim gives', () => {
    assertClose([nSimilarity(vectors, ['king', 'queen', 'man'], ['apple', 'run'])!], [gensim.nSimilarity]);
  });

  it('is the similarity for single words', () => {
    assertClose([nSimilarity(vectors, ['king'], ['plum'])!], [vectors.similarity('king', 'plum')!]);
    assert.equal(nSimilarity(vectors, ['king'], ['missing']), undefined);
    assert.throws(() => nSimilarity(vectors, ['king'], []), /at least one word/);
  });
});

describe('doesntMatch', () => {
  it('gives the word and the order that gensim gives, leaving unknown words out', () => {
    assert.equal(doesntMatch(vectors, ['king', 'queen', 'apple', 'man', 'missing']), gensim.doesntMatch);
    const ranked = rankByCentrality(vectors, ['king', 'queen', 'apple', 'man']);
    assert.deepEqual(
      ranked.map(({ word }) => word),
      gensim.centrality.map(([, word]) => word),
    );
    assertClose(
      ranked.map(({ similarity }) => similarity),
      gensim.centrality.map(([similarity]) => similarity),
    );
    assert.throws(() => doesntMatch(vectors, ['missing']), /None of the words/);
  });
});

describe('closerThan', () => {
  it('gives the words that gensim gives', () => {
    assert.deepEqual(closerThan(vectors, 'king', 'swim'), gensim.closerThan);
    assert.equal(closerThan(vectors, 'king', 'missing'), undefined);
  });

  it('agrees with the rank', () => {
    for (const word of gensim.words) {
      for (const other of gensim.words) {
        if (word !== other)
          assert.equal(closerThan(vectors, word, other)!.length, vectors.rank(word, other)! - 1);
      }
    }
  });
});

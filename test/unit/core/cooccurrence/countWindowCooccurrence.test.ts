import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  countWindowCooccurrence as countWindows,
  type WindowOptions,
} from '../../../../src/core/cooccurrence/countWindowCooccurrence.ts';
import type { SparseMatrix } from '../../../../src/core/cooccurrence/SparseMatrix.ts';
import { seededRandom } from '../../../../src/core/math/random.ts';
import { SpillError } from '../../../../src/core/spill.ts';
import { CancelledError } from '../../../../src/core/task.ts';
import type { Corpus } from '../../../../src/core/text/CorpusBuilder.ts';
import { sequenceOf } from '../../../../src/core/text/Uint32Sequence.ts';
import { describeForBothKernels } from '../../kernels/bothKernels.ts';
import { MemorySpill } from '../memorySpill.ts';

/** A corpus of documents of sentences of ids. */
function corpusOf(documents: number[][][]): Corpus {
  const sentenceStart = [0];
  const documentStart = [0];
  for (const document of documents) {
    for (const sentence of document) sentenceStart.push(sentenceStart.at(-1)! + sentence.length);
    documentStart.push(sentenceStart.at(-1)!);
  }
  return {
    ids: sequenceOf(Uint32Array.from(documents.flat(2))),
    sentenceStart: Uint32Array.from(sentenceStart),
    documentStart: Uint32Array.from(documentStart),
  };
}

function dense({ rows, cols, rowStart, columns, values }: SparseMatrix): number[][] {
  const matrix = Array.from({ length: rows }, () => new Array<number>(cols).fill(0));
  for (let row = 0; row < rows; row++) {
    for (let entry = rowStart[row]!; entry < rowStart[row + 1]!; entry++) {
      matrix[row]![columns[entry]!] = values[entry]!;
    }
  }
  return matrix;
}

const flat: WindowOptions = { window: 2, weighting: 'flat', acrossSentences: false };

/** A long text of words of which a few are frequent. */
function longText(): Corpus {
  const random = seededRandom(3);
  const sentences = Array.from({ length: 2000 }, () =>
    Array.from({ length: 1 + Math.floor(20 * random()) }, () => Math.floor(700 * random() ** 4)),
  );
  return corpusOf([sentences.slice(0, 900), sentences.slice(900)]);
}

describeForBothKernels('countWindowCooccurrence', (kernels) => {
  const countWindowCooccurrence = (corpus: Corpus, size: number, options: WindowOptions): SparseMatrix =>
    countWindows(corpus, size, { kernels: kernels(), ...options });

  it('counts what is near, from both sides', () => {
    assert.deepEqual(dense(countWindowCooccurrence(corpusOf([[[0, 1, 2, 3]]]), 4, flat)), [
      [0, 1, 1, 0],
      [1, 0, 1, 1],
      [1, 1, 0, 1],
      [0, 1, 1, 0],
    ]);
  });

  it('weighs what is further off less, where asked', () => {
    const options: WindowOptions = { ...flat, window: 3, weighting: 'harmonic' };
    assert.deepEqual(dense(countWindowCooccurrence(corpusOf([[[0, 1, 1, 2]]]), 3, options)), [
      [0, 1.5, Math.fround(1 / 3)],
      [1.5, 2, 1.5],
      [Math.fround(1 / 3), 1.5, 0],
    ]);
  });

  it('counts two places of one word twice on the diagonal', () => {
    assert.deepEqual(dense(countWindowCooccurrence(corpusOf([[[0, 0]]]), 1, flat)), [[2]]);
  });

  it('stops at the end of a sentence or, where asked, of a document only', () => {
    const corpus = corpusOf([[[0], [1]], [[2]]]);
    assert.equal(countWindowCooccurrence(corpus, 3, flat).values.length, 0);
    assert.deepEqual(dense(countWindowCooccurrence(corpus, 3, { ...flat, acrossSentences: true })), [
      [0, 1, 0],
      [1, 0, 0],
      [0, 0, 0],
    ]);
  });

  it('gives an empty matrix for an empty text, and empty rows for words that do not occur', () => {
    assert.deepEqual(dense(countWindowCooccurrence(corpusOf([]), 0, flat)), []);
    assert.deepEqual(dense(countWindowCooccurrence(corpusOf([]), 2, flat)), [
      [0, 0],
      [0, 0],
    ]);
  });

  it('agrees with a count of all pairs in a Map', () => {
    const sentence = fc.array(fc.nat(6), { minLength: 1, maxLength: 12 });
    const documents = fc.array(fc.array(sentence, { minLength: 1, maxLength: 4 }), { maxLength: 3 });
    fc.assert(
      fc.property(
        documents,
        fc.integer({ min: 1, max: 15 }),
        fc.constantFrom('flat', 'harmonic'),
        fc.boolean(),
        fc.boolean(),
        (texts, window, weighting, acrossSentences, symmetric) => {
          const expected = new Map<string, number>();
          const stretches = acrossSentences ? texts.map((document) => document.flat()) : texts.flat();
          for (const stretch of stretches) {
            for (const [i, row] of stretch.entries()) {
              for (const [j, column] of stretch.entries()) {
                const distance = Math.abs(i - j);
                if (distance === 0 || distance > window || (j > i && !symmetric)) continue;
                const key = `${row} ${column}`;
                const weight = weighting === 'flat' ? 1 : 1 / distance;
                expected.set(key, (expected.get(key) ?? 0) + weight);
              }
            }
          }

          const corpus = corpusOf(texts);
          const matrix = countWindowCooccurrence(corpus, 7, {
            window,
            weighting,
            acrossSentences,
            symmetric,
          });
          assert.equal(matrix.values.length, expected.size);
          for (let row = 0; row < 7; row++) {
            for (let entry = matrix.rowStart[row]!; entry < matrix.rowStart[row + 1]!; entry++) {
              const column = matrix.columns[entry]!;
              const wanted = expected.get(`${row} ${column}`)!;
              assert.ok(Math.abs(matrix.values[entry]! - wanted) <= 1e-6 * wanted);
              assert.ok(entry === matrix.rowStart[row] || column > matrix.columns[entry - 1]!);
            }
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('gives the same bytes in one piece and in many, which are spilled', () => {
    const corpus = longText();
    for (const weighting of ['flat', 'harmonic'] as const) {
      const options: WindowOptions = { window: 10, weighting, acrossSentences: true };
      const whole = countWindowCooccurrence(corpus, 700, options);
      for (const bytes of [1, 1e5]) {
        const spill = new MemorySpill();
        const limit = { bytes, spill };
        assert.deepEqual(countWindowCooccurrence(corpus, 700, { ...options, limit }), whole);
        assert.ok(spill.places > 1, `${spill.places} runs`);
      }
      const roomy = new MemorySpill();
      countWindowCooccurrence(corpus, 700, { ...options, limit: { bytes: 1e9, spill: roomy } });
      assert.equal(roomy.places, 0);
    }
  });

  it('gives the same counts of words whose ids need more than 16 bits', () => {
    const corpus = longText();
    const options: WindowOptions = { window: 5, weighting: 'harmonic', acrossSentences: false };
    const narrow = countWindowCooccurrence(corpus, 700, options);
    const wide = countWindowCooccurrence(corpus, 70_000, options);
    assert.deepEqual(wide.columns, narrow.columns);
    assert.deepEqual(wide.values, narrow.values);
    assert.deepEqual(wide.rowStart.subarray(0, 701), narrow.rowStart);
  });

  it('gives exactly symmetric counts', () => {
    const counts = dense(
      countWindowCooccurrence(longText(), 700, { ...flat, weighting: 'harmonic', window: 15 }),
    );
    for (const [i, row] of counts.entries()) {
      for (const [j, value] of row.entries()) assert.equal(value, counts[j]![i]);
    }
  });

  it('passes the error of a full disk on, and counts again afterwards', () => {
    const options: WindowOptions = { ...flat, limit: { bytes: 1, spill: new MemorySpill(50_000) } };
    assert.throws(() => countWindowCooccurrence(longText(), 700, options), SpillError);
    assert.ok(countWindowCooccurrence(longText(), 700, flat).values.length > 0);
  });

  it('tells how far it is, and stops where the task says so', () => {
    const corpus = corpusOf([[Array.from({ length: 50_000 }, (_, i) => i % 97)]]);
    const shares: number[] = [];
    countWindowCooccurrence(corpus, 97, { ...flat, task: { checkpoint: (done) => shares.push(done) } });
    assert.ok(shares.length > 20);
    assert.equal(shares.at(-1), 1);
    assert.ok(shares.every((share, i) => share >= (shares[i - 1] ?? 0) && share <= 1));

    const stopAt = (share: number) => ({
      checkpoint: (done: number) => {
        if (done >= share) throw new CancelledError();
      },
    });
    for (const share of [0, 0.2, 0.7]) {
      assert.throws(
        () => countWindowCooccurrence(corpus, 97, { ...flat, task: stopAt(share) }),
        CancelledError,
      );
    }
  });

  it('refuses windows that are none, and ids that are too large', () => {
    for (const window of [0, -1, 1.5, Number.NaN, 65_536]) {
      assert.throws(
        () => countWindowCooccurrence(corpusOf([]), 1, { ...flat, window }),
        /RangeError: The window is/,
      );
    }
    assert.throws(
      () => countWindowCooccurrence(corpusOf([[[0, 3]]]), 3, flat),
      /RangeError: The corpus holds the id 3/,
    );
  });
});

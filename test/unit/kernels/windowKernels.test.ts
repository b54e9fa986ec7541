import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Kernels } from '../../../src/core/math/Kernels.ts';
import { plainKernels } from '../../../src/core/math/plainKernels.ts';
import {
  roomForFlags,
  roomForRows,
  roomForSums,
  type WindowRows,
  type WindowSums,
  windowExtents,
  windowWeights,
} from '../../../src/core/math/windowSums.ts';
import { describeForBothKernels } from './bothKernels.ts';

const vocabularySize = 1100;

function windows(text: Uint16Array | Uint32Array, byDistance: readonly number[]): WindowSums {
  const room = roomForSums(vocabularySize);
  return {
    text,
    weights: windowWeights(Float64Array.from(byDistance)),
    sums: new Float64Array(room),
    marks: new Int8Array(room),
    flags: new Int8Array(roomForFlags(room)),
  };
}

/** A place, and how many words before and behind it are in its window. */
type Span = readonly [place: number, before: number, behind: number];

function spansOf(spans: readonly Span[]): Uint32Array {
  return Uint32Array.from(spans.flatMap(([place, before, behind]) => [place, windowExtents(before, behind)]));
}

/** Room for the rows of some windows. */
function room(sums: WindowSums, spans: number, rows: number): WindowRows {
  const length = roomForRows(sums, spans);
  return {
    columns: new Uint32Array(length),
    values: new Float64Array(length),
    lengths: new Uint32Array(rows),
  };
}

/** The rows of some windows each. */
function take(kernels: Kernels, sums: WindowSums, ...rows: Span[][]): [word: number, sum: number][][] {
  const ends = rows.map((_, i) => rows.slice(0, i + 1).flat().length);
  const taken = room(sums, rows.flat().length, rows.length);
  kernels.takeWindowRows(sums, spansOf(rows.flat()), Uint32Array.from(ends), taken);
  let from = 0;
  return rows.map((_, row) => {
    const start = from;
    from += taken.lengths[row]!;
    return Array.from({ length: from - start }, (_, i) => [
      taken.columns[start + i]!,
      taken.values[start + i]!,
    ]);
  });
}

describeForBothKernels('windows', (kernels) => {
  for (const Ids of [Uint16Array, Uint32Array]) {
    describe(`over ids in ${Ids.name}`, () => {
      it('adds weights by distance within a window, and gives the sums by rising word, once', () => {
        const sums = windows(Ids.of(1099, 3, 16, 3, 7), [1, 0.5]);
        kernels().addWindows(sums, spansOf([[2, 2, 1]]));
        kernels().addWindows(
          sums,
          spansOf([
            [3, 2, 0],
            [4, 0, 0],
          ]),
        );
        assert.deepEqual(take(kernels(), sums, []), [
          [
            [3, 2.5],
            [16, 1],
            [1099, 0.5],
          ],
        ]);
        assert.deepEqual(take(kernels(), sums, []), [[]]);
      });

      it('takes rows one after another, the first with what was added before', () => {
        const sums = windows(Ids.of(1099, 3, 16, 3, 7, 8), [1, 0.5]);
        kernels().addWindows(sums, spansOf([[1, 1, 2]]));
        assert.deepEqual(
          take(
            kernels(),
            sums,
            [[3, 2, 0]],
            [],
            [[2, 2, 1]],
            [
              [4, 0, 1],
              [5, 1, 0],
            ],
          ),
          [
            [
              [3, 1],
              [16, 2],
              [1099, 1],
            ],
            [],
            [
              [3, 2],
              [1099, 0.5],
            ],
            [
              [7, 1],
              [8, 1],
            ],
          ],
        );
        assert.deepEqual(take(kernels(), sums), []);
      });

      it('takes sums of all words of a group, and of the first and the last word', () => {
        const words = [...Array.from({ length: 64 }, (_, i) => 128 + i), 0, 1099];
        const sums = windows(
          Ids.of(5, ...words),
          [...words.keys()].map(() => 0.25),
        );
        const expected = words.toSorted((a, b) => a - b).map((word) => [word, 0.25]);
        assert.deepEqual(take(kernels(), sums, [[0, 0, words.length]]), [expected]);
      });

      it('agrees with the plain version on any text', () => {
        fc.assert(
          fc.property(
            fc.array(fc.nat(vocabularySize - 1), { minLength: 1, maxLength: 200 }),
            fc.infiniteStream(fc.tuple(fc.nat(3), fc.nat(3))),
            fc.array(fc.nat(20), { maxLength: 10 }),
            (ids, sides, lengths) => {
              const spans = ids.map((_, place): Span => {
                const [before, behind] = sides.next().value!;
                return [place, Math.min(before, place), Math.min(behind, ids.length - 1 - place)];
              });
              const rows: Span[][] = [];
              for (const length of lengths) rows.push(spans.splice(0, length));
              const weights = [1, 0.5, 0.25];
              assert.deepEqual(
                take(kernels(), windows(Ids.from(ids), weights), ...rows),
                take(plainKernels, windows(Ids.from(ids), weights), ...rows),
              );
            },
          ),
        );
      });
    });
  }

  it('says what does not fit, and what would lead out of the text', () => {
    const sums = windows(Uint16Array.of(1, 2, 3), [1]);
    const add = (some: WindowSums, ...spans: Span[]) => kernels().addWindows(some, spansOf(spans));
    assert.throws(() => add(sums, [0, 1, 0]), /window of 1 words before and 0 behind the place 0/);
    assert.throws(() => add(sums, [1, 1, 1], [2, 0, 1]), /1 behind the place 2 is not within the 3/);
    assert.throws(() => add(sums, [3, 0, 0]), /place 3/);
    assert.throws(() => add(sums, [2, 2, 0]), /not as many weights as it needs \(1 on each side\)/);
    assert.throws(() => add(windows(Uint16Array.of(1, 2048), [1]), [0, 0, 1]), /id that is not below 2048/);
    assert.throws(() => add(windows(Uint32Array.of(2 ** 31, 2), [1]), [1, 1, 0]), /id that is not below/);
    assert.throws(() => kernels().addWindows(sums, Uint32Array.of(1)), /1 numbers of windows/);
    assert.throws(() => add({ ...sums, weights: new Float64Array(2) }), /2 weights/);
    assert.throws(() => add({ ...sums, sums: new Float64Array(3) }), /3 sums with 2048 marks and 32 flags/);
    assert.throws(() => add({ ...sums, flags: new Int8Array(31) }), /31 flags/);
    const rows = (ends: number[], { spans = 1, lengths = 1 } = {}) =>
      kernels().takeWindowRows(
        sums,
        spansOf([[1, 1, 1]]),
        Uint32Array.from(ends),
        room(sums, spans, lengths),
      );
    assert.throws(
      () => rows([1], { spans: 0 }),
      /room for 2049 columns, 2049 values and 1 lengths; expected 2052/,
    );
    assert.throws(() => rows([1, 1]), /1 lengths; expected 2052, as many, and 2/);
    assert.throws(() => rows([2]), /A row ends at 2/);
    assert.throws(() => rows([1, 0], { lengths: 2 }), /A row ends at 0, behind 1/);
  });
});

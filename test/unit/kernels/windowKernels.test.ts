import assert from 'node:assert/strict';
import type { Kernels } from '../../../src/core/math/Kernels.ts';
import {
  roomForRows,
  roomForSums,
  type WindowRows,
  type WindowSums,
  windowBoundary,
} from '../../../src/core/math/windowSums.ts';
import { describeForBothKernels } from './bothKernels.ts';

function windows(text: readonly number[], weights: readonly number[], symmetric = true): WindowSums {
  const room = roomForSums(600);
  return {
    text: Uint32Array.from(text),
    weights: Float64Array.from(weights),
    symmetric,
    sums: new Float64Array(room),
    blocks: new Int8Array(room / 16),
  };
}

/** Room for the rows of some places. */
function room(sums: WindowSums, places: number, rows: number): WindowRows {
  const length = roomForRows(sums, places);
  return {
    columns: new Uint32Array(length),
    values: new Float64Array(length),
    lengths: new Uint32Array(rows),
  };
}

/** The rows of some places each. */
function take(kernels: Kernels, sums: WindowSums, ...rows: number[][]): [word: number, sum: number][][] {
  const ends = rows.map((_, i) => rows.slice(0, i + 1).flat().length);
  const taken = room(sums, rows.flat().length, rows.length);
  kernels.takeWindowRows(sums, Uint32Array.from(rows.flat()), Uint32Array.from(ends), taken);
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

const end = windowBoundary;

describeForBothKernels('windows', (kernels) => {
  it('adds weights by distance up to a boundary, and gives the sums by rising word, once', () => {
    const sums = windows([end, 599, 3, 16, 3, end, 7, end], [1, 0.5]);
    kernels().addWindows(sums, Uint32Array.of(3));
    kernels().addWindows(sums, Uint32Array.of(4, 6));
    assert.deepEqual(take(kernels(), sums, []), [
      [
        [3, 2.5],
        [16, 1],
        [599, 0.5],
      ],
    ]);
    assert.deepEqual(take(kernels(), sums, []), [[]]);
  });

  it('takes rows one after another, the first with what was added before', () => {
    const sums = windows([end, 599, 3, 16, 3, end, 7, 8, end], [1, 0.5]);
    kernels().addWindows(sums, Uint32Array.of(2));
    assert.deepEqual(take(kernels(), sums, [4], [], [3], [6, 7]), [
      [
        [3, 1],
        [16, 2],
        [599, 1],
      ],
      [],
      [
        [3, 2],
        [599, 0.5],
      ],
      [
        [7, 1],
        [8, 1],
      ],
    ]);
    assert.deepEqual(take(kernels(), sums), []);
  });

  it('takes sums of all words of a block, and of the first and the last block', () => {
    const words = [...Array.from({ length: 16 }, (_, i) => 32 + i), 0, 599];
    const sums = windows(
      [end, 5, ...words, end],
      [...words.keys()].map(() => 0.25),
    );
    const expected = words.toSorted((a, b) => a - b).map((word) => [word, 0.25]);
    assert.deepEqual(take(kernels(), sums, [1]), [expected]);
  });

  it('looks to the left only, where asked', () => {
    const sums = windows([end, 1, 2, 3, end], [1], false);
    assert.deepEqual(take(kernels(), sums, [2]), [[[1, 1]]]);
  });

  it('says what does not fit, and what would lead out of the text', () => {
    const sums = windows([end, 1, end], [1]);
    assert.throws(() => kernels().addWindows(sums, Uint32Array.of(0)), /place 0/);
    assert.throws(() => kernels().addWindows(sums, Uint32Array.of(3)), /place 3/);
    assert.throws(
      () => kernels().addWindows({ ...sums, text: Uint32Array.of(1, end) }, new Uint32Array()),
      /boundary/,
    );
    assert.throws(
      () => kernels().addWindows({ ...sums, text: new Uint32Array() }, new Uint32Array()),
      /boundary/,
    );
    assert.throws(
      () => kernels().addWindows({ ...sums, sums: new Float64Array(3) }, new Uint32Array()),
      /3 sums/,
    );
    const rows = (ends: number[], { places = 1, lengths = 1 } = {}) =>
      kernels().takeWindowRows(sums, Uint32Array.of(1), Uint32Array.from(ends), room(sums, places, lengths));
    assert.throws(
      () => rows([1], { places: 0 }),
      /room for 768 columns, 768 values and 1 lengths; expected 770/,
    );
    assert.throws(() => rows([1, 1]), /1 lengths; expected 770, as many, and 2/);
    assert.throws(() => rows([2]), /A row ends at 2/);
    assert.throws(() => rows([1, 0], { lengths: 2 }), /A row ends at 0, behind 1/);
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type NeighbourSearch, noPosition } from '../../../src/core/math/NeighbourSearch.ts';
import { seededRandom } from '../../../src/core/math/random.ts';
import { describeForBothKernels } from './bothKernels.ts';

/** A search among rows of small whole numbers, whose products are exact and often the same. */
function searchAmong(n: number, width: number, k: number, blockSize: number, seed: number): NeighbourSearch {
  const random = seededRandom(seed);
  const rows = new Float32Array(n * width).map(() => Math.floor(5 * random()) - 2);
  const halves = Float32Array.from({ length: n }, (_, row) => squared(rows, width, row) / 2);
  const scores = new Float32Array(n * k).fill(Number.NEGATIVE_INFINITY);
  const positions = new Uint32Array(n * k).fill(noPosition);
  return { rows, width, halves, k, scores, positions, blockSize };
}

function squared(rows: Float32Array, width: number, row: number): number {
  return rows.subarray(row * width, (row + 1) * width).reduce((sum, value) => sum + value * value, 0);
}

function distance({ rows, width }: NeighbourSearch, a: number, b: number): number {
  let sum = 0;
  for (let i = 0; i < width; i++) sum += (rows[a * width + i]! - rows[b * width + i]!) ** 2;
  return Math.fround(Math.sqrt(sum));
}

/** The `k` nearest of the candidates by distance, then by position. */
function nearest(search: NeighbourSearch, row: number, candidates: readonly number[]): number[] {
  return candidates
    .filter((candidate) => candidate !== row)
    .sort((a, b) => distance(search, row, a) - distance(search, row, b) || a - b)
    .slice(0, search.k);
}

const sizes = fc.record({
  n: fc.integer({ min: 1, max: 200 }),
  width: fc.integer({ min: 1, max: 21 }),
  k: fc.integer({ min: 0, max: 12 }),
  blockSize: fc.integer({ min: 1, max: 150 }),
  seed: fc.integer(),
});

describeForBothKernels('kernels that find neighbours', (kernels) => {
  it('let the rows of two blocks find each other, in whatever order blocks come', () => {
    fc.assert(
      fc.property(sizes, ({ n, width, k, blockSize, seed }) => {
        const search = searchAmong(n, width, k, blockSize, seed);
        const blocks = Math.ceil(n / blockSize);
        const all = Array.from({ length: n }, (_, i) => i);
        const pairs = all.slice(0, blocks).flatMap((a) => all.slice(a, blocks).map((b) => [a, b]));
        const random = seededRandom(seed + 1);
        const ranked = pairs.map((pair) => ({ pair, rank: random() })).sort((a, b) => a.rank - b.rank);
        for (const { pair } of ranked) kernels().gatherNeighbours(search, Uint32Array.from(pair));
        kernels().rankNeighbours(search);
        for (const row of all) {
          const expected = nearest(search, row, all);
          const found = [...search.positions.subarray(row * k, row * k + expected.length)];
          assert.deepEqual(found, expected);
          const distances = [...search.scores.subarray(row * k, row * k + expected.length)];
          assert.deepEqual(
            distances,
            expected.map((other) => distance(search, row, other)),
          );
          const rest = search.positions.subarray(row * k + expected.length, (row + 1) * k);
          assert.ok(rest.every((position) => position === noPosition));
        }
      }),
      { numRuns: 40 },
    );
  });

  it('offer nothing to rows of other blocks', () => {
    const search = searchAmong(30, 3, 2, 10, 1);
    kernels().gatherNeighbours(search, Uint32Array.of(0, 2));
    assert.ok(search.positions.subarray(20, 40).every((position) => position === noPosition));
    assert.ok(search.positions.subarray(0, 20).every((position) => position >= 20 && position < 30));
    assert.ok(search.positions.subarray(40).every((position) => position < 10));
  });

  it('name what does not fit', () => {
    const search = searchAmong(30, 3, 2, 10, 1);
    const { gatherNeighbours, rankNeighbours } = kernels();
    const pair = Uint32Array.of(0, 1);
    assert.throws(
      () => gatherNeighbours(search, Uint32Array.of(0, 3)),
      /RangeError: A pair names block 3 of 3/,
    );
    assert.throws(() => gatherNeighbours(search, Uint32Array.of(0, 1, 2)), /RangeError: pairs has 3 values/);
    const short = new Float32Array(59);
    assert.throws(() => gatherNeighbours({ ...search, rows: short }, pair), /RangeError: rows has 59/);
    assert.throws(() => gatherNeighbours({ ...search, scores: short }, pair), /RangeError: scores has 59/);
    assert.throws(() => rankNeighbours({ ...search, k: 1 }), /RangeError: scores has 60/);
    assert.throws(() => rankNeighbours({ ...search, blockSize: 0 }), /RangeError: The block size is 0/);
  });
});

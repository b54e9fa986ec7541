import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { RankCount } from '../../../src/core/math/RankCount.ts';
import { seededRandom } from '../../../src/core/math/random.ts';
import { describeForBothKernels } from './bothKernels.ts';

/** A count among rows of small whole numbers, whose products are exact and often the same; each row lists some others. */
function countAmong(n: number, width: number, k: number, blockSize: number, seed: number): RankCount {
  const random = seededRandom(seed);
  const rows = new Float32Array(n * width).map(() => Math.floor(5 * random()) - 2);
  const halves = Float32Array.from({ length: n }, (_, row) =>
    rows.subarray(row * width, (row + 1) * width).reduce((sum, value) => sum + (value * value) / 2, 0),
  );
  const positions = Uint32Array.from(
    { length: n * k },
    (_, at) => (Math.floor(at / k) + 1 + Math.floor((n - 1) * random())) % n,
  );
  const thresholds = new Float32Array(n * k);
  const counts = new Uint32Array(n * k);
  return { rows, width, halves, k, positions, thresholds, counts, blockSize };
}

/** How many rows of some are nearer to a row than another is. */
function nearer({ rows, width }: RankCount, row: number, than: number, among: readonly number[]): number {
  const square = (a: number, b: number): number => {
    let sum = 0;
    for (let i = 0; i < width; i++) sum += (rows[a * width + i]! - rows[b * width + i]!) ** 2;
    return sum;
  };
  const limit = square(row, than);
  return among.filter((other) => other !== row && square(row, other) < limit).length;
}

const sizes = fc.record({
  n: fc.integer({ min: 2, max: 200 }),
  width: fc.integer({ min: 1, max: 21 }),
  k: fc.integer({ min: 0, max: 12 }),
  blockSize: fc.integer({ min: 1, max: 150 }),
  seed: fc.integer(),
});

describeForBothKernels('kernels that count ranks', (kernels) => {
  it('count what is nearer than each row that is listed, over all pairs of blocks', () => {
    fc.assert(
      fc.property(sizes, ({ n, width, k, blockSize, seed }) => {
        const count = countAmong(n, width, k, blockSize, seed);
        const all = Array.from({ length: n }, (_, i) => i);
        const blocks = Math.ceil(n / blockSize);
        kernels().scoreListed(count);
        for (const a of all.slice(0, blocks)) {
          for (const b of all.slice(a, blocks)) kernels().countNearer(count, Uint32Array.of(b, a));
        }
        const expected = Array.from(count.positions, (position, at) =>
          nearer(count, Math.floor(at / k), position, all),
        );
        assert.deepEqual([...count.counts], expected);
      }),
      { numRuns: 40 },
    );
  });

  it('compare the blocks of a pair only', () => {
    const count = countAmong(30, 3, 2, 10, 1);
    kernels().scoreListed(count);
    kernels().countNearer(count, Uint32Array.of(0, 2));
    const others = (row: number): number[] => {
      const first = row < 10 ? 20 : 0;
      return row >= 10 && row < 20 ? [] : Array.from({ length: 10 }, (_, i) => first + i);
    };
    const expected = Array.from(count.positions, (position, at) =>
      nearer(count, at >> 1, position, others(at >> 1)),
    );
    assert.deepEqual([...count.counts], expected);
  });

  it('name what does not fit', () => {
    const count = countAmong(30, 3, 2, 10, 1);
    const { scoreListed, countNearer } = kernels();
    const pair = Uint32Array.of(0, 1);
    assert.throws(() => countNearer(count, Uint32Array.of(0, 3)), /RangeError: A pair names block 3 of 3/);
    assert.throws(() => countNearer(count, Uint32Array.of(0, 1, 2)), /RangeError: pairs has 3 values/);
    const short = new Float32Array(59);
    assert.throws(() => countNearer({ ...count, rows: short }, pair), /RangeError: rows has 59/);
    assert.throws(() => countNearer({ ...count, thresholds: short }, pair), /RangeError: thresholds has 59/);
    assert.throws(() => scoreListed({ ...count, k: 1 }), /RangeError: positions has 60/);
    assert.throws(() => scoreListed({ ...count, blockSize: 0 }), /RangeError: The block size is 0/);
    const odd = count.positions.slice().fill(30, 5, 6);
    assert.throws(() => scoreListed({ ...count, positions: odd }), /RangeError: Row 30 is listed, of 30/);
  });
});

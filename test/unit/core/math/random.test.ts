import assert from 'node:assert/strict';
import { gaussian, seededRandom } from '../../../../src/core/math/random.ts';

function take(count: number, next: () => number): number[] {
  return Array.from({ length: count }, next);
}

describe('seededRandom', () => {
  it('gives the numbers of sfc32', () => {
    // The reference: sfc32 of PractRand 0.95 in 32-bit arithmetic of BigInt, from the same words.
    const mask = 0xffffffffn;
    let [a, b, c, counter] = [123n, 0n, 0x9e3779b9n, 1n];
    const reference = () => {
      const sum = (a + b + counter) & mask;
      counter = (counter + 1n) & mask;
      a = b ^ (b >> 9n);
      b = (c + (c << 3n)) & mask;
      c = (((c << 21n) | (c >> 11n)) + sum) & mask;
      return Number(sum) / 2 ** 32;
    };
    take(12, reference);
    assert.deepEqual(take(100, seededRandom(123)), take(100, reference));
  });

  it('gives the same numbers for the same seed and others for another, also beyond 32 bits', () => {
    const seeds = [0, 1, -1, 2 ** 32, 2 ** 32 + 1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER];
    const first = seeds.map((seed) => take(3, seededRandom(seed)).join());
    assert.equal(new Set(first).size, seeds.length);
    assert.deepEqual(
      seeds.map((seed) => take(3, seededRandom(seed)).join()),
      first,
    );
  });

  it('spreads evenly over [0, 1)', () => {
    const counts = new Array<number>(10).fill(0);
    for (const value of take(100_000, seededRandom(7))) {
      assert.ok(value >= 0 && value < 1);
      counts[Math.floor(value * 10)]!++;
    }
    // Chi squared with 9 degrees of freedom is below 27.9 in 99.9% of cases.
    const chiSquared = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    assert.ok(chiSquared < 27.9, `chi squared ${chiSquared}`);
  });

  it('refuses a seed that is not a whole number', () => {
    for (const seed of [0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
      assert.throws(() => seededRandom(seed), { name: 'RangeError', message: /whole number/ });
    }
  });
});

describe('gaussian', () => {
  it('has the moments and the tails of the normal distribution', () => {
    const random = seededRandom(11);
    const values = take(200_000, () => gaussian(random));
    const moment = (power: number) => values.reduce((sum, value) => sum + value ** power, 0) / values.length;
    assert.ok(Math.abs(moment(1)) < 0.01);
    assert.ok(Math.abs(moment(2) - 1) < 0.015);
    assert.ok(Math.abs(moment(3)) < 0.03);
    assert.ok(Math.abs(moment(4) - 3) < 0.08);
    const beyond = (limit: number) =>
      values.filter((value) => Math.abs(value) > limit).length / values.length;
    assert.ok(Math.abs(beyond(1) - 0.3173) < 0.005);
    assert.ok(Math.abs(beyond(2) - 0.0455) < 0.002);
    assert.ok(Math.abs(beyond(3) - 0.0027) < 0.0006);
  });
});

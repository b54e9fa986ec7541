import assert from 'node:assert/strict';
import fc from 'fast-check';
import { gaussian, seededRandom } from '../../../../src/core/math/random.ts';
import { nearestOnPlane } from '../../../../src/core/projection/nearestOnPlane.ts';

function nearest(points: Float32Array, k: number): { found: Uint32Array; shares: number[] } {
  const steps = nearestOnPlane(points, k);
  const shares: number[] = [];
  for (;;) {
    const { done, value } = steps.next();
    if (done) return { found: value, shares };
    shares.push(value);
  }
}

/** All others by squared distance, the lower position first of equal ones: the plainest way. */
function sorted(points: Float32Array, k: number): Uint32Array {
  const n = points.length / 2;
  const square = (a: number, b: number): number =>
    (points[2 * a]! - points[2 * b]!) ** 2 + (points[2 * a + 1]! - points[2 * b + 1]!) ** 2;
  const all = Array.from({ length: n }, (_, i) => i);
  return Uint32Array.from(
    all.flatMap((i) =>
      all
        .filter((other) => other !== i)
        .sort((a, b) => square(i, a) - square(i, b) || a - b)
        .slice(0, k),
    ),
  );
}

describe('nearestOnPlane', () => {
  it('finds what sorting all distances finds, of equally near points the lower position first', () => {
    const shape = fc.record({
      n: fc.integer({ min: 1, max: 200 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      // Few places make many points coincide, and many distances the same.
      places: fc.constantFrom(1, 3, 20, 1e6),
      flat: fc.boolean(),
      far: fc.boolean(),
      seed: fc.integer(),
    });
    fc.assert(
      fc.property(shape, ({ n, share, places, flat, far, seed }) => {
        const random = seededRandom(seed);
        const points = new Float32Array(2 * n).map((_, at) =>
          flat && at % 2 === 1 ? 7 : Math.floor(places * random()),
        );
        if (far) points[0] = -1e9;
        const k = Math.round(share * (n - 1));
        assert.deepEqual(nearest(points, k).found, sorted(points, k));
      }),
      { numRuns: 200 },
    );
  });

  it('finds them in clumps that lie far apart', () => {
    const random = seededRandom(5);
    const points = new Float32Array(1200).map((_, at) => 1000 * ((at >> 1) % 5) + 0.01 * gaussian(random));
    assert.deepEqual(nearest(points, 10).found, sorted(points, 10));
  });

  it('says how far it is', () => {
    const random = seededRandom(1);
    const { shares } = nearest(
      new Float32Array(10_000).map(() => random()),
      3,
    );
    assert.ok(shares.length > 1 && shares.every((share, i) => share > (shares[i - 1] ?? 0)));
    assert.equal(shares.at(-1), 1);
  });

  it('has no neighbours to find where there are no others', () => {
    assert.deepEqual(nearest(new Float32Array(0), 0).found, new Uint32Array(0));
    assert.deepEqual(nearest(new Float32Array(2), 0).found, new Uint32Array(0));
  });

  it('says which point is nowhere', () => {
    const points = Float32Array.of(0, 1, 2, Number.NaN);
    const message = 'Point 1 lies at 2, NaN; expected numbers.';
    assert.throws(() => nearest(points, 1), { name: 'RangeError', message });
  });
});

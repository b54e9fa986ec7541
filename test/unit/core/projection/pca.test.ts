import assert from 'node:assert/strict';
import fc from 'fast-check';
import { gaussian, seededRandom } from '../../../../src/core/math/random.ts';
import { pca } from '../../../../src/core/projection/pca.ts';
import { CancelledError } from '../../../../src/core/task.ts';
import { describeForBothKernels } from '../../kernels/bothKernels.ts';

function assertClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance = 1e-5): void {
  assert.equal(actual.length, expected.length);
  for (let i = 0; i < expected.length; i++) {
    const difference = Math.abs(actual[i]! - expected[i]!);
    assert.ok(difference <= tolerance, `at ${i}: ${actual[i]} where ${expected[i]} was expected`);
  }
}

describeForBothKernels('pca', (kernels) => {
  it('finds a line in the plane', () => {
    // Points at -2, 0, 2 along (0.6, 0.8), about the mean (10, 20).
    const vectors = Float32Array.of(8.8, 18.4, 10, 20, 11.2, 21.6);
    const { coordinates, explainedVariance } = pca(vectors, 2, 2, { kernels: kernels() });
    assertClose(coordinates, [-2, 0, 0, 0, 2, 0]);
    assertClose(explainedVariance, [1, 0]);
  });

  it('finds the axes of a cross, the longer first, with their shares of the variance', () => {
    const vectors = Float32Array.of(0, 0, 3, 0, 0, -3, 0, 1, 0, 0, -1, 0);
    const { coordinates, explainedVariance } = pca(vectors, 3, 3, { kernels: kernels() });
    assertClose(coordinates, [3, 0, 0, -3, 0, 0, 0, 1, 0, 0, -1, 0]);
    assertClose(explainedVariance, [0.9, 0.1, 0]);
  });

  it('keeps all distances when it keeps all components, and explains all variance', () => {
    const size = fc.integer({ min: 1, max: 12 });
    fc.assert(
      fc.property(size, size, fc.integer(), (n, dimension, seed) => {
        const random = seededRandom(seed);
        const vectors = new Float32Array(n * dimension).map(() => gaussian(random) + 5);
        const { coordinates, explainedVariance } = pca(vectors, dimension, dimension, { kernels: kernels() });
        const distance = (matrix: Float32Array, a: number, b: number) => {
          let sum = 0;
          for (let i = 0; i < dimension; i++) {
            sum += (matrix[a * dimension + i]! - matrix[b * dimension + i]!) ** 2;
          }
          return Math.sqrt(sum);
        };
        for (let a = 0; a < n; a++) {
          for (let b = 0; b < a; b++) {
            assert.ok(Math.abs(distance(vectors, a, b) - distance(coordinates, a, b)) < 1e-4);
          }
        }
        const sum = explainedVariance.reduce((total, share) => total + share, 0);
        assert.ok(Math.abs(sum - (n > 1 ? 1 : 0)) < 1e-9);
        assert.ok(explainedVariance.every((share, i) => i === 0 || share <= explainedVariance[i - 1]!));
      }),
      { numRuns: 60 },
    );
  });

  it('has uncorrelated coordinates over more rows than are taken at once, of the variances it tells', () => {
    const [n, dimension] = [1300, 6];
    const random = seededRandom(9);
    const vectors = new Float32Array(n * dimension);
    for (let i = 0; i < vectors.length; i++) {
      vectors[i] = gaussian(random) * (1 + (i % dimension)) + (i % dimension > 0 ? vectors[i - 1]! : 100);
    }
    const { coordinates, explainedVariance } = pca(vectors, dimension, 3, { kernels: kernels() });
    const covariance = (a: number, b: number) => {
      let sum = 0;
      for (let i = 0; i < coordinates.length; i += 3) {
        sum += coordinates[i + a]! * coordinates[i + b]!;
      }
      return sum / n;
    };
    let total = 0;
    for (let column = 0; column < dimension; column++) {
      const values = vectors.filter((_, i) => i % dimension === column);
      const mean = values.reduce((sum, value) => sum + value / n, 0);
      total += values.reduce((sum, value) => sum + (value - mean) ** 2 / n, 0);
    }
    for (let a = 0; a < 3; a++) {
      assert.ok(Math.abs(covariance(a, a) / total - explainedVariance[a]!) < 1e-5);
      for (let b = 0; b < a; b++) {
        assert.ok(Math.abs(covariance(a, b)) < 1e-3 * covariance(0, 0));
      }
    }
  });

  it('gives zeros where there is nothing to see', () => {
    const zeros = (length: number) => ({
      coordinates: new Float32Array(length * 2),
      explainedVariance: new Float64Array(2),
    });
    const options = { kernels: kernels() };
    assert.deepEqual(pca(new Float32Array(0), 5, 2, options), zeros(0));
    assert.deepEqual(pca(new Float32Array(0), 0, 2, options), zeros(0));
    assert.deepEqual(pca(Float32Array.of(1, 2, 3), 3, 2, options), zeros(1));
    assert.deepEqual(pca(new Float32Array(30).fill(0.1), 3, 2, options), zeros(10));
    assert.deepEqual(pca(new Float32Array(12), 3, 2, options), zeros(4));
    const two = pca(Float32Array.of(1, 1, 1, 2, 2, 2), 3, 2, options);
    assertClose(two.coordinates, [-Math.sqrt(3) / 2, 0, Math.sqrt(3) / 2, 0]);
    assertClose(two.explainedVariance, [1, 0]);
    assertClose(pca(Float32Array.of(1, 3), 1, 2, options).coordinates, [-1, 0, 1, 0]);
  });

  it('gives the same bytes each time and leaves the vectors as they are', () => {
    const random = seededRandom(1);
    const vectors = new Float32Array(4000).map(() => gaussian(random));
    const before = Float32Array.from(vectors);
    const first = pca(vectors, 40, 3, { kernels: kernels() });
    assert.deepEqual(pca(vectors, 40, 3, { kernels: kernels() }), first);
    assert.deepEqual(vectors, before);
  });

  it('says which vector is damaged, and when lengths do not fit', () => {
    const vectors = Float32Array.of(1, 2, 3, Number.NaN);
    const message = 'Vector 1 has NaN at position 1.';
    assert.throws(() => pca(vectors, 2, 2, { kernels: kernels() }), { name: 'RangeError', message });
    assert.throws(() => pca(new Float32Array(5), 2, 2), RangeError);
  });

  it('reports rising progress and stops when called off', () => {
    const random = seededRandom(1);
    const vectors = new Float32Array(40_000).map(() => gaussian(random));
    const shares: number[] = [];
    pca(vectors, 20, 2, { kernels: kernels(), task: { checkpoint: (done) => shares.push(done) } });
    assert.ok(shares.every((done, i) => done >= (shares[i - 1] ?? 0) && done <= 1));
    assert.equal(shares.at(-1), 1);
    const stopping = {
      checkpoint: (done: number) => {
        if (done > 0.3) throw new CancelledError();
      },
    };
    assert.throws(() => pca(vectors, 20, 2, { kernels: kernels(), task: stopping }), CancelledError);
  });
});

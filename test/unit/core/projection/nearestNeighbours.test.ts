import assert from 'node:assert/strict';
import fc from 'fast-check';
import { gaussian, seededRandom } from '../../../../src/core/math/random.ts';
import { nearestNeighbours } from '../../../../src/core/projection/nearestNeighbours.ts';
import { CancelledError } from '../../../../src/core/task.ts';
import { describeForBothKernels } from '../../kernels/bothKernels.ts';

function randomVectors(n: number, dimension: number, seed: number): Float32Array {
  const random = seededRandom(seed);
  return new Float32Array(n * dimension).map(() => gaussian(random));
}

/** All others by distance in float64, the plainest way. */
function sortedOthers(vectors: Float32Array, dimension: number, query: number) {
  const row = (i: number) => vectors.subarray(i * dimension, (i + 1) * dimension);
  return Array.from({ length: vectors.length / dimension }, (_, index) => ({
    index,
    distance: Math.fround(Math.hypot(...row(index).map((value, i) => value - row(query)[i]!))),
  }))
    .filter(({ index }) => index !== query)
    .sort((a, b) => a.distance - b.distance || a.index - b.index);
}

describeForBothKernels('nearestNeighbours', (kernels) => {
  it('finds what sorting all distances finds', () => {
    const shape = fc.record({
      n: fc.integer({ min: 1, max: 300 }),
      dimension: fc.integer({ min: 1, max: 20 }),
      k: fc.integer({ min: 0, max: 20 }),
      seed: fc.integer(),
    });
    fc.assert(
      fc.property(shape, ({ n, dimension, k, seed }) => {
        const vectors = randomVectors(n, dimension, seed);
        const graph = nearestNeighbours(vectors, dimension, k, { kernels: kernels() });
        assert.equal(graph.size, n);
        assert.equal(graph.k, Math.min(k, n - 1));
        for (const query of [0, n >> 1, n - 1]) {
          const expected = sortedOthers(vectors, dimension, query).slice(0, graph.k);
          for (const [i, { distance }] of expected.entries()) {
            const found = graph.distances[query * graph.k + i]!;
            assert.ok(Math.abs(found - distance) < 1e-4, `${found} where ${distance} was expected`);
          }
          const indices = [...graph.indices.subarray(query * graph.k, (query + 1) * graph.k)];
          assert.equal(new Set([...indices, query]).size, graph.k + 1);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('finds exactly the nearest of points on a grid, the lower position first of equal ones', () => {
    const vectors = Float32Array.from({ length: 200 * 2 }, (_, i) =>
      i % 2 === 0 ? (i >> 1) % 20 : Math.floor(i / 40),
    );
    const graph = nearestNeighbours(vectors, 2, 12, { kernels: kernels() });
    for (let query = 0; query < 200; query++) {
      const expected = sortedOthers(vectors, 2, query).slice(0, 12);
      const row = query * 12;
      assert.deepEqual(
        [...graph.indices.subarray(row, row + 12)],
        expected.map(({ index }) => index),
      );
      assert.deepEqual(
        [...graph.distances.subarray(row, row + 12)],
        expected.map(({ distance }) => distance),
      );
    }
  });

  it('puts duplicates at distance 0, and never a vector beside itself', () => {
    const row = randomVectors(1, 7, 3);
    const vectors = new Float32Array(50 * 7);
    for (let i = 0; i < 50; i++) vectors.set(row, i * 7);
    const { indices, distances } = nearestNeighbours(vectors, 7, 5, { kernels: kernels() });
    assert.ok(distances.every((distance) => distance === 0));
    assert.deepEqual([...indices.subarray(0, 5)], [1, 2, 3, 4, 5]);
    assert.deepEqual([...indices.subarray(10, 15)], [0, 1, 3, 4, 5]);
  });

  it('has no neighbours where there are none', () => {
    const options = { kernels: kernels() };
    assert.deepEqual(nearestNeighbours(new Float32Array(0), 5, 3, options).size, 0);
    assert.deepEqual(nearestNeighbours(new Float32Array(0), 0, 3, options).size, 0);
    assert.deepEqual(nearestNeighbours(Float32Array.of(1, 2), 2, 3, options), {
      size: 1,
      k: 0,
      indices: new Uint32Array(0),
      distances: new Float32Array(0),
    });
  });

  it('gives the same bytes each time and leaves the vectors as they are', () => {
    const vectors = randomVectors(700, 10, 4);
    const before = Float32Array.from(vectors);
    const first = nearestNeighbours(vectors, 10, 30, { kernels: kernels() });
    assert.deepEqual(nearestNeighbours(vectors, 10, 30, { kernels: kernels() }), first);
    assert.deepEqual(vectors, before);
  });

  it('says which vector is damaged, and when lengths do not fit', () => {
    const vectors = Float32Array.of(1, 2, 3, Number.NaN);
    const message = 'Vector 1 holds a value that is not finite.';
    assert.throws(() => nearestNeighbours(vectors, 2, 1), { name: 'RangeError', message });
    assert.throws(() => nearestNeighbours(new Float32Array(5), 2, 1), RangeError);
    assert.throws(() => nearestNeighbours(new Float32Array(4), 2, -1), RangeError);
  });

  it('reports rising progress and stops when called off', () => {
    const vectors = randomVectors(600, 5, 1);
    const shares: number[] = [];
    nearestNeighbours(vectors, 5, 9, {
      kernels: kernels(),
      task: { checkpoint: (done) => shares.push(done) },
    });
    assert.ok(shares.every((done, i) => done >= (shares[i - 1] ?? 0) && done <= 1));
    assert.equal(shares.at(-1), 1);
    const stopping = {
      checkpoint: (done: number) => {
        if (done > 0.3) throw new CancelledError();
      },
    };
    const stopped = () => nearestNeighbours(vectors, 5, 9, { kernels: kernels(), task: stopping });
    assert.throws(stopped, CancelledError);
  });
});

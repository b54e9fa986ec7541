import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { SparseMatrix } from '../../../../src/core/cooccurrence/SparseMatrix.ts';
import { gaussian, seededRandom } from '../../../../src/core/math/random.ts';
import { affinities } from '../../../../src/core/projection/affinities.ts';
import { type NeighbourGraph, nearestNeighbours } from '../../../../src/core/projection/nearestNeighbours.ts';
import { toDense } from '../../kernels/sparseSamples.ts';

function randomGraph(n: number, k: number, seed: number): NeighbourGraph {
  const random = seededRandom(seed);
  return nearestNeighbours(
    new Float32Array(n * 4).map(() => gaussian(random)),
    4,
    k,
  );
}

/** The conditional distribution of one row by bisection, as the papers' code does it. */
function byBisection(distances: Float32Array, perplexity: number): number[] {
  let [low, high] = [0, 1e9];
  let weights: number[] = [];
  for (let step = 0; step < 300; step++) {
    const beta = (low + high) / 2;
    weights = [...distances].map((distance) => Math.exp(-beta * (distance ** 2 - distances[0]! ** 2)));
    const sum = weights.reduce((a, b) => a + b);
    weights = weights.map((weight) => weight / sum);
    const entropy = weights.reduce((total, p) => total - (p > 0 ? p * Math.log(p) : 0), 0);
    if (entropy > Math.log(perplexity)) low = beta;
    else high = beta;
  }
  return weights;
}

function sumOf({ values }: SparseMatrix): number {
  return values.reduce((sum, value) => sum + value, 0);
}

describe('affinities', () => {
  it('is the symmetric mean of Gaussians of the perplexity asked for', () => {
    const shape = fc.record({
      n: fc.integer({ min: 3, max: 60 }),
      k: fc.integer({ min: 2, max: 30 }),
      share: fc.double({ min: 0.2, max: 0.9, noNaN: true }),
      seed: fc.integer(),
    });
    fc.assert(
      fc.property(shape, ({ n, k: wanted, share, seed }) => {
        const graph = randomGraph(n, wanted, seed);
        const { k, indices, distances } = graph;
        const perplexity = Math.max(1.05, share * k);
        const expected = new Float64Array(n * n);
        for (let row = 0; row < n; row++) {
          byBisection(distances.subarray(row * k, (row + 1) * k), perplexity).forEach((p, i) => {
            const column = indices[row * k + i]!;
            expected[row * n + column]! += p / (2 * n);
            expected[column * n + row]! += p / (2 * n);
          });
        }
        const actual = toDense(affinities(graph, perplexity));
        for (const [i, value] of expected.entries()) {
          assert.ok(Math.abs(actual[i]! - value) < 1e-4 / n, `${actual[i]} where ${value} was expected`);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('is symmetric to the bit, sums to 1, has rising columns and no diagonal', () => {
    const joint = affinities(randomGraph(500, 30, 1), 10);
    const dense = toDense(joint);
    for (let i = 0; i < 500; i++) {
      assert.equal(dense[i * 501], 0);
      for (let j = 0; j < i; j++) assert.equal(dense[i * 500 + j], dense[j * 500 + i]);
      for (let entry = joint.rowStart[i]! + 1; entry < joint.rowStart[i + 1]!; entry++) {
        assert.ok(joint.columns[entry]! > joint.columns[entry - 1]!);
      }
    }
    assert.ok(Math.abs(sumOf(joint) - 1) < 1e-5);
  });

  it('counts all neighbours evenly where the perplexity asks for more than there are', () => {
    const joint = affinities(randomGraph(4, 3, 2), 100);
    for (const value of joint.values) assert.ok(Math.abs(value - 1 / 12) < 1e-5);
    assert.equal(joint.values.length, 12);
  });

  it('counts only the nearest at perplexity 1', () => {
    const graph = nearestNeighbours(Float32Array.of(0, 1, 10, 12), 1, 3);
    const joint = affinities(graph, 1);
    for (const [i, value] of [...toDense(joint)].entries()) {
      const paired = [1, 4, 11, 14].includes(i);
      assert.ok(Math.abs(value - (paired ? 0.25 : 0)) < 1e-4, `${value} at ${i}`);
    }
  });

  it('shares evenly among duplicates, whether all vectors are equal or only more than the perplexity', () => {
    const equal = affinities(nearestNeighbours(new Float32Array(30).fill(1), 3, 5), 2);
    assert.ok(Math.abs(sumOf(equal) - 1) < 1e-6);
    // Six duplicates and four others far away.
    const vectors = Float32Array.of(0, 0, 0, 0, 0, 0, 100, 101, 103, 106);
    const joint = affinities(nearestNeighbours(vectors, 1, 9), 3);
    assert.ok(Math.abs(sumOf(joint) - 1) < 1e-6);
    const dense = toDense(joint);
    for (let i = 0; i < 6; i++) {
      for (let j = 0; j < 6; j++) {
        if (i !== j) assert.ok(Math.abs(dense[i * 10 + j]! - 0.02) < 1e-6);
      }
    }
  });

  it('takes distances of any scale', () => {
    const graph = randomGraph(50, 20, 3);
    const reference = toDense(affinities(graph, 5));
    for (const scale of [1e-15, 1e-6, 1e6, 1e15]) {
      const scaled = { ...graph, distances: graph.distances.map((distance) => distance * scale) };
      for (const [i, value] of toDense(affinities(scaled, 5)).entries()) {
        assert.ok(Math.abs(value - reference[i]!) < 1e-6);
      }
    }
  });

  it('is empty for nothing and for one vector', () => {
    assert.equal(affinities(nearestNeighbours(new Float32Array(0), 3, 5), 2).rows, 0);
    const one = affinities(nearestNeighbours(Float32Array.of(1, 2, 3), 3, 5), 2);
    assert.deepEqual([one.rows, one.values.length], [1, 0]);
  });

  it('refuses a perplexity below 1', () => {
    for (const perplexity of [0.5, 0, -1, Number.NaN]) {
      assert.throws(() => affinities(randomGraph(5, 3, 1), perplexity), {
        name: 'RangeError',
        message: `The perplexity is ${perplexity}; expected at least 1.`,
      });
    }
  });
});

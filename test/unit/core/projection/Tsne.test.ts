import assert from 'node:assert/strict';
import { gaussian, seededRandom } from '../../../../src/core/math/random.ts';
import { affinities } from '../../../../src/core/projection/affinities.ts';
import { nearestNeighbours } from '../../../../src/core/projection/nearestNeighbours.ts';
import { startTsne } from '../../../../src/core/projection/startTsne.ts';
import { Tsne } from '../../../../src/core/projection/Tsne.ts';
import { CancelledError } from '../../../../src/core/task.ts';
import { describeForBothKernels } from '../../kernels/bothKernels.ts';
import { toDense } from '../../kernels/sparseSamples.ts';

/** `n` points about `centres` far apart in 10 dimensions; point i belongs to centre i % centres. */
function blobs(n: number, centres: number, seed: number): Float32Array {
  const random = seededRandom(seed);
  const middles = new Float32Array(centres * 10).map(() => 10 * gaussian(random));
  return new Float32Array(n * 10).map(
    (_, i) => middles[(Math.floor(i / 10) % centres) * 10 + (i % 10)]! + gaussian(random),
  );
}

function distance(coordinates: Float32Array, i: number, j: number): number {
  return Math.hypot(
    coordinates[2 * i]! - coordinates[2 * j]!,
    coordinates[2 * i + 1]! - coordinates[2 * j + 1]!,
  );
}

describeForBothKernels('Tsne', (kernels) => {
  it('draws clusters as clusters', () => {
    const { tsne } = startTsne(blobs(200, 4, 1), 10, { perplexity: 10, seed: 1, kernels: kernels() });
    tsne.step(500);
    const { coordinates } = tsne;
    for (let i = 0; i < 200; i++) {
      let [nearest, least] = [-1, Infinity];
      for (let j = 0; j < 200; j++) {
        if (j === i || distance(coordinates, i, j) >= least) continue;
        nearest = j;
        least = distance(coordinates, i, j);
      }
      assert.equal(nearest % 4, i % 4);
    }
    tsne.dispose();
  });

  it('goes down along the gradient of the divergence', () => {
    const graph = nearestNeighbours(blobs(40, 2, 2), 10, 15);
    const p = affinities(graph, 5);
    const random = seededRandom(3);
    const start = new Float32Array(80).map(() => 2 * gaussian(random));
    const options = { kernels: kernels(), theta: 0, exaggerationIterations: 0 };
    // The divergence as its definition says it, in float64.
    const dense = toDense(p);
    const divergence = (y: Float64Array): number => {
      let [sum, total] = [0, 0];
      const closeness = (i: number, j: number) =>
        1 / (1 + (y[2 * i]! - y[2 * j]!) ** 2 + (y[2 * i + 1]! - y[2 * j + 1]!) ** 2);
      for (let i = 0; i < 40; i++) for (let j = 0; j < 40; j++) if (i !== j) sum += closeness(i, j);
      for (let i = 0; i < 40; i++) {
        for (let j = 0; j < 40; j++) {
          const value = dense[i * 40 + j]!;
          if (value > 0) total += value * Math.log((value * sum) / closeness(i, j));
        }
      }
      return total;
    };
    const exact = Float64Array.from(start);
    const tsne = new Tsne(p, start, { ...options, learningRate: 1 });
    assert.ok(Math.abs(tsne.klDivergence() - divergence(exact)) < 1e-5);
    tsne.step(1);
    // The first step is minus the learning rate times the first gain, 0.8, times the gradient, a quarter of the true one.
    const gradient = exact.map((_, i) => {
      const h = 1e-5;
      const [up, down] = [exact.slice(), exact.slice()];
      up[i]! += h;
      down[i]! -= h;
      return (divergence(up) - divergence(down)) / (2 * h) / 4;
    });
    const mean = [0, 1].map((axis) => start.reduce((sum, v, i) => sum + (i % 2 === axis ? v : 0), 0) / 40);
    for (const [i, value] of tsne.coordinates.entries()) {
      const expected = start[i]! - 0.8 * gradient[i]! - mean[i % 2]!;
      assert.ok(Math.abs(value - expected) < 1e-5, `${value} where ${expected} was expected`);
    }
    tsne.dispose();
  });

  it('is the same whether it runs at once, in pieces or after a stop, and after another run', () => {
    const vectors = blobs(150, 3, 4);
    const run = (drive: (tsne: Tsne) => void): Float32Array => {
      const { tsne } = startTsne(vectors, 10, { perplexity: 10, seed: 5, kernels: kernels() });
      drive(tsne);
      assert.equal(tsne.iteration, 300);
      const coordinates = tsne.coordinates.slice();
      tsne.dispose();
      return coordinates;
    };
    const whole = run((tsne) => tsne.step(300));
    const pieces = run((tsne) => {
      for (let i = 0; i < 100; i++) tsne.step(3);
    });
    const stopped = run((tsne) => {
      const stopping = {
        checkpoint: (done: number) => {
          if (done >= 0.5) throw new CancelledError();
        },
      };
      assert.throws(() => tsne.step(300, stopping), CancelledError);
      assert.equal(tsne.iteration, 150);
      tsne.step(150);
    });
    assert.deepEqual(pieces, whole);
    assert.deepEqual(stopped, whole);
  });

  it('depends on the seed only in the noise of its start', () => {
    const coordinatesOf = (seed: number) => {
      const { tsne } = startTsne(blobs(60, 3, 4), 10, { perplexity: 5, seed, kernels: kernels() });
      const coordinates = tsne.coordinates.slice();
      tsne.dispose();
      return coordinates;
    };
    assert.deepEqual(coordinatesOf(1), coordinatesOf(1));
    assert.notDeepEqual(coordinatesOf(1), coordinatesOf(2));
  });

  it('settles, and not while it is exaggerated or has only begun to unfold', () => {
    const { tsne } = startTsne(blobs(100, 2, 6), 10, { perplexity: 10, seed: 1, kernels: kernels() });
    tsne.step(99);
    assert.equal(tsne.exaggerated, true);
    tsne.step(1);
    assert.equal(tsne.settled, false);
    assert.equal(tsne.exaggerated, false);
    while (!tsne.settled) {
      assert.ok(tsne.iteration < 5000);
      tsne.step(10);
    }
    const before = tsne.klDivergence();
    tsne.step(50);
    assert.ok(before - tsne.klDivergence() < 0.002 * before);
    tsne.dispose();
  });

  it('draws what is hardly a picture: few, equal, flat or duplicate vectors, and large perplexities', () => {
    const cases: Record<string, { vectors: Float32Array; dimension: number; perplexity?: number }> = {
      nothing: { vectors: new Float32Array(0), dimension: 3 },
      'one word': { vectors: Float32Array.of(1, 2, 3), dimension: 3 },
      'two words': { vectors: Float32Array.of(1, 0, 0, 1), dimension: 2 },
      'two equal words': { vectors: Float32Array.of(1, 0, 1, 0), dimension: 2 },
      'three words': { vectors: Float32Array.of(1, 0, 0, 1, 0.6, 0.8), dimension: 2 },
      'one dimension': { vectors: Float32Array.from({ length: 40 }, (_, i) => i), dimension: 1 },
      'two dimensions': { vectors: blobs(20, 2, 1), dimension: 2 },
      'all equal': { vectors: new Float32Array(300).fill(0.5), dimension: 3 },
      'all zero': { vectors: new Float32Array(300), dimension: 3 },
      'equal but one': { vectors: Float32Array.from({ length: 300 }, (_, i) => Number(i < 3)), dimension: 3 },
      duplicates: {
        vectors: Float32Array.from({ length: 1000 }, (_, i) => (Math.floor(i / 10) % 5) * (i % 10)),
        dimension: 10,
      },
      'large perplexity': { vectors: blobs(20, 2, 1), dimension: 10, perplexity: 1e6 },
      'least perplexity': { vectors: blobs(50, 2, 1), dimension: 10, perplexity: 1 },
      'huge values': { vectors: blobs(30, 2, 1).map((value) => value * 1e15), dimension: 10 },
      'tiny values': { vectors: blobs(30, 2, 1).map((value) => value * 1e-15), dimension: 10 },
    };
    for (const [name, { vectors, dimension, ...options }] of Object.entries(cases)) {
      const { tsne, perplexity } = startTsne(vectors, dimension, {
        ...options,
        seed: 1,
        kernels: kernels(),
      });
      const n = vectors.length / dimension;
      tsne.step(400);
      assert.equal(tsne.coordinates.length, 2 * n, name);
      assert.ok(
        tsne.coordinates.every((value) => Number.isFinite(value) && Math.abs(value) < 1e4),
        name,
      );
      assert.ok(Number.isFinite(tsne.klDivergence()), name);
      assert.ok(perplexity >= 1 && perplexity <= Math.max(1, (n - 1) / 3), name);
      if (n > 1) {
        // Equal vectors may share a place, others may not.
        const distinct = (values: Float32Array, width: number) =>
          new Set(Array.from({ length: n }, (_, i) => values.subarray(width * i, width * (i + 1)).join()))
            .size;
        assert.ok(
          distinct(tsne.coordinates, 2) >= distinct(vectors, dimension),
          `${name}: words in one place`,
        );
        assert.ok(Math.max(...tsne.coordinates) > 5e-5, `${name}: nothing to see`);
      }
      tsne.dispose();
    }
  });

  it('goes on from an earlier map, which hardly changes, with new words beside their neighbours', () => {
    const vectors = blobs(303, 3, 7);
    const options = { perplexity: 15, seed: 1, kernels: kernels() };
    const old = startTsne(vectors.subarray(0, 3000), 10, options);
    old.tsne.step(1000);
    const known = new Float32Array(606).fill(Number.NaN);
    known.set(old.tsne.coordinates);
    const { tsne } = startTsne(vectors, 10, { ...options, known });
    assert.equal(tsne.exaggerated, false);
    tsne.step(50);
    const { coordinates } = tsne;
    const width = Math.max(...known.subarray(0, 600)) - Math.min(...known.subarray(0, 600));
    const moved = Array.from({ length: 300 }, (_, i) =>
      Math.hypot(coordinates[2 * i]! - known[2 * i]!, coordinates[2 * i + 1]! - known[2 * i + 1]!),
    ).sort((a, b) => a - b);
    assert.ok(moved[150]! < 0.03 * width, `${moved[150]! / width}`);
    for (let i = 300; i < 303; i++) {
      const nearest = Array.from({ length: 300 }, (_, j) => j).reduce((a, b) =>
        distance(coordinates, i, b) < distance(coordinates, i, a) ? b : a,
      );
      assert.equal(nearest % 3, i % 3);
    }
    old.tsne.dispose();
    tsne.dispose();
  });

  it('says what is wrong with what it is given', () => {
    const p = affinities(nearestNeighbours(blobs(20, 2, 1), 10, 5), 2);
    const start = new Float32Array(40);
    start[7] = Number.NaN;
    const message = 'Point 3 starts at NaN; expected a finite number.';
    assert.throws(() => new Tsne(p, start), { name: 'RangeError', message });
    assert.throws(() => new Tsne(p, new Float32Array(20)), /RangeError: start has 20 values/);
    assert.throws(() => startTsne(blobs(5, 1, 1), 10, { seed: 1, perplexity: 0.5 }), {
      name: 'RangeError',
      message: 'The perplexity is 0.5; expected at least 1.',
    });
    assert.throws(() => startTsne(new Float32Array(5), 2, { seed: 1 }), RangeError);
    assert.throws(() => startTsne(new Float32Array(4), 2, { seed: 0.5 }), RangeError);
  });

  it('reports rising progress while it gets ready and while it runs, and gives up when called off', () => {
    const shares: number[] = [];
    const task = { checkpoint: (done: number) => shares.push(done) };
    const { tsne } = startTsne(blobs(200, 3, 1), 10, { seed: 1, kernels: kernels(), task });
    assert.ok(shares.every((done, i) => done >= (shares[i - 1] ?? 0) && done <= 1));
    assert.equal(shares.at(-1), 1);
    shares.length = 0;
    tsne.step(10, task);
    assert.deepEqual(
      shares,
      Array.from({ length: 11 }, (_, i) => i / 10),
    );
    tsne.dispose();
    const stopping = {
      checkpoint: () => {
        throw new CancelledError();
      },
    };
    assert.throws(() => startTsne(blobs(9, 3, 1), 10, { seed: 1, task: stopping }), CancelledError);
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { gaussian, seededRandom } from '../../../../src/core/math/random.ts';
import { mapQuality } from '../../../../src/core/projection/mapQuality.ts';
import { CancelledError } from '../../../../src/core/task.ts';
import { describeForBothKernels } from '../../kernels/bothKernels.ts';
import { mapQualityByTiles } from './mapQualityByTiles.ts';

function randomRows(n: number, dimension: number, seed: number): Float32Array {
  const random = seededRandom(seed);
  return new Float32Array(n * dimension).map(() => gaussian(random));
}

/** Positions of all others, nearest first. */
function order(rows: Float32Array, dimension: number, from: number): number[] {
  const distance = (i: number) => {
    let sum = 0;
    for (let j = 0; j < dimension; j++) sum += (rows[i * dimension + j]! - rows[from * dimension + j]!) ** 2;
    return sum;
  };
  return Array.from({ length: rows.length / dimension }, (_, i) => i)
    .filter((i) => i !== from)
    .sort((a, b) => distance(a) - distance(b));
}

describeForBothKernels('mapQuality', (kernels) => {
  it('is what the definitions say', () => {
    const shape = fc.record({
      n: fc.integer({ min: 4, max: 150 }),
      dimension: fc.integer({ min: 1, max: 8 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      seed: fc.integer(),
    });
    fc.assert(
      fc.property(shape, ({ n, dimension, share, seed }) => {
        const k = 1 + Math.floor(share * (n / 2 - 1.5));
        const vectors = randomRows(n, dimension, seed);
        const coordinates = randomRows(n, 2, seed + 1);
        const quality = mapQuality(vectors, dimension, coordinates, k, { kernels: kernels() });
        let [intrusion, preserved] = [0, 0];
        for (let i = 0; i < n; i++) {
          const truth = order(vectors, dimension, i);
          const ranks = order(coordinates, 2, i)
            .slice(0, k)
            .map((j) => truth.indexOf(j) + 1);
          const excess = ranks.reduce((sum, rank) => sum + Math.max(0, rank - k), 0);
          const kept = ranks.filter((rank) => rank <= k).length;
          const own = 1 - (2 * excess) / (k * (2 * n - 3 * k - 1));
          assert.ok(Math.abs(quality.trustworthinessOf[i]! - own) < 1e-5);
          assert.ok(Math.abs(quality.neighbourPreservationOf[i]! - kept / k) < 1e-5);
          intrusion += excess;
          preserved += kept;
        }
        const trustworthiness = 1 - (2 * intrusion) / (n * k * (2 * n - 3 * k - 1));
        assert.equal(quality.k, k);
        assert.ok(Math.abs(quality.trustworthiness - trustworthiness) < 1e-6);
        assert.ok(Math.abs(quality.neighbourPreservation - preserved / (n * k)) < 1e-6);
      }),
      { numRuns: 40 },
    );
  });

  it('is to the last bit what comparing all with all gives', () => {
    for (const [n, dimension, k, levels] of [
      [70, 3, 4, 5],
      [1500, 20, 10, 0],
      [1100, 8, 12, 3],
    ] as const) {
      const random = seededRandom(n);
      // Few levels make duplicates, and many distances the same.
      const value = () => (levels > 0 ? Math.floor(levels * random()) : gaussian(random));
      const vectors = new Float32Array(n * dimension).map(value);
      const coordinates = new Float32Array(2 * n).map(value);
      const quality = mapQuality(vectors, dimension, coordinates, k, { kernels: kernels() });
      assert.deepEqual(quality, mapQualityByTiles(vectors, dimension, coordinates, k, kernels()));
    }
  });

  it('is 1 where the map is the truth', () => {
    const points = randomRows(300, 2, 1);
    const quality = mapQuality(points, 2, points, 10, { kernels: kernels() });
    assert.equal(quality.trustworthiness, 1);
    assert.equal(quality.neighbourPreservation, 1);
    assert.ok(quality.trustworthinessOf.every((value) => value === 1));
  });

  it('is 0 for a point whose nearest on the map are the furthest in truth', () => {
    // In truth 0 and nine others further and further away; on the map they come near in the opposite order.
    const vectors = Float32Array.from({ length: 10 }, (_, i) => (i === 0 ? 0 : 10 + i));
    const coordinates = Float32Array.from({ length: 20 }, (_, i) => (i % 2 === 1 || i === 0 ? 0 : 30 - i));
    const { trustworthinessOf, neighbourPreservationOf } = mapQuality(vectors, 1, coordinates, 3, {
      kernels: kernels(),
    });
    assert.equal(trustworthinessOf[0], 0);
    assert.equal(neighbourPreservationOf[0], 0);
  });

  it('does not blame a map for the order of duplicates', () => {
    const vectors = Float32Array.from({ length: 400 }, (_, i) => (i >> 1) % 3);
    const coordinates = Float32Array.from({ length: 400 }, (_, i) =>
      i % 2 === 0 ? 100 * ((i >> 1) % 3) : Math.floor(i / 6),
    );
    const quality = mapQuality(vectors, 2, coordinates, 10, { kernels: kernels() });
    assert.equal(quality.trustworthiness, 1);
    assert.equal(quality.neighbourPreservation, 1);
  });

  it('has nothing to blame where there are no neighbours to compare', () => {
    for (const n of [0, 1, 2]) {
      const quality = mapQuality(randomRows(n, 3, 1), 3, randomRows(n, 2, 2), 10, { kernels: kernels() });
      assert.deepEqual(quality, {
        k: 0,
        trustworthiness: 1,
        neighbourPreservation: 1,
        trustworthinessOf: new Float32Array(n).fill(1),
        neighbourPreservationOf: new Float32Array(n).fill(1),
      });
    }
    assert.equal(mapQuality(randomRows(9, 3, 1), 3, randomRows(9, 2, 2), 10).k, 4);
    assert.equal(mapQuality(randomRows(10, 3, 1), 3, randomRows(10, 2, 2), 10).k, 4);
  });

  it('says what does not fit', () => {
    assert.throws(() => mapQuality(new Float32Array(6), 3, new Float32Array(5), 1), RangeError);
    assert.throws(() => mapQuality(new Float32Array(5), 3, new Float32Array(2), 1), RangeError);
    assert.throws(() => mapQuality(new Float32Array(6), 3, new Float32Array(4), 0.5), RangeError);
    const broken = new Float32Array(20).fill(Number.NaN, 19);
    const message = 'Vector 9 holds a value that is not finite.';
    assert.throws(() => mapQuality(broken, 2, new Float32Array(20), 1), { name: 'RangeError', message });
  });

  it('reports rising progress and stops when called off', () => {
    const [vectors, coordinates] = [randomRows(600, 5, 1), randomRows(600, 2, 2)];
    const shares: number[] = [];
    const task = { checkpoint: (done: number) => shares.push(done) };
    mapQuality(vectors, 5, coordinates, 9, { kernels: kernels(), task });
    assert.ok(shares.every((done, i) => done >= (shares[i - 1] ?? 0) && done <= 1));
    assert.equal(shares.at(-1), 1);
    const stopping = {
      checkpoint: (done: number) => {
        if (done > 0.6) throw new CancelledError();
      },
    };
    const stopped = () => mapQuality(vectors, 5, coordinates, 9, { kernels: kernels(), task: stopping });
    assert.throws(stopped, CancelledError);
  });
});

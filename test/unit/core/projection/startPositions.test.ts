import assert from 'node:assert/strict';
import { gaussian, seededRandom } from '../../../../src/core/math/random.ts';
import { nearestNeighbours } from '../../../../src/core/projection/nearestNeighbours.ts';
import { pca } from '../../../../src/core/projection/pca.ts';
import { pcaStart, warmStart } from '../../../../src/core/projection/startPositions.ts';

function randomVectors(n: number, dimension: number, seed: number): Float32Array {
  const random = seededRandom(seed);
  return new Float32Array(n * dimension).map((_, i) => gaussian(random) * (1 + (i % dimension)));
}

function column(coordinates: Float32Array, axis: number): number[] {
  return [...coordinates].filter((_, i) => i % 2 === axis);
}

function deviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

describe('pcaStart', () => {
  it('is the first two components, tiny', () => {
    const vectors = randomVectors(300, 5, 1);
    const start = pcaStart(vectors, 5, 7);
    const { coordinates } = pca(vectors, 5, 2);
    const scale = 1e-4 / deviation(column(coordinates, 0));
    assert.ok(Math.abs(deviation(column(start, 0)) - 1e-4) < 2e-6);
    for (const [i, value] of start.entries()) {
      assert.ok(Math.abs(value - coordinates[i]! * scale) < 6e-6);
    }
  });

  it('parts duplicates, leaves lines, and starts at random where there is nothing to see', () => {
    const line = pcaStart(Float32Array.of(0, 1, 1, 2), 1, 3);
    assert.notEqual(line[2], line[4]);
    assert.equal(new Set(column(line, 1)).size, 4);
    const equal = pcaStart(new Float32Array(600).fill(3), 3, 3);
    assert.equal(new Set(equal).size, 400);
    assert.ok(Math.abs(deviation([...equal]) - 1e-4) < 2e-5);
  });

  it('gives the same bytes for a seed, and others for another', () => {
    const vectors = randomVectors(50, 5, 1);
    assert.deepEqual(pcaStart(vectors, 5, 1), pcaStart(vectors, 5, 1));
    assert.notDeepEqual(pcaStart(vectors, 5, 1), pcaStart(vectors, 5, 2));
  });

  it('takes nothing and one vector', () => {
    assert.equal(pcaStart(new Float32Array(0), 5, 1).length, 0);
    const one = pcaStart(Float32Array.of(1, 2), 2, 1);
    assert.ok(one.length === 2 && one.every((value) => Math.abs(value) < 1e-3));
  });
});

describe('warmStart', () => {
  // Twelve words on a line, ten apart from five more.
  const vectors = Float32Array.of(...Array.from({ length: 12 }, (_, i) => i), 100, 101, 102, 103, 104);
  const graph = nearestNeighbours(vectors, 1, 4);
  const places = (known: (i: number) => readonly [number, number] | undefined) =>
    Float32Array.from({ length: 34 }, (_, i) => known(i >> 1)?.[i % 2] ?? Number.NaN);

  it('keeps the places that are known', () => {
    const known = places((i) => [i, -i]);
    assert.deepEqual(warmStart(known, graph, 1), known);
  });

  it('puts a new word about the mean of its neighbours', () => {
    const known = places((i) => (i === 5 ? undefined : [i, 2 * i]));
    const start = warmStart(known, graph, 1);
    // The neighbours are 3, 4, 6 and 7; the noise is a hundredth of the spread of about 12.
    assert.ok(Math.abs(start[10]! - 5) < 1 && Math.abs(start[11]! - 10) < 1);
    known.set(start.subarray(10, 12), 10);
    assert.deepEqual(start, known);
  });

  it('places words through words that were placed just before', () => {
    const start = warmStart(
      places((i) => (i < 2 ? [4, 6] : undefined)),
      graph,
      1,
    );
    for (let i = 0; i < 12; i++) {
      assert.ok(Math.abs(start[2 * i]! - 4) < 1 && Math.abs(start[2 * i + 1]! - 6) < 1);
    }
    // Nothing leads to the other five.
    assert.ok(start.every((value) => Number.isFinite(value)));
    assert.equal(new Set(start.subarray(24)).size, 10);
  });

  it('says when nothing is known, and when lengths do not fit', () => {
    const message = 'None of the 17 words has a place on the map.';
    assert.throws(
      () =>
        warmStart(
          places(() => undefined),
          graph,
          1,
        ),
      { name: 'RangeError', message },
    );
    assert.throws(() => warmStart(new Float32Array(3), graph, 1), RangeError);
  });
});

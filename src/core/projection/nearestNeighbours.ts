import type { Kernels } from '../math/Kernels.ts';
import { requireCount, requireLength } from '../math/kernelShapes.ts';
import { plainKernels } from '../math/plainKernels.ts';
import { type Task, untracked } from '../task.ts';
import { NearestHeaps } from './NearestHeaps.ts';
import { forScoreTiles, queriesAtOnce, type ScoreTile } from './scoreTiles.ts';

/** The nearest neighbours of each of some vectors among the others. */
export interface NeighbourGraph {
  /** Number of vectors. */
  readonly size: number;
  /** Neighbours of each vector. */
  readonly k: number;
  /** `size x k` positions of vectors, the nearest first; of equally near ones the lower position. */
  readonly indices: Uint32Array;
  /** `size x k` Euclidean distances, at least 0 and rising in a row. */
  readonly distances: Float32Array;
}

/** So many more are gathered by their scores, whose rounding may then move a neighbour by as many ranks without loss. */
const spare = 8;

/**
 * The exact nearest neighbours of every vector by Euclidean distance, by comparison of all with all in blocks. For
 * vectors of unit length the order is that of cosine similarity, and the squared distance is `2 - 2 similarity`. A
 * vector is no neighbour of its own, but of its duplicates, at distance 0.
 *
 * @param vectors row-major `n x dimension`.
 * @param k neighbours wanted of each; `n - 1` where there are not so many.
 * @throws RangeError when the lengths do not fit or a value is not finite.
 */
export function nearestNeighbours(
  vectors: Float32Array,
  dimension: number,
  k: number,
  { kernels = plainKernels, task = untracked }: { kernels?: Kernels; task?: Task } = {},
): NeighbourGraph {
  requireCount('dimension', dimension);
  requireCount('k', k);
  const n = dimension > 0 ? Math.floor(vectors.length / dimension) : 0;
  requireLength('vectors', vectors, n * dimension);
  const neighbours = Math.min(k, Math.max(0, n - 1));
  const indices = new Uint32Array(n * neighbours);
  const distances = new Float32Array(n * neighbours);
  const gathered = Math.min(neighbours + spare, Math.max(0, n - 1));
  const found = new Uint32Array(gathered);
  const foundDistances = new Float32Array(gathered);
  const heaps = new NearestHeaps(queriesAtOnce, gathered);
  const onQueries = (firstQuery: number, queries: number): void => {
    for (let q = 0; q < queries; q++) {
      heaps.drain(q, found);
      sortByDistance(vectors, dimension, firstQuery + q, found, foundDistances);
      indices.set(found.subarray(0, neighbours), (firstQuery + q) * neighbours);
      distances.set(foundDistances.subarray(0, neighbours), (firstQuery + q) * neighbours);
    }
  };
  if (n > 0) {
    const onTile = (tile: ScoreTile) => offerTile(heaps, tile);
    forScoreTiles(vectors, dimension, { kernels, task }, onTile, onQueries);
  }
  return { size: n, k: neighbours, indices, distances };
}

function offerTile(heaps: NearestHeaps, tile: ScoreTile): void {
  const { scores, firstCandidate, candidates, firstQuery, queries } = tile;
  const { thresholds } = heaps;
  for (let c = 0; c < candidates; c++) {
    const start = c * queriesAtOnce;
    for (let q = 0; q < queries; q++) {
      const score = scores[start + q]!;
      if (score > thresholds[q]! && firstQuery + q !== firstCandidate + c) {
        heaps.offer(q, firstCandidate + c, score);
      }
    }
  }
}

/**
 * Puts what was found by products into the order of the distances themselves, which rounding spares: duplicates are at 0
 * exactly. The order is nearly right before, so that insertion takes few steps.
 */
function sortByDistance(
  rows: Float32Array,
  dimension: number,
  query: number,
  found: Uint32Array,
  distances: Float32Array,
): void {
  for (let i = 0; i < found.length; i++) {
    const candidate = found[i]!;
    const distance = Math.fround(distanceBetween(rows, dimension, query, candidate));
    let at = i;
    for (; at > 0; at--) {
      const before = distances[at - 1]!;
      if (before < distance || (before === distance && found[at - 1]! < candidate)) break;
      distances[at] = before;
      found[at] = found[at - 1]!;
    }
    distances[at] = distance;
    found[at] = candidate;
  }
}

function distanceBetween(rows: Float32Array, dimension: number, a: number, b: number): number {
  let sum = 0;
  for (let i = a * dimension, j = b * dimension, end = i + dimension; i < end; i++, j++) {
    const difference = rows[i]! - rows[j]!;
    sum += difference * difference;
  }
  return Math.sqrt(sum);
}

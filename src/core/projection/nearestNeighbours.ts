import type { Kernels } from '../math/Kernels.ts';
import { requireCount, requireLength } from '../math/kernelShapes.ts';
import { plainKernels } from '../math/plainKernels.ts';
import { Workspace } from '../math/Workspace.ts';
import { type Task, untracked } from '../task.ts';
import { NearestHeaps } from './NearestHeaps.ts';

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

/** So many queries are compared with so many candidates at once; both blocks and their products stay in cache. */
const queriesAtOnce = 64;
const candidatesAtOnce = 256;

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
  const halfSquares = halfSquaredNorms(vectors, dimension, n);
  const neighbours = Math.min(k, Math.max(0, n - 1));
  const indices = new Uint32Array(n * neighbours);
  const distances = new Float32Array(n * neighbours);
  if (neighbours === 0) {
    return { size: n, k: neighbours, indices, distances };
  }
  const workspace = new Workspace(kernels);
  try {
    const rows = workspace.allocate(vectors.length);
    rows.set(vectors);
    const transposed = workspace.allocate(dimension * queriesAtOnce);
    const products = workspace.allocate(candidatesAtOnce * queriesAtOnce);
    const heaps = new NearestHeaps(queriesAtOnce, neighbours);
    for (let firstQuery = 0; firstQuery < n; firstQuery += queriesAtOnce) {
      const queries = Math.min(queriesAtOnce, n - firstQuery);
      transposeRows(rows, dimension, firstQuery, queries, transposed);
      for (let from = 0; from < n; from += candidatesAtOnce) {
        const candidates = Math.min(candidatesAtOnce, n - from);
        const tile = products.subarray(0, candidates * queriesAtOnce);
        // |a - b|^2 = |a|^2 - 2 (a.b - |b|^2 / 2): of one query, the last bracket alone decides.
        for (let c = 0; c < candidates; c++) {
          tile.fill(-halfSquares[from + c]!, c * queriesAtOnce, (c + 1) * queriesAtOnce);
        }
        const block = rows.subarray(from * dimension, (from + candidates) * dimension);
        kernels.addDenseTimesSmall(block, candidates, dimension, transposed, queriesAtOnce, tile);
        offerTile(heaps, tile, candidates, from, queries, firstQuery);
        task.checkpoint((firstQuery + (queries * (from + candidates)) / n) / n);
      }
      for (let q = 0; q < queries; q++) {
        const start = (firstQuery + q) * neighbours;
        const found = indices.subarray(start, start + neighbours);
        heaps.drain(q, found);
        sortByDistance(rows, dimension, firstQuery + q, found, distances.subarray(start, start + neighbours));
      }
    }
  } finally {
    workspace.releaseAll();
  }
  return { size: n, k: neighbours, indices, distances };
}

function halfSquaredNorms(vectors: Float32Array, dimension: number, n: number): Float64Array {
  const halves = new Float64Array(n);
  for (let row = 0, at = 0; row < n; row++) {
    let sum = 0;
    for (const end = at + dimension; at < end; at++) sum += vectors[at]! * vectors[at]!;
    if (!Number.isFinite(sum)) {
      throw new RangeError(`Vector ${row} holds a value that is not finite.`);
    }
    halves[row] = sum / 2;
  }
  return halves;
}

/** The rows from `first` on as the columns of a `dimension x queriesAtOnce` matrix; columns beyond them are stale. */
function transposeRows(
  rows: Float32Array,
  dimension: number,
  first: number,
  count: number,
  out: Float32Array,
): void {
  for (let q = 0; q < count; q++) {
    for (let i = 0; i < dimension; i++) {
      out[i * queriesAtOnce + q] = rows[(first + q) * dimension + i]!;
    }
  }
}

function offerTile(
  heaps: NearestHeaps,
  tile: Float32Array,
  candidates: number,
  firstCandidate: number,
  queries: number,
  firstQuery: number,
): void {
  const { thresholds } = heaps;
  for (let c = 0; c < candidates; c++) {
    const candidate = firstCandidate + c;
    const start = c * queriesAtOnce;
    for (let q = 0; q < queries; q++) {
      const score = tile[start + q]!;
      if (score > thresholds[q]! && firstQuery + q !== candidate) {
        heaps.offer(q, candidate, score);
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

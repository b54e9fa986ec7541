import type { Kernels } from '../math/Kernels.ts';
import { requireCount, requireLength } from '../math/kernelShapes.ts';
import { type NeighbourSearch, noPosition } from '../math/NeighbourSearch.ts';
import { plainKernels } from '../math/plainKernels.ts';
import { Workspace } from '../math/Workspace.ts';
import { type Task, untracked } from '../task.ts';
import { blockPairs, blockSizeOf } from './blockPairs.ts';
import { halfSquaredNorms } from './halfSquaredNorms.ts';

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

/** The search is so much of the work, and putting in order what was found the rest. */
const searchShare = 0.9;

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
  const workspace = new Workspace(kernels);
  try {
    const gathered = Math.min(neighbours + spare, Math.max(0, n - 1));
    const search = startSearch(vectors, dimension, gathered, workspace);
    const blocks = Math.ceil(n / search.blockSize);
    for (const { pairs, done } of blockPairs(blocks)) {
      kernels.gatherNeighbours(search, pairs);
      task.checkpoint(searchShare * done);
    }
    kernels.rankNeighbours(search);
    for (let row = 0; row < n; row++) {
      const first = row * gathered;
      indices.set(search.positions.subarray(first, first + neighbours), row * neighbours);
      distances.set(search.scores.subarray(first, first + neighbours), row * neighbours);
    }
  } finally {
    workspace.releaseAll();
  }
  task.checkpoint(1);
  return { size: n, k: neighbours, indices, distances };
}

function startSearch(vectors: Float32Array, width: number, k: number, workspace: Workspace): NeighbourSearch {
  const norms = halfSquaredNorms(vectors, width);
  const n = norms.length;
  const rows = workspace.allocate(vectors.length);
  rows.set(vectors);
  const halves = workspace.allocate(n);
  halves.set(norms);
  const scores = workspace.allocate(n * k).fill(Number.NEGATIVE_INFINITY);
  const { buffer, byteOffset, length } = workspace.allocate(n * k);
  const positions = new Uint32Array(buffer, byteOffset, length).fill(noPosition);
  return { rows, width, halves, k, scores, positions, blockSize: blockSizeOf(n) };
}

import type { Kernels } from '../math/Kernels.ts';
import { Workspace } from '../math/Workspace.ts';
import type { Task } from '../task.ts';
import { halfSquaredNorms } from './halfSquaredNorms.ts';

/** So many queries are compared with so many candidates at once; both blocks and their scores stay in cache. */
export const queriesAtOnce = 64;
const candidatesAtOnce = 256;

/** Scores of some candidates for some queries. */
export interface ScoreTile {
  /**
   * Row-major, `queriesAtOnce` columns whatever the number of queries: the score of candidate `firstCandidate + c` for
   * query `firstQuery + q` at `c * queriesAtOnce + q`. Valid until the next tile.
   */
  readonly scores: Float32Array;
  readonly firstCandidate: number;
  readonly candidates: number;
  readonly firstQuery: number;
  readonly queries: number;
}

/**
 * Compares all vectors with all others, themselves included, a tile at a time: the score of b for a is `a.b - |b|^2 / 2`,
 * which falls as the Euclidean distance from a rises. Queries come in blocks, each with tiles of all candidates in order.
 *
 * @param vectors row-major, `n x dimension`.
 * @param onTile takes the scores.
 * @param onQueries is called after the last tile of each block of queries.
 * @throws RangeError when a value is not finite.
 */
export function forScoreTiles(
  vectors: Float32Array,
  dimension: number,
  { kernels, task }: { kernels: Kernels; task: Task },
  onTile: (tile: ScoreTile) => void,
  onQueries: (firstQuery: number, queries: number) => void,
): void {
  const n = vectors.length / dimension;
  const halves = halfSquaredNorms(vectors, dimension);
  const workspace = new Workspace(kernels);
  try {
    const rows = workspace.allocate(vectors.length);
    rows.set(vectors);
    const transposed = workspace.allocate(dimension * queriesAtOnce);
    const memory = workspace.allocate(Math.min(candidatesAtOnce, n) * queriesAtOnce);
    for (let firstQuery = 0; firstQuery < n; firstQuery += queriesAtOnce) {
      const queries = Math.min(queriesAtOnce, n - firstQuery);
      transposeRows(rows, dimension, firstQuery, queries, transposed);
      for (let firstCandidate = 0; firstCandidate < n; firstCandidate += candidatesAtOnce) {
        const candidates = Math.min(candidatesAtOnce, n - firstCandidate);
        const scores = memory.subarray(0, candidates * queriesAtOnce);
        for (let c = 0; c < candidates; c++) {
          scores.fill(-halves[firstCandidate + c]!, c * queriesAtOnce, (c + 1) * queriesAtOnce);
        }
        const block = rows.subarray(firstCandidate * dimension, (firstCandidate + candidates) * dimension);
        kernels.addDenseTimesSmall(block, candidates, dimension, transposed, queriesAtOnce, scores);
        onTile({ scores, firstCandidate, candidates, firstQuery, queries });
        task.checkpoint((firstQuery + (queries * (firstCandidate + candidates)) / n) / n);
      }
      onQueries(firstQuery, queries);
    }
  } finally {
    workspace.releaseAll();
  }
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

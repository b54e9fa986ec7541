import type { Kernels } from '../math/Kernels.ts';
import { largestLevel, type QuantizedMatrix, strideOf } from '../math/QuantizedMatrix.ts';
import { Workspace } from '../math/Workspace.ts';
import { type Rows, topK } from './topK.ts';

/** Candidates beyond this share of the rows are no shortcut any more. */
const largestShare = 1 / 8;

/** Room for what float32 arithmetic itself loses in a product of two unit vectors. */
const rounding = 1e-5;

/**
 * A quick first pass of an exact search: the rows with 8 bits a value, a quarter of the memory to read, give each score up
 * to a bound; every row that could be among the best is then scored exactly.
 *
 * The bound is Cauchy and Schwarz's: the product of a row and a query differs from that of their rounded versions by at
 * most what the row loses, plus what the query loses, by rounding. So no answer is ever missed, whatever the vectors
 * are like; those that round badly only have more candidates.
 */
export class QuantizedSearch {
  readonly #kernels: Kernels;
  readonly #workspace: Workspace;
  readonly #unitVectors: Float32Array;
  readonly #dimension: number;
  readonly #rows: QuantizedMatrix;
  readonly #query: Int16Array;
  readonly #scores: Float32Array;
  /** The largest Euclidean length of what a row loses. */
  readonly #rowLoss: number;

  /** @param unitVectors rows of length 1 (or 0), row-major, which stay where they are as long as this is used */
  constructor(unitVectors: Float32Array, dimension: number, kernels: Kernels) {
    this.#kernels = kernels;
    this.#workspace = new Workspace(kernels);
    this.#unitVectors = unitVectors;
    this.#dimension = dimension;
    const rows = unitVectors.length / dimension;
    const stride = strideOf(dimension);
    try {
      const integers = this.#workspace.allocate((rows * stride) / 4);
      const query = this.#workspace.allocate(stride / 2);
      this.#rows = {
        integers: new Int8Array(integers.buffer, integers.byteOffset, rows * stride),
        scales: this.#workspace.allocate(rows),
        stride,
      };
      this.#query = new Int16Array(query.buffer, query.byteOffset, stride);
      this.#scores = this.#workspace.allocate(rows);
      this.#rowLoss = kernels.quantizeRows(unitVectors, dimension, this.#rows);
    } catch (error) {
      this.dispose();
      throw error;
    }
  }

  /**
   * The `k` first of the first `limit` rows by their product with a query, best first, equal ones by row; the same rows and
   * products, to the last bit, as an exact scan gives.
   *
   * @param query has length 1
   * @returns undefined where so many rows could be among them that an exact scan is as good
   */
  nearest(
    query: Float32Array,
    k: number,
    limit: number,
    excluded: Rows,
  ): { readonly row: number; readonly score: number }[] | undefined {
    const wanted = Math.floor(k);
    if (!(wanted >= 1)) return [];
    const scores = this.#roughScores(query, limit);
    const queryLoss = this.#lossOf(query);
    const bound = queryLoss + this.#rowLoss * (1 + queryLoss) + rounding;
    const candidates = nearTheBest(scores, wanted, 2 * bound, limit * largestShare, excluded);
    if (candidates === undefined) return undefined;
    const exact = this.#exactScores(query, candidates);
    return topK(exact, wanted).map((at) => ({ row: candidates[at]!, score: exact[at]! }));
  }

  dispose(): void {
    this.#workspace.releaseAll();
  }

  #scaleOf(query: Float32Array): number {
    let largest = 0;
    for (let i = 0; i < query.length; i++) largest = Math.max(largest, Math.abs(query[i]!));
    return Math.fround(largest / largestLevel(this.#rows.stride));
  }

  #roughScores(query: Float32Array, limit: number): Float32Array {
    const scale = this.#scaleOf(query);
    for (let i = 0; i < query.length; i++) this.#query[i] = Math.round(query[i]! / scale);
    const { integers, scales, stride } = this.#rows;
    const scores = this.#scores.subarray(0, limit);
    this.#kernels.quantizedTimesVector(
      { integers: integers.subarray(0, limit * stride), scales: scales.subarray(0, limit), stride },
      this.#query,
      scale,
      scores,
    );
    return scores;
  }

  #lossOf(query: Float32Array): number {
    const scale = this.#scaleOf(query);
    let loss = 0;
    for (let i = 0; i < query.length; i++) loss += (query[i]! - this.#query[i]! * scale) ** 2;
    return Math.sqrt(loss);
  }

  #exactScores(query: Float32Array, rows: readonly number[]): Float32Array {
    const dimension = this.#dimension;
    const gathered = this.#workspace.allocate(rows.length * dimension);
    try {
      for (const [at, row] of rows.entries()) {
        gathered.set(this.#unitVectors.subarray(row * dimension, (row + 1) * dimension), at * dimension);
      }
      const scores = new Float32Array(rows.length);
      this.#kernels.matrixTimesVector(gathered, query, scores);
      return scores;
    } finally {
      this.#workspace.release(gathered);
    }
  }
}

/** Scores that are looked through between two estimates of the `k`-th best. */
const scoresAtOnce = 16_384;

/**
 * The positions, in order, of the `k` best scores and of all others that are at most `slack` below the worst of these;
 * undefined where there are more than `most`. One pass: what is the `k`-th best so far can only rise.
 */
function nearTheBest(
  scores: Float32Array,
  k: number,
  slack: number,
  most: number,
  excluded: Rows,
): readonly number[] | undefined {
  let near: number[] = topK(scores.subarray(0, scoresAtOnce), k, excluded);
  let threshold = thresholdOf(scores, near, k, slack);
  near = [];
  for (let from = 0; from < scores.length; from += scoresAtOnce) {
    const before = near.length;
    const end = Math.min(scores.length, from + scoresAtOnce);
    for (let i = from; i < end; i++) {
      if (scores[i]! >= threshold && !excluded.has(i)) near.push(i);
    }
    if (near.length === before) continue;
    threshold = thresholdOf(scores, near, k, slack);
    near = near.filter((position) => scores[position]! >= threshold);
    if (near.length > most) return undefined;
  }
  return near;
}

/** What a score must reach to be at most `slack` below the `k`-th best of some. */
function thresholdOf(scores: Float32Array, positions: readonly number[], k: number, slack: number): number {
  const some = Float32Array.from(positions, (position) => scores[position]!);
  const best = topK(some, k);
  return best.length < k ? Number.NEGATIVE_INFINITY : some[best.at(-1)!]! - slack;
}

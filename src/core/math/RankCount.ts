import { requireCount, requireLength } from './kernelShapes.ts';
import { requireBlocks } from './NeighbourSearch.ts';

/**
 * A count of how many rows of a matrix are nearer to each row than some that it lists, by the score `a.b - |b|^2 / 2` of b
 * for a, which falls as the Euclidean distance from a rises. The rank of a listed row, from 1, is one more than its count.
 */
export interface RankCount {
  /** Row-major, `width` columns. */
  readonly rows: Float32Array;
  readonly width: number;
  /** Half of the squared length of each row. */
  readonly halves: Float32Array;
  /** Rows that each row lists. */
  readonly k: number;
  /** `k` a row: which rows it lists; none lists itself. */
  readonly positions: Uint32Array;
  /** `k` a row: the scores of those. */
  readonly thresholds: Float32Array;
  /** `k` a row: how many others were found so far whose score is higher. */
  readonly counts: Uint32Array;
  /** Rows are compared in blocks of so many; the last one may have fewer. */
  readonly blockSize: number;
}

/** Throws a RangeError unless the arrays fit together and what is named is there. */
export function requireRankCount(count: RankCount, pairs: Uint32Array = new Uint32Array(0)): void {
  const { rows, width, halves, k, positions, thresholds, counts, blockSize } = count;
  requireCount('width', width);
  requireCount('k', k);
  const size = halves.length;
  requireLength('rows', rows, size * width);
  requireLength('positions', positions, size * k);
  requireLength('thresholds', thresholds, size * k);
  requireLength('counts', counts, size * k);
  requireBlocks(pairs, size, blockSize);
}

/** Throws a RangeError where a row lists one that is not there. */
export function requireListed({ positions, halves }: RankCount): void {
  const odd = positions.find((position) => position >= halves.length);
  if (odd !== undefined) throw new RangeError(`Row ${odd} is listed, of ${halves.length}.`);
}

/** `Kernels.scoreListed` in plain TypeScript. */
export function scoreListedPlainly(count: RankCount): void {
  requireRankCount(count);
  requireListed(count);
  const { k, positions, thresholds } = count;
  for (let at = 0; at < positions.length; at++) {
    thresholds[at] = scoreFor(count, Math.floor(at / k), positions[at]!);
  }
}

/** `Kernels.countNearer` in plain TypeScript. */
export function countNearerPlainly(count: RankCount, pairs: Uint32Array): void {
  requireRankCount(count, pairs);
  const { halves, blockSize } = count;
  for (let i = 0; i < pairs.length; i += 2) {
    const [first, second] = [pairs[i]! * blockSize, pairs[i + 1]! * blockSize];
    for (let a = first; a < Math.min(first + blockSize, halves.length); a++) {
      for (let b = first === second ? a + 1 : second; b < Math.min(second + blockSize, halves.length); b++) {
        const product = dot(count, a, b);
        countFor(count, a, Math.fround(product - halves[b]!));
        countFor(count, b, Math.fround(product - halves[a]!));
      }
    }
  }
}

function countFor({ k, thresholds, counts }: RankCount, row: number, score: number): void {
  for (let at = row * k, end = at + k; at < end; at++) {
    if (score > thresholds[at]!) counts[at]!++;
  }
}

function scoreFor(count: RankCount, row: number, other: number): number {
  return Math.fround(dot(count, row, other) - count.halves[other]!);
}

function dot({ rows, width }: RankCount, a: number, b: number): number {
  let sum = 0;
  for (let i = a * width, j = b * width, end = i + width; i < end; i++, j++) sum += rows[i]! * rows[j]!;
  return sum;
}

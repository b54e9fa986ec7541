import { requireCount, requireLength } from './kernelShapes.ts';

/**
 * A search for the nearest rows of each row of a matrix, by the score `a.b - |b|^2 / 2` of b for a, which falls as the
 * Euclidean distance from a rises.
 *
 * What was found so far is a binary heap for each row with the worst at its root: places without a neighbour have a score
 * of minus infinity and the position {@link noPosition}. Of equal scores the lower position is better, so that the
 * rows found do not depend on the order in which they are compared.
 */
export interface NeighbourSearch {
  /** Row-major, `width` columns. */
  readonly rows: Float32Array;
  readonly width: number;
  /** Half of the squared length of each row. */
  readonly halves: Float32Array;
  /** Neighbours of each row. */
  readonly k: number;
  /** `k` a row. */
  readonly scores: Float32Array;
  /** `k` a row, parallel to the scores. */
  readonly positions: Uint32Array;
  /** Rows are compared in blocks of so many; the last one may have fewer. */
  readonly blockSize: number;
}

/** Stands for no neighbour. */
export const noPosition = 0xffff_ffff;

/** Throws a RangeError unless the arrays fit together and the pairs, if any, name blocks that are there. */
export function requireNeighbourSearch(
  search: NeighbourSearch,
  pairs: Uint32Array = new Uint32Array(0),
): void {
  const { rows, width, halves, k, scores, positions, blockSize } = search;
  requireCount('width', width);
  requireCount('k', k);
  requireLength('rows', rows, halves.length * width);
  requireLength('scores', scores, halves.length * k);
  requireLength('positions', positions, halves.length * k);
  requireBlocks(pairs, halves.length, blockSize);
}

/** Throws a RangeError unless pairs name blocks of some rows. */
export function requireBlocks(pairs: Uint32Array, size: number, blockSize: number): void {
  if (!Number.isSafeInteger(blockSize) || blockSize < 1) {
    throw new RangeError(`The block size is ${blockSize}; expected a whole number of at least 1.`);
  }
  requireLength('pairs', pairs, 2 * (pairs.length >> 1));
  const blocks = Math.ceil(size / blockSize);
  const odd = pairs.find((block) => block >= blocks);
  if (odd !== undefined) throw new RangeError(`A pair names block ${odd} of ${blocks}.`);
}

/** `Kernels.gatherNeighbours` in plain TypeScript. */
export function gatherNeighboursPlainly(search: NeighbourSearch, pairs: Uint32Array): void {
  requireNeighbourSearch(search, pairs);
  const { halves, k, blockSize } = search;
  if (k === 0) return;
  for (let i = 0; i < pairs.length; i += 2) {
    const [first, second] = [pairs[i]! * blockSize, pairs[i + 1]! * blockSize];
    for (let a = first; a < Math.min(first + blockSize, halves.length); a++) {
      for (let b = first === second ? a + 1 : second; b < Math.min(second + blockSize, halves.length); b++) {
        const product = dot(search, a, b);
        offer(search, a, b, Math.fround(product - halves[b]!));
        offer(search, b, a, Math.fround(product - halves[a]!));
      }
    }
  }
}

/** `Kernels.rankNeighbours` in plain TypeScript. */
export function rankNeighboursPlainly(search: NeighbourSearch): void {
  requireNeighbourSearch(search);
  const { halves, k, scores, positions } = search;
  for (let row = 0; row < halves.length; row++) {
    const found = [...positions.subarray(row * k, (row + 1) * k)]
      .map((position) => ({ position, distance: distanceTo(search, row, position) }))
      .sort((a, b) => a.distance - b.distance || a.position - b.position);
    for (const [i, { position, distance }] of found.entries()) {
      positions[row * k + i] = position;
      scores[row * k + i] = distance;
    }
  }
}

/** Rounded to float32; infinite for no neighbour. */
function distanceTo({ rows, width }: NeighbourSearch, row: number, position: number): number {
  if (position === noPosition) return Number.POSITIVE_INFINITY;
  let sum = 0;
  for (let i = row * width, j = position * width, end = i + width; i < end; i++, j++) {
    const difference = rows[i]! - rows[j]!;
    sum += difference * difference;
  }
  return Math.fround(Math.sqrt(sum));
}

function dot({ rows, width }: NeighbourSearch, a: number, b: number): number {
  let sum = 0;
  for (let i = a * width, j = b * width, end = i + width; i < end; i++, j++) sum += rows[i]! * rows[j]!;
  return sum;
}

/** Puts a neighbour in place of the worst of a row's heap where it is better, and lets it sink to where it belongs. */
function offer(
  { k, scores, positions }: NeighbourSearch,
  row: number,
  position: number,
  score: number,
): void {
  const start = row * k;
  if (!isWorse(scores[start]!, positions[start]!, score, position)) return;
  let hole = 0;
  for (;;) {
    let child = 2 * hole + 1;
    if (child >= k) break;
    const [left, right] = [start + child, start + child + 1];
    if (child + 1 < k && isWorse(scores[right]!, positions[right]!, scores[left]!, positions[left]!)) child++;
    const at = start + child;
    if (!isWorse(scores[at]!, positions[at]!, score, position)) break;
    scores[start + hole] = scores[at]!;
    positions[start + hole] = positions[at]!;
    hole = child;
  }
  scores[start + hole] = score;
  positions[start + hole] = position;
}

function isWorse(score: number, position: number, thanScore: number, thanPosition: number): boolean {
  return score < thanScore || (score === thanScore && position > thanPosition);
}

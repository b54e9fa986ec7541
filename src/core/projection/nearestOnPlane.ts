import { BoxTree } from './BoxTree.ts';

/** Points between two reports. */
const pointsAtOnce = 2048;

/**
 * The nearest others of every point of the plane, exactly, in O(n log n) for points that are spread as those of maps are.
 * Squared distances are compared in float64; of equally near points the lower position comes first.
 *
 * @param points row-major `n x 2`
 * @param k neighbours of each; below n
 * @param share what it is of the work of the caller; the part of it that is done is yielded now and then
 * @returns `n x k` positions, the nearest first
 * @throws RangeError when a value is not finite
 */
export function* nearestOnPlane(
  points: Float32Array,
  k: number,
  share = 1,
): Generator<number, Uint32Array, void> {
  const n = points.length >> 1;
  const nearest = new Uint32Array(n * k);
  const tree = new BoxTree(points);
  for (let from = 0; from < n; from += pointsAtOnce) {
    const to = Math.min(n, from + pointsAtOnce);
    for (let i = from; i < to; i++) tree.nearest(i, nearest.subarray(i * k, (i + 1) * k));
    yield (share * to) / n;
  }
  return nearest;
}

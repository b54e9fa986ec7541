import { plainKernels } from '../math/plainKernels.ts';
import { orthogonalProcrustes } from '../vectors/shift/orthogonalProcrustes.ts';

/** Places in the plane; arrays run in parallel. */
export interface Places {
  readonly x: Float32Array;
  readonly y: Float32Array;
}

/**
 * What may be done to places so that they resemble others: any turn and mirroring, as for t-SNE, whose directions mean
 * nothing; mirroring of each axis alone, as for PCA, whose signs mean nothing; or nothing.
 */
export type Alignment = 'turn' | 'mirror' | 'none';

/**
 * Turns and mirrors `places` so that they come as near as can be to those of the same things in `target`; all distances
 * stay as they are. Things that have no finite place in either do not count. Turning goes around the middle of both, by
 * the orthogonal Procrustes problem (Schönemann 1966), as scipy's `orthogonal_procrustes`; mirroring goes around 0.
 *
 * @param target parallel to `places`; NaN where a thing has no place
 */
export function alignPlaces(places: Places, target: Places, alignment: Alignment): Places {
  if (alignment === 'none') return places;
  const shared = [...places.x.keys()].filter((i) =>
    [places.x[i], places.y[i], target.x[i], target.y[i]].every(Number.isFinite),
  );
  if (shared.length === 0) return places;
  return alignment === 'mirror' ? mirrored(places, target, shared) : turned(places, target, shared);
}

function turned(places: Places, target: Places, shared: readonly number[]): Places {
  const middle = meanOf(places, shared);
  const from = centered(places, shared, middle);
  const to = centered(target, shared, meanOf(target, shared));
  const rotation = orthogonalProcrustes({ from, to, rows: shared.length, dimension: 2 }, plainKernels);
  const [a, b, c, d] = [...rotation] as [number, number, number, number];
  const centeredX = places.x.map((x) => x - middle.x);
  const centeredY = places.y.map((y) => y - middle.y);
  return {
    x: centeredX.map((x, i) => x * a + centeredY[i]! * c),
    y: centeredX.map((x, i) => x * b + centeredY[i]! * d),
  };
}

function mirrored({ x, y }: Places, target: Places, shared: readonly number[]): Places {
  const goesAlong = (one: Float32Array, other: Float32Array): boolean =>
    shared.reduce((sum, i) => sum + one[i]! * other[i]!, 0) >= 0;
  return {
    x: goesAlong(x, target.x) ? x : x.map((value) => -value),
    y: goesAlong(y, target.y) ? y : y.map((value) => -value),
  };
}

function meanOf({ x, y }: Places, indices: readonly number[]): { x: number; y: number } {
  let [sumX, sumY] = [0, 0];
  for (const i of indices) {
    sumX += x[i]!;
    sumY += y[i]!;
  }
  return { x: sumX / indices.length, y: sumY / indices.length };
}

/** Row-major `indices x 2`. */
function centered(
  { x, y }: Places,
  indices: readonly number[],
  middle: { x: number; y: number },
): Float32Array {
  const rows = new Float32Array(2 * indices.length);
  for (const [row, i] of indices.entries()) {
    rows[2 * row] = x[i]! - middle.x;
    rows[2 * row + 1] = y[i]! - middle.y;
  }
  return rows;
}

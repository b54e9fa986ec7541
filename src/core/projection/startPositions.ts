import type { Kernels } from '../math/Kernels.ts';
import { requireLength } from '../math/kernelShapes.ts';
import { plainKernels } from '../math/plainKernels.ts';
import { gaussian, seededRandom } from '../math/random.ts';
import { type Task, untracked } from '../task.ts';
import type { NeighbourGraph } from './nearestNeighbours.ts';
import { pca } from './pca.ts';

/** Standard deviation of the first coordinate where t-SNE starts: so small that all points repel each other alike. */
const startSpread = 1e-4;

/** What separates points that would start in one place, as a share of the spread of all. */
const jitter = 0.01;

/** How many neighbours with a place decide where a new point starts. */
const neighboursToPlace = 10;

/**
 * Where t-SNE starts so that its picture of the whole means something (Kobak & Berens 2019): at the first two principal
 * components, scaled to a standard deviation of 0.0001 in the first, as in openTSNE and scikit-learn. A hundredth of that
 * is added at random, or duplicates would never part and points on a line never leave it; vectors that are all equal start
 * at random altogether.
 *
 * @param vectors row-major `n x dimension`.
 * @returns row-major `n x 2`.
 */
export function pcaStart(
  vectors: Float32Array,
  dimension: number,
  seed: number,
  { kernels = plainKernels, task = untracked }: { kernels?: Kernels; task?: Task } = {},
): Float32Array {
  const random = seededRandom(seed);
  const { coordinates } = pca(vectors, dimension, 2, { kernels, task });
  // The components are centred.
  let squares = 0;
  for (let i = 0; i < coordinates.length; i += 2) squares += coordinates[i]! ** 2;
  const deviation = Math.sqrt((2 * squares) / coordinates.length);
  const [scale, noise] = deviation > 0 ? [startSpread / deviation, jitter * startSpread] : [0, startSpread];
  return coordinates.map((value) => value * scale + noise * gaussian(random));
}

/**
 * Where t-SNE goes on when words have come to a map: those that have a place keep it, and each new one starts at the mean
 * of its ten nearest neighbours that have one, or of as many as there are. A word with no such neighbour takes the place
 * from those that were placed so, and one without any even then starts about the middle. Go on without exaggeration, for
 * some 50 iterations.
 *
 * @param known row-major `n x 2`; NaN where a word is new.
 * @param graph the neighbours of all words, old and new.
 * @throws RangeError when the lengths do not fit or no word at all has a place.
 */
export function warmStart(known: Float32Array, graph: NeighbourGraph, seed: number): Float32Array {
  const { size } = graph;
  requireLength('known', known, 2 * size);
  const spread = spreadOf(known);
  if (spread === undefined) {
    throw new RangeError(`None of the ${size} words has a place on the map.`);
  }
  const random = seededRandom(seed);
  const noise = () => jitter * spread * gaussian(random);
  const start = Float32Array.from(known);
  let placed = Uint32Array.from({ length: size }, (_, i) => i).filter((i) => hasPlace(known, i)).length;
  while (placed < size) {
    const before = Float32Array.from(start);
    let found = 0;
    for (let i = 0; i < size; i++) {
      if (hasPlace(before, i)) continue;
      const mean = meanOfPlaced(before, graph, i);
      if (!mean) continue;
      start[2 * i] = mean.x + noise();
      start[2 * i + 1] = mean.y + noise();
      found++;
    }
    if (found === 0) break;
    placed += found;
  }
  return start.map((value) => (Number.isNaN(value) ? spread * gaussian(random) : value));
}

function hasPlace(coordinates: Float32Array, i: number): boolean {
  return Number.isFinite(coordinates[2 * i]!) && Number.isFinite(coordinates[2 * i + 1]!);
}

/** The root of the mean square of all coordinates there are; undefined when there are none. */
function spreadOf(known: Float32Array): number | undefined {
  const values = known.filter((_, i) => hasPlace(known, i >> 1));
  if (values.length === 0) return undefined;
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
}

function meanOfPlaced(
  coordinates: Float32Array,
  { k, indices }: NeighbourGraph,
  i: number,
): { x: number; y: number } | undefined {
  let [x, y, count] = [0, 0, 0];
  for (let at = i * k; at < (i + 1) * k && count < neighboursToPlace; at++) {
    const neighbour = indices[at]!;
    if (!hasPlace(coordinates, neighbour)) continue;
    x += coordinates[2 * neighbour]!;
    y += coordinates[2 * neighbour + 1]!;
    count++;
  }
  return count > 0 ? { x: x / count, y: y / count } : undefined;
}

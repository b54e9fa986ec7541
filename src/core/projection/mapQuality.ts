import type { Kernels } from '../math/Kernels.ts';
import { requireCount, requireLength } from '../math/kernelShapes.ts';
import { plainKernels } from '../math/plainKernels.ts';
import { Workspace } from '../math/Workspace.ts';
import { type Task, untracked } from '../task.ts';
import { blockPairs, blockSizeOf } from './blockPairs.ts';
import { halfSquaredNorms } from './halfSquaredNorms.ts';
import { nearestOnPlane } from './nearestOnPlane.ts';

/** How far a map's neighbourhoods can be trusted; all figures from 0 to 1, and 1 where nothing is wrong. */
export interface MapQuality {
  /** Neighbours on the map that were looked at: as many as asked for, but fewer than half of the points. */
  readonly k: number;
  /**
   * Trustworthiness (Venna & Kaski 2001), the mean over all points: what comes near on the map without being near in
   * truth counts against it, the more the further it is.
   */
  readonly trustworthiness: number;
  /** The mean share of a point's k nearest on the map that are among its k nearest in truth. */
  readonly neighbourPreservation: number;
  /** Trustworthiness of each point. */
  readonly trustworthinessOf: Float32Array;
  /** Neighbour preservation of each point. */
  readonly neighbourPreservationOf: Float32Array;
}

/** Finding neighbours on the map is so much of the work, and finding their true ranks the rest. */
const placingShare = 0.05;

/**
 * Compares the neighbourhoods of a map with those of the vectors, by Euclidean distance in both. The trustworthiness is
 * scikit-learn's `trustworthiness`, but that vectors at the same distance share the better rank. Distances are compared in
 * float32: of two that differ by less than that can tell, either may rank first.
 *
 * @param vectors row-major `n x dimension`.
 * @param coordinates row-major `n x 2`.
 * @throws RangeError when the lengths do not fit, a value is not finite or k is not a whole number.
 */
export function mapQuality(
  vectors: Float32Array,
  dimension: number,
  coordinates: Float32Array,
  k: number,
  { kernels = plainKernels, task = untracked }: { kernels?: Kernels; task?: Task } = {},
): MapQuality {
  const steps = judgingMap(vectors, dimension, coordinates, k, kernels);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    task.checkpoint(value);
  }
}

/** As {@link mapQuality}, in steps of some hundredths of a second, after each of which the share that is done is yielded. */
export function* judgingMap(
  vectors: Float32Array,
  dimension: number,
  coordinates: Float32Array,
  wanted: number,
  kernels: Kernels,
): Generator<number, MapQuality, void> {
  requireCount('dimension', dimension);
  requireCount('k', wanted);
  const n = dimension > 0 ? Math.floor(vectors.length / dimension) : 0;
  requireLength('vectors', vectors, n * dimension);
  requireLength('coordinates', coordinates, 2 * n);
  const k = Math.min(wanted, Math.max(0, Math.ceil(n / 2) - 1));
  const onMap = yield* nearestOnPlane(coordinates, k, placingShare);
  const ranks = yield* ranksOf(vectors, dimension, onMap, k, kernels);
  yield 1;
  return { k, ...summarized(ranks, n, k) };
}

/** Trustworthiness and preservation from the true ranks, from 1, of the k nearest on the map. */
function summarized(ranks: Uint32Array, n: number, k: number): Omit<MapQuality, 'k'> {
  const trustworthinessOf = new Float32Array(n).fill(1);
  const neighbourPreservationOf = new Float32Array(n).fill(1);
  let intrusion = 0;
  let preserved = 0;
  // What one point loses at worst, when the furthest of all are the nearest on the map.
  const worst = (k * (2 * n - 3 * k - 1)) / 2;
  for (let i = 0; i < n && k > 0; i++) {
    let excess = 0;
    let kept = 0;
    for (const rank of ranks.subarray(i * k, (i + 1) * k)) {
      if (rank > k) excess += rank - k;
      else kept++;
    }
    trustworthinessOf[i] = 1 - excess / worst;
    neighbourPreservationOf[i] = kept / k;
    intrusion += excess;
    preserved += kept;
  }
  return {
    trustworthiness: k > 0 ? 1 - intrusion / (n * worst) : 1,
    neighbourPreservation: k > 0 ? preserved / (n * k) : 1,
    trustworthinessOf,
    neighbourPreservationOf,
  };
}

/** For each of the k positions listed for each vector, its rank, from 1, among all others by distance from the vector. */
function* ranksOf(
  vectors: Float32Array,
  width: number,
  positions: Uint32Array,
  k: number,
  kernels: Kernels,
): Generator<number, Uint32Array, void> {
  const norms = halfSquaredNorms(vectors, width);
  if (k === 0) return positions;
  const n = norms.length;
  const workspace = new Workspace(kernels);
  try {
    const rows = workspace.allocate(vectors.length);
    rows.set(vectors);
    const halves = workspace.allocate(n);
    halves.set(norms);
    const thresholds = workspace.allocate(n * k);
    const { buffer, byteOffset, length } = workspace.allocate(n * k);
    const counts = new Uint32Array(buffer, byteOffset, length);
    const count = { rows, width, halves, k, positions, thresholds, counts, blockSize: blockSizeOf(n) };
    kernels.scoreListed(count);
    for (const { pairs, done } of blockPairs(Math.ceil(n / count.blockSize))) {
      kernels.countNearer(count, pairs);
      yield placingShare + (1 - placingShare) * done;
    }
    return counts.map((nearer) => nearer + 1);
  } finally {
    workspace.releaseAll();
  }
}

import type { Kernels } from '../math/Kernels.ts';
import { requireCount, requireLength } from '../math/kernelShapes.ts';
import { plainKernels } from '../math/plainKernels.ts';
import { subtask, type Task, untracked } from '../task.ts';
import { type NeighbourGraph, nearestNeighbours } from './nearestNeighbours.ts';
import { forScoreTiles, queriesAtOnce, type ScoreTile } from './scoreTiles.ts';

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
  requireCount('dimension', dimension);
  requireCount('k', k);
  const n = dimension > 0 ? Math.floor(vectors.length / dimension) : 0;
  requireLength('vectors', vectors, n * dimension);
  requireLength('coordinates', coordinates, 2 * n);
  const onMap = nearestNeighbours(coordinates, 2, Math.min(k, Math.max(0, Math.ceil(n / 2) - 1)), {
    kernels,
    task: subtask(task, 0, 0.3),
  });
  const ranks = ranksOf(vectors, dimension, onMap, { kernels, task: subtask(task, 0.3, 1) });
  return { k: onMap.k, ...summarized(ranks, n, onMap.k) };
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
function ranksOf(
  vectors: Float32Array,
  dimension: number,
  { k, indices, size: n }: NeighbourGraph,
  options: { kernels: Kernels; task: Task },
): Uint32Array {
  const ranks = new Uint32Array(indices.length).fill(1);
  if (k === 0) {
    options.task.checkpoint(1);
    return ranks;
  }
  const all = new Float32Array(n * queriesAtOnce);
  const onTile = ({ scores, firstCandidate }: ScoreTile) => all.set(scores, firstCandidate * queriesAtOnce);
  forScoreTiles(vectors, dimension, options, onTile, (firstQuery, queries) => {
    const own = (q: number) => indices.subarray((firstQuery + q) * k, (firstQuery + q + 1) * k);
    const scoreOf = (q: number, other: number) => all[other * queriesAtOnce + q]!;
    // Most others are further away than all that are listed.
    const lowest = Float32Array.from({ length: queries }, (_, q) =>
      own(q).reduce((least, other) => Math.min(least, scoreOf(q, other)), Number.POSITIVE_INFINITY),
    );
    for (let other = 0; other < n; other++) {
      for (let q = 0; q < queries; q++) {
        const score = all[other * queriesAtOnce + q]!;
        if (!(score > lowest[q]!) || other === firstQuery + q) continue;
        for (let at = (firstQuery + q) * k, end = at + k; at < end; at++) {
          if (score > all[indices[at]! * queriesAtOnce + q]!) ranks[at]!++;
        }
      }
    }
  });
  return ranks;
}

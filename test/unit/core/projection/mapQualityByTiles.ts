import type { Kernels } from '../../../../src/core/math/Kernels.ts';
import { halfSquaredNorms } from '../../../../src/core/projection/halfSquaredNorms.ts';
import type { MapQuality } from '../../../../src/core/projection/mapQuality.ts';
import { type NeighbourGraph, nearestNeighbours } from '../../../../src/core/projection/nearestNeighbours.ts';

/** Queries whose scores are kept at a time. */
const queriesAtOnce = 64;

/**
 * What `mapQuality` gives, by comparison of all with all in both spaces and one list of all scores a query: slower, and with
 * nothing clever that could go wrong.
 */
export function mapQualityByTiles(
  vectors: Float32Array,
  dimension: number,
  coordinates: Float32Array,
  wanted: number,
  kernels: Kernels,
): MapQuality {
  const n = vectors.length / dimension;
  const k = Math.min(wanted, Math.max(0, Math.ceil(n / 2) - 1));
  const onMap = nearestNeighbours(coordinates, 2, k, { kernels });
  const ranks = ranksOf(vectors, dimension, onMap, kernels);
  const worst = (k * (2 * n - 3 * k - 1)) / 2;
  const ranksAt = (i: number): Uint32Array => ranks.subarray(i * k, (i + 1) * k);
  const each = <T>(of: (own: Uint32Array) => T): T[] => Array.from({ length: n }, (_, i) => of(ranksAt(i)));
  const excess = each((own) => own.reduce((sum, rank) => sum + Math.max(0, rank - k), 0));
  const kept = each((own) => own.reduce((sum, rank) => sum + Number(rank <= k), 0));
  const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
  return {
    k,
    trustworthiness: 1 - total(excess) / (n * worst),
    neighbourPreservation: total(kept) / (n * k),
    trustworthinessOf: Float32Array.from(excess, (own) => 1 - own / worst),
    neighbourPreservationOf: Float32Array.from(kept, (own) => own / k),
  };
}

/** For each of the k positions listed for each vector, its rank, from 1, among all others by distance from the vector. */
function ranksOf(
  vectors: Float32Array,
  dimension: number,
  { k, indices, size: n }: NeighbourGraph,
  kernels: Kernels,
): Uint32Array {
  const halves = halfSquaredNorms(vectors, dimension);
  const ranks = new Uint32Array(indices.length).fill(1);
  const scores = new Float32Array(n * queriesAtOnce);
  const transposed = new Float32Array(dimension * queriesAtOnce);
  for (let first = 0; first < n; first += queriesAtOnce) {
    const queries = Math.min(queriesAtOnce, n - first);
    for (let q = 0; q < queries; q++) {
      for (let i = 0; i < dimension; i++) {
        transposed[i * queriesAtOnce + q] = vectors[(first + q) * dimension + i]!;
      }
    }
    scores.fill(0);
    kernels.addDenseTimesSmall(vectors, n, dimension, transposed, queriesAtOnce, scores);
    const scoreOf = (q: number, other: number): number =>
      Math.fround(scores[other * queriesAtOnce + q]! - halves[other]!);
    for (let q = 0; q < queries; q++) {
      const own = first + q;
      const listed = Array.from(indices.subarray(own * k, (own + 1) * k), (other) => scoreOf(q, other));
      const lowest = Math.min(...listed);
      for (let other = 0; other < n; other++) {
        const score = scoreOf(q, other);
        if (other === own || score <= lowest) continue;
        for (const [at, threshold] of listed.entries()) if (score > threshold) ranks[own * k + at]!++;
      }
    }
  }
  return ranks;
}

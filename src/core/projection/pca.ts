import type { Kernels } from '../math/Kernels.ts';
import { requireCount, requireLength } from '../math/kernelShapes.ts';
import { plainKernels } from '../math/plainKernels.ts';
import { symmetricEigen } from '../math/symmetricEigen.ts';
import { subtask, type Task, untracked } from '../task.ts';

/** Vectors seen along the directions in which they differ most. */
export interface Pca {
  /** Row-major `n x components`: the centred vectors along each direction. */
  readonly coordinates: Float32Array;
  /** Each direction's share, from 0 to 1, of the variance in all directions; falling. */
  readonly explainedVariance: Float64Array;
}

/** Rows that are centred and added to the covariance at once. */
const rowsAtOnce = 512;

/** A variance below this share of the largest, or of the mean squared length, is rounding in float32. */
const smallestShare = 1e-13;

/**
 * Principal component analysis (Pearson 1901; Hotelling 1933) by the eigenvectors of the covariance matrix. Directions
 * have the sign that makes the weight furthest from 0 (the first of them) positive. Components without variance, such as
 * those beyond n - 1 or of equal vectors, are 0.
 *
 * @param vectors row-major `n x dimension`.
 * @throws RangeError when the lengths do not fit or a value is not finite.
 */
export function pca(
  vectors: Float32Array,
  dimension: number,
  components: number,
  { kernels = plainKernels, task = untracked }: { kernels?: Kernels; task?: Task } = {},
): Pca {
  requireCount('dimension', dimension);
  requireCount('components', components);
  const n = dimension > 0 ? Math.floor(vectors.length / dimension) : 0;
  requireLength('vectors', vectors, n * dimension);
  const coordinates = new Float32Array(n * components);
  const explainedVariance = new Float64Array(components);
  if (n === 0) {
    return { coordinates, explainedVariance };
  }
  const { mean, meanSquare } = moments(vectors, dimension, n);
  const block = kernels.allocate(Math.min(rowsAtOnce, n) * dimension);
  try {
    const covariance = covarianceOf(kernels, vectors, mean, block, subtask(task, 0, 0.6));
    const { values, vectors: directions } = symmetricEigen(covariance, dimension, subtask(task, 0.6, 0.8));
    const total = values.reduce((sum, value) => sum + Math.max(value, 0), 0);
    const smallest = smallestShare * Math.max(values[0]!, meanSquare);
    const found = values.subarray(0, components).filter((value) => value > smallest).length;
    const weights = new Float32Array(dimension * found);
    for (let j = 0; j < found; j++) {
      explainedVariance[j] = values[j]! / total;
      const direction = directions.subarray(j * dimension, (j + 1) * dimension);
      const sign = signOfFurthest(direction);
      for (let i = 0; i < dimension; i++) {
        weights[i * found + j] = sign * direction[i]!;
      }
    }
    const projected = new Float32Array(Math.min(rowsAtOnce, n) * found);
    forCentredBlocks(vectors, mean, block, subtask(task, 0.8, 1), (from, rows, centred) => {
      const out = projected.subarray(0, rows * found).fill(0);
      kernels.addDenseTimesSmall(centred, rows, dimension, weights, found, out);
      for (let row = 0; row < rows; row++) {
        coordinates.set(out.subarray(row * found, (row + 1) * found), (from + row) * components);
      }
    });
    return { coordinates, explainedVariance };
  } finally {
    kernels.release(block);
  }
}

/** The mean of each column, and the mean squared length of a row. */
function moments(
  vectors: Float32Array,
  dimension: number,
  n: number,
): { mean: Float64Array; meanSquare: number } {
  const sums = new Float64Array(dimension);
  let squares = 0;
  for (let row = 0, at = 0; row < n; row++) {
    for (let i = 0; i < dimension; i++, at++) {
      const value = vectors[at]!;
      sums[i]! += value;
      squares += value * value;
    }
    if (!Number.isFinite(squares)) {
      const odd = vectors.findIndex((value) => !Number.isFinite(value));
      throw new RangeError(
        `Vector ${Math.floor(odd / dimension)} has ${vectors[odd]} at position ${odd % dimension}.`,
      );
    }
  }
  return { mean: sums.map((sum) => sum / n), meanSquare: squares / n };
}

/** The covariance matrix, divided by n. */
function covarianceOf(
  kernels: Kernels,
  vectors: Float32Array,
  mean: Float64Array,
  block: Float32Array,
  task: Task,
): Float64Array {
  const dimension = mean.length;
  const n = vectors.length / dimension;
  const sum = new Float64Array(dimension * dimension);
  const part = new Float64Array(dimension * dimension);
  forCentredBlocks(vectors, mean, block, task, (_from, rows, centred) => {
    kernels.gram(centred, dimension, centred, dimension, rows, part);
    for (let i = 0; i < sum.length; i++) {
      sum[i]! += part[i]! / n;
    }
  });
  return sum;
}

/** Calls `work` with block after block of rows, less the mean, in the memory of `block`. */
function forCentredBlocks(
  vectors: Float32Array,
  mean: Float64Array,
  block: Float32Array,
  task: Task,
  work: (fromRow: number, rows: number, centred: Float32Array) => void,
): void {
  const dimension = mean.length;
  for (let start = 0; start < vectors.length; start += block.length) {
    const centred = block.subarray(0, Math.min(block.length, vectors.length - start));
    for (let first = 0; first < centred.length; first += dimension) {
      for (let i = 0; i < dimension; i++) centred[first + i] = vectors[start + first + i]! - mean[i]!;
    }
    work(start / dimension, centred.length / dimension, centred);
    task.checkpoint(Math.min(1, (start + block.length) / vectors.length));
  }
}

/** -1 when the value furthest from 0, the first of them, is negative; else 1. */
function signOfFurthest(values: Float64Array): number {
  const furthest = values.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a), 0);
  return furthest < 0 ? -1 : 1;
}

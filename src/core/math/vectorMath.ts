import { requireLength } from './kernelShapes.ts';

/** Dot product of two vectors of equal length, summed in float64; a RangeError when the lengths differ. */
export function dot(a: Float32Array, b: Float32Array): number {
  requireLength('b', b, a.length);
  let sum = 0;
  for (let i = 0; i < a.length; i++) {
    sum += a[i]! * b[i]!;
  }
  return sum;
}

/** Euclidean length of a vector, summed in float64. */
export function norm(vector: Float32Array): number {
  return Math.sqrt(dot(vector, vector));
}

/**
 * Scales every row of a row-major matrix to length 1, in place; a row of zeros stays as it is.
 *
 * @param dimension length of a row; `matrix.length` must be a multiple of it.
 * @returns the lengths that the rows had.
 */
export function normalizeRows(matrix: Float32Array, dimension: number): Float32Array {
  const rows = dimension > 0 ? Math.floor(matrix.length / dimension) : 0;
  requireLength('The matrix', matrix, rows * dimension);
  const norms = new Float32Array(rows);
  for (let row = 0; row < rows; row++) {
    const vector = matrix.subarray(row * dimension, (row + 1) * dimension);
    const length = norm(vector);
    norms[row] = length;
    if (length > 0) {
      for (let i = 0; i < dimension; i++) {
        vector[i]! /= length;
      }
    }
  }
  return norms;
}

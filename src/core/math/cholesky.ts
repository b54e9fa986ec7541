/**
 * The Cholesky factor of a symmetric positive definite matrix, to solve equations with.
 *
 * @param matrix row-major, size x size; only its lower triangle is read
 * @returns the lower triangular factor, row-major, or undefined when the matrix is not positive definite in float64
 */
export function cholesky(matrix: Float64Array, size: number): Float64Array | undefined {
  const factor = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * size + j]!;
      for (let k = 0; k < j; k++) sum -= factor[i * size + k]! * factor[j * size + k]!;
      if (i !== j) factor[i * size + j] = sum / factor[j * size + j]!;
      else if (sum > 0) factor[i * size + i] = Math.sqrt(sum);
      else return undefined;
    }
  }
  return factor;
}

/** Solves `factor * transpose(factor) * x = vector`; `vector` becomes x. */
export function solveCholesky(factor: Float64Array, size: number, vector: Float64Array): void {
  for (let i = 0; i < size; i++) {
    let sum = vector[i]!;
    for (let k = 0; k < i; k++) sum -= factor[i * size + k]! * vector[k]!;
    vector[i] = sum / factor[i * size + i]!;
  }
  for (let i = size - 1; i >= 0; i--) {
    // By columns of the transpose, which are rows of the factor.
    const value = vector[i]! / factor[i * size + i]!;
    vector[i] = value;
    for (let k = 0; k < i; k++) vector[k]! -= factor[i * size + k]! * value;
  }
}

import type { SparseMatrix } from '../../../src/core/cooccurrence/SparseMatrix.ts';
import { gaussian, type Random } from '../../../src/core/math/random.ts';

/** A sparse matrix whose entries are there with the probability `share`, and normally distributed. */
export function randomSparse(rows: number, cols: number, share: number, random: Random): SparseMatrix {
  const dense = new Float32Array(rows * cols).map(() => (random() < share ? gaussian(random) : 0));
  return fromDense(dense, rows, cols);
}

/** The sparse form of a row-major dense matrix. */
export function fromDense(dense: ArrayLike<number>, rows: number, cols: number): SparseMatrix {
  const rowStart = new Uint32Array(rows + 1);
  const columns: number[] = [];
  const values: number[] = [];
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) {
      const value = dense[i * cols + j]!;
      if (value !== 0) {
        columns.push(j);
        values.push(value);
      }
    }
    rowStart[i + 1] = columns.length;
  }
  return { rows, cols, rowStart, columns: Uint32Array.from(columns), values: Float32Array.from(values) };
}

/** The row-major dense form of a sparse matrix. */
export function toDense({ rows, cols, rowStart, columns, values }: SparseMatrix): Float64Array {
  const dense = new Float64Array(rows * cols);
  for (let i = 0; i < rows; i++) {
    for (let entry = rowStart[i]!; entry < rowStart[i + 1]!; entry++) {
      dense[i * cols + columns[entry]!] = values[entry]!;
    }
  }
  return dense;
}

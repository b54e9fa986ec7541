import type { SparseMatrix } from '../cooccurrence/SparseMatrix.ts';
import type { Kernels } from './Kernels.ts';

/** A row-major matrix with many rows and few columns. */
export interface TallMatrix {
  readonly width: number;
  readonly data: Float32Array;
}

/** Takes note that some multiplications were done; throws when the work is no longer wanted. */
export type Spent = (multiplications: number) => void;

/** About how many multiplications may pass between two notes: a millisecond or two with the fast kernels. */
const betweenNotes = 2_000_000;

/** Calls `work` for ranges of rows, where row i costs `cost(i)`, and notes what was spent after each of them. */
function inSteps(
  rows: number,
  cost: (row: number) => number,
  spent: Spent,
  work: (fromRow: number, toRow: number) => void,
): void {
  let fromRow = 0;
  while (fromRow < rows) {
    let sum = 0;
    let toRow = fromRow;
    while (toRow < rows && sum < betweenNotes) {
      sum += cost(toRow++);
    }
    work(fromRow, toRow);
    spent(sum);
    fromRow = toRow;
  }
}

/** `out = sparse * dense`. */
export function multiply(
  kernels: Kernels,
  sparse: SparseMatrix,
  dense: TallMatrix,
  out: Float32Array,
  spent: Spent,
): void {
  const { width, data } = dense;
  inSteps(sparse.rows, entriesOf(sparse, width), spent, (fromRow, toRow) =>
    kernels.sparseTimesDense(sparse, data, width, out, fromRow, toRow),
  );
}

/** `out = transpose(sparse) * dense`, where out is zero before. */
export function multiplyTransposed(
  kernels: Kernels,
  sparse: SparseMatrix,
  dense: TallMatrix,
  out: Float32Array,
  spent: Spent,
): void {
  const { width, data } = dense;
  inSteps(sparse.rows, entriesOf(sparse, width), spent, (fromRow, toRow) =>
    kernels.addTransposedSparseTimesDense(sparse, data, width, out, fromRow, toRow),
  );
}

/** `transpose(a) * b` in float64. */
export function gramOf(
  kernels: Kernels,
  a: TallMatrix,
  b: TallMatrix,
  rows: number,
  spent: Spent,
): Float64Array {
  const sum = new Float64Array(a.width * b.width);
  const part = new Float64Array(a.width * b.width);
  const perRow = a.width * b.width;
  inSteps(
    rows,
    () => perRow,
    spent,
    (from, to) => {
      const aRows = a.data.subarray(from * a.width, to * a.width);
      const bRows = a === b ? aRows : b.data.subarray(from * b.width, to * b.width);
      kernels.gram(aRows, a.width, bRows, b.width, to - from, part);
      for (let i = 0; i < sum.length; i++) {
        sum[i]! += part[i]!;
      }
    },
  );
  return sum;
}

/** Adds `a * small`, where small is `a.width x width`, to the `rows x width` matrix out. */
export function addProduct(
  kernels: Kernels,
  a: TallMatrix,
  small: Float32Array,
  width: number,
  rows: number,
  out: Float32Array,
  spent: Spent,
): void {
  const perRow = a.width * width;
  inSteps(
    rows,
    () => perRow,
    spent,
    (from, to) => {
      const aRows = a.data.subarray(from * a.width, to * a.width);
      const outRows = out.subarray(from * width, to * width);
      kernels.addDenseTimesSmall(aRows, to - from, a.width, small, width, outRows);
    },
  );
}

function entriesOf(sparse: SparseMatrix, width: number): (row: number) => number {
  return (row) => (sparse.rowStart[row + 1]! - sparse.rowStart[row]!) * width + width;
}

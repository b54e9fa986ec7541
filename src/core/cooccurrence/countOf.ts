import type { SparseMatrix } from './SparseMatrix.ts';

/** The value at `row` and `column`; 0 where none is stored. */
export function countOf({ rowStart, columns, values }: SparseMatrix, row: number, column: number): number {
  let from = rowStart[row]!;
  let to = rowStart[row + 1]!;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (columns[middle]! < column) from = middle + 1;
    else to = middle;
  }
  return from < rowStart[row + 1]! && columns[from] === column ? values[from]! : 0;
}

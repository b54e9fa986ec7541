import type { SparseMatrix } from '../core/cooccurrence/SparseMatrix.ts';
import type { Kernels } from '../core/math/Kernels.ts';
import { requireLength, requireSparseRows } from '../core/math/kernelShapes.ts';
import type { WasmMemory } from './WasmMemory.ts';

type AddSparseProduct = (
  rowStart: number,
  rows: number,
  columns: number,
  values: number,
  dense: number,
  width: number,
  out: number,
) => void;

/** The part of the module that {@link sparseKernels} calls; see assembly/sparse.ts. */
export interface SparseExports {
  addSparseTimesDense: AddSparseProduct;
  addTransposedSparseTimesDense: AddSparseProduct;
}

/** Entries of one call: one long call would run in the quick translation to its end. */
const entriesPerCall = 16_384;

/** Those of {@link Kernels} that multiply sparse matrices, over a module and its memory. */
export function sparseKernels(
  module: SparseExports,
  memory: WasmMemory,
): Pick<Kernels, 'sparseTimesDense' | 'addTransposedSparseTimesDense'> {
  return {
    sparseTimesDense(sparse, dense, width, out, fromRow, toRow) {
      requireSparseRows(sparse, fromRow, toRow);
      requireLength('dense', dense, sparse.cols * width);
      requireLength('out', out, sparse.rows * width);
      const target = out.subarray(fromRow * width, toRow * width).fill(0);
      memory.withLoans((loans) => {
        const denseAddress = loans.toRead(dense);
        const outAddress = loans.toUpdate(target);
        forSparsePieces(memory, sparse, fromRow, toRow, (piece) => {
          const pieceOut = outAddress + (piece.fromRow - fromRow) * width * Float32Array.BYTES_PER_ELEMENT;
          const { rowStart, rows, columns, values } = piece;
          module.addSparseTimesDense(rowStart, rows, columns, values, denseAddress, width, pieceOut);
        });
      });
    },

    addTransposedSparseTimesDense(sparse, dense, width, out, fromRow, toRow) {
      requireSparseRows(sparse, fromRow, toRow);
      requireLength('dense', dense, sparse.rows * width);
      requireLength('out', out, sparse.cols * width);
      memory.withLoans((loans) => {
        const denseAddress = loans.toRead(dense.subarray(fromRow * width, toRow * width));
        const outAddress = loans.toUpdate(out);
        forSparsePieces(memory, sparse, fromRow, toRow, (piece) => {
          const pieceDense =
            denseAddress + (piece.fromRow - fromRow) * width * Float32Array.BYTES_PER_ELEMENT;
          const { rowStart, rows, columns, values } = piece;
          module.addTransposedSparseTimesDense(
            rowStart,
            rows,
            columns,
            values,
            pieceDense,
            width,
            outAddress,
          );
        });
      });
    },
  };
}

/** A piece of a sparse matrix: addresses, and the row of the matrix that its first row is (a part of). */
interface SparsePiece {
  fromRow: number;
  rows: number;
  rowStart: number;
  columns: number;
  values: number;
}

/** Calls `work` for pieces of at most {@link entriesPerCall} entries and rows; a long row falls into several pieces. */
function forSparsePieces(
  memory: WasmMemory,
  sparse: SparseMatrix,
  fromRow: number,
  toRow: number,
  work: (piece: SparsePiece) => void,
): void {
  let row = fromRow;
  let entry = sparse.rowStart[fromRow]!;
  while (row < toRow) {
    const first = row;
    const start = entry;
    const offsets = [0];
    while (row < toRow && entry - start < entriesPerCall && offsets.length <= entriesPerCall) {
      entry = Math.min(sparse.rowStart[row + 1]!, start + entriesPerCall);
      offsets.push(entry - start);
      if (entry === sparse.rowStart[row + 1]) {
        row++;
      }
    }
    const end = entry;
    const rowStart = Uint32Array.from(offsets);
    memory.withLoans((loans) =>
      work({
        fromRow: first,
        rows: offsets.length - 1,
        rowStart: loans.toRead(rowStart),
        columns: loans.toRead(sparse.columns.subarray(start, end)),
        values: loans.toRead(sparse.values.subarray(start, end)),
      }),
    );
  }
}

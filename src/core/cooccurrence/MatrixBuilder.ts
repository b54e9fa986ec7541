import type { WindowRows } from '../math/windowSums.ts';
import type { SparseMatrix } from './SparseMatrix.ts';

/** Entries of a piece. */
const pieceLength = 1 << 20;

/** Takes the rows of a square sparse matrix one after another. What it holds is not copied until the end. */
export class MatrixBuilder {
  readonly #rows: number;
  readonly #rowStart: Uint32Array;
  #columns: Uint32Array[] = [];
  #values: Float32Array[] = [];
  #row = 0;
  #entries = 0;

  constructor(rows: number) {
    this.#rows = rows;
    this.#rowStart = new Uint32Array(rows + 1);
  }

  /** The next rows, one after another; values are rounded to float32. */
  addRows({ columns, values, lengths }: WindowRows): void {
    let start = this.#entries;
    for (const length of lengths) {
      start += length;
      this.#rowStart[++this.#row] = start;
    }
    for (let from = 0; from < columns.length; ) {
      const place = this.#entries % pieceLength;
      if (place === 0) {
        this.#columns.push(new Uint32Array(pieceLength));
        this.#values.push(new Float32Array(pieceLength));
      }
      const to = Math.min(columns.length, from + pieceLength - place);
      this.#columns.at(-1)!.set(columns.subarray(from, to), place);
      this.#values.at(-1)!.set(values.subarray(from, to), place);
      this.#entries += to - from;
      from = to;
    }
  }

  /** The matrix; rows that were not added are empty. The builder is empty then. */
  finish(): SparseMatrix {
    this.#rowStart.fill(this.#entries, this.#row + 1);
    const columns = new Uint32Array(this.#entries);
    join(this.#columns, columns);
    // Before the other half needs as much.
    this.#columns = [];
    const values = new Float32Array(this.#entries);
    join(this.#values, values);
    this.#values = [];
    return { rows: this.#rows, cols: this.#rows, rowStart: this.#rowStart, columns, values };
  }
}

function join<A extends Uint32Array | Float32Array>(pieces: readonly A[], out: A): void {
  for (const [i, piece] of pieces.entries()) {
    const start = i * pieceLength;
    out.set(piece.subarray(0, Math.min(pieceLength, out.length - start)), start);
  }
}

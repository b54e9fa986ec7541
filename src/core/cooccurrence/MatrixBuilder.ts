import type { WindowRows } from '../math/windowSums.ts';
import type { MemoryLimit } from '../spill.ts';
import { SpillableList } from '../text/SpillableList.ts';
import { valuesOf } from '../text/Uint32Sequence.ts';
import type { SparseMatrix } from './SparseMatrix.ts';

/** Takes the rows of a square sparse matrix one after another. What it holds is not copied until the end. */
export class MatrixBuilder {
  readonly #rowStart: Uint32Array;
  #columns: SpillableList;
  /** The bits of float32. */
  #values: SpillableList;
  #row = 0;

  /** @param limit how much memory entries may take before {@link finish}; default: as much as they like */
  constructor(rows: number, limit?: MemoryLimit) {
    this.#rowStart = new Uint32Array(rows + 1);
    const half = limit && { ...limit, bytes: limit.bytes / 2 };
    this.#columns = new SpillableList(half);
    this.#values = new SpillableList(half);
  }

  /**
   * The next rows, one after another; values are rounded to float32.
   *
   * @throws SpillError where there is no room
   */
  addRows({ columns, values, lengths }: WindowRows): void {
    for (const length of lengths) {
      this.#rowStart[this.#row + 1] = this.#rowStart[this.#row]! + length;
      this.#row++;
    }
    this.#columns.append(columns);
    this.#values.append(new Uint32Array(new Float32Array(values).buffer));
  }

  /**
   * The matrix; rows that were not added are empty. The builder is empty then.
   *
   * @throws RangeError where the machine has not as much memory
   */
  finish(): SparseMatrix {
    const entries = this.#columns.length;
    const rows = this.#rowStart.length - 1;
    this.#rowStart.fill(entries, this.#row + 1);
    try {
      const columns = valuesOf(this.#columns);
      // Before the other half needs as much.
      this.#columns = new SpillableList();
      const bits = valuesOf(this.#values);
      this.#values = new SpillableList();
      return { rows, cols: rows, rowStart: this.#rowStart, columns, values: new Float32Array(bits.buffer) };
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new RangeError(
        `${entries} pairs of words occur together, and the machine has no memory for so many (${error.message}). Take ` +
          'fewer words (a higher minimum count, or a limit of words), a narrower window or less text.',
      );
    }
  }
}

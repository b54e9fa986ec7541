import type { Kernels } from '../../math/Kernels.ts';

/** What the kernels read beyond the end of a text, for speed. */
const SLACK_BYTES = 32;

/** Of the words that memory is copied in. */
const WORD_BYTES = 8;

type RowKernels = Pick<Kernels, 'allocate' | 'release' | 'parseDecimalRow'>;

/** Rows of decimal numbers in blocks of text, read where the kernels reach without copying row by row. */
export class DecimalRows {
  readonly #kernels: RowKernels;
  readonly #row: Float32Array;
  #memory: Float32Array;
  #text: Uint8Array = new Uint8Array(0);

  /** @param width numbers in a row */
  constructor(kernels: RowKernels, width: number) {
    this.#kernels = kernels;
    this.#row = kernels.allocate(width);
    this.#memory = kernels.allocate(0);
  }

  /** Takes the text whose rows are read next. */
  take(text: Uint8Array): void {
    const values = Math.ceil((text.length + WORD_BYTES + SLACK_BYTES) / Float32Array.BYTES_PER_ELEMENT);
    if (values > this.#memory.length) {
      this.#kernels.release(this.#memory);
      this.#memory = this.#kernels.allocate(values);
    }
    const { buffer, byteOffset, byteLength } = this.#memory;
    // Bytes that lie alike in their words of memory are copied a word at a time, others one by one.
    const shift = (text.byteOffset - byteOffset) & (WORD_BYTES - 1);
    this.#text = new Uint8Array(buffer, byteOffset + shift, byteLength - shift);
    this.#text.set(text);
  }

  /**
   * Reads the row whose first blank stands at `at`, into `out` from `outAt` on.
   *
   * @returns where the next line begins, or -1 where the line is not exactly such a row of finite numbers
   */
  read(at: number, out: Float32Array, outAt: number): number {
    const next = this.#kernels.parseDecimalRow(this.#text, at, this.#row);
    if (next >= 0) out.set(this.#row, outAt);
    return next;
  }

  /** Gives the kernels their memory back. */
  dispose(): void {
    this.#kernels.release(this.#memory);
    this.#kernels.release(this.#row);
  }
}

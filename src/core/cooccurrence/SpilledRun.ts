import { bytesOf } from '../bytesOf.ts';
import type { WindowRows } from '../math/windowSums.ts';
import type { SpilledBytes, SpillStore } from '../spill.ts';

/** Bytes that are collected before they are written, and that are read ahead. */
const bufferBytes = 1 << 18;

/**
 * The rows of a co-occurrence matrix of a part of a text, written outside of memory one after another and read back in the
 * same order. An entry takes 12 bytes there; in memory there is the length of each row.
 */
export class SpilledRun {
  readonly #bytes: SpilledBytes;
  readonly #lengths: Uint32Array;
  readonly #buffer = new Uint8Array(bufferBytes);
  /** Bytes in the buffer: to be written, or read ahead. */
  #filled = 0;
  /** How many of those that were read ahead are used up. */
  #used = 0;
  #row = 0;
  /** Bytes that are written in all, and of them those that were read. */
  #written = 0;
  #read = 0;

  /** @throws SpillError where there is no room */
  constructor(store: SpillStore, rows: number) {
    this.#bytes = store.create();
    this.#lengths = new Uint32Array(rows);
  }

  /**
   * Writes the next rows.
   *
   * @throws SpillError where there is no room
   */
  addRows({ columns, values, lengths }: WindowRows): void {
    let start = 0;
    for (const length of lengths) {
      this.#lengths[this.#row++] = length;
      this.#write(bytesOf(columns.subarray(start, start + length)));
      this.#write(bytesOf(values.subarray(start, start + length)));
      start += length;
    }
  }

  /** To be called between the last row that is written and the first that is read. */
  rewind(): void {
    this.#flush();
    this.#row = 0;
  }

  /** Reads the next row: its columns, rising, and their sums. */
  next(): { columns: Uint32Array; sums: Float64Array } {
    const length = this.#lengths[this.#row++]!;
    const columns = new Uint32Array(length);
    const sums = new Float64Array(length);
    this.#take(bytesOf(columns));
    this.#take(bytesOf(sums));
    return { columns, sums };
  }

  #write(bytes: Uint8Array): void {
    for (let from = 0; from < bytes.length; ) {
      const to = Math.min(bytes.length, from + bufferBytes - this.#filled);
      this.#buffer.set(bytes.subarray(from, to), this.#filled);
      this.#filled += to - from;
      from = to;
      if (this.#filled === bufferBytes) this.#flush();
    }
  }

  #flush(): void {
    this.#bytes.append(this.#buffer.subarray(0, this.#filled));
    this.#written += this.#filled;
    this.#filled = 0;
  }

  #take(into: Uint8Array): void {
    for (let at = 0; at < into.length; ) {
      if (this.#used === this.#filled) {
        this.#filled = Math.min(bufferBytes, this.#written - this.#read);
        this.#bytes.read(this.#read, this.#buffer.subarray(0, this.#filled));
        this.#read += this.#filled;
        this.#used = 0;
      }
      const count = Math.min(into.length - at, this.#filled - this.#used);
      into.set(this.#buffer.subarray(this.#used, this.#used + count), at);
      this.#used += count;
      at += count;
    }
  }
}

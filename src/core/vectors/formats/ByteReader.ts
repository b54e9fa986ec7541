import { VectorsFormatError } from './VectorsData.ts';
import type { VectorsInput } from './VectorsInput.ts';

/** Larger pieces are taken in parts, so that no more than that is copied ahead of need. */
const PART = 1 << 20;

/** Many files are small; the room grows with the pieces. */
const SMALLEST_BUFFER = 1 << 12;

/** Reads a binary file from its start to its end, with only what lies ahead in memory. */
export class ByteReader {
  readonly name: string;
  readonly #size: number | undefined;
  readonly #pieces: AsyncIterator<Uint8Array>;
  #piece = new Uint8Array(0);
  #pieceAt = 0;
  #buffer: Uint8Array<ArrayBuffer> = new Uint8Array(SMALLEST_BUFFER);
  #start = 0;
  #end = 0;
  #offset = 0;

  constructor({ name, size, pieces }: VectorsInput) {
    this.name = name;
    this.#size = size;
    this.#pieces = pieces[Symbol.asyncIterator]();
  }

  /** How many bytes of the file were taken. */
  get offset(): number {
    return this.#offset;
  }

  /** How many bytes can be taken at once. */
  get buffered(): number {
    return this.#end - this.#start;
  }

  /** The bytes that can be taken at once, to look at; valid until the next call. */
  get ahead(): Uint8Array {
    return this.#buffer.subarray(this.#start, this.#end);
  }

  /** The share of the file that was taken, or undefined where its length is not known. */
  get done(): number | undefined {
    return this.#size ? this.#offset / this.#size : undefined;
  }

  /** Reads until `count` bytes can be taken at once. Gives false where the file ends before. */
  async has(count: number): Promise<boolean> {
    while (this.buffered < count) if (!(await this.#fill(count))) return false;
    return true;
  }

  /** Takes bytes that are there; they are valid until the next call. */
  take(count: number): Uint8Array {
    const taken = this.#buffer.subarray(this.#start, this.#start + count);
    this.#start += count;
    this.#offset += count;
    return taken;
  }

  /**
   * Takes the next bytes; they are valid until the next call.
   * @param what the bytes are, for the error
   * @throws VectorsFormatError where the file ends before
   */
  async read(count: number, what: string): Promise<Uint8Array> {
    if (this.buffered < count && !(await this.has(count))) {
      throw new VectorsFormatError(
        `${this.name}: the file ends after ${this.#offset + this.buffered} bytes, within ${what}; ` +
          `expected ${count} bytes from byte ${this.#offset} on.`,
      );
    }
    return this.take(count);
  }

  /** Passes over bytes, however many. */
  async skip(count: number, what: string): Promise<void> {
    for (let left = count; left > 0; ) {
      const part = Math.min(left, PART);
      await this.read(part, what);
      left -= part;
    }
  }

  /** Like {@link read}, with the numbers of a header in it. */
  async readView(count: number, what: string): Promise<DataView> {
    const bytes = await this.read(count, what);
    return new DataView(bytes.buffer, bytes.byteOffset, count);
  }

  /**
   * Refuses a file that cannot hold what it promises, before memory is taken for that.
   * @param count bytes that are to come
   * @throws VectorsFormatError where the length of the file is known and smaller
   */
  requireRemaining(count: number, what: string): void {
    if (this.#size === undefined || this.#offset + count <= this.#size) return;
    throw new VectorsFormatError(
      `${this.name}: the file has ${this.#size} bytes; expected at least ${this.#offset + count} for ${what}.`,
    );
  }

  /** Stops reading: the source may close its file. */
  async close(): Promise<void> {
    await this.#pieces.return?.();
  }

  async #fill(wanted: number): Promise<boolean> {
    while (this.#pieceAt >= this.#piece.length) {
      const { done, value } = await this.#pieces.next();
      if (done) return false;
      this.#piece = new Uint8Array(value.buffer as ArrayBuffer, value.byteOffset, value.length);
      this.#pieceAt = 0;
    }
    const part = this.#piece.subarray(this.#pieceAt, this.#pieceAt + PART);
    this.#pieceAt += part.length;
    if (this.#end + part.length > this.#buffer.length) {
      const kept = this.ahead;
      const needed = Math.min(wanted, 2 * this.buffered) + part.length;
      if (needed > this.#buffer.length) this.#buffer = new Uint8Array(2 * needed);
      this.#buffer.set(kept);
      this.#end = kept.length;
      this.#start = 0;
    }
    this.#buffer.set(part, this.#end);
    this.#end += part.length;
    return true;
  }
}

/** Runs `work` on a reader of the file, and closes it whatever way the work ends. */
export async function withReader<T>(
  input: VectorsInput,
  work: (reader: ByteReader) => Promise<T>,
): Promise<T> {
  const reader = new ByteReader(input);
  try {
    return await work(reader);
  } finally {
    await reader.close();
  }
}

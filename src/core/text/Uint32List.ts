const CHUNK_BITS = 16;
const CHUNK_LENGTH = 1 << CHUNK_BITS;
const CHUNK_MASK = CHUNK_LENGTH - 1;

/** A list of 32-bit unsigned integers that grows without ever copying what it holds. */
export class Uint32List {
  readonly #chunks: Uint32Array[] = [];
  /** The chunk that is being filled. */
  #last = new Uint32Array();
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    const place = this.#length & CHUNK_MASK;
    if (place === 0) {
      this.#last = new Uint32Array(CHUNK_LENGTH);
      this.#chunks.push(this.#last);
    }
    this.#last[place] = value;
    this.#length++;
  }

  /** The value at `index`, which must be below {@link length}. */
  at(index: number): number {
    return this.#chunks[index >>> CHUNK_BITS]![index & CHUNK_MASK]!;
  }

  /** Replaces the value at `index`, which must be below {@link length}. */
  put(index: number, value: number): void {
    this.#chunks[index >>> CHUNK_BITS]![index & CHUNK_MASK] = value;
  }

  toArray(): Uint32Array {
    const array = new Uint32Array(this.#length);
    for (const [i, chunk] of this.#chunks.entries()) {
      const start = i << CHUNK_BITS;
      array.set(chunk.subarray(0, Math.min(CHUNK_LENGTH, this.#length - start)), start);
    }
    return array;
  }
}

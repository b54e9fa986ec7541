import { type Uint32Sequence, valuesOf } from './Uint32Sequence.ts';

const CHUNK_BITS = 16;
const CHUNK_LENGTH = 1 << CHUNK_BITS;
const CHUNK_MASK = CHUNK_LENGTH - 1;

/** A list of 32-bit unsigned integers that grows without ever copying what it holds. */
export class Uint32List implements Uint32Sequence {
  readonly #chunks: Uint32Array[] = [];
  /** The chunk that is being filled. */
  #last = new Uint32Array();
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    const place = this.#length & CHUNK_MASK;
    if (place === 0) this.#addChunk();
    this.#last[place] = value;
    this.#length++;
  }

  /** Pushes many values. */
  append(values: Uint32Array): void {
    for (let from = 0; from < values.length; ) {
      const place = this.#length & CHUNK_MASK;
      if (place === 0) this.#addChunk();
      const piece = values.subarray(from, from + CHUNK_LENGTH - place);
      this.#last.set(piece, place);
      this.#length += piece.length;
      from += piece.length;
    }
  }

  /** The value at `index`, which must be below {@link length}. */
  at(index: number): number {
    return this.#chunks[index >>> CHUNK_BITS]![index & CHUNK_MASK]!;
  }

  /** Replaces the value at `index`, which must be below {@link length}. */
  put(index: number, value: number): void {
    this.#chunks[index >>> CHUNK_BITS]![index & CHUNK_MASK] = value;
  }

  read(from: number, into: Uint32Array): void {
    for (let filled = 0; filled < into.length; ) {
      const place = (from + filled) & CHUNK_MASK;
      const count = Math.min(into.length - filled, CHUNK_LENGTH - place);
      into.set(this.#chunks[(from + filled) >>> CHUNK_BITS]!.subarray(place, place + count), filled);
      filled += count;
    }
  }

  toArray(): Uint32Array {
    return valuesOf(this);
  }

  #addChunk(): void {
    this.#last = new Uint32Array(CHUNK_LENGTH);
    this.#chunks.push(this.#last);
  }
}

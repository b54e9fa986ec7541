import { VectorsFormatError } from './VectorsData.ts';
import type { VectorsInput } from './VectorsInput.ts';

/** A longer line is taken as a sign that this is no text. */
const MAX_LINE = 1 << 24;

/** Larger pieces are taken in parts, so that a checkpoint is never far. */
const PART = 1 << 20;

/** Smaller pieces are gathered until there is so much. */
const SMALLEST_BLOCK = 1 << 16;

const LINE_FEED = 0x0a;

/** Some whole lines of a file. */
export interface LineBlock {
  /** The text: its last byte is a line feed, also in place of a missing one at the end of the file. To read until the next block. */
  readonly bytes: Uint8Array;
  /** How many bytes of the file stand in front of the end of the block. */
  readonly offset: number;
}

/**
 * The bytes of a text file in blocks of whole lines. Most are views of the pieces; only lines that lie in two pieces are
 * copied, so that memory does not grow with the file. A byte order mark of UTF-8 at the start is left out.
 *
 * @throws VectorsFormatError where a line is longer than 16 MiB
 */
export async function* lineBlocks({
  name,
  pieces,
}: VectorsInput): AsyncGenerator<LineBlock, void, undefined> {
  const rest = new Remainder(name);
  let offset = 0;
  const block = (bytes: Uint8Array): LineBlock => {
    const isMarked = offset === 0 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
    offset += bytes.length;
    return { bytes: isMarked ? bytes.subarray(3) : bytes, offset };
  };
  for await (const piece of pieces) {
    for (let from = 0; from < piece.length; from += PART) {
      let part = asBytes(piece, from, Math.min(piece.length, from + PART));
      if (rest.length + part.length < SMALLEST_BLOCK) {
        rest.append(part, offset);
        continue;
      }
      if (rest.length > 0) {
        const end = part.indexOf(LINE_FEED) + 1;
        rest.append(end > 0 ? part.subarray(0, end) : part, offset);
        if (end === 0) continue;
        yield block(rest.take());
        part = part.subarray(end);
      }
      const end = part.lastIndexOf(LINE_FEED) + 1;
      if (end > 0) yield block(part.subarray(0, end));
      rest.append(part.subarray(end), offset);
    }
  }
  if (rest.length === 0) return;
  if (!rest.endsLine) rest.append(Uint8Array.of(LINE_FEED), offset);
  yield block(rest.take());
}

/** A view of the plain class, whatever subclass the piece is of: the parser's loops stay fast with one kind of array. */
function asBytes(piece: Uint8Array, from: number, to: number): Uint8Array {
  return new Uint8Array(piece.buffer, piece.byteOffset + from, to - from);
}

/** What was read but does not end with a line yet. */
class Remainder {
  readonly #name: string;
  #buffer = new Uint8Array(2 * SMALLEST_BLOCK);
  #length = 0;

  constructor(name: string) {
    this.#name = name;
  }

  get length(): number {
    return this.#length;
  }

  get endsLine(): boolean {
    return this.#buffer[this.#length - 1] === LINE_FEED;
  }

  /** @param offset where the remainder begins in the file, for the error */
  append(bytes: Uint8Array, offset: number): void {
    const length = this.#length + bytes.length;
    if (length > MAX_LINE) {
      throw new VectorsFormatError(
        `${this.#name}: there is no line feed from byte ${offset} to ${offset + length}; expected lines of text.`,
      );
    }
    if (length > this.#buffer.length) {
      const grown = new Uint8Array(2 * length);
      grown.set(this.#buffer.subarray(0, this.#length));
      this.#buffer = grown;
    }
    this.#buffer.set(bytes, this.#length);
    this.#length = length;
  }

  /** The bytes so far, valid until the next call of {@link append}. */
  take(): Uint8Array {
    const taken = this.#buffer.subarray(0, this.#length);
    this.#length = 0;
    return taken;
  }
}

import { bytesOf } from '../bytesOf.ts';
import type { MemoryLimit, SpilledBytes } from '../spill.ts';
import { Uint32List } from './Uint32List.ts';
import type { Uint32Sequence } from './Uint32Sequence.ts';

/** Values that are collected before they are spilled together. */
const BUFFER_LENGTH = 1 << 16;

/** A list of 32-bit unsigned integers that grows: the first of them in memory and, past a limit, the others outside of it. */
export class SpillableList implements Uint32Sequence {
  readonly #limit: MemoryLimit | undefined;
  /** How many values stay in memory. */
  readonly #room: number;
  readonly #kept = new Uint32List();
  #spilled: SpilledBytes | undefined;
  #spilledLength = 0;
  /** The last values, which are not spilled yet; of no length until the room is used up. */
  #buffer = new Uint32Array();
  #buffered = 0;

  /** @param limit default: as much memory as it likes */
  constructor(limit?: MemoryLimit) {
    this.#limit = limit;
    this.#room = limit ? limit.bytes / Uint32Array.BYTES_PER_ELEMENT : Number.POSITIVE_INFINITY;
  }

  get length(): number {
    return this.#kept.length + this.#spilledLength + this.#buffered;
  }

  /** @throws SpillError where there is no room */
  push(value: number): void {
    if (this.#kept.length < this.#room) {
      this.#kept.push(value);
      return;
    }
    if (this.#buffered === this.#buffer.length) this.#spill();
    this.#buffer[this.#buffered++] = value;
  }

  /**
   * Pushes many values.
   *
   * @throws SpillError where there is no room
   */
  append(values: Uint32Array): void {
    const kept = Math.min(values.length, Math.max(0, Math.ceil(this.#room - this.#kept.length)));
    this.#kept.append(values.subarray(0, kept));
    for (let from = kept; from < values.length; ) {
      if (this.#buffered === this.#buffer.length) this.#spill();
      const piece = values.subarray(from, from + this.#buffer.length - this.#buffered);
      this.#buffer.set(piece, this.#buffered);
      this.#buffered += piece.length;
      from += piece.length;
    }
  }

  read(from: number, into: Uint32Array): void {
    const kept = Math.max(0, Math.min(into.length, this.#kept.length - from));
    this.#kept.read(from, into.subarray(0, kept));
    const at = from + kept - this.#kept.length;
    const spilled = Math.max(0, Math.min(into.length - kept, this.#spilledLength - at));
    if (spilled > 0)
      this.#spilled!.read(at * Uint32Array.BYTES_PER_ELEMENT, bytesOf(into.subarray(kept, kept + spilled)));
    const rest = into.subarray(kept + spilled);
    const first = at + spilled - this.#spilledLength;
    rest.set(this.#buffer.subarray(first, first + rest.length));
  }

  #spill(): void {
    this.#spilled ??= this.#limit!.spill.create();
    this.#spilled.append(bytesOf(this.#buffer));
    this.#spilledLength += this.#buffered;
    this.#buffered = 0;
    if (this.#buffer.length === 0) this.#buffer = new Uint32Array(BUFFER_LENGTH);
  }
}

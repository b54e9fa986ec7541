/** Room outside of memory for what does not fit in, e.g. temporary files. What fails throws a {@link SpillError}. */
export interface SpillStore {
  /** A new, empty place to write to. */
  create(): SpilledBytes;
  /** Gives all places back. */
  dispose(): void;
}

/** Bytes that are written one after another, and can be read again. */
export interface SpilledBytes {
  append(bytes: Uint8Array): void;
  /** Fills `into` with the bytes from `offset` on, which must be there. */
  read(offset: number, into: Uint8Array): void;
}

/** How much memory something may take, and where the rest goes. */
export interface MemoryLimit {
  readonly bytes: number;
  readonly spill: SpillStore;
}

/** Thrown where there is no room to spill to; the message says what to do. */
export class SpillError extends Error {
  override readonly name = 'SpillError';
}

/** 32-bit unsigned integers that can be read, wherever they are kept. */
export interface Uint32Sequence {
  readonly length: number;
  /** Fills `into` with the values from `from` on, which must be there. */
  read(from: number, into: Uint32Array): void;
}

/** Values that are in memory as one array. */
export function sequenceOf(values: Uint32Array): Uint32Sequence {
  return {
    length: values.length,
    read(from, into) {
      into.set(values.subarray(from, from + into.length));
    },
  };
}

/** A copy of the values from `from` up to, but not including, `to`. */
export function valuesOf(sequence: Uint32Sequence, from = 0, to: number = sequence.length): Uint32Array {
  const values = new Uint32Array(to - from);
  sequence.read(from, values);
  return values;
}

/**
 * Throws a RangeError unless the dimension is a whole number of at least 1 and there are `words.length x dimension`
 * values.
 */
export function requireSizes(words: readonly string[], dimension: number, vectors: Float32Array): void {
  if (!Number.isInteger(dimension) || dimension < 1) {
    throw new RangeError(`Dimension is ${dimension}; expected a whole number of at least 1.`);
  }
  if (vectors.length !== words.length * dimension) {
    throw new RangeError(
      `${vectors.length} values for ${words.length} words of ${dimension} dimensions; ` +
        `expected ${words.length * dimension}.`,
    );
  }
}

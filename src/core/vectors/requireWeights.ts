/** Throws a RangeError unless there is one finite weight for each word, or none at all. */
export function requireWeights(words: readonly string[], weights: readonly number[] | undefined): void {
  if (weights && (weights.length !== words.length || !weights.every(Number.isFinite))) {
    throw new RangeError(
      `There are ${weights.length} weights for ${words.length} words; expected a finite one for each.`,
    );
  }
}

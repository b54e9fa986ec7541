import type { WordVectors } from '../WordVectors.ts';

/**
 * Runs `work` on the cosine similarities of all words to each of the given ones, in the kernels' memory, which is given
 * back whatever way the work ends.
 *
 * @param rows places of the words, as `indexOf` gives them
 * @param limit only the first so many words are compared
 */
export function withSimilarities<T>(
  vectors: WordVectors,
  rows: readonly number[],
  limit: number,
  work: (similarities: readonly Float32Array[]) => T,
): T {
  const { kernels, dimension, unitVectors } = vectors;
  const held: Float32Array[] = [];
  try {
    const similarities = rows.map((row) => {
      const out = kernels.allocate(limit);
      held.push(out);
      const query = unitVectors.subarray(row * dimension, (row + 1) * dimension);
      kernels.matrixTimesVector(unitVectors.subarray(0, limit * dimension), query, out);
      return out;
    });
    return work(similarities);
  } finally {
    for (const array of held) kernels.release(array);
  }
}

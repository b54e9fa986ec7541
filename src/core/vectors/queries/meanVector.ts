import { requireWeights } from '../requireWeights.ts';
import type { WordVectors } from '../WordVectors.ts';

/** How the vectors of words are put together. */
export interface MeanOptions {
  /** How much each word counts, also against the mean where it is negative; 1 unless said. */
  readonly weights?: readonly number[];
  /** Whether the words' vectors are brought to unit length first; they are unless said. */
  readonly preNormalize?: boolean;
  /** Whether the mean is brought to unit length; it is not unless said. */
  readonly postNormalize?: boolean;
}

/**
 * The weighted mean of words' vectors: their sum by weight over the sum of the weights' magnitudes (gensim's
 * `get_mean_vector`).
 *
 * @returns undefined when a word is out of vocabulary
 * @throws RangeError when there is no word, or not one finite weight a word
 */
export function meanVector(
  vectors: WordVectors,
  words: readonly string[],
  { weights, preNormalize = true, postNormalize = false }: MeanOptions = {},
): Float64Array | undefined {
  if (words.length === 0) throw new RangeError('A mean needs at least one word.');
  requireWeights(words, weights);
  const mean = new Float64Array(vectors.dimension);
  let total = 0;
  for (const [i, word] of words.entries()) {
    const index = vectors.indexOf(word);
    if (index === undefined) return undefined;
    const weight = weights?.[i] ?? 1;
    const scale = preNormalize ? weight : weight * vectors.norm(word)!;
    const start = index * vectors.dimension;
    for (let j = 0; j < mean.length; j++) mean[j] = mean[j]! + scale * vectors.unitVectors[start + j]!;
    total += Math.abs(weight);
  }
  const divisor = postNormalize ? Math.hypot(...mean) : total;
  return divisor > 0 ? mean.map((value) => value / divisor) : mean;
}

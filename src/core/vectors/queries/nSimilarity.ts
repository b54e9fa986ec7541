import type { WordVectors } from '../WordVectors.ts';
import { meanVector } from './meanVector.ts';

/**
 * Cosine similarity of two sets of words, from -1 to 1: that of the means of their vectors as they are, so that longer
 * vectors count for more (gensim's `n_similarity`).
 *
 * @returns undefined when a word is out of vocabulary; 0 when a mean is zero, which has no direction
 * @throws RangeError when a set is empty
 */
export function nSimilarity(
  vectors: WordVectors,
  first: readonly string[],
  second: readonly string[],
): number | undefined {
  const options = { preNormalize: false, postNormalize: true };
  const a = meanVector(vectors, first, options);
  const b = meanVector(vectors, second, options);
  if (a === undefined || b === undefined) return undefined;
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j]! * b[j]!;
  return Math.max(-1, Math.min(1, sum));
}

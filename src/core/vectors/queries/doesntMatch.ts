import type { Neighbour, WordVectors } from '../WordVectors.ts';
import { meanVector } from './meanVector.ts';

/**
 * Words by how near they are to the mean of the unit vectors of all of them, the nearest first, equal ones in the order
 * given (gensim's `rank_by_centrality`). Words out of vocabulary are left out, and words that are repeated count again.
 *
 * @throws RangeError when no word is in the vocabulary
 */
export function rankByCentrality(vectors: WordVectors, words: readonly string[]): Neighbour[] {
  const known = words.filter((word) => vectors.has(word));
  if (known.length === 0) throw new RangeError('None of the words is in the vocabulary.');
  const mean = meanVector(vectors, known, { postNormalize: true })!;
  return known
    .map((word) => {
      const start = vectors.indexOf(word)! * vectors.dimension;
      let similarity = 0;
      for (let j = 0; j < mean.length; j++) similarity += mean[j]! * vectors.unitVectors[start + j]!;
      return { word, similarity: Math.max(-1, Math.min(1, similarity)) };
    })
    .sort((a, b) => b.similarity - a.similarity);
}

/**
 * Which of the words does not go with the others: the one farthest from the mean of all (gensim's `doesnt_match`). Words
 * out of vocabulary are left out.
 *
 * @throws RangeError when no word is in the vocabulary
 */
export function doesntMatch(vectors: WordVectors, words: readonly string[]): string {
  return rankByCentrality(vectors, words).at(-1)!.word;
}

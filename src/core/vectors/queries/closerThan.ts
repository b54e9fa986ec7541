import type { WordVectors } from '../WordVectors.ts';
import { withSimilarities } from './similarities.ts';

/**
 * The words that are closer to `word` than `other` is, by rank in the vocabulary (gensim's `closer_than`).
 *
 * @returns undefined when a word is out of vocabulary
 */
export function closerThan(vectors: WordVectors, word: string, other: string): string[] | undefined {
  const index = vectors.indexOf(word);
  const otherIndex = vectors.indexOf(other);
  if (index === undefined || otherIndex === undefined) return undefined;
  return withSimilarities(vectors, [index], vectors.size, ([similarities]) => {
    const reference = similarities![otherIndex]!;
    return vectors.words.filter((_, i) => i !== index && similarities![i]! > reference);
  });
}

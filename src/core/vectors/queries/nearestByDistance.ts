import { topK } from '../topK.ts';
import type { ComposedWords, SearchOptions, WordVectors } from '../WordVectors.ts';
import { withSimilarities } from './similarities.ts';

/** A word and how far it is. */
export interface WordAtDistance {
  readonly word: string;
  /** Euclidean distance of the vectors as they are, from 0. */
  readonly distance: number;
}

/** So many more are taken by float32 products, whose rounding may move a word by as many places, before exact distances. */
const SPARE = 16;

/**
 * The words nearest to a word by Euclidean distance between the vectors as they are, not brought to unit length: the nearest
 * first, equal ones by rank. Unlike the cosine, it sets words apart whose vectors point the same way but differ in length,
 * as those of frequent and of rare words do.
 *
 * @returns undefined when the word is out of vocabulary
 */
export function nearestByDistance(
  vectors: WordVectors,
  word: string,
  { topn = 10, restrictVocab = vectors.size, among }: SearchOptions = {},
): WordAtDistance[] | undefined {
  const index = vectors.indexOf(word);
  const norm = vectors.norm(word);
  if (index === undefined || norm === undefined) return undefined;
  const limit = Math.max(0, Math.min(Math.floor(restrictVocab), vectors.size));
  return withSimilarities(vectors, [index], limit, ([similarities]) => {
    // |a - b|² = |a|² + |b|² - 2 |a| |b| cos(a, b); |a| is the same for all.
    const scores = Float32Array.from(similarities!, (similarity, i) => {
      const other = vectors.norms[i]!;
      return other * (2 * norm * similarity - other);
    });
    const excluded = { has: (row: number) => row === index || (among !== undefined && !among.has(row)) };
    return topK(scores, Math.min(topn + SPARE, limit), excluded)
      .map((row) => ({ row, distance: distanceBetween(vectors, index, row) }))
      .sort((a, b) => a.distance - b.distance || a.row - b.row)
      .slice(0, topn)
      .map(({ row, distance }) => ({ word: vectors.words[row]!, distance }));
  });
}

/**
 * Euclidean distance of two words' vectors as they are.
 *
 * @returns undefined when a word is out of vocabulary
 */
export function euclideanDistance(
  vectors: WordVectors,
  first: string,
  second: string,
  composed?: ComposedWords,
): number | undefined {
  const a = vectors.vector(first, composed);
  const b = vectors.vector(second, composed);
  return a && b ? Math.hypot(...a.map((value, i) => value - b[i]!)) : undefined;
}

function distanceBetween({ unitVectors, norms, dimension }: WordVectors, a: number, b: number): number {
  let squares = 0;
  for (let j = 0; j < dimension; j++) {
    squares +=
      (unitVectors[a * dimension + j]! * norms[a]! - unitVectors[b * dimension + j]! * norms[b]!) ** 2;
  }
  return Math.sqrt(squares);
}

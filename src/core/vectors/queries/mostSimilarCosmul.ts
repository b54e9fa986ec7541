import { topK } from '../topK.ts';
import type { MostSimilarQuery, WordVectors } from '../WordVectors.ts';
import { withSimilarities } from './similarities.ts';

/** An answer of {@link mostSimilarCosmul}. */
export interface CosmulAnswer {
  readonly word: string;
  /** Grows with closeness, from 0 on; above 1 where the word is far from the negative words. No cosine. */
  readonly score: number;
}

/** Keeps the quotient finite where a word is opposite to a negative one; the value of gensim. */
const EPSILON = 1e-6;

/** A cosine moved to 0 to 1: a factor of 3CosMul. */
export function cosmulFactor(similarity: number): number {
  return Math.max(0, (1 + similarity) / 2);
}

/** 3CosMul's score, from the product of the factors of the positive words and that of the negative ones. */
export function cosmulScore(positive: number, negative: number): number {
  return positive / (negative + EPSILON);
}

/**
 * The words for which the product of the similarities to the positive words, over that to the negative words, is largest
 * (3CosMul: Levy and Goldberg 2014, equation 4, with similarities moved to 0 to 1; gensim's `most_similar_cosmul`), best
 * first, equal ones by rank. Unlike the sum of {@link WordVectors.mostSimilar}, one large similarity does not outweigh the
 * others. Words of the question are left out.
 *
 * @returns undefined when a word is out of vocabulary
 * @throws RangeError when there is no positive word
 */
export function mostSimilarCosmul(
  vectors: WordVectors,
  { positive, negative = [], topn = 10, restrictVocab = vectors.size, among }: MostSimilarQuery,
): CosmulAnswer[] | undefined {
  if (positive.length === 0) throw new RangeError('3CosMul needs at least one positive word.');
  const rows: number[] = [];
  for (const word of [...positive, ...negative]) {
    const index = vectors.indexOf(word);
    if (index === undefined) return undefined;
    rows.push(index);
  }
  const limit = Math.max(0, Math.min(Math.floor(restrictVocab), vectors.size));
  return withSimilarities(vectors, rows, limit, (similarities) => {
    const scores = new Float32Array(limit);
    for (let i = 0; i < limit; i++) {
      let numerator = 1;
      let denominator = 1;
      for (const [k, similarity] of similarities.entries()) {
        if (k < positive.length) numerator *= cosmulFactor(similarity[i]!);
        else denominator *= cosmulFactor(similarity[i]!);
      }
      scores[i] = cosmulScore(numerator, denominator);
    }
    const asked = new Set(rows);
    const excluded = among ? { has: (row: number) => asked.has(row) || !among.has(row) } : asked;
    return topK(scores, Math.min(topn, limit), excluded).map((index) => ({
      word: vectors.words[index]!,
      score: scores[index]!,
    }));
  });
}

import { tokenize } from '../core/text/tokenize.ts';
import type { WordVectors } from '../core/vectors/WordVectors.ts';
import type { Comparison, WordPair } from '../protocol/engine.ts';
import { unknownWords } from './describeWords.ts';
import type { Embeddings } from './Embeddings.ts';

/** Neighbours of each word among which shared ones are looked for. */
const NEIGHBOURHOOD = 200;

/** Two words side by side in every open embedding that knows both. */
export function compareWords(
  embeddings: Embeddings,
  texts: { first: string; second: string },
  topn: number,
): Comparison {
  const first = tokenize(texts.first)[0] ?? '';
  const second = tokenize(texts.second)[0] ?? '';
  return {
    first,
    second,
    unknown: unknownWords(embeddings, [first, second]),
    ...embeddings.sideBySide(({ vectors }) => comparePair(vectors, first, second, topn)),
  };
}

function comparePair(
  vectors: WordVectors,
  first: string,
  second: string,
  topn: number,
): WordPair | undefined {
  const similarity = vectors.similarity(first, second);
  const rankOfSecond = vectors.rank(first, second);
  const rankOfFirst = vectors.rank(second, first);
  if (similarity === undefined || rankOfSecond === undefined || rankOfFirst === undefined) return undefined;
  const nearSecond = new Map(
    vectors.mostSimilar({ positive: [second], topn: NEIGHBOURHOOD })?.map((n) => [n.word, n.similarity]),
  );
  const shared = (vectors.mostSimilar({ positive: [first], topn: NEIGHBOURHOOD }) ?? [])
    .map((n) => ({ word: n.word, similarity: Math.min(n.similarity, nearSecond.get(n.word) ?? -1) }))
    .filter(({ word }) => nearSecond.has(word))
    .sort((a, b) => b.similarity - a.similarity)
    .slice(0, topn);
  return { similarity, rankOfSecond, rankOfFirst, shared };
}

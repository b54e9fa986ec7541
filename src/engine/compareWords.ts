import { tokenize } from '../core/text/tokenize.ts';
import type { ComposedWords, WordVectors } from '../core/vectors/WordVectors.ts';
import type { Comparison, WordPair } from '../protocol/engine.ts';
import { unknownWords } from './describeWords.ts';
import type { Embeddings } from './Embeddings.ts';

/** Neighbours of each word among which shared ones are looked for. */
const NEIGHBOURHOOD = 200;

/** Two words side by side in every open embedding that knows both. */
export async function compareWords(
  embeddings: Embeddings,
  texts: { first: string; second: string },
  topn: number,
): Promise<Comparison> {
  const first = tokenize(texts.first)[0] ?? '';
  const second = tokenize(texts.second)[0] ?? '';
  const composed = await embeddings.compose([first, second]);
  return {
    first,
    second,
    unknown: unknownWords(embeddings, [first, second], composed),
    ...embeddings.sideBySide((open) =>
      comparePair(open.vectors, { first, second }, topn, composed.get(open)),
    ),
  };
}

function comparePair(
  vectors: WordVectors,
  { first, second }: { readonly first: string; readonly second: string },
  topn: number,
  composed: ComposedWords | undefined,
): WordPair | undefined {
  const similarity = vectors.similarity(first, second, composed);
  const rankOfSecond = vectors.rank(first, second, composed);
  const rankOfFirst = vectors.rank(second, first, composed);
  if (similarity === undefined || rankOfSecond === undefined || rankOfFirst === undefined) return undefined;
  const neighbours = (word: string) =>
    vectors.mostSimilar({ positive: [word], topn: NEIGHBOURHOOD, composed }) ?? [];
  const nearSecond = new Map(neighbours(second).map((n) => [n.word, n.similarity]));
  const shared = neighbours(first)
    .map((n) => ({ word: n.word, similarity: Math.min(n.similarity, nearSecond.get(n.word) ?? -1) }))
    .filter(({ word }) => nearSecond.has(word))
    .sort((a, b) => b.similarity - a.similarity)
    .slice(0, topn);
  return { similarity, rankOfSecond, rankOfFirst, shared };
}

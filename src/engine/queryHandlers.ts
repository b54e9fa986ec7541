import { parseWordSets } from '../core/query/wordSets.ts';
import { closerThan } from '../core/vectors/queries/closerThan.ts';
import { rankByCentrality } from '../core/vectors/queries/doesntMatch.ts';
import { meanVector } from '../core/vectors/queries/meanVector.ts';
import { mostSimilarCosmul } from '../core/vectors/queries/mostSimilarCosmul.ts';
import { euclideanDistance, nearestByDistance } from '../core/vectors/queries/nearestByDistance.ts';
import { nSimilarity } from '../core/vectors/queries/nSimilarity.ts';
import { meaningShift } from '../core/vectors/shift/meaningShift.ts';
import type { ComposedWords, SearchOptions, WordVectors } from '../core/vectors/WordVectors.ts';
import type { QueryMethods, SearchLimits, WordMeasures } from '../protocol/queryMethods.ts';
import type { RpcHandlers } from '../protocol/rpc.ts';
import { unknownWords } from './describeWords.ts';
import type { Embeddings } from './Embeddings.ts';
import { oneWord } from './oneWord.ts';
import { reportingTask } from './reportingTask.ts';

/** Gensim's queries, asked of every open embedding. */
export function queryHandlers(embeddings: Embeddings): RpcHandlers<QueryMethods> {
  return {
    checkWordSets({ text }) {
      const parsed = parseWordSets(text);
      if (!parsed.ok) return parsed;
      const words = parsed.sets.flat().map(({ word }) => word);
      return { ...parsed, unknown: unknownWords(embeddings, words) };
    },

    async mostSimilar({ positive, negative = [], weights, ...limits }) {
      const query = {
        positive: positive.map(oneWord),
        negative: negative.map(oneWord),
        ...(weights && { weights }),
      };
      const composed = await embeddings.compose([...query.positive, ...query.negative]);
      return embeddings.sideBySide((open) =>
        open.vectors.mostSimilar({
          ...query,
          ...searchOptions(embeddings, open.vectors, limits),
          composed: composed.get(open),
        }),
      );
    },

    mostSimilarCosmul({ positive, negative = [], ...limits }) {
      const query = { positive: positive.map(oneWord), negative: negative.map(oneWord) };
      return embeddings.sideBySide(({ vectors }) =>
        mostSimilarCosmul(vectors, { ...query, ...searchOptions(embeddings, vectors, limits) }),
      );
    },

    nearestByDistance({ word, ...limits }) {
      const asked = oneWord(word);
      return embeddings.sideBySide(({ vectors }) =>
        nearestByDistance(vectors, asked, searchOptions(embeddings, vectors, limits)),
      );
    },

    async measureWords({ first, second }) {
      const [a, b] = [oneWord(first), oneWord(second)];
      const composed = await embeddings.compose([a, b]);
      return embeddings.sideBySide((open) => measure(open.vectors, a, b, composed.get(open)));
    },

    nSimilarity({ first, second }) {
      const [a, b] = [first.map(oneWord), second.map(oneWord)];
      return embeddings.sideBySide(({ vectors }) => nSimilarity(vectors, a, b));
    },

    rankByCentrality({ words }) {
      const asked = words.map(oneWord);
      return embeddings.sideBySide(({ vectors }) =>
        asked.some((word) => vectors.has(word)) ? rankByCentrality(vectors, asked) : undefined,
      );
    },

    closerThan({ word, other, topn }) {
      const [a, b] = [oneWord(word), oneWord(other)];
      return embeddings.sideBySide(({ vectors }) => {
        const total = closerThan(vectors, a, b)?.length;
        if (total === undefined) return undefined;
        return { total, words: vectors.mostSimilar({ positive: [a], topn: Math.min(topn, total) }) ?? [] };
      });
    },

    meanVector({ words, ...options }) {
      const asked = words.map(oneWord);
      return embeddings.sideBySide(({ vectors }) => meanVector(vectors, asked, options));
    },

    meaningShift({ first, second, minCount, topn }, context) {
      const { vectors, counts } = embeddings.require(first);
      return meaningShift(vectors, embeddings.require(second).vectors, {
        isWanted: (_, row) => (counts?.[row] ?? minCount) >= minCount,
        topn,
        task: reportingTask(context),
      });
    },
  };
}

function searchOptions(
  embeddings: Embeddings,
  vectors: WordVectors,
  { inWorkspace = false, ...options }: SearchLimits,
): SearchOptions {
  const workspace = embeddings.get('workspace')?.vectors;
  if (!inWorkspace || !workspace || workspace === vectors) return options;
  return { ...options, among: { has: (row) => workspace.has(vectors.words[row]!) } };
}

function measure(
  vectors: WordVectors,
  first: string,
  second: string,
  composed: ComposedWords | undefined,
): WordMeasures | undefined {
  const similarity = vectors.similarity(first, second, composed);
  const distance = vectors.distance(first, second, composed);
  const euclidean = euclideanDistance(vectors, first, second, composed);
  const rank = vectors.rank(first, second, composed);
  if (similarity === undefined || distance === undefined || euclidean === undefined || rank === undefined) {
    return undefined;
  }
  return { similarity, distance, euclideanDistance: euclidean, rank };
}

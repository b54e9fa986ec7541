import { ranks } from '../../core/vectors/queries/ranks.ts';
import type { SideBySide } from '../../protocol/engine.ts';
import type { NeighbourBeside, WordBeside, WordInEmbeddings } from '../../protocol/labMethods.ts';
import { unknownWords } from '../describeWords.ts';
import type { Embeddings } from '../Embeddings.ts';
import type { OpenVectors } from '../OpenVectors.ts';
import { firstWord } from './measurePairs.ts';

/** The neighbours of a word in every open embedding, each with its place among the neighbours in the others. */
export function wordInEmbeddings(
  embeddings: Embeddings,
  { word: typed, topn }: { word: string; topn: number },
): WordInEmbeddings {
  const word = firstWord(typed);
  return {
    word,
    embeddings: embeddings.open().map((open) => beside(embeddings, open, word, topn)),
    unknown: word === '' ? [] : unknownWords(embeddings, [word]),
  };
}

function beside(embeddings: Embeddings, open: OpenVectors, word: string, topn: number): WordBeside {
  const { name, method, dimension } = open.summary;
  const described = open.describe(word, topn);
  const words = described?.neighbours.map((neighbour) => neighbour.word) ?? [];
  const elsewhere = embeddings.sideBySide((other) =>
    other === open ? undefined : ranks(other.vectors, word, words),
  );
  return {
    source: open.source,
    name,
    method,
    dimension,
    ...(described?.rank !== undefined && {
      known: {
        rank: described.rank,
        ...(described.count !== undefined && { count: described.count }),
        neighbours: described.neighbours.map(
          (neighbour, i): NeighbourBeside => ({ ...neighbour, ranks: pick(elsewhere, i) }),
        ),
      },
    }),
  };
}

/** The entry at `i` of each list, where it has one. */
function pick(lists: SideBySide<readonly (number | undefined)[]>, i: number): SideBySide<number> {
  return Object.fromEntries(
    Object.entries(lists)
      .map(([source, list]) => [source, list?.[i]] as const)
      .filter(([, rank]) => rank !== undefined),
  );
}

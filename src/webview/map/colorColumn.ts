import type { ClusteredWords } from '../../core/projection/clusterWords.ts';
import type { GenreLeanings } from '../../protocol/textScores.ts';
import { element } from '../dom.ts';
import { formatDecimal, formatShare } from '../format.ts';

/** The column of the table that says in words and figures what the colours of the map say. */
export interface ColorColumn {
  readonly heading: string;
  /** By what the rows are ordered, the largest first; NaN for words of which there is nothing to say. */
  readonly keys: ArrayLike<number>;
  /** What stands in a word's row. */
  cell(index: number): Node | string;
}

/** A mark for each word of the open document. */
export function documentColumn(inDocument: Uint8Array): ColorColumn {
  return {
    heading: 'In file',
    keys: inDocument,
    cell: (index) =>
      inDocument[index] === 1
        ? element('span', { class: 'in-document', role: 'img', 'aria-label': 'yes' }, '◆')
        : '',
  };
}

/** Each word's cluster by its most typical word, the first cluster at the top. */
export function clusterColumn(
  { clusterOf, clusters }: ClusteredWords,
  words: readonly string[],
): ColorColumn {
  const names = clusters.map(({ typical }) => words[typical[0] ?? -1] ?? '');
  return {
    heading: 'Cluster',
    keys: Float32Array.from(clusterOf, (cluster) => -cluster),
    cell: (index) => names[clusterOf[index]!] ?? '',
  };
}

/** A figure for each word. */
export function figuresColumn(heading: string, values: Float32Array): ColorColumn {
  return { heading, keys: values, cell: (index) => formatDecimal(values[index]!) };
}

/** The genre that each word speaks for, and how much, genre by genre. */
export function genreColumn({ classes, classOf, strengths }: GenreLeanings): ColorColumn {
  return {
    heading: 'Genre',
    // A strength is at most 1: it orders the words within a genre.
    keys: Float32Array.from(classOf, (genre, word) =>
      genre < 0 ? Number.NaN : strengths[word]! - 2 * genre,
    ),
    cell: (index) => {
      const genre = classes[classOf[index]!];
      return genre === undefined ? '–' : `${genre} +${formatShare(strengths[index]!)}`;
    },
  };
}

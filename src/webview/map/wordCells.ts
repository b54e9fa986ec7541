import type { Projection } from '../../protocol/panel/picture.ts';
import { element } from '../dom.ts';
import { formatCount, formatDecimal } from '../format.ts';
import type { Column, ListedWords } from './tableOrder.ts';

/** What stands above each column. */
export const headings: Readonly<Record<Column, string>> = {
  word: 'Word',
  count: 'Count',
  rank: 'Rank',
  x: 'x',
  y: 'y',
  besideX: 'x₂',
  besideY: 'y₂',
  inDocument: 'In file',
};

/** The columns that the drawn embedding has; `beside` where it is compared with another one. */
export function columnsOf({ counts }: Projection, beside: boolean): readonly Column[] {
  const places: readonly Column[] = beside ? ['x', 'y', 'besideX', 'besideY'] : ['x', 'y'];
  return ['word', counts === undefined ? 'rank' : 'count', ...places, 'inDocument'];
}

/** What stands in a column of a word's row. */
export function cellOf(
  { projection, inDocument, beside, pinned }: ListedWords & { readonly pinned: ReadonlySet<number> },
  column: Column,
  index: number,
): Node | string {
  switch (column) {
    case 'word':
      return pinned.has(index) ? pinnedCell(projection.words[index]!) : projection.words[index]!;
    case 'count':
      return formatCount(projection.counts?.[index] ?? 0);
    case 'rank':
      return formatCount(projection.ranks[index]!);
    case 'x':
      return formatDecimal(projection.x[index]!);
    case 'y':
      return formatDecimal(projection.y[index]!);
    case 'besideX':
      return placeText(beside?.x[index]);
    case 'besideY':
      return placeText(beside?.y[index]);
    case 'inDocument':
      return inDocument[index] === 1
        ? element('span', { class: 'in-document', role: 'img', 'aria-label': 'yes' }, '◆')
        : '';
  }
}

/** A coordinate beside the map; a dash where the vectors there lack the word. */
function placeText(coordinate: number | undefined): string {
  return coordinate === undefined || Number.isNaN(coordinate) ? '–' : formatDecimal(coordinate);
}

function pinnedCell(word: string): Node {
  const mark = element('span', { class: 'pinned', role: 'img', 'aria-label': 'pinned' }, '●');
  return element('span', {}, mark, word);
}

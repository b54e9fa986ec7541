import type { Projection } from '../../protocol/panel/picture.ts';
import { element } from '../dom.ts';
import { formatCount, formatDecimal } from '../format.ts';
import type { ColorColumn } from './colorColumn.ts';
import type { Column, ListedWords } from './tableOrder.ts';

const headings: Readonly<Record<Exclude<Column, 'color'>, string>> = {
  word: 'Word',
  count: 'Count',
  rank: 'Rank',
  x: 'x',
  y: 'y',
  besideX: 'x₂',
  besideY: 'y₂',
};

/** What stands above a column. */
export function headingOf(column: Column, { heading }: ColorColumn): string {
  return column === 'color' ? heading : headings[column];
}

/** The columns that the drawn embedding has; `beside` where it is compared with another one. */
export function columnsOf({ counts }: Projection, beside: boolean): readonly Column[] {
  const places: readonly Column[] = beside ? ['x', 'y', 'besideX', 'besideY'] : ['x', 'y'];
  return ['word', counts === undefined ? 'rank' : 'count', ...places, 'color'];
}

/** What stands in a column of a word's row. */
export function cellOf(
  { projection, color, beside, pinned }: ListedWords & { readonly pinned: ReadonlySet<number> },
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
    case 'color':
      return color.cell(index);
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

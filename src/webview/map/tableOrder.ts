import type { Places } from '../../core/projection/alignPlaces.ts';
import type { Projection } from '../../protocol/panel/picture.ts';
import type { ColorColumn } from './colorColumn.ts';

/** The columns of the table, as the drawn embedding has them. */
export type Column = 'word' | 'count' | 'rank' | 'x' | 'y' | 'besideX' | 'besideY' | 'color';

/** What the table lists. Arrays run in parallel to the words. */
export interface ListedWords {
  readonly projection: Projection;
  /** What the colours of the map say. */
  readonly color: ColorColumn;
  /** Where the words lie on the map beside this one; NaN where they do not. */
  readonly beside: Places | undefined;
}

/** By which column rows are ordered. */
export interface Order {
  readonly column: Column;
  readonly direction: 'ascending' | 'descending';
}

const collator = new Intl.Collator('en');

/**
 * The rows of a table in an order, as positions in the projection. Rows that are equal in the column stay in the order
 * of frequency; figures that are not finite come last.
 */
export function orderRows(listed: ListedWords, order: Order): Uint32Array {
  const { projection } = listed;
  const rows = Uint32Array.from(projection.words.keys());
  const sign = order.direction === 'ascending' ? 1 : -1;
  if (order.column === 'word') {
    const { words } = projection;
    return rows.sort((a, b) => sign * collator.compare(words[a]!, words[b]!) || a - b);
  }
  const key = keyOf(listed, order.column);
  return rows.sort((a, b) => {
    const [one, other] = [key(a), key(b)];
    const unknown = Number(!Number.isFinite(one)) - Number(!Number.isFinite(other));
    return unknown || sign * (one - other) || a - b;
  });
}

/** The direction that is of use first: what is large in figures, the beginning of the alphabet in words. */
export function firstDirectionOf(column: Column): Order['direction'] {
  return column === 'word' || column === 'rank' ? 'ascending' : 'descending';
}

function keyOf(
  { projection: { counts, ranks, x, y }, color, beside }: ListedWords,
  column: Exclude<Column, 'word'>,
): (row: number) => number {
  switch (column) {
    case 'rank':
      return (row) => ranks[row]!;
    case 'count':
      return (row) => counts?.[row] ?? Number.NaN;
    case 'x':
      return (row) => x[row]!;
    case 'y':
      return (row) => y[row]!;
    case 'besideX':
      return (row) => beside?.x[row] ?? Number.NaN;
    case 'besideY':
      return (row) => beside?.y[row] ?? Number.NaN;
    case 'color':
      return (row) => color.keys[row]!;
  }
}

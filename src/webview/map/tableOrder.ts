import type { Projection } from '../../protocol/panel/picture.ts';

/** The columns of the table, as the drawn embedding has them. */
export type Column = 'word' | 'count' | 'rank' | 'x' | 'y' | 'inDocument';

/** By which column rows are ordered. */
export interface Order {
  readonly column: Column;
  readonly direction: 'ascending' | 'descending';
}

const collator = new Intl.Collator('en');

/**
 * The rows of a table in an order, as positions in the projection. Rows that are equal in the column stay in the order
 * of frequency; figures that are not finite come last.
 *
 * @param inDocument 1 for each word of the open document, 0 for others; parallel to the projection's words.
 */
export function orderRows(projection: Projection, inDocument: Uint8Array, order: Order): Uint32Array {
  const rows = Uint32Array.from(projection.words.keys());
  const sign = order.direction === 'ascending' ? 1 : -1;
  if (order.column === 'word') {
    const { words } = projection;
    return rows.sort((a, b) => sign * collator.compare(words[a]!, words[b]!) || a - b);
  }
  const key = keyOf(projection, inDocument, order.column);
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
  { counts, ranks, x, y }: Projection,
  inDocument: Uint8Array,
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
    case 'inDocument':
      return (row) => inDocument[row]!;
  }
}

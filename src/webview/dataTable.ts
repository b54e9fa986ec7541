import { element } from './dom.ts';

/** A column of a table. */
export interface DataColumn {
  readonly name: string;
  /** Figures stand to the right. */
  readonly kind: 'text' | 'figure';
}

/** A cell: a text, or an element that holds more than a text. */
export type DataCell = string | Node;

/** A column of words. */
export function textColumn(name: string): DataColumn {
  return { name, kind: 'text' };
}

/** A column of figures. */
export function figureColumn(name: string): DataColumn {
  return { name, kind: 'figure' };
}

/**
 * A table with a caption; the first cell of each row names it.
 *
 * @param seen whether the caption is to be seen, and not heard alone because a heading says the same
 */
export function dataTable(
  caption: string,
  columns: readonly DataColumn[],
  rows: readonly (readonly DataCell[])[],
  seen: 'caption shown' | 'caption heard' = 'caption shown',
): HTMLElement {
  const head = columns.map(({ name, kind }) => element('th', { scope: 'col', class: kind }, name));
  const body = rows.map((cells) =>
    element(
      'tr',
      {},
      ...cells.map((cell, i) =>
        element(
          i === 0 ? 'th' : 'td',
          { class: columns[i]?.kind ?? 'text', scope: i === 0 ? 'row' : undefined },
          cell,
        ),
      ),
    ),
  );
  const table = element(
    'table',
    { class: 'data' },
    element('caption', { class: seen === 'caption heard' ? 'visually-hidden' : undefined }, caption),
    element('thead', {}, element('tr', {}, ...head)),
    element('tbody', {}, ...body),
  );
  // A region that scrolls must be reachable by keyboard.
  return element('div', { class: 'data-scroll', tabindex: 0, role: 'region', 'aria-label': caption }, table);
}

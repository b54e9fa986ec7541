import type { Projection } from '../../protocol/panel/picture.ts';
import { element, setText } from '../dom.ts';
import { formatQuantity } from '../format.ts';
import { drawing } from '../icons.ts';
import { type ColorColumn, documentColumn } from './colorColumn.ts';
import type { PlacesBeside } from './MapPictures.ts';
import { type Column, firstDirectionOf, type ListedWords, type Order, orderRows } from './tableOrder.ts';
import { cellOf, columnsOf, headingOf } from './wordCells.ts';

/** Rows kept ready above and below those in view. */
const overscan = 12;

/** The words of the map as a table. Only the rows in view are in the page, so ten thousand cost what fifty do. */
export class WordTable {
  readonly element: HTMLElement;
  readonly #onSelect: (word: string) => void;
  readonly #caption = element('h2', { class: 'table-caption' });
  readonly #scroller: HTMLElement;
  readonly #table: HTMLTableElement;
  readonly #head = element('tr', { 'aria-rowindex': 1 });
  readonly #above = element('td');
  readonly #below = element('td');
  readonly #body = element('tbody');
  #projection: Projection | undefined;
  #color: ColorColumn = documentColumn(new Uint8Array(0));
  #beside: PlacesBeside | undefined;
  #columns: readonly Column[] = [];
  #order: Order = { column: 'rank', direction: 'ascending' };
  #rows: Uint32Array = new Uint32Array(0);
  /** Position among the ordered rows where the keyboard is. */
  #active = 0;
  #selected: number | undefined;
  #pinned: ReadonlySet<number> = new Set();
  #rowHeight = 22;

  constructor(onSelect: (word: string) => void) {
    this.#onSelect = onSelect;
    this.#table = element(
      'table',
      { class: 'words', role: 'grid', tabindex: 0, 'aria-label': 'The words of the map' },
      element('thead', {}, this.#head),
      this.#body,
    );
    this.#scroller = element('div', { class: 'table-scroll' }, this.#table);
    this.element = element(
      'section',
      { class: 'table-pane', id: 'table', 'aria-label': 'Table of words', hidden: true },
      this.#caption,
      this.#scroller,
    );
    this.#scroller.addEventListener('scroll', () => this.#render());
    new ResizeObserver(() => this.#render()).observe(this.#scroller);
    this.#table.addEventListener('keydown', (event) => this.#key(event));
    this.#table.addEventListener('click', (event) => {
      const row = event.target instanceof Element ? event.target.closest('tr[data-position]') : null;
      if (row !== null) {
        this.#active = Number(row.getAttribute('data-position'));
        this.#choose();
      }
    });
  }

  /** Opens or closes the pane. */
  setOpen(open: boolean): void {
    this.element.hidden = !open;
    if (open) {
      this.#render();
      this.#bringIntoView();
    }
  }

  /** Shows another projection, the most frequent words first; the same words in other places stay in their order. */
  setProjection(projection: Projection, color: ColorColumn): void {
    const same = projection.id === this.#projection?.id;
    this.#projection = projection;
    this.#color = color;
    if (same) {
      this.#sort();
      return;
    }
    this.#beside = undefined;
    this.#columns = columnsOf(projection, false);
    this.#order = {
      column: this.#columns[1]!,
      direction: projection.counts === undefined ? 'ascending' : 'descending',
    };
    this.#selected = undefined;
    this.#pinned = new Set();
    this.#active = 0;
    this.#scroller.scrollTop = 0;
    this.#sort();
  }

  /** Lists where the words lie on the map beside this one, too; undefined where there is none any more. */
  setBeside(beside: PlacesBeside | undefined): void {
    const projection = this.#projection;
    if (projection === undefined) return;
    this.#beside = beside;
    this.#columns = columnsOf(projection, beside !== undefined);
    if (!this.#columns.includes(this.#order.column)) {
      this.#order = { column: 'word', direction: 'ascending' };
    }
    this.#table.classList.toggle('beside', beside !== undefined);
    this.#sort();
  }

  /** Says what the colours of the map say now. */
  setColor(color: ColorColumn): void {
    this.#color = color;
    if (this.#order.column === 'color') this.#sort();
    else {
      this.#renderHead();
      this.#render();
    }
  }

  /** Marks words as pinned. */
  setPinned(pinned: readonly number[]): void {
    this.#pinned = new Set(pinned);
    this.#render();
  }

  /** Marks a word as chosen and brings its row into view. */
  setSelected(index: number | undefined): void {
    this.#selected = index;
    if (index !== undefined) {
      this.#active = Math.max(0, this.#rows.indexOf(index));
      this.#bringIntoView();
    }
    this.#render();
  }

  #listed(projection: Projection): ListedWords {
    return { projection, color: this.#color, beside: this.#beside };
  }

  #sort(): void {
    if (this.#projection === undefined) {
      return;
    }
    this.#rows = orderRows(this.#listed(this.#projection), this.#order);
    if (this.#selected !== undefined) {
      this.#active = Math.max(0, this.#rows.indexOf(this.#selected));
    }
    setText(this.#caption, formatQuantity(this.#rows.length, 'word'));
    this.#table.setAttribute('aria-rowcount', String(this.#rows.length + 1));
    this.#renderHead();
    this.#render();
  }

  #renderHead(): void {
    const focused = [...this.#head.children].findIndex((cell) => cell.contains(document.activeElement));
    this.#head.replaceChildren(
      ...this.#columns.map((column) => {
        const sorted = this.#order.column === column;
        const up = this.#order.direction === 'ascending';
        const ofBeside = column === 'besideX' || column === 'besideY' ? this.#beside?.name : undefined;
        const button = element(
          'button',
          {
            type: 'button',
            class: 'sort',
            title: ofBeside && `${headingOf(column, this.#color)}: ${ofBeside}`,
          },
          headingOf(column, this.#color),
        );
        if (sorted) {
          button.append(drawing('icon sort-icon', up ? 'M4 10l4-4l4 4' : 'M4 6l4 4l4-4'));
        }
        button.addEventListener('click', () => this.#sortBy(column));
        const sort = sorted ? this.#order.direction : 'none';
        return element('th', { scope: 'col', class: `column-${column}`, 'aria-sort': sort }, button);
      }),
    );
    this.#head.children[focused]?.querySelector('button')?.focus();
  }

  #sortBy(column: Column): void {
    const turned = this.#order.direction === 'ascending' ? 'descending' : 'ascending';
    const direction = this.#order.column === column ? turned : firstDirectionOf(column);
    this.#order = { column, direction };
    this.#sort();
    this.#scroller.scrollTop = 0;
  }

  #render(): void {
    const projection = this.#projection;
    if (projection === undefined || this.element.hidden) {
      return;
    }
    const first = Math.max(0, Math.floor(this.#scroller.scrollTop / this.#rowHeight) - overscan);
    const inView = Math.ceil(this.#scroller.clientHeight / this.#rowHeight) + 2 * overscan;
    const last = Math.min(this.#rows.length, first + inView);
    const rows: HTMLElement[] = [];
    for (let position = first; position < last; position++) {
      rows.push(this.#row(projection, position));
    }
    this.#above.style.height = `${first * this.#rowHeight}px`;
    this.#below.style.height = `${(this.#rows.length - last) * this.#rowHeight}px`;
    const spacer = (cell: HTMLElement) => element('tr', { class: 'spacer', 'aria-hidden': 'true' }, cell);
    this.#body.replaceChildren(spacer(this.#above), ...rows, spacer(this.#below));
    const active = this.#active >= first && this.#active < last;
    if (active) {
      this.#table.setAttribute('aria-activedescendant', `row-${this.#active}`);
    } else {
      this.#table.removeAttribute('aria-activedescendant');
    }
    const height = rows[0]?.getBoundingClientRect().height;
    if (height !== undefined && height > 0 && Math.abs(height - this.#rowHeight) > 0.01) {
      this.#rowHeight = height;
      this.#render();
    }
  }

  #row(projection: Projection, position: number): HTMLElement {
    const index = this.#rows[position]!;
    const listed = { ...this.#listed(projection), pinned: this.#pinned };
    return element(
      'tr',
      {
        id: `row-${position}`,
        'data-position': position,
        'aria-rowindex': position + 2,
        'aria-selected': String(index === this.#selected),
        class: position === this.#active ? 'active' : undefined,
      },
      ...this.#columns.map((column) =>
        element(
          column === 'word' ? 'th' : 'td',
          { class: `column-${column}`, scope: column === 'word' ? 'row' : undefined },
          cellOf(listed, column, index),
        ),
      ),
    );
  }

  #key(event: KeyboardEvent): void {
    if (event.target !== this.#table) {
      return;
    }
    const page = Math.max(1, Math.floor(this.#scroller.clientHeight / this.#rowHeight) - 2);
    const targets: Readonly<Record<string, number>> = {
      ArrowDown: this.#active + 1,
      ArrowUp: this.#active - 1,
      PageDown: this.#active + page,
      PageUp: this.#active - page,
      Home: 0,
      End: this.#rows.length - 1,
    };
    const target = targets[event.key];
    if (target !== undefined) {
      this.#active = Math.min(this.#rows.length - 1, Math.max(0, target));
      this.#bringIntoView();
      this.#render();
      event.preventDefault();
    } else if (event.key === 'Enter' || event.key === ' ') {
      this.#choose();
      event.preventDefault();
    }
  }

  #choose(): void {
    const index = this.#rows[this.#active];
    const word = index === undefined ? undefined : this.#projection?.words[index];
    if (word !== undefined) this.#onSelect(word);
  }

  #bringIntoView(): void {
    const top = this.#active * this.#rowHeight;
    const visible = this.#scroller.clientHeight - (this.#table.tHead?.offsetHeight ?? 0);
    const above = this.#scroller.scrollTop - top;
    const below = top + this.#rowHeight - this.#scroller.scrollTop - visible;
    if (Math.max(above, below) > this.#rowHeight) {
      this.#scroller.scrollTop = top - visible / 2;
    } else if (above > 0) {
      this.#scroller.scrollTop -= above;
    } else if (below > 0) {
      this.#scroller.scrollTop += below;
    }
  }
}

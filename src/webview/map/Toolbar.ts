import type { VectorsSource } from '../../protocol/engine.ts';
import { type KeptSelection, type MapColor, mapColors } from '../../protocol/panel/map.ts';
import type { MapLayout, MapSelection } from '../../protocol/panel/mapRequest.ts';
import { iconButton } from '../buttons.ts';
import { element } from '../dom.ts';
import { formatQuantity } from '../format.ts';
import { type IconName, icon } from '../icons.ts';
import { layoutNames } from './caption.ts';
import { sourceNames } from './sourceNames.ts';

/** How many words can be drawn. */
export const wordLimits = [200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000] as const;

/** How many are drawn until somebody chooses otherwise. */
const defaultLimit = 2000;

const colorNames: Readonly<Record<MapColor, string>> = {
  document: 'In the open file',
  clusters: 'Clusters',
  frequency: 'Frequency',
  similarity: 'Nearness to the chosen word',
  genre: 'Genre leaning',
  trust: 'Badly placed words',
};

/** What can be chosen besides numbers of words. */
const otherSelections: readonly (readonly [Exclude<MapSelection['kind'], 'frequent'>, string])[] = [
  ['document', 'Words of the open file'],
  ['near', 'Words near a word…'],
  ['list', 'A list of words…'],
];

/** What the toolbar asks for. */
export interface ToolbarEvents {
  onSource(source: VectorsSource): void;
  /** So many of the most frequent words, a selection that was kept, or another kind of selection. */
  onWords(choice: number | KeptSelection | Exclude<MapSelection['kind'], 'frequent'>): void;
  onLayout(method: MapLayout['method']): void;
  onColor(color: MapColor): void;
  onOptions(open: boolean): void;
  onAnalogies(open: boolean): void;
  onCompare(open: boolean): void;
  onTable(open: boolean): void;
  onExport(): void;
}

/** The row above the map: which vectors, which words, how they are laid out and coloured, the search, the table. */
export class Toolbar {
  readonly element: HTMLElement;
  readonly #source = element('select', { class: 'select' });
  readonly #words = element('select', { class: 'select' });
  readonly #layout: HTMLSelectElement;
  readonly #color: HTMLSelectElement;
  readonly #options: HTMLButtonElement;
  readonly #analogies: HTMLButtonElement;
  readonly #compare: HTMLButtonElement;
  readonly #table: HTMLButtonElement;
  #kept: readonly KeptSelection[] = [];

  /** `search` is placed between the choices and the buttons. */
  constructor(search: HTMLElement, events: ToolbarEvents) {
    this.#layout = choices(Object.entries(layoutNames));
    this.#color = choices(mapColors.map((color) => [color, colorNames[color]]));
    this.#options = toggle('Options', 'options', 'map-options', (open) => events.onOptions(open));
    this.#analogies = toggle('Analogies', 'arrows', 'map-analogies', (open) => events.onAnalogies(open));
    this.#compare = toggle('Compare', 'compare', 'picture-beside', (open) => events.onCompare(open));
    this.#table = toggle('Table', 'table', 'table', (open) => events.onTable(open));
    this.element = element(
      'header',
      { class: 'toolbar' },
      field('Vectors', this.#source),
      field('Show', this.#words),
      field('Layout', this.#layout),
      field('Color', this.#color),
      search,
      element(
        'span',
        { class: 'toolbar-end' },
        this.#options,
        this.#analogies,
        this.#compare,
        this.#table,
        iconButton('save', 'Save as a picture or a table…', () => events.onExport()),
      ),
    );
    this.#source.addEventListener('change', () => events.onSource(this.#source.value as VectorsSource));
    this.#words.addEventListener('change', () => {
      const { value } = this.#words;
      const limit = Number(value);
      const kept = this.#kept.find(({ name }) => value === keptValue(name));
      events.onWords(kept ?? (limit > 0 ? limit : (value as Exclude<MapSelection['kind'], 'frequent'>)));
    });
    this.#layout.addEventListener('change', () => events.onLayout(this.#layout.value as MapLayout['method']));
    this.#color.addEventListener('change', () => events.onColor(this.#color.value as MapColor));
    this.setSelection({ kind: 'frequent', limit: defaultLimit }, undefined);
    this.setSources([], undefined);
  }

  /** Offers the vectors that there are. */
  setSources(available: readonly VectorsSource[], current: VectorsSource | undefined): void {
    const options = available.map((source) => element('option', { value: source }, sourceNames[source]));
    this.#source.replaceChildren(
      ...(options.length > 0 ? options : [element('option', { value: '' }, 'None yet')]),
    );
    for (const select of [this.#source, this.#words, this.#layout, this.#color]) {
      select.disabled = available.length === 0;
    }
    if (current !== undefined) {
      this.#source.value = current;
    }
    this.#compare.disabled = available.length < 2;
  }

  /** Offers numbers of words up to the size of the vocabulary, where that is known, and the other selections. */
  setSelection(selection: MapSelection, vocabularySize: number | undefined): void {
    const size = vocabularySize ?? Number.POSITIVE_INFINITY;
    const offered: number[] = wordLimits.filter((_, i) => i === 0 || wordLimits[i - 1]! < size);
    if (selection.kind === 'frequent' && !offered.includes(selection.limit) && selection.limit < size) {
      offered.push(selection.limit);
      offered.sort((a, b) => a - b);
    }
    const name = selection.kind === 'list' ? selection.name : undefined;
    this.#words.replaceChildren(
      ...offered.map((limit) =>
        element(
          'option',
          { value: limit },
          limit >= size ? `All ${formatQuantity(size, 'word')}` : formatQuantity(limit, 'word'),
        ),
      ),
      ...otherSelections.map(([kind, text]) => element('option', { value: kind }, text)),
      ...this.#kept.map((kept) => element('option', { value: keptValue(kept.name) }, `“${kept.name}”`)),
    );
    if (selection.kind === 'frequent') {
      const { limit } = selection;
      this.#words.value = String(offered.find((one) => one >= limit) ?? offered.at(-1));
    } else {
      const kept = this.#kept.find((one) => one.name === name);
      this.#words.value = kept === undefined ? selection.kind : keptValue(kept.name);
    }
  }

  /** Offers the selections that were kept, from the next {@link setSelection} on. */
  setKept(kept: readonly KeptSelection[]): void {
    this.#kept = kept;
  }

  setLayout(method: MapLayout['method']): void {
    this.#layout.value = method;
  }

  setColor(color: MapColor): void {
    this.#color.value = color;
  }

  /** Shows whether the analogies are open. */
  setAnalogiesOpen(open: boolean): void {
    this.#analogies.setAttribute('aria-expanded', String(open));
    this.#analogies.title = open ? 'Hide the analogies' : 'Draw analogies as arrows';
  }

  /** Shows whether the map is compared with other vectors. */
  setComparing(open: boolean): void {
    this.#compare.setAttribute('aria-expanded', String(open));
    this.#compare.title = open ? 'Show the map alone' : 'Show the same words in other vectors beside the map';
  }

  /** Shows whether the options are open. */
  setOptionsOpen(open: boolean): void {
    this.#options.setAttribute('aria-expanded', String(open));
    this.#options.title = open ? 'Hide the options' : 'Perplexity, iterations, words and sizes';
  }

  /** Shows whether the table is open. */
  setTableOpen(open: boolean): void {
    this.#table.setAttribute('aria-expanded', String(open));
    this.#table.title = open ? 'Hide the table of words' : 'Show the same words as a table';
  }
}

/** How a kept selection is told from the kinds of selections. */
function keptValue(name: string): string {
  return `kept:${name}`;
}

/** A choice with its name; the name is not shown where the panel is narrow. */
function field(name: string, select: HTMLSelectElement): HTMLElement {
  const box = element('span', { class: 'select-box' }, select, icon('chevron'));
  return element('label', { class: 'field' }, element('span', { class: 'field-name' }, name), box);
}

function choices(values: readonly (readonly [string, string])[]): HTMLSelectElement {
  const options = values.map(([value, text]) => element('option', { value }, text));
  return element('select', { class: 'select' }, ...options);
}

/** A button that opens and closes something. */
function toggle(
  name: string,
  iconName: IconName,
  controls: string,
  onToggle: (open: boolean) => void,
): HTMLButtonElement {
  const button = element(
    'button',
    { type: 'button', class: 'button secondary toggle', 'aria-expanded': 'false', 'aria-controls': controls },
    icon(iconName),
    name,
  );
  button.addEventListener('click', () => onToggle(button.getAttribute('aria-expanded') !== 'true'));
  return button;
}

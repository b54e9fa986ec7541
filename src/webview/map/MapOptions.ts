import type { KeptSelection } from '../../protocol/panel/map.ts';
import type { MapLayout, MapRequest, MapSelection } from '../../protocol/panel/mapRequest.ts';
import { textButton } from '../buttons.ts';
import { element } from '../dom.ts';
import { wordsOfList } from './words.ts';

/** What the options ask for. */
export interface MapOptionsEvents {
  /** Draw with what the fields say, from the beginning. */
  onDraw(request: MapRequest): void;
  onSizeByFrequency(on: boolean): void;
  /** Keep a selection no longer. */
  onForget(name: string): void;
}

/** The fields below the toolbar: those that the chosen words and the chosen layout have. */
export class MapOptions {
  readonly element: HTMLFormElement;
  readonly #word = textField('near-word', 60);
  readonly #near = numberField('near-limit', { min: 2, max: 5000, step: 1 });
  readonly #list = element('textarea', { class: 'textarea', id: 'map-list', rows: 3, spellcheck: 'false' });
  readonly #perplexity = numberField('perplexity', { min: 1, max: 1000, step: 'any' });
  readonly #iterations = numberField('iterations', { min: 10, max: 100_000, step: 1 });
  readonly #seed = numberField('seed', { min: 0, max: 0xffff_ffff, step: 1 });
  readonly #axes = ['x-from', 'x-to', 'y-from', 'y-to'].map((id) => textField(id, 60));
  readonly #size = element('input', { type: 'checkbox', id: 'map-size' });
  readonly #groups: Readonly<Record<'near' | 'list' | 'tsne' | 'axes', HTMLElement>>;
  readonly #problem = element('p', { class: 'field-problem', role: 'alert', hidden: true });
  readonly #forget: HTMLButtonElement;
  #kept: readonly KeptSelection[] = [];
  #request: MapRequest | undefined;

  constructor(events: MapOptionsEvents) {
    const [xFrom, xTo, yFrom, yTo] = this.#axes as [Field, Field, Field, Field];
    this.#forget = textButton('Remove Bookmark', 'secondary', () => {
      const name = this.#keptName();
      if (name !== undefined) events.onForget(name);
    });
    this.#groups = {
      near: group('Words', labelled('Near', this.#word), labelled('How many', this.#near)),
      list: group('Words', labelled('Words, set apart by spaces, commas or lines', this.#list), this.#forget),
      tsne: group(
        't-SNE',
        labelled('Perplexity', this.#perplexity, 'About how many neighbours each word is to keep'),
        labelled('Iterations', this.#iterations, 'At most; it ends earlier when the map has settled'),
        labelled('Seed', this.#seed, 'The same seed gives the same map'),
      ),
      axes: group(
        'Directions',
        labelled('To the right, from', xFrom),
        labelled('to', xTo),
        labelled('Upwards, from', yFrom),
        labelled('to', yTo),
      ),
    };
    const draw = textButton('Draw', 'primary', () => undefined);
    draw.type = 'submit';
    this.element = element(
      'form',
      {
        class: 'map-options',
        id: 'map-options',
        'aria-label': 'Options of the map',
        novalidate: true,
        hidden: true,
      },
      ...Object.values(this.#groups),
      group(
        'Points',
        element(
          'span',
          { class: 'check' },
          this.#size,
          element('label', { for: 'map-size' }, 'Size by frequency'),
        ),
      ),
      element('div', { class: 'map-options-end' }, draw, this.#problem),
    );
    this.element.addEventListener('submit', (event) => {
      event.preventDefault();
      const request = this.#read();
      if (request !== undefined) events.onDraw(request);
    });
    this.#size.addEventListener('change', () => events.onSizeByFrequency(this.#size.checked));
  }

  /** Shows the fields of a request, filled in. */
  show(request: MapRequest): void {
    this.#request = request;
    const { selection, layout } = request;
    this.#groups.near.hidden = selection.kind !== 'near';
    this.#groups.list.hidden = selection.kind !== 'list';
    this.#groups.tsne.hidden = layout.method !== 'tsne';
    this.#groups.axes.hidden = layout.method !== 'axes';
    this.#problem.hidden = true;
    if (selection.kind === 'near') {
      this.#word.value = selection.word;
      this.#near.value = String(selection.limit);
    }
    this.#forget.hidden = this.#keptName() === undefined;
    if (selection.kind === 'list') this.#list.value = selection.words.join(' ');
    if (layout.method === 'tsne') {
      this.#perplexity.value = String(layout.perplexity);
      this.#iterations.value = String(layout.iterations);
      this.#seed.value = String(layout.seed);
    }
    if (layout.method === 'axes') {
      const ends = [layout.x.from, layout.x.to, layout.y.from, layout.y.to];
      for (const [i, field] of this.#axes.entries()) field.value = ends[i]!;
    }
  }

  /** The selections that were kept. */
  setKept(kept: readonly KeptSelection[]): void {
    this.#kept = kept;
  }

  /** Ticks the box for sizes. */
  setSizeByFrequency(on: boolean): void {
    this.#size.checked = on;
  }

  /** Puts the keyboard into the first field that is shown. */
  focus(): void {
    const fields = this.element.querySelectorAll<HTMLElement>('input, textarea');
    [...fields].find((field) => field.offsetParent !== null)?.focus();
  }

  /** The name under which the selection that is shown was kept. */
  #keptName(): string | undefined {
    const selection = this.#request?.selection;
    const name = selection?.kind === 'list' ? selection.name : undefined;
    return this.#kept.find((kept) => kept.name === name)?.name;
  }

  /** The request that the fields make; undefined where one of them cannot be used, which is said. */
  #read(): MapRequest | undefined {
    const request = this.#request;
    if (request === undefined) return undefined;
    for (const [field, name] of this.#numbers(request)) {
      if (!field.checkValidity() || field.value === '') {
        return this.#refuse(field, `${name}: expected a number from ${field.min} to ${field.max}.`);
      }
    }
    const selection = this.#selection(request.selection);
    const layout = this.#layout(request.layout);
    if (selection === undefined || layout === undefined) return undefined;
    this.#problem.hidden = true;
    return { ...request, selection, layout };
  }

  #numbers({ selection, layout }: MapRequest): [Field, string][] {
    return [
      ...(selection.kind === 'near' ? ([[this.#near, 'How many']] as [Field, string][]) : []),
      ...(layout.method === 'tsne'
        ? ([
            [this.#perplexity, 'Perplexity'],
            [this.#iterations, 'Iterations'],
            [this.#seed, 'Seed'],
          ] as [Field, string][])
        : []),
    ];
  }

  #selection(selection: MapSelection): MapSelection | undefined {
    switch (selection.kind) {
      case 'near': {
        const word = this.#word.value.trim();
        if (word === '') return this.#refuse(this.#word, 'Near: expected a word.');
        return { ...selection, word, limit: Number(this.#near.value) };
      }
      case 'list': {
        const words = wordsOfList(this.#list.value);
        if (words.length === 0) return this.#refuse(this.#list, 'Words: expected at least one.');
        return { kind: 'list', words };
      }
      case 'frequent':
      case 'document':
        return selection;
    }
  }

  #layout(layout: MapLayout): MapLayout | undefined {
    switch (layout.method) {
      case 'tsne':
        return {
          method: 'tsne',
          perplexity: Number(this.#perplexity.value),
          iterations: Number(this.#iterations.value),
          seed: Number(this.#seed.value),
        };
      case 'axes': {
        const empty = this.#axes.find((field) => field.value.trim() === '');
        if (empty) return this.#refuse(empty, 'Directions: expected a word at each end.');
        const [xFrom, xTo, yFrom, yTo] = this.#axes.map((field) => field.value.trim()) as [
          string,
          string,
          string,
          string,
        ];
        return { method: 'axes', x: { from: xFrom, to: xTo }, y: { from: yFrom, to: yTo } };
      }
      case 'pca':
      case 'firstTwo':
        return layout;
    }
  }

  #refuse(field: HTMLElement, message: string): undefined {
    this.#problem.textContent = message;
    this.#problem.hidden = false;
    field.focus();
    return undefined;
  }
}

type Field = HTMLInputElement;

function textField(id: string, maxlength: number): Field {
  return element('input', {
    type: 'text',
    class: 'plain-input',
    id: `map-${id}`,
    maxlength,
    autocomplete: 'off',
    autocapitalize: 'off',
    spellcheck: 'false',
  });
}

function numberField(id: string, bounds: { min: number; max: number; step: number | 'any' }): Field {
  return element('input', { type: 'number', class: 'plain-input number', id: `map-${id}`, ...bounds });
}

function labelled(name: string, control: HTMLElement, hint?: string): HTMLElement {
  return element(
    'span',
    { class: 'labelled', title: hint },
    element('label', { for: control.id }, name),
    control,
  );
}

function group(name: string, ...children: readonly HTMLElement[]): HTMLElement {
  return element('fieldset', { class: 'map-group' }, element('legend', {}, name), ...children);
}

import type { VectorsSource } from '../../protocol/engine.ts';
import { iconButton } from '../buttons.ts';
import { element } from '../dom.ts';
import { icon } from '../icons.ts';
import { sourceNames } from './sourceNames.ts';

/** What the line above the picture beside the map asks for. */
export interface ComparisonHeadEvents {
  onSource(source: VectorsSource): void;
  onClose(): void;
}

/** Above the picture beside the map: by which vectors it is drawn, others to choose from, and the way to end it. */
export class ComparisonHead {
  readonly element: HTMLElement;
  readonly #name = element('h2', { class: 'map-title' });
  readonly #choice = element('select', { class: 'select', 'aria-label': 'Compare with' });
  readonly #box: HTMLElement;

  constructor({ onSource, onClose }: ComparisonHeadEvents) {
    this.#box = element('span', { class: 'select-box' }, this.#choice, icon('chevron'));
    this.#choice.addEventListener('change', () => onSource(this.#choice.value as VectorsSource));
    this.element = element(
      'div',
      { class: 'comparison-head' },
      this.#name,
      this.#box,
      iconButton('close', 'End the comparison', onClose),
    );
  }

  /** Shows which vectors there are to compare with, and which are. */
  show(available: readonly VectorsSource[], compared: VectorsSource | undefined): void {
    this.#name.textContent = compared === undefined ? '' : sourceNames[compared];
    this.#name.classList.toggle('visually-hidden', available.length > 1);
    this.#box.hidden = available.length < 2;
    this.#choice.replaceChildren(
      ...available.map((source) => element('option', { value: source }, sourceNames[source])),
    );
    if (compared !== undefined) this.#choice.value = compared;
  }
}

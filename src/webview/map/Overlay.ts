import { textButton } from '../buttons.ts';
import { element, setText } from '../dom.ts';

/** What lies over the map while there is nothing to see: it is being made, there is nothing to make it of, or it failed. */
export class Overlay {
  readonly element: HTMLElement;
  readonly #progress = element('div', { class: 'progress', role: 'progressbar', 'aria-label': 'Working' });
  readonly #box = element('div', { class: 'overlay-box' });
  readonly #busyText = element('p', { class: 'busy-text' });
  readonly #onTrain: () => void;
  readonly #onRetry: () => void;

  constructor(onTrain: () => void, onRetry: () => void) {
    this.#onTrain = onTrain;
    this.#onRetry = onRetry;
    this.element = element('div', { class: 'overlay', hidden: true }, this.#progress, this.#box);
  }

  /** Something is being prepared; `overMap` keeps the picture before in sight. */
  showBusy(message: string, overMap: boolean): void {
    setText(this.#busyText, message);
    this.#box.replaceChildren(this.#busyText);
    this.#show(overMap ? 'busy over-map' : 'busy');
  }

  /** There are no vectors at all. */
  showEmpty(): void {
    this.#box.replaceChildren(
      element('h2', {}, 'No word vectors yet'),
      element(
        'p',
        {},
        'Firth learns them from the text files of this workspace: words that keep the same company come to lie near each other, and the map shows them from above.',
      ),
      textButton('Train on This Workspace', 'primary', () => this.#onTrain()),
    );
    this.#show('empty');
  }

  /** The map could not be drawn. */
  showProblem(message: string): void {
    this.#box.replaceChildren(
      element('h2', {}, 'The map could not be drawn'),
      element('p', {}, message),
      textButton('Try Again', 'primary', () => this.#onRetry()),
    );
    this.#show('failed');
  }

  /** Gives the map free. */
  hide(): void {
    this.element.hidden = true;
  }

  #show(state: string): void {
    this.element.className = `overlay ${state}`;
    this.#progress.hidden = !state.startsWith('busy');
    this.element.hidden = false;
  }
}

import type { Announcer } from '../Announcer.ts';
import { textButton } from '../buttons.ts';
import { element } from '../dom.ts';
import { Notice } from './Notice.ts';

const staleText = 'Files have changed since these vectors were trained.';

/** The lines between the toolbar and the map: the vectors are old, something failed, something is done. */
export class MapNotices {
  readonly element: HTMLElement;
  readonly #announcer: Announcer;
  readonly #stale: Notice;
  readonly #problem = new Notice('problem');
  readonly #done = new Notice('warning');

  constructor(announcer: Announcer, onTrain: () => void) {
    this.#announcer = announcer;
    this.#stale = new Notice('warning', textButton('Retrain', 'link', onTrain));
    this.element = element(
      'div',
      { class: 'notices' },
      this.#stale.element,
      this.#problem.element,
      this.#done.element,
    );
  }

  /** Tells whether files have changed since the vectors were trained. */
  setStale(stale: boolean): void {
    if (stale) this.#stale.show(staleText);
    else this.#stale.hide();
  }

  /** Tells what failed; it is an alert, which is read aloud. */
  tellProblem(message: string): void {
    this.#problem.show(message);
  }

  hideProblem(): void {
    this.#problem.hide();
  }

  /** Tells what is done. */
  tellDone(message: string): void {
    this.#done.show(message);
    this.#announcer.say(message);
  }

  hideDone(): void {
    this.#done.hide();
  }
}

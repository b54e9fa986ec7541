import { textButton } from '../buttons.ts';
import { toCss } from '../color.ts';
import { element, setText } from '../dom.ts';
import { drawing } from '../icons.ts';
import type { LegendEntry } from './paint.ts';

const shapes = {
  disc: 'M8 4.5a3.5 3.5 0 1 0 0 7a3.5 3.5 0 0 0 0-7z',
  diamond: 'M8 2.5l5.5 5.5L8 13.5L2.5 8z',
} as const;
const ring = 'M8 3a5 5 0 1 0 0 10a5 5 0 0 0 0-10zM8 6.4a1.6 1.6 0 1 1 0 3.2a1.6 1.6 0 0 1 0-3.2z';
const bigDisc = 'M8 3a5 5 0 1 0 0 10a5 5 0 0 0 0-10z';

/** Which marks there are besides those of the points. */
export interface LegendMarks {
  readonly chosen: boolean;
  readonly pinned: boolean;
}

/** Says what the shapes, colours and sizes of the map mean. */
export class Legend {
  readonly element = element('div', { class: 'legend-box' });
  readonly #list = element('ul', { class: 'legend', 'aria-label': 'What the marks mean' });
  readonly #note = element('p', { class: 'legend-note', hidden: true });
  readonly #chosen = [
    element('li', {}, drawing('mark mark-selected', bigDisc), 'chosen word'),
    element('li', {}, drawing('mark mark-neighbour', 'M0 8h5', bigDisc), 'its nearest'),
  ];

  readonly #pinned = element('li', {}, drawing('mark mark-pinned', ring), 'pinned words');

  readonly #noteText = element('span');
  readonly #train: HTMLButtonElement;

  /** @param onTrainClassifier asks for a genre classifier, where one is missing. */
  constructor(onTrainClassifier: () => void) {
    this.#train = textButton('Train Genre Classifier…', 'link', onTrainClassifier);
    this.#note.append(this.#noteText, ' ', this.#train);
    this.element.append(this.#list, this.#note);
    this.set([], '', { chosen: false, pinned: false });
  }

  /**
   * Shows entries, a sentence about what they do not say, and the marks that there are besides.
   *
   * @param wantsClassifier whether the sentence says that a genre classifier is missing
   */
  set(
    entries: readonly LegendEntry[],
    note: string,
    { chosen, pinned }: LegendMarks,
    wantsClassifier = false,
  ): void {
    const items = entries.map(({ color, shape, text, title }) => {
      const mark = drawing('mark', shapes[shape]);
      mark.style.fill = toCss(color);
      const item = element('li', { title, class: text === '' ? 'legend-step' : undefined }, mark);
      if (text !== '') item.append(element('span', { class: 'legend-text' }, text));
      return item;
    });
    this.#list.replaceChildren(...items, ...(chosen ? this.#chosen : []), ...(pinned ? [this.#pinned] : []));
    setText(this.#noteText, note);
    this.#train.hidden = !wantsClassifier;
    this.#note.hidden = note === '';
  }
}

import { element } from '../dom.ts';
import { formatCount } from '../format.ts';
import { drawing } from '../icons.ts';

const disc = 'M8 4.5a3.5 3.5 0 1 0 0 7a3.5 3.5 0 0 0 0-7z';
const diamond = 'M8 2.5l5.5 5.5L8 13.5L2.5 8z';
const bigDisc = 'M8 3a5 5 0 1 0 0 10a5 5 0 0 0 0-10z';

/** Says what the shapes and colours of the map mean. */
export class Legend {
  readonly element = element('ul', { class: 'legend', 'aria-label': 'What the marks mean' });
  readonly #document = element('li');
  readonly #documentText = element('span', { class: 'legend-document' });

  constructor() {
    this.#document.append(drawing('mark mark-document', diamond), this.#documentText);
    this.element.append(
      this.#document,
      element('li', {}, drawing('mark mark-point', disc), 'other words'),
      element('li', {}, drawing('mark mark-selected', bigDisc), 'chosen word'),
      element('li', {}, drawing('mark mark-neighbour', 'M0 8h5', bigDisc), 'its nearest'),
    );
    this.setDocument(undefined, 0, 0);
  }

  /** Names the open document, with how many of the words drawn and of all known ones it has. */
  setDocument(name: string | undefined, drawn: number, known: number): void {
    this.#document.hidden = name === undefined;
    if (name !== undefined) {
      this.#documentText.textContent = `in ${name} (${formatCount(drawn)})`;
      this.#document.title =
        `${formatCount(drawn)} of the words drawn are in ${name}; ` +
        `these vectors know ${formatCount(known)} of its words in all.`;
    }
  }
}

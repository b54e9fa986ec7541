import type { Announcer } from '../Announcer.ts';
import { formatQuantity } from '../format.ts';
import type { DrawnWords } from './DrawnWords.ts';
import { SelectionBar, type SelectionBarEvents } from './SelectionBar.ts';

/** What can be done with selected words. */
export type SelectedWordsEvents = {
  readonly [Event in Exclude<keyof SelectionBarEvents, 'onClear' | 'onKeep'>]: (
    words: readonly string[],
  ) => void;
} & { onKeep(name: string, words: readonly string[]): void; onChange(): void };

/** The words that a line was drawn around or that a search found; they stay selected on other maps that have them. */
export class SelectedWords {
  readonly #bar: SelectionBar;
  readonly #announcer: Announcer;
  readonly #onChange: () => void;
  #words: readonly string[] = [];

  /** @param events `onChange` is called when other words are selected. */
  constructor(announcer: Announcer, events: SelectedWordsEvents) {
    this.#announcer = announcer;
    this.#onChange = events.onChange;
    this.#bar = new SelectionBar({
      onIsolate: () => events.onIsolate(this.#words),
      onKeep: (name) => {
        events.onKeep(name, this.#words);
        announcer.say(`Kept as ${name}.`);
      },
      onExport: () => events.onExport(this.#words),
      onClear: () => this.select([]),
    });
  }

  get element(): HTMLElement {
    return this.#bar.element;
  }

  /** Selects words in place of those before; none clears the selection. */
  select(words: readonly string[]): void {
    this.#words = words;
    this.#bar.show(words);
    this.#onChange();
    this.#announcer.say(`${formatQuantity(words.length, 'word')} selected.`);
  }

  /** Those of the words that are drawn, as positions. */
  placesIn(drawn: DrawnWords): number[] {
    return drawn.indicesOf(this.#words);
  }
}

import type { Announcer } from '../Announcer.ts';
import { iconButton, textButton } from '../buttons.ts';
import { element } from '../dom.ts';
import { formatQuantity } from '../format.ts';
import type { DrawnWords } from './DrawnWords.ts';

/** What the pinned words tell. */
export interface PinnedWordsEvents {
  /** Choose a pinned word. */
  onChoose(word: string): void;
  /** Other words are pinned. */
  onChange(): void;
}

/** So many words are pinned at most; the oldest goes. */
const most = 50;

/** The words that somebody pinned: they stay marked while others are chosen, on other maps and over a reload. */
export class PinnedWords {
  readonly element: HTMLElement;
  readonly #announcer: Announcer;
  readonly #events: PinnedWordsEvents;
  readonly #list = element('ul', { class: 'pins' });
  #words: readonly string[];
  #chosen: string | undefined;

  /** @param words what was pinned before a reload. */
  constructor(words: readonly string[], announcer: Announcer, events: PinnedWordsEvents) {
    this.#words = words;
    this.#announcer = announcer;
    this.#events = events;
    const none = textButton('Unpin All', 'secondary', () => {
      this.#words = [];
      this.#changed('No word is pinned.');
    });
    this.element = element('section', { class: 'pin-bar', 'aria-label': 'Pinned words' }, this.#list, none);
    this.#render();
  }

  /** The words, the oldest pin first. */
  get words(): readonly string[] {
    return this.#words;
  }

  has(word: string): boolean {
    return this.#words.includes(word);
  }

  /** Pins a word; one that is pinned stays so. */
  pin(word: string): void {
    if (this.has(word)) return;
    this.#words = [...this.#words, word].slice(-most);
    this.#changed(`${word} is pinned, ${formatQuantity(this.#words.length, 'word')} in all.`);
  }

  /** Takes a pin away. */
  unpin(word: string): void {
    if (!this.has(word)) return;
    this.#words = this.#words.filter((other) => other !== word);
    this.#changed(`${word} is not pinned any more.`);
  }

  /** Those of the words that are drawn, as positions. */
  placesIn(drawn: DrawnWords): number[] {
    return drawn.indicesOf(this.#words);
  }

  /** Shows which of the words is chosen, if any. */
  setChosen(word: string | undefined): void {
    this.#chosen = word;
    this.#render();
  }

  #changed(sentence: string): void {
    this.#render();
    this.#announcer.say(sentence);
    this.#events.onChange();
  }

  #render(): void {
    const focused = this.#list.contains(document.activeElement);
    this.element.hidden = this.#words.length === 0;
    this.#list.replaceChildren(...this.#words.map((word) => this.#pin(word)));
    if (focused) this.#list.querySelector('button')?.focus();
  }

  #pin(word: string): HTMLElement {
    const choose = textButton(word, 'link', () => this.#events.onChoose(word));
    choose.setAttribute('aria-pressed', String(word === this.#chosen));
    return element(
      'li',
      { class: 'pin' },
      choose,
      iconButton('close', `Unpin ${word}`, () => this.unpin(word)),
    );
  }
}

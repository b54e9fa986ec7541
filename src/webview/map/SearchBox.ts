import { element } from '../dom.ts';
import { icon } from '../icons.ts';
import { normalizeQuery, suggestWords } from './suggestions.ts';

/** So many suggestions are shown. */
const shown = 8;

/** A field that jumps to a typed word; suggestions below it are walked with the arrow keys. */
export class SearchBox {
  readonly element: HTMLElement;
  readonly #input: HTMLInputElement;
  readonly #list: HTMLUListElement;
  readonly #onChoose: (word: string) => void;
  #words: readonly string[] = [];
  #choices: readonly string[] = [];
  #active = 0;

  constructor(onChoose: (word: string) => void) {
    this.#onChoose = onChoose;
    this.#list = element('ul', {
      class: 'suggestions',
      id: 'suggestions',
      role: 'listbox',
      'aria-label': 'Words found',
      hidden: true,
    });
    this.#input = element('input', {
      type: 'text',
      class: 'input',
      role: 'combobox',
      placeholder: 'Find a word',
      'aria-label': 'Find a word',
      'aria-autocomplete': 'list',
      'aria-expanded': 'false',
      'aria-controls': 'suggestions',
      autocomplete: 'off',
      autocapitalize: 'off',
      spellcheck: 'false',
      maxlength: 100,
    });
    this.element = element('div', { class: 'search' }, icon('search'), this.#input, this.#list);
    this.#input.addEventListener('input', () => this.#suggest());
    this.#input.addEventListener('focus', () => this.#input.select());
    this.#input.addEventListener('blur', () => this.#close());
    this.#input.addEventListener('keydown', (event) => this.#key(event));
    this.#list.addEventListener('pointerdown', (event) => {
      // The field keeps the focus while a suggestion is clicked.
      event.preventDefault();
      const option = event.target instanceof Element ? event.target.closest('[role=option]') : null;
      if (option !== null) {
        this.#choose([...this.#list.children].indexOf(option));
      }
    });
  }

  /** The words that are suggested: those on the map. */
  setWords(words: readonly string[]): void {
    this.#words = words;
    this.#close();
  }

  #suggest(): void {
    const typed = normalizeQuery(this.#input.value);
    const found = suggestWords(this.#words, typed, shown);
    // A word beyond those drawn may still be known: the extension is asked.
    const beyond = typed !== '' && found[0]?.toLowerCase() !== typed;
    this.#choices = beyond ? [...found, typed] : found;
    this.#active = 0;
    this.#list.replaceChildren(
      ...this.#choices.map((word, i) => {
        const asked = beyond && i === found.length;
        return element(
          'li',
          { role: 'option', id: `suggestion-${i}`, class: asked ? 'beyond' : undefined },
          asked ? `Look up “${word}” in the whole vocabulary` : word,
        );
      }),
    );
    this.#setOpen(this.#choices.length > 0);
    this.#mark();
  }

  #key(event: KeyboardEvent): void {
    const open = !this.#list.hidden;
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp':
        if (open) {
          const step = event.key === 'ArrowDown' ? 1 : this.#choices.length - 1;
          this.#active = (this.#active + step) % this.#choices.length;
          this.#mark();
        } else {
          this.#suggest();
        }
        event.preventDefault();
        break;
      case 'Enter':
        if (!open) {
          this.#suggest();
        }
        this.#choose(this.#active);
        event.preventDefault();
        break;
      case 'Escape':
        if (open) {
          this.#close();
        } else {
          this.#input.value = '';
        }
        event.preventDefault();
        break;
    }
  }

  #choose(choice: number): void {
    const word = this.#choices[choice];
    if (word !== undefined) {
      this.#input.value = word;
      this.#close();
      this.#onChoose(word);
    }
  }

  #mark(): void {
    for (const [i, option] of [...this.#list.children].entries()) {
      option.setAttribute('aria-selected', String(i === this.#active));
    }
    if (!this.#list.hidden) {
      this.#input.setAttribute('aria-activedescendant', `suggestion-${this.#active}`);
    }
  }

  #close(): void {
    this.#choices = [];
    this.#setOpen(false);
  }

  #setOpen(open: boolean): void {
    this.#list.hidden = !open;
    this.#input.setAttribute('aria-expanded', String(open));
    if (!open) {
      this.#input.removeAttribute('aria-activedescendant');
    }
  }
}

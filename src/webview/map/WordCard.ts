import {
  VECTORS_SOURCES,
  type VectorsSource,
  type WordDescription,
  type WordInVectors,
} from '../../protocol/engine.ts';
import { iconButton, textButton } from '../buttons.ts';
import { element, setText } from '../dom.ts';
import { formatCount, formatDecimal, formatQuantity } from '../format.ts';
import { sourceNames } from './sourceNames.ts';

/** What the card asks for. */
export interface WordCardEvents {
  onSelect(word: string): void;
  onFindContexts(word: string): void;
  onStartAnalogy(word: string): void;
  onPin(word: string, pinned: boolean): void;
  onClose(): void;
  onDraw(limit: number): void;
  onTrain(): void;
}

/** What the card must know of the map around it. */
export interface WordCardContext {
  readonly available: readonly VectorsSource[];
  /** The vectors that are drawn. */
  readonly source: VectorsSource | undefined;
  /** Whether a word is on the map. */
  isDrawn(word: string): boolean;
  isPinned(word: string): boolean;
  readonly drawnWords: number;
  /** The smallest number of words on offer that would put the word of this rank on the map. */
  limitForRank(rank: number): number | undefined;
}

const sourceHeadings: Readonly<Record<VectorsSource, string>> = {
  workspace: 'Nearest in the workspace',
  loaded: 'Nearest in the loaded vectors',
  general: 'Nearest in general English',
};

/** The card beside the map: what is known of the chosen word, and its true neighbours. */
export class WordCard {
  readonly element: HTMLElement;
  readonly #events: WordCardEvents;
  readonly #title = element('h2', { class: 'card-title', tabindex: -1 });
  readonly #word: HTMLElement;
  readonly #pin: HTMLButtonElement;
  readonly #empty = element('div', { class: 'card-empty' });
  readonly #body = element('div', { class: 'card-body' });
  #current: string | undefined;

  constructor(events: WordCardEvents) {
    this.#events = events;
    const ifChosen = (act: (word: string) => void) => () => {
      if (this.#current !== undefined) {
        act(this.#current);
      }
    };
    this.#pin = textButton(
      'Pin',
      'secondary',
      ifChosen((word) => events.onPin(word, this.#pin.getAttribute('aria-pressed') !== 'true')),
    );
    this.#word = element(
      'div',
      { class: 'card-word', hidden: true },
      element(
        'div',
        { class: 'card-head' },
        this.#title,
        iconButton('close', 'Clear the choice', () => events.onClose()),
      ),
      element(
        'div',
        { class: 'card-actions' },
        this.#pin,
        textButton('Find Contexts', 'secondary', ifChosen(events.onFindContexts)),
        textButton('Analogy…', 'secondary', ifChosen(events.onStartAnalogy)),
      ),
      this.#body,
    );
    this.element = element('aside', { class: 'card', 'aria-label': 'Chosen word' }, this.#empty, this.#word);
  }

  /** Nothing is chosen: says how to choose. */
  showNothing({ available }: WordCardContext): void {
    this.#current = undefined;
    this.#word.hidden = true;
    this.#empty.hidden = available.length === 0;
    this.#empty.replaceChildren(
      element('h2', { class: 'card-hint' }, 'No word chosen'),
      element(
        'p',
        {},
        'Click a point, find a word, or pick one from the table to see the words that are really nearest to it.',
      ),
    );
    if (!available.includes('workspace') && available.length > 0) {
      this.#empty.append(
        element(
          'p',
          {},
          'These vectors were learnt from other texts. Train on your own files to map the words as you use them.',
        ),
        textButton('Train on This Workspace', 'primary', () => this.#events.onTrain()),
      );
    }
  }

  /** A word was chosen and is being looked up; what was said of the one before stays, faded, until then. */
  showPending(word: string, { isPinned }: WordCardContext): void {
    this.#showPin(isPinned(word));
    const first = this.#current === undefined;
    this.#current = word;
    this.#empty.hidden = true;
    this.#word.hidden = false;
    setText(this.#title, word);
    if (first) {
      this.#body.replaceChildren(element('p', { class: 'muted' }, 'Looking it up…'));
    }
    this.#body.setAttribute('aria-busy', 'true');
  }

  /** Tells about the chosen word; null where no vectors know it. */
  show(word: string, description: WordDescription | null, context: WordCardContext): void {
    const hadFocus = this.#body.contains(document.activeElement);
    this.#showPin(context.isPinned(word));
    this.#current = word;
    this.#empty.hidden = true;
    this.#word.hidden = false;
    setText(this.#title, word);
    const known = description !== null && VECTORS_SOURCES.some((source) => description[source] !== undefined);
    this.#body.replaceChildren(
      ...(known
        ? this.#known(word, description, context)
        : this.#unknown(word, description?.suggestions ?? [])),
    );
    this.#body.removeAttribute('aria-busy');
    if (hadFocus) {
      this.#title.focus();
    }
  }

  #showPin(pinned: boolean): void {
    this.#pin.setAttribute('aria-pressed', String(pinned));
    this.#pin.title = pinned
      ? 'Let it go when another word is chosen'
      : 'Keep it marked while others are chosen';
  }

  #known(word: string, description: WordDescription, context: WordCardContext): Node[] {
    const lists: Node[] = [];
    for (const source of context.available) {
      const found = description[source];
      if (found !== undefined && found.neighbours.length > 0) {
        lists.push(...this.#neighbours(source, found, context));
      }
    }
    const rank = context.source && description[context.source]?.rank;
    const offMap = rank !== undefined && !context.isDrawn(word) ? [this.#offMap(rank, context)] : [];
    return [factsTable(description, context.available), ...offMap, ...lists];
  }

  #offMap(rank: number, context: WordCardContext): Node {
    const note = element(
      'p',
      { class: 'note' },
      `Not on the map, which shows the ${formatQuantity(context.drawnWords, 'most frequent word')}. `,
    );
    const limit = context.limitForRank(rank);
    if (limit !== undefined) {
      note.append(textButton(`Draw ${formatCount(limit)}`, 'link', () => this.#events.onDraw(limit)));
    }
    return note;
  }

  #neighbours(source: VectorsSource, { neighbours }: WordInVectors, context: WordCardContext): Node[] {
    const isDrawn = source === context.source;
    const list = element('ol', { class: 'neighbours' });
    let missing = 0;
    for (const { word, similarity } of neighbours) {
      const onMap = isDrawn && context.isDrawn(word);
      missing += Number(isDrawn && !onMap);
      const fill = element('span', { class: 'bar-fill' });
      fill.style.width = `${100 * Math.min(1, Math.max(0, similarity))}%`;
      const button = element(
        'button',
        { type: 'button', class: onMap ? 'neighbour on-map' : 'neighbour' },
        element('span', { class: 'neighbour-word' }, word),
        element('span', { class: 'bar', 'aria-hidden': 'true' }, fill),
        element('span', { class: 'similarity' }, formatDecimal(similarity)),
      );
      button.addEventListener('click', () => this.#events.onSelect(word));
      list.append(element('li', {}, button));
    }
    const parts: Node[] = [element('h3', {}, sourceHeadings[source]), list];
    if (missing > 0) {
      const note = `${formatCount(missing)} of these ${neighbours.length} are rarer than the words on the map.`;
      parts.push(element('p', { class: 'note' }, note));
    }
    return parts;
  }

  #unknown(word: string, suggestions: readonly string[]): Node[] {
    const parts: Node[] = [element('p', {}, `No vectors here know “${word}”.`)];
    if (suggestions.length > 0) {
      const list = element('p', { class: 'did-you-mean' }, 'Did you mean ');
      for (const [i, suggestion] of suggestions.entries()) {
        list.append(
          i > 0 ? ', ' : '',
          textButton(suggestion, 'link', () => this.#events.onSelect(suggestion)),
        );
      }
      list.append('?');
      parts.push(list);
    }
    return parts;
  }
}

/** How often the word occurs, vectors by vectors. */
function factsTable(description: WordDescription, available: readonly VectorsSource[]): HTMLElement {
  const heading = (text: string) => element('th', { scope: 'col' }, text);
  const rows = available.map((source) => {
    return element(
      'tr',
      {},
      element('th', { scope: 'row' }, sourceNames[source]),
      ...factCells(description[source]),
    );
  });
  return element(
    'table',
    { class: 'facts' },
    element('thead', {}, element('tr', {}, element('td'), ...['Rank', 'Count', 'Files'].map(heading))),
    element('tbody', {}, ...rows),
  );
}

function factCells(found: WordInVectors | undefined): Node[] {
  if (found === undefined) {
    return [element('td', { colspan: 3 }, 'not known')];
  }
  const { rank, count, documentCount } = found;
  return [rank, count, documentCount].map((figure) =>
    element('td', {}, figure === undefined ? '–' : formatCount(figure)),
  );
}

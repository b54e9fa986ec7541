import type { VectorsSource, WordDescription } from '../../protocol/engine.ts';
import type { Announcer } from '../Announcer.ts';
import { formatList } from '../format.ts';
import type { TabHost } from '../host.ts';
import type { DrawnWords } from './DrawnWords.ts';
import type { MapPictures } from './MapPictures.ts';
import type { PinnedWords } from './PinnedWords.ts';
import { wordLimits } from './Toolbar.ts';
import type { WordCard } from './WordCard.ts';
import type { WordTable } from './WordTable.ts';

/** How the map follows a choice: it moves to the word, moves only if the word is out of sight, or stays. */
export type Follow = 'always' | 'if unseen' | 'never';

/** The parts of the panel that show the chosen word. */
export interface WordViews {
  readonly pictures: MapPictures;
  readonly table: WordTable;
  readonly card: WordCard;
  readonly pins: PinnedWords;
  readonly announcer: Announcer;
}

/** What is on show around the chosen word. */
export interface WordSurroundings {
  readonly drawn: DrawnWords | undefined;
  readonly source: VectorsSource | undefined;
  readonly available: readonly VectorsSource[];
}

/** The one word that is chosen, if any: asks the extension about it and keeps map, table and card in step. */
export class WordChoice {
  readonly #host: TabHost<'map'>;
  readonly #views: WordViews;
  readonly #surroundings: () => WordSurroundings;
  readonly #onChange: () => void;
  #word: string | undefined;
  #description: WordDescription | null | undefined;
  /** How the map moves when the neighbours are known. */
  #follow: Follow = 'never';

  /**
   * @param word what was chosen before a reload; it is looked up by the first {@link renew}.
   * @param onChange called when another word, or none, is chosen.
   */
  constructor(
    host: TabHost<'map'>,
    views: WordViews,
    surroundings: () => WordSurroundings,
    word: string | undefined,
    onChange: () => void,
  ) {
    this.#host = host;
    this.#views = views;
    this.#surroundings = surroundings;
    this.#word = word;
    this.#onChange = onChange;
  }

  /** The chosen word. */
  get word(): string | undefined {
    return this.#word;
  }

  /** A word was clicked on a map: it is pinned and chosen, and neither where it was both; no word ends the choice. */
  pick(word: string | undefined): void {
    const { pins } = this.#views;
    if (word === undefined) {
      this.clear();
    } else if (word === this.#word && pins.has(word)) {
      this.takeBack();
    } else {
      pins.pin(word);
      this.choose(word, 'never');
    }
  }

  /** Ends the choice and unpins its word; where no word is chosen, the last one that was pinned. */
  takeBack(): void {
    const { pins } = this.#views;
    const word = this.#word ?? pins.words.at(-1);
    if (word !== undefined) pins.unpin(word);
    this.clear();
  }

  /** Chooses a word and asks about it. */
  choose(word: string, follow: Follow): void {
    this.#word = word;
    this.#description = undefined;
    this.#follow = follow;
    this.#emphasise();
    this.refresh();
    this.#host.post({ type: 'describe', word });
    this.#onChange();
  }

  /** Marks the word anew: there are other pictures to mark it on. */
  mark(): void {
    this.#emphasise();
  }

  /** Takes the choice back. */
  clear(): void {
    if (this.#word !== undefined) {
      this.#word = undefined;
      this.#description = undefined;
      this.refresh();
      this.#emphasise();
      this.#views.announcer.say('No word is chosen.');
      this.#onChange();
    }
  }

  /** Asks about the chosen word again: other vectors are on show. */
  renew(): void {
    if (this.#word !== undefined) {
      this.choose(this.#word, 'if unseen');
    }
  }

  /** Takes in what the extension says of a word; null where no vectors know it. Late answers are passed over. */
  describe(word: string, description: WordDescription | null): void {
    if (word !== this.#word) {
      return;
    }
    if (description !== null && description.word !== word) {
      // The tokenizer spells it otherwise, and so do the map and the table.
      this.#word = description.word;
      this.#onChange();
    }
    this.#description = description;
    this.refresh();
    this.#emphasise();
    if (this.#follow !== 'never') {
      for (const picture of this.#views.pictures.all) picture.revealSelection(this.#follow === 'if unseen');
      this.#follow = 'never';
    }
    const nearest = this.#neighbours().slice(0, 3);
    const found = nearest.length > 0 ? ` Nearest: ${formatList(nearest.map((one) => one.word))}.` : '';
    this.#views.announcer.say(`Chosen: ${this.#word}.${found}`);
  }

  /** Shows the card anew: what is on show around the word has changed. */
  refresh(): void {
    const { card } = this.#views;
    const { drawn, source, available } = this.#surroundings();
    const context = {
      available,
      source,
      isDrawn: (word: string) => drawn?.indexOf(word) !== undefined,
      isPinned: (word: string) => this.#views.pins.has(word),
      drawnWords: drawn?.projection.words.length ?? 0,
      limitForRank: (rank: number) => wordLimits.find((limit) => limit >= rank),
    };
    if (this.#word === undefined) {
      card.showNothing(context);
    } else if (this.#description === undefined) {
      card.showPending(this.#word, context);
    } else {
      card.show(this.#word, this.#description, context);
    }
  }

  /** The neighbours in the vectors that are drawn. */
  #neighbours(): readonly { word: string; similarity: number }[] {
    const { source } = this.#surroundings();
    return (source === undefined ? undefined : this.#description?.[source]?.neighbours) ?? [];
  }

  #emphasise(): void {
    const { pictures, table, pins } = this.#views;
    pins.setChosen(this.#word);
    for (const picture of pictures.all) picture.choose(this.#word, this.#description);
    const { drawn } = this.#surroundings();
    table.setSelected(this.#word === undefined ? undefined : drawn?.indexOf(this.#word));
  }
}

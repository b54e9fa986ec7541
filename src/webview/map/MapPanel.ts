import type { Projection, VectorsSource, WordDescription } from '../../protocol/engine.ts';
import type { ToPanel } from '../../protocol/panel.ts';
import { Announcer } from '../Announcer.ts';
import { textButton } from '../buttons.ts';
import { toCss } from '../color.ts';
import { element } from '../dom.ts';
import { formatCount, formatList, formatQuantity } from '../format.ts';
import type { Host } from '../host.ts';
import { type Palette, readPalette, watchTheme } from '../theme.ts';
import { captionOf, mapAnnouncementOf } from './caption.ts';
import { DrawnWords } from './DrawnWords.ts';
import { MapChart } from './MapChart.ts';
import { MapStage } from './MapStage.ts';
import { Notice } from './Notice.ts';
import { Overlay } from './Overlay.ts';
import { SearchBox } from './SearchBox.ts';
import { defaultLimit, Toolbar, wordLimits } from './Toolbar.ts';
import { Tooltip } from './Tooltip.ts';
import { WordCard, type WordCardContext } from './WordCard.ts';
import { WordTable } from './WordTable.ts';

const staleText = 'Files have changed since these vectors were trained.';

/** How the map follows a choice: it moves to the word, moves only if the word is out of sight, or stays. */
type Follow = 'always' | 'if unseen' | 'never';

/** The Map: passes what the extension says to its parts, and what the parts ask for to the extension. */
export class MapPanel {
  readonly #host: Host;
  readonly #root: HTMLElement;
  readonly #announcer = new Announcer();
  readonly #tooltip = new Tooltip();
  readonly #overlay: Overlay;
  readonly #stage: MapStage;
  readonly #chart: MapChart;
  readonly #toolbar: Toolbar;
  readonly #search: SearchBox;
  readonly #card: WordCard;
  readonly #table: WordTable;
  readonly #stale: Notice;
  readonly #problem: Notice;
  #available: readonly VectorsSource[] = [];
  #source: VectorsSource | undefined;
  #limit: number | undefined;
  #tableOpen: boolean;
  #drawn: DrawnWords | undefined;
  #documentName: string | undefined;
  #documentWords: readonly string[] = [];
  #word: string | undefined;
  #description: WordDescription | null | undefined;
  /** How the map moves when the chosen word's neighbours are known. */
  #follow: Follow = 'never';

  /** Builds the page inside `root`, restores what was shown before a reload, and reports that it is ready. */
  constructor(host: Host, root: HTMLElement) {
    const state = host.readState();
    this.#host = host;
    this.#root = root;
    this.#source = state.source;
    this.#limit = state.limit;
    this.#word = state.word;
    this.#tableOpen = state.tableOpen ?? matchMedia('(min-width: 1100px)').matches;
    const train = () => host.post({ type: 'train' });
    this.#search = new SearchBox((word) => this.#choose(word, 'always'));
    this.#toolbar = new Toolbar(this.#search.element, {
      onSource: (source) => this.#draw(source, this.#limit),
      onLimit: (limit) => this.#draw(this.#source, limit),
      onTable: (open) => this.#setTableOpen(open),
    });
    this.#card = new WordCard({
      onSelect: (word) => this.#choose(word, 'if unseen'),
      onFindContexts: (word) => host.post({ type: 'findContexts', word }),
      onStartAnalogy: (word) => host.post({ type: 'startAnalogy', word }),
      onClose: () => this.#clear(),
      onDraw: (limit) => this.#draw(this.#source, limit),
      onTrain: train,
    });
    this.#table = new WordTable((index) => this.#choose(this.#wordAt(index), 'if unseen'));
    this.#stale = new Notice('warning', textButton('Retrain', 'link', train));
    this.#problem = new Notice('problem');
    this.#overlay = new Overlay(train, () => this.#draw(this.#source, this.#limit));
    this.#stage = new MapStage(this.#tooltip, this.#overlay.element, {
      onZoom: (factor) => this.#chart.zoomBy(factor),
      onReset: () => this.#chart.resetView(),
    });
    root.classList.add('panel');
    root.append(
      this.#toolbar.element,
      element('div', { class: 'notices' }, this.#stale.element, this.#problem.element),
      this.#stage.element,
      this.#table.element,
      this.#card.element,
      this.#announcer.element,
    );
    this.#chart = new MapChart(this.#stage, this.#applyPalette(), {
      onPick: (index) => (index === undefined ? this.#clear() : this.#choose(this.#wordAt(index), 'never')),
      onHover: (index, place) => this.#hover(index, place),
    });
    watchTheme(() => this.#chart.setPalette(this.#applyPalette()));
    if (state.limit !== undefined) {
      this.#toolbar.setLimit(state.limit, undefined);
    }
    this.#setTableOpen(this.#tableOpen);
    this.#card.showNothing(this.#cardContext());
    this.#overlay.showBusy('Opening the map…', false);
    host.onMessage((message) => this.#receive(message));
    host.post({
      type: 'ready',
      ...(state.source !== undefined && { source: state.source }),
      ...(state.limit !== undefined && { limit: state.limit }),
    });
  }

  #receive(message: ToPanel): void {
    switch (message.type) {
      case 'busy':
        this.#overlay.showBusy(message.message, this.#drawn !== undefined);
        this.#announcer.say(message.message);
        break;
      case 'sources':
        this.#setSources(message.available, message.stale);
        break;
      case 'projection':
        this.#setProjection(message.projection);
        break;
      case 'document':
        this.#setDocument(message.name, message.words);
        break;
      case 'reveal':
        this.#choose(message.word, 'always');
        break;
      case 'description':
        this.#setDescription(message.word, message.description);
        break;
      case 'problem':
        this.#showProblem(message.message);
        break;
    }
  }

  #setSources(available: readonly VectorsSource[], stale: boolean): void {
    this.#available = available;
    this.#toolbar.setSources(available, this.#source);
    if (available.length === 0) {
      this.#overlay.showEmpty();
      this.#announcer.say('There are no word vectors yet.');
    }
    if (stale) {
      this.#stale.show(staleText);
    } else {
      this.#stale.hide();
    }
    this.#refreshCard();
  }

  #setProjection(projection: Projection): void {
    const drawn = new DrawnWords(projection);
    const count = projection.words.length;
    const all = count >= projection.vocabularySize;
    this.#drawn = drawn;
    this.#source = projection.source;
    this.#limit ??= (all ? wordLimits.find((limit) => limit >= count) : undefined) ?? count;
    this.#markDocument(drawn);
    this.#problem.hide();
    this.#overlay.hide();
    this.#toolbar.setSources(this.#available, projection.source);
    this.#toolbar.setLimit(this.#limit, projection.vocabularySize);
    this.#search.setWords(projection.words);
    this.#chart.setProjection(projection, drawn.inDocument);
    this.#table.setProjection(projection, drawn.inDocument);
    this.#stage.setCaption(
      captionOf(projection),
      `Map of ${formatQuantity(count, 'word')} of ${projection.name}`,
    );
    this.#announcer.say(mapAnnouncementOf(projection));
    this.#save();
    if (this.#word !== undefined) {
      this.#choose(this.#word, 'if unseen');
    }
  }

  #setDocument(name: string | undefined, words: readonly string[]): void {
    this.#documentName = name;
    this.#documentWords = words;
    if (this.#drawn !== undefined) {
      this.#markDocument(this.#drawn);
      this.#chart.setInDocument(this.#drawn.inDocument);
      this.#table.setInDocument(this.#drawn.inDocument);
    }
  }

  #setDescription(word: string, description: WordDescription | null): void {
    if (word !== this.#word) {
      return;
    }
    if (description !== null && description.word !== word) {
      // The tokenizer spells it otherwise, and so do the map and the table.
      this.#word = description.word;
      this.#save();
    }
    this.#description = description;
    this.#refreshCard();
    this.#emphasise();
    if (this.#follow !== 'never') {
      this.#chart.revealSelection(this.#follow === 'if unseen');
      this.#follow = 'never';
    }
    const known = this.#source === undefined ? undefined : description?.[this.#source];
    const nearest = known?.neighbours.slice(0, 3).map((neighbour) => neighbour.word) ?? [];
    this.#announcer.say(
      nearest.length > 0
        ? `Chosen: ${this.#word}. Nearest: ${formatList(nearest)}.`
        : `Chosen: ${this.#word}.`,
    );
  }

  #showProblem(message: string): void {
    if (this.#drawn === undefined) {
      this.#overlay.showProblem(message);
      this.#announcer.say(message);
    } else {
      this.#overlay.hide();
      this.#problem.show(message);
    }
  }

  /** Asks for a map; without a source, as at the start: the extension knows what there is and what is usual. */
  #draw(source: VectorsSource | undefined, limit: number | undefined): void {
    this.#problem.hide();
    if (source === undefined) {
      this.#host.post({ type: 'ready', ...(limit !== undefined && { limit }) });
      this.#overlay.showBusy('Opening the map…', false);
      return;
    }
    this.#source = source;
    this.#limit = limit ?? defaultLimit;
    this.#host.post({ type: 'draw', source, limit: this.#limit });
    this.#toolbar.setLimit(this.#limit, this.#drawn?.projection.vocabularySize);
    const message = `Drawing ${formatQuantity(this.#limit, 'word')}…`;
    this.#overlay.showBusy(message, this.#drawn !== undefined);
    this.#save();
  }

  #choose(word: string, follow: Follow): void {
    if (word === '') {
      return;
    }
    this.#word = word;
    this.#description = undefined;
    this.#follow = follow;
    this.#emphasise();
    this.#card.showPending(word);
    this.#host.post({ type: 'describe', word });
    this.#save();
  }

  #clear(): void {
    if (this.#word !== undefined) {
      this.#word = undefined;
      this.#description = undefined;
      this.#refreshCard();
      this.#emphasise();
      this.#announcer.say('No word is chosen.');
      this.#save();
    }
  }

  /** Shows the chosen word, and those of its neighbours that are drawn, on the map and in the table. */
  #emphasise(): void {
    const selected = this.#word === undefined ? undefined : this.#drawn?.indexOf(this.#word);
    const known = this.#source === undefined ? undefined : this.#description?.[this.#source];
    const neighbours = this.#drawn?.drawnNeighbours(known?.neighbours ?? []) ?? [];
    this.#chart.setSelection(selected, neighbours);
    this.#table.setSelected(selected);
  }

  #refreshCard(): void {
    if (this.#word === undefined) {
      this.#card.showNothing(this.#cardContext());
    } else if (this.#description === undefined) {
      this.#card.showPending(this.#word);
    } else {
      this.#card.show(this.#word, this.#description, this.#cardContext());
    }
  }

  #cardContext(): WordCardContext {
    return {
      available: this.#available,
      source: this.#source,
      isDrawn: (word) => this.#drawn?.indexOf(word) !== undefined,
      drawnWords: this.#drawn?.projection.words.length ?? 0,
      limitForRank: (rank) => wordLimits.find((limit) => limit >= rank),
    };
  }

  #hover(index: number | undefined, place: { x: number; y: number }): void {
    if (index === undefined || this.#drawn === undefined) {
      this.#tooltip.hide();
      return;
    }
    const { projection, inDocument } = this.#drawn;
    const count = projection.counts?.[index];
    const lines = [
      count === undefined
        ? `rank ${formatCount(index + 1)} in ${projection.name}`
        : `${formatQuantity(count, 'time')} in the workspace`,
    ];
    if (this.#documentName !== undefined && inDocument[index] === 1) {
      lines.push(`in ${this.#documentName}`);
    }
    this.#tooltip.show(this.#wordAt(index), lines, place);
  }

  #wordAt(index: number): string {
    return this.#drawn?.projection.words[index] ?? '';
  }

  #markDocument(drawn: DrawnWords): void {
    const marked = drawn.markDocument(this.#documentWords);
    this.#stage.legend.setDocument(this.#documentName, marked, this.#documentWords.length);
  }

  #setTableOpen(open: boolean): void {
    this.#tableOpen = open;
    this.#toolbar.setTableOpen(open);
    this.#table.setOpen(open);
    this.#root.classList.toggle('with-table', open);
    this.#save();
  }

  /** Reads the theme, and hands the colours that had to be made readable on to the style sheet. */
  #applyPalette(): Palette {
    const palette = readPalette();
    this.#root.style.setProperty('--firth-point', toCss(palette.point));
    this.#root.style.setProperty('--firth-document', toCss(palette.document));
    this.#root.style.setProperty('--firth-accent', toCss(palette.accent));
    this.#root.style.setProperty('--firth-muted', palette.mutedText);
    return palette;
  }

  #save(): void {
    this.#host.writeState({
      ...(this.#source !== undefined && { source: this.#source }),
      ...(this.#limit !== undefined && { limit: this.#limit }),
      ...(this.#word !== undefined && { word: this.#word }),
      tableOpen: this.#tableOpen,
    });
  }
}

import type { VectorsSource } from '../../protocol/engine.ts';
import type { ToMap } from '../../protocol/panel/map.ts';
import type { MapRequest } from '../../protocol/panel/mapRequest.ts';
import type { Announcer } from '../Announcer.ts';
import { element } from '../dom.ts';
import type { TabHost } from '../host.ts';
import type { Tab, TabSurroundings } from '../Panel.ts';
import type { Palette } from '../theme.ts';
import { AnalogyPane } from './AnalogyPane.ts';
import { arrowsOf } from './arrows.ts';
import { mapAnnouncementOf } from './caption.ts';
import type { DrawnWords } from './DrawnWords.ts';
import type { ColoredMap } from './MapColoring.ts';
import { MapControls } from './MapControls.ts';
import { MapNotices } from './MapNotices.ts';
import { MapPictures } from './MapPictures.ts';
import { PinnedWords } from './PinnedWords.ts';
import { SearchBox } from './SearchBox.ts';
import { SelectedWords } from './SelectedWords.ts';
import { WordCard } from './WordCard.ts';
import { WordChoice } from './WordChoice.ts';
import { WordTable } from './WordTable.ts';

/** The Map: passes what the extension says to its parts, and what the parts ask for to the extension. */
export class MapTab implements Tab {
  readonly element = element('div', { class: 'map-tab' });
  readonly #host: TabHost<'map'>;
  readonly #announcer: Announcer;
  readonly #notices: MapNotices;
  readonly #pictures: MapPictures;
  readonly #controls: MapControls;
  readonly #analogies: AnalogyPane;
  readonly #selected: SelectedWords;
  readonly #pins: PinnedWords;
  readonly #search: SearchBox;
  readonly #table: WordTable;
  readonly #choice: WordChoice;
  #available: readonly VectorsSource[] = [];
  #tableOpen: boolean;

  /** Restores what was shown before a reload, and reports that it is ready. */
  constructor(host: TabHost<'map'>, surroundings: TabSurroundings) {
    const state = host.readState();
    const { announcer, palette } = surroundings;
    this.#host = host;
    this.#announcer = announcer;
    this.#tableOpen = state.tableOpen ?? matchMedia('(min-width: 1100px)').matches;
    const train = () => host.post({ type: 'train' });
    this.#notices = new MapNotices(announcer, train);
    this.#search = new SearchBox(
      (word) => this.#choice.choose(word, 'always'),
      (words) => this.#selected.select(words),
    );
    this.#analogies = new AnalogyPane(host, palette, state.analogies ?? [], {
      onChange: () => {
        this.#mark();
        this.#save();
      },
      onSelect: (word) => this.#choice.choose(word, 'always'),
      onInclude: (words) => this.#controls.include(words),
      // Few words are best seen by PCA.
      onIsolate: (words) => this.#controls.isolate(words, { method: 'pca' }),
    });
    this.#controls = new MapControls(this.#search.element, [this.#analogies.element], {
      onDraw: (request, anew) => this.#draw(request, anew),
      onColor: (color) => this.#pictures.setColor(color),
      onSizeByFrequency: (on) => this.#pictures.setSizeByFrequency(on),
      onCompare: (open) =>
        open ? this.#pictures.compareWithAnother() : this.#pictures.compareWith(undefined),
      onTable: (open) => {
        this.#setTableOpen(open);
        // In a narrow panel it is below everything else.
        if (open) this.#table.element.scrollIntoView({ block: 'nearest' });
      },
      onAnalogies: (open) => this.#setAnalogiesOpen(open, true),
      onExport: () => this.#export(),
      onForget: (name) => host.post({ type: 'forgetSelection', name }),
      chosenWord: () => this.#choice.word,
    });
    this.#selected = new SelectedWords(announcer, {
      onIsolate: (words) => this.#controls.isolate(words),
      onKeep: (name, words) => host.post({ type: 'keepSelection', selection: { name, words: [...words] } }),
      onExport: (words) => this.#export(words),
      onChange: () => this.#mark(),
    });
    this.#pins = new PinnedWords(state.pins ?? [], announcer, {
      onChoose: (word) => this.#choice.choose(word, 'if unseen'),
      onChange: () => {
        this.#mark();
        this.#choice.refresh();
        this.#save();
      },
    });
    const card = new WordCard({
      onSelect: (word) => this.#choice.choose(word, 'if unseen'),
      onFindContexts: (word) => host.post({ type: 'findContexts', word }),
      onStartAnalogy: (word) => host.post({ type: 'startAnalogy', word }),
      onPin: (word, pinned) => (pinned ? this.#pins.pin(word) : this.#pins.unpin(word)),
      onClose: () => this.#choice.clear(),
      onDraw: (limit) => this.#controls.change({ selection: { kind: 'frequent', limit } }),
      onTrain: train,
    });
    this.#table = new WordTable((word) => this.#choice.choose(word, 'if unseen'));
    const { color = 'document', sizeByFrequency = false } = state;
    const bars = [this.#pins.element, this.#selected.element];
    this.#pictures = new MapPictures(host, bars, { color, sizeByFrequency }, surroundings, {
      onPick: (word) => this.#choice.pick(word),
      onTakeBack: () => this.#choice.takeBack(),
      onOpen: (word) => {
        this.#pins.pin(word); // The second click of the two has unpinned what the first one pinned.
        host.post({ type: 'findContexts', word });
      },
      onLasso: (words) => this.#selected.select(words),
      onDrawn: (drawn, same, look) => this.#drawn(drawn, same, look),
      onBesideDrawn: () => this.#drawnBeside(),
      onCompare: (source) => {
        this.#controls.setComparing(source !== undefined);
        this.element.classList.toggle('comparing', source !== undefined);
        if (source === undefined) this.#table.setBeside(undefined);
        this.#save();
      },
      onRecolor: () => this.#save(),
      onLook: ({ column }) => this.#table.setColor(column),
      onTrain: train,
      onTrainClassifier: () => host.post({ type: 'trainClassifier' }),
      onRetry: () => this.#start(),
      onProblem: (message) => this.#notices.tellProblem(message),
    });
    this.element.append(
      this.#controls.element,
      this.#notices.element,
      this.#pictures.element,
      this.#table.element,
      card.element,
    );
    this.#choice = new WordChoice(
      host,
      { pictures: this.#pictures, table: this.#table, card, pins: this.#pins, announcer },
      () => ({
        drawn: this.#pictures.map.drawn,
        source: this.#controls.request?.source,
        available: this.#available,
      }),
      state.word,
      () => {
        this.#pictures.setWord(this.#choice.word);
        this.#save();
      },
    );
    this.#pictures.setWord(state.word);
    this.#controls.setColoring(color, sizeByFrequency);
    if (state.request !== undefined) this.#controls.show(state.request);
    this.#setAnalogiesOpen(this.#analogies.expressions.length > 0, false);
    this.#setTableOpen(this.#tableOpen);
    host.onMessage((message) => this.#receive(message));
    this.#start();
    if (state.compare !== undefined) this.#pictures.compareWith(state.compare);
    else this.#controls.setComparing(false);
  }

  setPalette(palette: Palette): void {
    this.#pictures.setPalette(palette);
    this.#analogies.setPalette(palette);
  }

  #receive(message: ToMap): void {
    switch (message.type) {
      case 'sources':
        this.#setSources(message.available, message.stale);
        break;
      case 'analogies':
        this.#analogies.setAnalogies(message.analogies);
        break;
      case 'showAnalogy':
        this.#setAnalogiesOpen(true, false);
        this.#analogies.add(message.expression);
        break;
      case 'selections':
        this.#controls.setKept(message.selections);
        break;
      case 'takePicture':
        this.#host.post({ ...message, type: 'picture', data: this.#pictures.map.take(message.format) });
        break;
      case 'done':
        this.#notices.tellDone(message.message);
        break;
      case 'reveal':
        this.#choice.choose(message.word, 'always');
        break;
      case 'description':
        this.#choice.describe(message.word, message.description);
        this.#pictures.describe(message.word, message.description);
        break;
      case 'toPicture':
        this.#pictures.receive(message.side, message.message);
        break;
      case 'problem':
        this.#pictures.map.receive(message);
        break;
    }
  }

  /** Asks for a map; without a request the extension knows what there is and what is usual. */
  #start(): void {
    this.#notices.hideProblem();
    this.#pictures.map.showBusy('Opening the map…');
    const { request } = this.#controls;
    this.#host.post({ type: 'ready', ...(request !== undefined && { request }) });
  }

  #setSources(available: readonly VectorsSource[], stale: boolean): void {
    this.#available = available;
    this.#pictures.setSources(available);
    this.#controls.setSources(available);
    if (available.length === 0) {
      this.#pictures.map.overlay.showEmpty();
      this.#announcer.say('There are no word vectors yet.');
    }
    this.#notices.setStale(stale);
    this.#choice.refresh();
  }

  #drawn(drawn: DrawnWords, same: boolean, look: ColoredMap): void {
    const { projection } = drawn;
    this.#controls.show(projection.request, projection.vocabularySize);
    this.#notices.hideProblem();
    if (!same) this.#search.setWords(projection.words);
    this.#analogies.setDrawn(drawn);
    this.#table.setProjection(projection, look.column);
    this.#mark();
    this.#save();
    if (!same) this.#choice.renew();
    else this.#choice.refresh();
    if (!projection.unfinished) this.#announcer.say(mapAnnouncementOf(projection));
  }

  #drawnBeside(): void {
    this.#mark();
    this.#choice.mark();
    this.#table.setBeside(this.#pictures.placesBeside());
  }

  #draw(request: MapRequest, anew: boolean): void {
    this.#notices.hideProblem();
    this.#notices.hideDone();
    this.#host.post({ type: 'draw', request, anew });
    this.#save();
  }

  /** Marks what is marked besides the chosen word. */
  #mark(): void {
    this.#pictures.highlight((drawn) => ({
      arrows: arrowsOf(this.#analogies.analogies, drawn),
      pinned: this.#pins.placesIn(drawn),
      marked: this.#selected.placesIn(drawn),
    }));
    const { drawn } = this.#pictures.map;
    if (drawn !== undefined) this.#table.setPinned(this.#pins.placesIn(drawn));
  }

  #export(words?: readonly string[]): void {
    const id = this.#pictures.map.drawn?.projection.id;
    if (id !== undefined) this.#host.post({ type: 'export', id, ...(words && { words: [...words] }) });
  }

  #setAnalogiesOpen(open: boolean, focus: boolean): void {
    this.#analogies.element.hidden = !open;
    this.#controls.setAnalogiesOpen(open);
    if (open && focus) this.#analogies.focus();
  }

  #setTableOpen(open: boolean): void {
    this.#tableOpen = open;
    this.#controls.setTableOpen(open);
    this.#table.setOpen(open);
    this.element.classList.toggle('with-table', open);
    this.#save();
  }

  #save(): void {
    const { request } = this.#controls;
    const { color, sizeByFrequency } = this.#pictures.map.coloring;
    this.#host.writeState({
      ...(request !== undefined && { request }),
      ...(this.#choice.word !== undefined && { word: this.#choice.word }),
      pins: [...this.#pins.words],
      ...(this.#pictures.compared !== undefined && { compare: this.#pictures.compared }),
      tableOpen: this.#tableOpen,
      color,
      sizeByFrequency,
      analogies: [...this.#analogies.expressions],
    });
  }
}

import type { VectorsSource } from '../../protocol/engine.ts';
import type { KeptSelection, MapColor } from '../../protocol/panel/map.ts';
import type { MapLayout, MapRequest, MapSelection } from '../../protocol/panel/mapRequest.ts';
import { element } from '../dom.ts';
import { firstLayouts } from './firstLayouts.ts';
import { MapOptions } from './MapOptions.ts';
import { Toolbar } from './Toolbar.ts';

/** What the controls ask for. */
export interface MapControlsEvents {
  /** Draw; `anew` where nothing of earlier pictures is to be used. */
  onDraw(request: MapRequest, anew: boolean): void;
  onColor(color: MapColor): void;
  onSizeByFrequency(on: boolean): void;
  onCompare(open: boolean): void;
  onTable(open: boolean): void;
  onAnalogies(open: boolean): void;
  onExport(): void;
  onForget(name: string): void;
  /** The word that is chosen on the map. */
  chosenWord(): string | undefined;
}

/** How many words near a word are drawn until somebody says otherwise. */
const nearLimit = 200;

/** How many words of the open document are drawn at most. */
const documentLimit = 5000;

/** The toolbar and the options, and the request that they make together. */
export class MapControls {
  readonly element: HTMLElement;
  readonly #events: MapControlsEvents;
  readonly #toolbar: Toolbar;
  readonly #options: MapOptions;
  #request: MapRequest | undefined;
  #available: readonly VectorsSource[] = [];
  #vocabularySize: number | undefined;

  /** `search` and `panes` are placed in the toolbar and below it. */
  constructor(search: HTMLElement, panes: readonly HTMLElement[], events: MapControlsEvents) {
    this.#events = events;
    this.#toolbar = new Toolbar(search, {
      onSource: (source) => this.change({ source }),
      onWords: (choice) => this.#selectWords(choice),
      onLayout: (method) => this.#selectLayout(method),
      onColor: (color) => events.onColor(color),
      onOptions: (open) => this.setOptionsOpen(open),
      onCompare: (open) => events.onCompare(open),
      onTable: (open) => events.onTable(open),
      onAnalogies: (open) => events.onAnalogies(open),
      onExport: () => events.onExport(),
    });
    this.#options = new MapOptions({
      onDraw: (request) => this.draw(request, true),
      onSizeByFrequency: (on) => events.onSizeByFrequency(on),
      onForget: (name) => events.onForget(name),
    });
    this.element = element(
      'div',
      { class: 'map-head' },
      this.#toolbar.element,
      this.#options.element,
      ...panes,
    );
    this.setOptionsOpen(false);
  }

  /** What is drawn or being drawn. */
  get request(): MapRequest | undefined {
    return this.#request;
  }

  /** Shows what is drawn or being drawn, of so many words where that is known. */
  show(request: MapRequest, vocabularySize = this.#vocabularySize): void {
    this.#request = request;
    this.#vocabularySize = vocabularySize;
    this.#toolbar.setSources(this.#available, request.source);
    this.#toolbar.setSelection(request.selection, vocabularySize);
    this.#toolbar.setLayout(request.layout.method);
    this.#options.show(request);
  }

  /** Draws what is asked for. */
  draw(request: MapRequest, anew: boolean): void {
    this.show(request);
    this.#events.onDraw(request, anew);
  }

  /** Draws the same but for what is changed. */
  change(change: Partial<MapRequest>): void {
    if (this.#request !== undefined) this.draw({ ...this.#request, ...change }, false);
  }

  /** Draws words besides those that are drawn. */
  include(words: readonly string[]): void {
    const before = this.#request?.include ?? [];
    this.change({ include: [...new Set([...before, ...words])] });
  }

  /** Draws words and no others, and otherwise where a layout is given. */
  isolate(words: readonly string[], layout?: MapLayout): void {
    const selection: MapSelection = { kind: 'list', words: [...words] };
    this.change({ selection, include: [], ...(layout && { layout }) });
  }

  /** Offers the vectors that there are. */
  setSources(available: readonly VectorsSource[]): void {
    this.#available = available;
    this.#toolbar.setSources(available, this.#request?.source);
  }

  /** Offers the selections that were kept. */
  setKept(kept: readonly KeptSelection[]): void {
    this.#toolbar.setKept(kept);
    this.#options.setKept(kept);
    if (this.#request !== undefined) this.show(this.#request);
  }

  setColoring(color: MapColor, sizeByFrequency: boolean): void {
    this.#toolbar.setColor(color);
    this.#options.setSizeByFrequency(sizeByFrequency);
  }

  setTableOpen(open: boolean): void {
    this.#toolbar.setTableOpen(open);
  }

  setComparing(open: boolean): void {
    this.#toolbar.setComparing(open);
  }

  setAnalogiesOpen(open: boolean): void {
    this.#toolbar.setAnalogiesOpen(open);
  }

  setOptionsOpen(open: boolean): void {
    this.#options.element.hidden = !open;
    this.#toolbar.setOptionsOpen(open);
  }

  #selectWords(choice: number | KeptSelection | Exclude<MapSelection['kind'], 'frequent'>): void {
    if (typeof choice === 'number') {
      this.change({ selection: { kind: 'frequent', limit: choice } });
    } else if (typeof choice === 'object') {
      this.change({ selection: { kind: 'list', ...choice } });
    } else if (choice === 'document') {
      this.change({ selection: { kind: 'document', limit: documentLimit } });
    } else if (choice === 'near') {
      const word = this.#events.chosenWord();
      const selection: MapSelection = { kind: 'near', word: word ?? '', limit: nearLimit };
      if (word === undefined) this.#askWith({ selection });
      else this.change({ selection });
    } else {
      this.#askWith({ selection: { kind: 'list', words: [] } });
    }
  }

  #selectLayout(method: MapLayout['method']): void {
    const layout = firstLayouts[method];
    if (method === 'axes') this.#askWith({ layout });
    else this.change({ layout });
  }

  /** Shows the fields that a change needs filled in; nothing is drawn until they are. */
  #askWith(change: Partial<MapRequest>): void {
    if (this.#request === undefined) return;
    this.#options.show({ ...this.#request, ...change });
    this.setOptionsOpen(true);
    this.#options.focus();
  }
}

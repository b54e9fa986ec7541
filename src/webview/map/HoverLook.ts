import type { WordDescription } from '../../protocol/engine.ts';
import { pointLinesOf } from './caption.ts';
import type { DrawnWords } from './DrawnWords.ts';
import type { MapChart } from './MapChart.ts';
import type { Tooltip } from './Tooltip.ts';

/** The pointer has to rest this long, in milliseconds, before a word's neighbours are asked for. */
const restMilliseconds = 90;

/** Neighbours that are shown of the word under the pointer. */
const shownNeighbours = 6;

/** Words whose neighbours are remembered. */
const rememberedWords = 500;

/** The word under the pointer: a small card with its true neighbours, and lines to those that are on the map. */
export class HoverLook {
  readonly #ask: (word: string) => void;
  readonly #tooltip: Tooltip;
  readonly #known = new Map<string, WordDescription | null>();
  #at: { index: number; word: string; place: { x: number; y: number } } | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param ask has a word described; {@link describe} gets the answer. */
  constructor(ask: (word: string) => void, tooltip: Tooltip) {
    this.#ask = ask;
    this.#tooltip = tooltip;
  }

  /** The pointer came to a word, or left; the document's name is given where it has the word. */
  hover(
    drawn: DrawnWords | undefined,
    chart: MapChart,
    index: number | undefined,
    place: { x: number; y: number },
    documentName: string | undefined,
  ): void {
    clearTimeout(this.#timer);
    this.#at = undefined;
    const word = index === undefined ? undefined : drawn?.projection.words[index];
    if (drawn === undefined || index === undefined || word === undefined) {
      this.#tooltip.hide();
      return;
    }
    this.#at = { index, word, place };
    const marked = drawn.inDocument[index] === 1 ? documentName : undefined;
    this.#tooltip.show(word, pointLinesOf(drawn.projection, index, marked), place);
    if (this.#known.has(word)) this.#tell(drawn, chart);
    else this.#timer = setTimeout(() => this.#ask(word), restMilliseconds);
  }

  /** Takes in what the extension says of a word. */
  describe(
    drawn: DrawnWords | undefined,
    chart: MapChart,
    word: string,
    description: WordDescription | null,
  ): void {
    if (this.#known.size >= rememberedWords) this.#known.clear();
    this.#known.set(word, description);
    if (drawn !== undefined && word === this.#at?.word) this.#tell(drawn, chart);
  }

  /** Forgets what was said: the vectors are others. */
  forget(): void {
    this.#known.clear();
  }

  #tell(drawn: DrawnWords, chart: MapChart): void {
    const at = this.#at;
    if (at === undefined) return;
    const described = this.#known.get(at.word)?.[drawn.projection.source];
    const neighbours = (described?.neighbours ?? []).slice(0, shownNeighbours);
    this.#tooltip.addNeighbours(neighbours, at.place);
    chart.highlight({ hoveredNeighbours: drawn.drawnNeighbours(neighbours) });
  }
}

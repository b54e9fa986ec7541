import type { Neighbour } from '../../core/vectors/WordVectors.ts';
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
  /** The word that is under the pointer elsewhere. */
  #echoed: string | undefined;
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
    if (drawn === undefined) return;
    if (word === this.#at?.word) this.#tell(drawn, chart);
    if (word === this.#echoed) this.echo(drawn, chart, word);
  }

  /** Marks the word that is under the pointer elsewhere, with those of its neighbours that are known and drawn. */
  echo(drawn: DrawnWords | undefined, chart: MapChart, word: string | undefined): void {
    const before = this.#echoed;
    this.#echoed = word;
    const index = word === undefined ? undefined : drawn?.indexOf(word);
    if (drawn === undefined || (before === undefined && word === undefined)) return;
    const hoveredNeighbours =
      index === undefined ? [] : drawn.drawnNeighbours(this.#neighbours(drawn, word!));
    chart.highlight({ echoed: index, hoveredNeighbours });
  }

  /** Forgets what was said: the vectors are others. */
  forget(): void {
    this.#known.clear();
  }

  #tell(drawn: DrawnWords, chart: MapChart): void {
    const at = this.#at;
    if (at === undefined) return;
    const neighbours = this.#neighbours(drawn, at.word);
    this.#tooltip.addNeighbours(neighbours, at.place);
    chart.highlight({ hoveredNeighbours: drawn.drawnNeighbours(neighbours) });
  }

  /** The nearest words that are known of a word, by the vectors that are drawn. */
  #neighbours(drawn: DrawnWords, word: string): readonly Neighbour[] {
    const described = this.#known.get(word)?.[drawn.projection.source];
    return (described?.neighbours ?? []).slice(0, shownNeighbours);
  }
}

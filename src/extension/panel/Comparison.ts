import type { Disposable, TextDocument } from 'vscode';
import type { SideBySide, VectorsSource, VectorsSummary } from '../../protocol/engine.ts';
import type { FromPicture, ToPicture } from '../../protocol/panel/picture.ts';
import { PictureConversation, type PictureParts } from './PictureConversation.ts';
import type { WordMap } from './WordMaps.ts';

/** What a comparison tells. */
export interface ComparisonEvents {
  post(message: ToPicture): void;
  /** Words are on show, in their first places or their last. */
  onShow(): void;
}

/** The picture beside the map: the words of the map as other vectors have them, drawn again whenever the map is. */
export class Comparison implements Disposable {
  readonly #parts: PictureParts;
  readonly #events: ComparisonEvents;
  #source: VectorsSource | undefined;
  #picture: PictureConversation | undefined;
  /** The map that is compared, and the one whose words were drawn last. */
  #map: WordMap | undefined;
  #followed: number | undefined;

  constructor(parts: PictureParts, events: ComparisonEvents) {
    this.#parts = parts;
    this.#events = events;
  }

  /** Draws by other vectors from now on; none ends the comparison. */
  compareWith(source: VectorsSource | undefined): void {
    this.#source = source;
    this.#followed = undefined;
    if (source === undefined) this.#close();
    else this.#draw();
  }

  /** The map is on show: the same words are drawn beside it, unless they are already. */
  follow(map: WordMap | undefined): void {
    this.#map = map;
    if (map?.id !== this.#followed) this.#draw();
  }

  /** Draws anew where the vectors of the comparison are others than before. */
  vectorsChanged(before: SideBySide<VectorsSummary>, now: SideBySide<VectorsSummary>): void {
    const source = this.#source;
    if (source !== undefined && before[source] !== now[source]) this.#draw();
  }

  async markDocument(document: TextDocument | undefined): Promise<void> {
    await this.#picture?.markDocument(document);
  }

  async receive(message: FromPicture): Promise<void> {
    await this.#picture?.receive(message);
  }

  dispose(): void {
    this.#close();
  }

  #draw(): void {
    const { vectors } = this.#parts;
    const [source, map] = [this.#source, this.#map];
    // Vectors beside themselves, or that are gone: the page chooses others, or ends the comparison.
    if (!source || !map || source === map.request.source || !vectors.state[source]) return;
    this.#followed = map.id;
    this.#picture ??= new PictureConversation(this.#parts, {
      post: (message) => this.#events.post(message),
      serve: (work) => this.#serve(work),
      onShow: () => this.#events.onShow(),
    });
    const { layout } = map.request;
    const selection = { kind: 'list' as const, words: [...map.words.words] };
    this.#serve(this.#picture.draw({ source, selection, include: [], layout }, false));
  }

  #serve(work: Promise<void>): void {
    work.catch((error: unknown) => {
      this.#parts.log.error(`The map could not be compared: ${String(error)}`);
      this.#events.post({ type: 'problem', message: error instanceof Error ? error.message : String(error) });
    });
  }

  #close(): void {
    this.#picture?.dispose();
    this.#picture = undefined;
  }
}

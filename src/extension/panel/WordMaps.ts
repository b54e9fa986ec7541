import { createHash } from 'node:crypto';
import { type CancellationToken, CancellationTokenSource, l10n } from 'vscode';
import type {
  LaidOutWords,
  Layout,
  LayoutProgress,
  MapMethods,
  MapWords,
  WordSelection,
} from '../../protocol/mapMethods.ts';
import type { MapLayout, MapRequest, MapSelection } from '../../protocol/panel/mapRequest.ts';
import { mapThreads } from '../settings.ts';
import type { ActiveVectors } from '../vectors/ActiveVectors.ts';
import { knownPlaces } from './knownPlaces.ts';
import type { MapThread } from './MapThread.ts';

/** Finished maps that are kept, so that going back to one costs nothing. */
const KEPT_MAPS = 12;

/** A map, finished or on its way. */
export interface WordMap {
  /** Tells the maps of one conversation apart. */
  readonly id: number;
  readonly request: MapRequest;
  readonly words: MapWords;
  /** Whether it goes on from the map before it. */
  readonly continued: boolean;
}

/** A map that was begun before it was asked for. */
interface PreparedMap {
  /** What it is a map of. */
  readonly key: string;
  readonly words: Promise<MapWords>;
  /** Places to be seen first; undefined where the points will not move. */
  readonly places: Promise<Float32Array | undefined>;
}

/** What is told of a map while it is drawn. */
export interface WordMapEvents {
  /** The words are chosen, and there are first places for them. */
  onStart(map: WordMap, laidOut: LaidOutWords): void;
  onProgress(map: WordMap, progress: LayoutProgress): void;
  onEnd(map: WordMap, laidOut: LaidOutWords): void;
}

/** Draws maps one at a time, keeps finished ones, and lets points that were on the map before stay where they were. */
export class WordMaps {
  readonly #vectors: ActiveVectors;
  readonly #thread: MapThread;
  readonly #events: WordMapEvents;
  readonly #finished = new Map<string, LaidOutWords>();
  #nextId = 1;
  #current: { map: WordMap; laidOut: LaidOutWords | undefined } | undefined;
  #cancellation = new CancellationTokenSource();
  #drawing: number | undefined;
  #prepared: PreparedMap | undefined;

  constructor(vectors: ActiveVectors, thread: MapThread, events: WordMapEvents) {
    this.#vectors = vectors;
    this.#thread = thread;
    this.#events = events;
  }

  /** The map that is on show. */
  get current(): WordMap | undefined {
    return this.#current?.map;
  }

  /** The places of the map that is on show; undefined while its points move. */
  get laidOut(): LaidOutWords | undefined {
    return this.#current?.laidOut;
  }

  /** Cancelled as soon as another map is asked for: for work on the map on show. */
  get token(): CancellationToken {
    return this.#cancellation.token;
  }

  /** Begins with a map that is going to be asked for: chooses its words, and first places for them where they will move. */
  prepare(request: MapRequest, text: string | undefined): void {
    const words = this.#choose(request, text);
    const places = words.then((chosen) =>
      request.layout.method === 'tsne' ? this.#principalComponents(chosen) : undefined,
    );
    // Whoever asks for the map hears of what failed.
    places.catch(() => undefined);
    this.#prepared = { key: this.#requestKey(request, text), words, places };
  }

  /**
   * Draws a map in place of the one on show; of several calls at a time only the last one is carried out.
   *
   * @param text the open document, for a selection of its words
   * @param anew whether earlier maps are to be passed over: neither shown again nor gone on from
   */
  async draw(request: MapRequest, text: string | undefined, anew: boolean): Promise<void> {
    const token = this.#supersede();
    const prepared = this.#prepared?.key === this.#requestKey(request, text) ? this.#prepared : undefined;
    this.#prepared = undefined;
    const words = await (prepared?.words ?? this.#choose(request, text));
    if (token.isCancellationRequested) return;
    const before = this.#current;
    const key = this.#keyOf(request, words);
    const map: WordMap = { id: this.#nextId++, request, words, continued: false };
    const kept = anew ? undefined : this.#finished.get(key);
    if (kept) {
      this.#finish(map, key, kept);
      return;
    }
    const known = anew ? undefined : knownPlaces(before?.map, before?.laidOut, map);
    const first = async (): Promise<Float32Array> =>
      known ?? (await prepared?.places) ?? (await this.#principalComponents(words, token));
    await this.#layOut({ ...map, continued: known !== undefined }, key, { known, first }, token);
  }

  /** Holds the map on its way, lets it go on, or ends it as it is. */
  async steer(to: 'pause' | 'resume' | 'stop'): Promise<void> {
    if (this.#drawing !== undefined) await this.#thread.call('steerLayout', { id: this.#drawing, to });
  }

  dispose(): void {
    this.#cancellation.cancel();
    this.#cancellation.dispose();
  }

  /** Gives the work on the map before up, also where it is held. */
  #supersede(): CancellationToken {
    this.#cancellation.cancel();
    this.#cancellation.dispose();
    // A map that is held looks whether it is still wanted only when it goes on.
    this.steer('resume').catch(() => undefined);
    this.#drawing = undefined;
    this.#cancellation = new CancellationTokenSource();
    return this.#cancellation.token;
  }

  async #choose(request: MapRequest, text: string | undefined): Promise<MapWords> {
    return this.#vectors.ask('chooseMapWords', {
      source: request.source,
      selection: engineSelection(request.selection, text),
      include: request.include,
      axes: request.layout.method === 'axes' ? [request.layout.x, request.layout.y] : [],
    });
  }

  /** @param places where the words were before, if anywhere, and the places to show first */
  async #layOut(
    map: WordMap,
    key: string,
    { known, first }: { known: Float32Array | undefined; first(): Promise<Float32Array> },
    token: CancellationToken,
  ): Promise<void> {
    const { words, id, request } = map;
    const layout = engineLayout(request.layout);
    const onProgress = (progress: LayoutProgress): void => {
      if (!token.isCancellationRequested) this.#events.onProgress(map, progress);
    };
    try {
      if (layout.method === 'tsne') {
        // t-SNE starts from there: something is to be seen while neighbours are looked for.
        const coordinates = await first();
        if (token.isCancellationRequested) return;
        this.#current = { map, laidOut: undefined };
        this.#events.onStart(map, { coordinates });
      }
      this.#drawing = id;
      const params = { id, words: layable(words), layout, threads: mapThreads(), ...(known && { known }) };
      const laidOut = await this.#thread.call('layOutWords', params, { token, onProgress });
      if (!token.isCancellationRequested) this.#finish(map, key, laidOut);
    } catch (error) {
      if (!token.isCancellationRequested) throw error;
    } finally {
      if (this.#drawing === id) this.#drawing = undefined;
    }
  }

  async #principalComponents(words: MapWords, token?: CancellationToken): Promise<Float32Array> {
    const params = { id: 0, words: layable(words), layout: { method: 'pca' } } as const;
    return (await this.#thread.call('layOutWords', params, { token })).coordinates;
  }

  #finish(map: WordMap, key: string, laidOut: LaidOutWords): void {
    this.#current = { map, laidOut };
    // What somebody stopped is not what these options give.
    if (laidOut.descent?.end !== 'stopped') {
      this.#finished.delete(key);
      this.#finished.set(key, laidOut);
      const [oldest] = this.#finished.keys();
      if (this.#finished.size > KEPT_MAPS && oldest !== undefined) this.#finished.delete(oldest);
    }
    this.#events.onEnd(map, laidOut);
  }

  /** Names what a map is asked for by. */
  #requestKey(request: MapRequest, text: string | undefined): string {
    return JSON.stringify([this.#vectors.state[request.source], request, text]);
  }

  /** Names the vectors, the words and the options. */
  #keyOf({ source, layout }: MapRequest, { words }: MapWords): string {
    const named = JSON.stringify([this.#vectors.state[source], layout, words]);
    return createHash('sha1').update(named).digest('base64');
  }
}

/** What it takes to lay words out: without the words themselves, which would be copied from thread to thread. */
function layable({
  vectors,
  norms,
  dimension,
  axes,
}: MapWords): MapMethods['layOutWords']['params']['words'] {
  return { vectors, norms, dimension, axes };
}

function engineSelection(selection: MapSelection, text: string | undefined): WordSelection {
  if (selection.kind !== 'document') return selection;
  if (text === undefined) {
    throw new Error(l10n.t('There is no open document whose words could be drawn. Open a text file first.'));
  }
  return { kind: 'text', text, limit: selection.limit };
}

function engineLayout(layout: MapLayout): Layout {
  return layout.method === 'axes' ? { method: 'axes' } : layout;
}

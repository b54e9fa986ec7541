import {
  type CancellationToken,
  type Disposable,
  type LogOutputChannel,
  l10n,
  type TextDocument,
} from 'vscode';
import type { VectorsSource } from '../../protocol/engine.ts';
import type { LaidOutWords } from '../../protocol/mapMethods.ts';
import type { MapRequest } from '../../protocol/panel/mapRequest.ts';
import type { FromPicture, ToPicture } from '../../protocol/panel/picture.ts';
import type { ActiveClassifier } from '../classifier/ActiveClassifier.ts';
import { activeTextDocument, basename } from '../documents.ts';
import { mapThreads } from '../settings.ts';
import type { ActiveVectors } from '../vectors/ActiveVectors.ts';
import { MapThread } from './MapThread.ts';
import { projectionOf } from './projectionOf.ts';
import { type WordMap, WordMaps } from './WordMaps.ts';

/** Clusters of the same words are the same each time. */
const CLUSTER_SEED = 1;

/** The page is told so often how far the judgement of a map is. */
const JUDGING_STEP = 0.1;

/** What a picture is made with. */
export interface PictureParts {
  readonly vectors: ActiveVectors;
  readonly classifier: ActiveClassifier;
  /** The engine's bundle. */
  readonly engineScript: string;
  readonly log: LogOutputChannel;
}

/** What a picture tells. */
export interface PictureEvents {
  post(message: ToPicture): void;
  /** Lets work go on that nothing waits for; the page is told where it fails. */
  serve(work: Promise<void>): void;
  /** Words are on show, in their first places or their last. */
  onShow(): void;
}

/** The conversation about one picture of the Map tab: draws it, judges it, and answers what is asked of its words. */
export class PictureConversation implements Disposable {
  /** Does the long work of this picture. */
  readonly thread: MapThread;
  readonly #vectors: ActiveVectors;
  readonly #events: PictureEvents;
  readonly #maps: WordMaps;
  readonly #classifier: ActiveClassifier;
  readonly #listening: Disposable;
  /** The map whose words' genres were asked for, and the classifier that told them. */
  #leant: { id: number; trainedAt: string | undefined } | undefined;
  #request: MapRequest | undefined;
  #drawnDocument: string | undefined;

  constructor({ vectors, classifier, engineScript, log }: PictureParts, events: PictureEvents) {
    this.#vectors = vectors;
    this.#classifier = classifier;
    this.#listening = classifier.onDidChange(() => this.#classifierChanged());
    this.#events = events;
    this.thread = new MapThread(engineScript, log);
    this.#maps = new WordMaps(vectors, this.thread, {
      onStart: (map, laidOut) => this.#show(map, laidOut, true),
      onProgress: ({ id }, progress) => events.post({ type: 'progress', id, progress }),
      onEnd: (map, laidOut) => {
        this.#show(map, laidOut, false);
        events.serve(this.#judge(map, laidOut));
      },
    });
  }

  /** What is drawn, or is to be drawn once the vectors are loaded. */
  get request(): MapRequest | undefined {
    return this.#request;
  }

  /** The embedding that is drawn. */
  get source(): VectorsSource | undefined {
    return this.#request?.source;
  }

  /** The document whose words are drawn, where that is what is drawn. */
  get drawnDocument(): string | undefined {
    return this.#drawnDocument;
  }

  /** The map that is on show. */
  get current(): WordMap | undefined {
    return this.#maps.current;
  }

  /** Makes ready to draw, while vectors are still being loaded. */
  open(): void {
    this.#events.post({ type: 'busy', message: l10n.t('Loading vectors') });
    this.thread.warmUp();
  }

  /** Begins with a map before the page can ask for it. */
  prepare(request: MapRequest): void {
    const document = request.selection.kind === 'document' ? activeTextDocument() : undefined;
    this.#maps.prepare(request, document?.getText());
  }

  /** Draws words; with `anew` nothing of earlier pictures is used. */
  async draw(request: MapRequest, anew: boolean): Promise<void> {
    this.#request = request;
    this.#events.post({ type: 'busy', message: l10n.t('Drawing the map') });
    const document = request.selection.kind === 'document' ? activeTextDocument() : undefined;
    this.#drawnDocument = document?.uri.toString();
    await this.#maps.draw(request, document?.getText(), anew);
  }

  /** Marks the words of a document; none where there is no document. */
  async markDocument(document: TextDocument | undefined): Promise<void> {
    const { source } = this;
    if (!source) return;
    if (!document) {
      this.#events.post({ type: 'document', words: [] });
      return;
    }
    const words = await this.#vectors.ask('wordsOfText', { source, text: document.getText() });
    if (source === this.source) this.#events.post({ type: 'document', name: basename(document.uri), words });
  }

  async receive(message: FromPicture): Promise<void> {
    switch (message.type) {
      case 'steer':
        await this.#maps.steer(message.to);
        break;
      case 'cluster':
        await this.#cluster(message.id, message.clusters);
        break;
      case 'compareTo':
        await this.#compareTo(message.id, message.word);
        break;
      case 'lean':
        await this.#lean(message.id);
        break;
    }
  }

  /** The map on show with its places, where it has the number and its points rest. */
  finished(id: number): { map: WordMap; laidOut: LaidOutWords } | undefined {
    const { current: map, laidOut } = this.#maps;
    return map?.id === id && laidOut ? { map, laidOut } : undefined;
  }

  /** Work on the map that is on show; undefined where another one was asked for meanwhile. */
  async onMap<T>(work: (token: CancellationToken) => Promise<T>): Promise<T | undefined> {
    const { token } = this.#maps;
    try {
      const result = await work(token);
      return token.isCancellationRequested ? undefined : result;
    } catch (error) {
      if (token.isCancellationRequested) return undefined;
      throw error;
    }
  }

  dispose(): void {
    this.#listening.dispose();
    this.#maps.dispose();
    this.thread.dispose();
  }

  #show(map: WordMap, laidOut: LaidOutWords, unfinished: boolean): void {
    this.#events.post({ type: 'projection', projection: projectionOf(map, laidOut, unfinished) });
    this.#events.onShow();
  }

  async #judge({ id, words }: WordMap, { coordinates }: LaidOutWords): Promise<void> {
    let told = 0;
    const onProgress = (done: number): void => {
      if (done < told + JUDGING_STEP) return;
      told = done;
      this.#events.post({ type: 'judging', id, done });
    };
    const { vectors, dimension } = words;
    const params = { words: { vectors, dimension }, coordinates, threads: mapThreads() };
    const quality = await this.onMap((token) => this.thread.call('judgeMap', params, { token, onProgress }));
    if (quality) this.#events.post({ type: 'quality', id, quality });
  }

  async #cluster(id: number, clusters: number): Promise<void> {
    const map = this.#maps.current;
    if (map?.id !== id) return;
    const { vectors, dimension } = map.words;
    const params = { words: { vectors, dimension }, clusters, seed: CLUSTER_SEED };
    const found = await this.onMap((token) => this.thread.call('clusterMapWords', params, { token }));
    if (found) this.#events.post({ type: 'clusters', id, ...found });
  }

  async #compareTo(id: number, word: string): Promise<void> {
    const map = this.#maps.current;
    if (map?.id !== id) return;
    const { source, words } = map.words;
    const similarities = await this.#vectors.ask('similaritiesTo', { source, word, words });
    this.#events.post({ type: 'similarities', id, word, similarities });
  }

  async #lean(id: number): Promise<void> {
    const map = this.#maps.current;
    if (map?.id !== id) return;
    const trainedAt = this.#classifier.state.report?.trainedAt;
    this.#leant = { id, trainedAt };
    const { words } = map.words;
    const leanings = trainedAt === undefined ? null : await this.#classifier.ask('leanWords', { words });
    if (this.#leant?.trainedAt === trainedAt) this.#events.post({ type: 'leanings', id, leanings });
  }

  /** Tells the genres anew, where they were asked for and another classifier is trained. */
  #classifierChanged(): void {
    const leant = this.#leant;
    if (!leant || leant.trainedAt === this.#classifier.state.report?.trainedAt) return;
    this.#events.serve(this.#lean(leant.id));
  }
}

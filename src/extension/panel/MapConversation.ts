import { commands, Disposable, type LogOutputChannel, l10n, type TextDocument } from 'vscode';
import type { SideBySide, VectorsSummary } from '../../protocol/engine.ts';
import type { FromMap, ToMap } from '../../protocol/panel/map.ts';
import type { MapRequest } from '../../protocol/panel/mapRequest.ts';
import type { ActiveClassifier } from '../classifier/ActiveClassifier.ts';
import { COMMANDS } from '../commands/ids.ts';
import { activeTextDocument } from '../documents.ts';
import { mapWords } from '../settings.ts';
import type { ActiveVectors, VectorsState } from '../vectors/ActiveVectors.ts';
import { openSources } from '../vectors/sources.ts';
import { Comparison } from './Comparison.ts';
import { DocumentWords } from './DocumentWords.ts';
import type { KeptSelections } from './KeptSelections.ts';
import { MapExport } from './MapExport.ts';
import { solveAnalogies } from './mapAnalogies.ts';
import { PictureConversation } from './PictureConversation.ts';
import type { TabChannel, TabConversation } from './TabConversation.ts';

/** Neighbours that the panel's card lists for each embedding. */
const NEIGHBOURS = 10;

/** What the map works with. */
export interface MapPlace {
  /** The engine's bundle. */
  readonly engineScript: string;
  readonly classifier: ActiveClassifier;
  readonly selections: KeptSelections;
  readonly log: LogOutputChannel;
}

/** The conversation with the Map tab of a panel. */
export class MapConversation implements TabConversation<'map'> {
  readonly #channel: TabChannel<'map'>;
  readonly #vectors: ActiveVectors;
  readonly #log: LogOutputChannel;
  readonly #selections: KeptSelections;
  readonly #picture: PictureConversation;
  readonly #comparison: Comparison;
  readonly #export: MapExport;
  readonly #document: DocumentWords;
  readonly #disposables: Disposable;
  #ready = false;
  #wordToReveal: string | undefined;
  #analogyToShow: string | undefined;
  /** The embeddings of which the map last knew. */
  #known: SideBySide<VectorsSummary> = {};

  constructor(
    channel: TabChannel<'map'>,
    vectors: ActiveVectors,
    { engineScript, classifier, selections, log }: MapPlace,
  ) {
    this.#channel = channel;
    this.#vectors = vectors;
    this.#log = log;
    this.#selections = selections;
    const parts = { vectors, classifier, engineScript, log };
    this.#picture = new PictureConversation(parts, {
      post: (message) => this.#post({ type: 'toPicture', side: 'map', message }),
      serve: (work) => channel.serve(work),
      onShow: () => this.#shown(),
    });
    this.#comparison = new Comparison(parts, {
      post: (message) => this.#post({ type: 'toPicture', side: 'beside', message }),
      onShow: () => this.#document.schedule(0),
    });
    this.#export = new MapExport(this.#picture.thread, (format) =>
      this.#post({ type: 'takePicture', format }),
    );
    this.#document = new DocumentWords({
      onSwitch: (document) => this.#documentSwitched(document),
      onMark: () => this.#markDocument(),
    });
    this.#disposables = Disposable.from(
      this.#picture,
      this.#comparison,
      this.#document,
      vectors.onDidChange(() => this.#vectorsChanged()),
    );
  }

  /** Begins with the map that the page will ask for, while the page itself is on its way; `request` as it was kept. */
  async prepare(request: MapRequest | undefined): Promise<void> {
    const opening = this.#openingRequest(request, await this.#vectors.ready());
    if (opening) this.#picture.prepare(opening);
  }

  /** Chooses a word, as soon as there is a map to choose it on. */
  reveal(word: string): void {
    this.#wordToReveal = word;
    this.#reveal();
  }

  /** Draws the arrows of an analogy, as soon as there is a map to draw them on. */
  showAnalogy(expression: string): void {
    this.#analogyToShow = expression;
    this.#reveal();
  }

  pageGone(): void {
    this.#ready = false;
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  async receive(message: FromMap): Promise<void> {
    switch (message.type) {
      case 'ready':
        this.#ready = true;
        await this.#start(message.request);
        break;
      case 'draw':
        await this.#picture.draw(message.request, message.anew ?? false);
        break;
      case 'fromPicture':
        await (message.side === 'map' ? this.#picture : this.#comparison).receive(message.message);
        break;
      case 'compare':
        this.#comparison.compareWith(message.source);
        break;
      case 'solveAnalogies':
        await this.#solveAnalogies(message.expressions);
        break;
      case 'keepSelection':
        await this.#selections.keep(message.selection);
        this.#postSelections();
        break;
      case 'forgetSelection':
        await this.#selections.forget(message.name);
        this.#postSelections();
        break;
      case 'export':
        await this.#exportMap(message.id, message.words);
        break;
      case 'picture':
        this.#tellSaved(await this.#export.writePicture(message.format, message.data));
        break;
      case 'describe':
        await this.#describe(message.word);
        break;
      case 'findContexts':
        await commands.executeCommand(COMMANDS.concordance, message.word);
        break;
      case 'startAnalogy':
        await commands.executeCommand(COMMANDS.analogy, message.word);
        break;
      case 'train':
        await commands.executeCommand(COMMANDS.train);
        break;
      case 'trainClassifier':
        await commands.executeCommand(COMMANDS.trainClassifier);
        break;
    }
  }

  #post(message: ToMap): void {
    this.#channel.post(message);
  }

  async #start(request: MapRequest | undefined): Promise<void> {
    this.#picture.open();
    const state = await this.#vectors.ready();
    this.#known = state;
    this.#postSources();
    this.#postSelections();
    const opening = this.#openingRequest(request, state);
    if (opening) await this.#picture.draw(opening, false);
  }

  /** What is drawn at first: what was kept, by vectors that there are. */
  #openingRequest(request: MapRequest | undefined, state: VectorsState): MapRequest | undefined {
    const sources = openSources(state);
    const source = request && sources.includes(request.source) ? request.source : sources[0];
    return source && { ...(request ?? firstRequest()), source };
  }

  #postSources(): void {
    const { state } = this.#vectors;
    this.#post({
      type: 'sources',
      available: openSources(state),
      stale: state.stale !== undefined,
    });
  }

  #shown(): void {
    this.#comparison.follow(this.#picture.current);
    this.#document.schedule(0);
    this.#reveal();
  }

  async #solveAnalogies(expressions: readonly string[]): Promise<void> {
    const { source } = this.#picture;
    if (!source) return;
    const analogies = await solveAnalogies(this.#vectors, source, expressions);
    if (source === this.#picture.source) this.#post({ type: 'analogies', analogies });
  }

  async #exportMap(id: number, words: readonly string[] | undefined): Promise<void> {
    const finished = this.#picture.finished(id);
    if (!finished) throw new Error(l10n.t('Wait until the map is drawn, then save it.'));
    const { map, laidOut } = finished;
    this.#tellSaved(await this.#picture.onMap((token) => this.#export.start(map, laidOut, words, token)));
  }

  #tellSaved(name: string | undefined): void {
    if (name !== undefined) this.#post({ type: 'done', message: l10n.t('Saved {0}.', name) });
  }

  #postSelections(): void {
    this.#post({ type: 'selections', selections: this.#selections.all() });
  }

  #reveal(): void {
    if (!this.#ready) return;
    if (this.#analogyToShow !== undefined) {
      this.#post({ type: 'showAnalogy', expression: this.#analogyToShow });
      this.#analogyToShow = undefined;
    }
    if (this.#wordToReveal === undefined) return;
    this.#post({ type: 'reveal', word: this.#wordToReveal });
    this.#wordToReveal = undefined;
  }

  async #describe(word: string): Promise<void> {
    const [description] = await this.#vectors.ask('describeWords', {
      text: word,
      topn: NEIGHBOURS,
    });
    this.#post({ type: 'description', word, description: description ?? null });
  }

  /** A map of the open document's words follows the active editor. */
  #documentSwitched(document: TextDocument | undefined): void {
    const { request, drawnDocument } = this.#picture;
    if (document && request?.selection.kind === 'document' && document.uri.toString() !== drawnDocument) {
      this.#channel.serve(this.#picture.draw(request, false));
    } else {
      this.#document.schedule(0);
    }
  }

  #markDocument(): void {
    this.#postDocumentWords().catch((error: unknown) => {
      this.#log.warn(`The words of the open document could not be marked: ${String(error)}`);
    });
  }

  /** Marks the words of the active document; those of the last one stay while the panel itself is active. */
  async #postDocumentWords(): Promise<void> {
    if (!this.#ready) return;
    const document = activeTextDocument();
    if (!document && this.#channel.active) return;
    await Promise.all([this.#picture.markDocument(document), this.#comparison.markDocument(document)]);
  }

  /** Vectors that are new are drawn at once, and others in place of those that are gone. */
  #vectorsChanged(): void {
    if (!this.#ready) return;
    this.#postSources();
    const { state } = this.#vectors;
    const known = this.#known;
    this.#known = state;
    this.#comparison.vectorsChanged(known, state);
    const { request } = this.#picture;
    if (!request) return;
    const open = openSources(state);
    const fresh = open.find((source) => source !== 'general' && state[source] !== known[source]);
    const next = fresh ?? (state[request.source] ? undefined : open[0]);
    if (next) this.#channel.serve(this.#picture.draw({ ...request, source: next }, false));
  }
}

/** What is drawn until somebody asks for something else. */
function firstRequest(): Omit<MapRequest, 'source'> {
  return {
    selection: { kind: 'frequent', limit: mapWords() },
    include: [],
    layout: { method: 'tsne', perplexity: 30, iterations: 1000, seed: 1 },
  };
}

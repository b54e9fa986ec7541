import type { Places } from '../../core/projection/alignPlaces.ts';
import type { MapQuality } from '../../core/projection/mapQuality.ts';
import type { WordDescription } from '../../protocol/engine.ts';
import type { LayoutProgress } from '../../protocol/mapMethods.ts';
import type { MapLayout } from '../../protocol/panel/mapRequest.ts';
import type { Projection, ToPicture } from '../../protocol/panel/picture.ts';
import { placesOf } from '../../protocol/placesOf.ts';
import type { Announcer } from '../Announcer.ts';
import { formatQuantity } from '../format.ts';
import type { TabSurroundings } from '../Panel.ts';
import type { Palette } from '../theme.ts';
import { captionOf } from './caption.ts';
import { DrawnWords } from './DrawnWords.ts';
import { HoverLook } from './HoverLook.ts';
import type { LegendMarks } from './Legend.ts';
import { MapChart } from './MapChart.ts';
import { type ColoredMap, MapColoring } from './MapColoring.ts';
import { MapStage, type MapSurroundings } from './MapStage.ts';
import { Overlay } from './Overlay.ts';
import type { PictureColors, PictureEvents } from './PictureEvents.ts';
import { prefersStill } from './prefersStill.ts';
import { RunBar } from './RunBar.ts';
import { SpokenProgress } from './SpokenProgress.ts';
import type { Highlights } from './scene.ts';
import { Tooltip } from './Tooltip.ts';
import { takePicture } from './takePicture.ts';

/** One picture of words with all that belongs to it: its colours and what they mean, how far it is, how far it can be trusted. */
export class MapPicture {
  readonly overlay: Overlay;
  readonly #stage: MapStage;
  readonly #chart: MapChart;
  readonly #run: RunBar;
  readonly coloring: MapColoring;
  readonly #hoverLook: HoverLook;
  readonly #announcer: Announcer;
  readonly #spoken: SpokenProgress;
  readonly #events: PictureEvents;
  #palette: Palette;
  #drawn: DrawnWords | undefined;
  /** How the words that are drawn, or on their way, are laid out. */
  #layout: MapLayout | undefined;
  /** Where the extension laid the words out, and where they are drawn. */
  #laidOut: Places = { x: new Float32Array(0), y: new Float32Array(0) };
  #places = this.#laidOut;
  #quality: MapQuality | undefined;
  #documentName: string | undefined;
  #documentWords: readonly string[] = [];
  /** Which marks there are besides those of the points; the legend explains them. */
  #marks: LegendMarks = { chosen: false, pinned: false };

  constructor(
    around: MapSurroundings,
    colors: PictureColors,
    { announcer, palette }: TabSurroundings,
    events: PictureEvents,
  ) {
    this.#announcer = announcer;
    this.#spoken = new SpokenProgress(announcer);
    this.#palette = palette;
    this.#events = events;
    this.overlay = new Overlay(events.onTrain, events.onRetry);
    this.#run = new RunBar({ onSteer: (to) => events.post({ type: 'steer', to }) });
    const tooltip = new Tooltip();
    this.#hoverLook = new HoverLook(events.onDescribe, tooltip);
    this.#stage = new MapStage(around, tooltip, this.overlay.element, this.#run, {
      onZoom: (factor) => this.#chart.zoomBy(factor),
      onReset: () => this.#chart.resetView(),
      onTrainClassifier: events.onTrainClassifier,
    });
    this.#chart = new MapChart(this.#stage, palette, {
      onPick: (index) => events.onPick(this.#wordAt(index)),
      onTakeBack: events.onTakeBack,
      onHover: (index, place) => {
        this.#hoverLook.hover(this.#drawn, this.#chart, index, place, this.#documentName);
        events.onHover(this.#wordAt(index));
      },
      onLasso: (indices) => events.onLasso(indices.map((index) => this.#wordAt(index)!)),
      onOpen: (index) => events.onOpen(this.#wordAt(index)!),
    });
    this.coloring = new MapColoring(events.post, colors.color, colors.sizeByFrequency, () => {
      this.#recolor();
      events.onRecolor();
    });
  }

  get element(): HTMLElement {
    return this.#stage.element;
  }

  /** The words that are drawn; undefined while there are none. */
  get drawn(): DrawnWords | undefined {
    return this.#drawn;
  }

  setPalette(palette: Palette): void {
    this.#palette = palette;
    this.#chart.setPalette(palette);
    this.#recolor();
  }

  /** Another word is chosen, or none. */
  setWord(word: string | undefined): void {
    this.#marks = { ...this.#marks, chosen: word !== undefined };
    this.coloring.setWord(word);
    this.#recolor();
  }

  /** Has other things stand out; what is not named stays as it is. */
  highlight(change: Partial<Omit<Highlights, 'hovered'>>): void {
    this.#chart.highlight(change);
    if (change.pinned === undefined) return;
    this.#marks = { ...this.#marks, pinned: change.pinned.length > 0 };
    this.#recolor();
  }

  /** Brings the chosen word and its neighbours into view; where `unlessSeen`, only if the word is not in view already. */
  revealSelection(unlessSeen: boolean): void {
    this.#chart.revealSelection(unlessSeen);
  }

  /** Emphasises the chosen word and those of its neighbours, by the vectors that are drawn, that are on the map. */
  choose(word: string | undefined, description: WordDescription | null | undefined): void {
    const drawn = this.#drawn;
    if (drawn === undefined) return;
    const selected = word === undefined ? undefined : drawn.indexOf(word);
    const neighbours = description?.[drawn.projection.source]?.neighbours ?? [];
    this.#chart.highlight({ selected, neighbours: drawn.drawnNeighbours(neighbours) });
  }

  /** Marks the word that is under the pointer elsewhere, with its neighbours here. */
  echo(word: string | undefined): void {
    this.#hoverLook.echo(this.#drawn, this.#chart, word);
  }

  /** Takes in what is known of a word. */
  describe(word: string, description: WordDescription | null): void {
    this.#hoverLook.describe(this.#drawn, this.#chart, word, description);
  }

  /** The places of now. */
  get places(): Places {
    return this.#places;
  }

  /** Arranges the points anew: what they are arranged by has changed. */
  rearrange(): void {
    const drawn = this.#drawn;
    if (drawn === undefined) return;
    this.#places = this.#events.arrange(drawn, this.#laidOut);
    this.#chart.movePoints(this.#places.x, this.#places.y);
  }

  /** Takes the picture off the page for good. */
  close(): void {
    this.#chart.close();
    this.element.remove();
  }

  /** Forgets what was known of words: the vectors are others. */
  forgetWords(): void {
    this.#hoverLook.forget();
  }

  /** The picture as it is seen now: SVG as it is, PNG as base64. */
  take(format: 'png' | 'svg'): string {
    return takePicture(this.#chart, this.#palette, format);
  }

  /** Shows that something is being prepared; a picture that is there stays in sight. */
  showBusy(message: string): void {
    this.overlay.showBusy(message, this.#drawn !== undefined);
  }

  /** Takes in what the extension says. */
  receive(message: ToPicture): void {
    switch (message.type) {
      case 'busy':
        this.showBusy(message.message);
        this.#announcer.say(message.message);
        break;
      case 'projection':
        this.#setProjection(message.projection);
        break;
      case 'progress':
        this.#setProgress(message.id, message.progress);
        break;
      case 'judging':
        if (message.id === this.#drawn?.projection.id)
          this.#showCaption(this.#drawn.projection, message.done);
        break;
      case 'quality':
        this.#setQuality(message.id, message.quality);
        break;
      case 'clusters':
        this.coloring.setClusters(message.id, message.clusterOf, message.clusters);
        this.#events.onClusters();
        break;
      case 'similarities':
        this.coloring.setSimilarities(message.id, message.word, message.similarities);
        break;
      case 'leanings':
        this.coloring.setLeanings(message.id, message.leanings);
        break;
      case 'document':
        this.#setDocument(message.name, message.words);
        break;
      case 'problem':
        this.#showProblem(message.message);
        break;
    }
  }

  #wordAt(index: number): string;
  #wordAt(index: number | undefined): string | undefined;
  #wordAt(index: number | undefined): string | undefined {
    return index === undefined ? undefined : this.#drawn?.projection.words[index];
  }

  #setProjection(projection: Projection): void {
    const { unfinished } = projection;
    this.#layout = projection.request.layout;
    this.overlay.hide();
    if (unfinished) this.#run.start();
    else this.#run.end();
    if (unfinished && this.#drawn !== undefined && prefersStill()) return;
    const same = projection.id === this.#drawn?.projection.id;
    const drawn = new DrawnWords(projection);
    drawn.markDocument(this.#documentWords);
    this.#drawn = drawn;
    this.#quality = undefined;
    this.coloring.setDrawn(drawn);
    this.#laidOut = projection;
    this.#places = this.#events.arrange(drawn, projection);
    const look = this.coloring.colored(this.#palette, this.#documentName)!;
    this.#chart.setProjection({ ...projection, ...this.#places }, look.paint);
    this.#show(look);
    this.#showCaption(projection);
    this.#events.onDrawn(drawn, same, look);
  }

  #setProgress(id: number, progress: LayoutProgress): void {
    const layout = this.#layout;
    if (layout?.method !== 'tsne') return;
    this.#run.show(progress, layout.iterations);
    this.#spoken.tell(progress);
    const { coordinates } = progress;
    if (coordinates.length === 0 || id !== this.#drawn?.projection.id || prefersStill()) return;
    this.#laidOut = placesOf(coordinates);
    this.rearrange();
  }

  #setQuality(id: number, quality: MapQuality): void {
    const projection = this.#drawn?.projection;
    if (id !== projection?.id) return;
    this.#quality = quality;
    this.coloring.setQuality(quality);
    this.#showCaption(projection);
  }

  /** @param judged the share of the comparison with the vectors that is done */
  #showCaption(projection: Projection, judged?: number): void {
    this.#stage.setCaption(
      captionOf(projection, this.#quality, judged),
      `Map of ${formatQuantity(projection.words.length, 'word')} of ${projection.name}`,
    );
  }

  #setDocument(name: string | undefined, words: readonly string[]): void {
    this.#documentName = name;
    this.#documentWords = words;
    if (this.#drawn === undefined) return;
    this.#drawn.markDocument(words);
    this.#recolor();
  }

  #recolor(): void {
    const look = this.coloring.colored(this.#palette, this.#documentName);
    if (look === undefined) return;
    this.#show(look);
    this.#events.onLook(look);
  }

  #show(look: ColoredMap): void {
    this.#chart.setPaint(look.paint, look.labelled);
    this.#stage.legend.set(look.legend, look.note, this.#marks, look.wantsClassifier);
  }

  #showProblem(message: string): void {
    this.#run.end();
    if (this.#drawn === undefined) {
      this.overlay.showProblem(message);
      this.#announcer.say(message);
    } else {
      this.overlay.hide();
      this.#events.onProblem(message);
    }
  }
}

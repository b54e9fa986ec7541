import type { Places } from '../../core/projection/alignPlaces.ts';
import type { VectorsSource, WordDescription } from '../../protocol/engine.ts';
import type { MapColor, PictureSide } from '../../protocol/panel/map.ts';
import type { FromPicture, ToPicture } from '../../protocol/panel/picture.ts';
import { element } from '../dom.ts';
import type { TabHost } from '../host.ts';
import type { TabSurroundings } from '../Panel.ts';
import type { Palette } from '../theme.ts';
import { ComparisonHead } from './ComparisonHead.ts';
import { mapAnnouncementOf } from './caption.ts';
import type { DrawnWords } from './DrawnWords.ts';
import { inheritClusters } from './inheritClusters.ts';
import { MapPicture } from './MapPicture.ts';
import type { PictureColors, PictureEvents } from './PictureEvents.ts';
import { placesLike, placesOfWords } from './placesLike.ts';
import type { Highlights } from './scene.ts';
import { sourceNames } from './sourceNames.ts';

/** What the pictures ask for and tell. */
export interface MapPicturesEvents
  extends Omit<PictureEvents, 'post' | 'onHover' | 'onDescribe' | 'onClusters' | 'arrange'> {
  /** The words of the map are on show beside it, too. */
  onBesideDrawn(): void;
  /** The map is compared with other vectors, or no longer with any. */
  onCompare(source: VectorsSource | undefined): void;
}

/** Where the words of the map lie beside it. */
export interface PlacesBeside extends Places {
  /** What the vectors there are called. */
  readonly name: string;
}

/** The map, and where it is compared, the same words in other vectors beside it: what is pointed at in one is marked in both. */
export class MapPictures {
  readonly element = element('div', { class: 'maps' });
  readonly map: MapPicture;
  readonly #host: TabHost<'map'>;
  readonly #surroundings: TabSurroundings;
  readonly #events: MapPicturesEvents;
  readonly #mapHead = element('h2', { class: 'map-title', hidden: true });
  readonly #head: ComparisonHead;
  #palette: Palette;
  #beside: MapPicture | undefined;
  #compared: VectorsSource | undefined;
  #available: readonly VectorsSource[] = [];
  #word: string | undefined;

  /** `bars` are placed above the maps. */
  constructor(
    host: TabHost<'map'>,
    bars: readonly HTMLElement[],
    colors: PictureColors,
    surroundings: TabSurroundings,
    events: MapPicturesEvents,
  ) {
    this.#host = host;
    this.#surroundings = surroundings;
    this.#palette = surroundings.palette;
    this.#events = events;
    this.#head = new ComparisonHead({
      onSource: (source) => this.compareWith(source),
      onClose: () => this.compareWith(undefined),
    });
    this.map = new MapPicture({ id: 'map', head: this.#mapHead }, colors, surroundings, {
      ...events,
      post: (message) => this.#post('map', message),
      onHover: (word) => this.#beside?.echo(word),
      onDescribe: (word) => host.post({ type: 'describe', word }),
      onDrawn: (drawn, same, look) => {
        this.#mapDrawn();
        events.onDrawn(drawn, same, look);
      },
      onClusters: () => this.#shareClusters(),
      arrange: (_, places) => places,
    });
    this.element.append(element('div', { class: 'map-bars' }, ...bars), this.map.element);
  }

  /** The vectors that the map is compared with; undefined where it is not compared. */
  get compared(): VectorsSource | undefined {
    return this.#compared;
  }

  /** All pictures on show. */
  get all(): readonly MapPicture[] {
    return this.#beside === undefined ? [this.map] : [this.map, this.#beside];
  }

  /** Where the words of the map lie beside it, parallel to them; NaN where the vectors lack one. */
  placesBeside(): PlacesBeside | undefined {
    const [words, beside] = [this.map.drawn?.projection.words, this.#beside];
    const drawn = beside?.drawn;
    if (words === undefined || beside === undefined || drawn === undefined) return undefined;
    return { name: sourceNames[drawn.projection.source], ...placesOfWords(words, drawn, beside.places) };
  }

  setPalette(palette: Palette): void {
    this.#palette = palette;
    for (const picture of this.all) picture.setPalette(palette);
  }

  setColor(color: MapColor): void {
    for (const { coloring } of this.all) coloring.setColor(color);
  }

  setSizeByFrequency(on: boolean): void {
    for (const { coloring } of this.all) coloring.setSizeByFrequency(on);
  }

  /** Another word is chosen, or none. */
  setWord(word: string | undefined): void {
    this.#word = word;
    for (const picture of this.all) picture.setWord(word);
  }

  /** Has other things stand out, in each picture as its words have them. */
  highlight(change: (drawn: DrawnWords) => Partial<Omit<Highlights, 'hovered'>>): void {
    for (const picture of this.all) {
      if (picture.drawn !== undefined) picture.highlight(change(picture.drawn));
    }
  }

  /** Takes in what is known of a word. */
  describe(word: string, description: WordDescription | null): void {
    for (const picture of this.all) picture.describe(word, description);
  }

  /** The vectors that there are: a comparison with others ends, and what was known of words is forgotten. */
  setSources(available: readonly VectorsSource[]): void {
    this.#available = available;
    for (const picture of this.all) picture.forgetWords();
    if (this.#compared !== undefined && !available.includes(this.#compared)) this.compareWithAnother();
    this.#showHeads();
  }

  /** Draws the same words by other vectors beside the map; by none ends the comparison. */
  compareWith(source: VectorsSource | undefined): void {
    this.#compared = source;
    if (source === undefined) this.#close();
    else this.#open();
    this.#host.post({ type: 'compare', ...(source !== undefined && { source }) });
    this.#showHeads();
    this.#events.onCompare(source);
  }

  /** Compares the map with the first vectors that it is not drawn by. */
  compareWithAnother(): void {
    const drawn = this.map.drawn?.projection.source;
    this.compareWith(this.#available.find((source) => source !== drawn));
  }

  /** Takes in what the extension says of one of the pictures. */
  receive(side: PictureSide, message: ToPicture): void {
    (side === 'map' ? this.map : this.#beside)?.receive(message);
  }

  #open(): void {
    if (this.#beside !== undefined) return;
    const { color, sizeByFrequency } = this.map.coloring;
    const { element: head } = this.#head;
    const surroundings = { ...this.#surroundings, palette: this.#palette };
    this.#beside = new MapPicture({ id: 'beside', head }, { color, sizeByFrequency }, surroundings, {
      ...this.#events,
      // The same words have the same colours in both: those of the map's clusters.
      post: (message) => (message.type === 'cluster' ? this.#shareClusters() : this.#post('beside', message)),
      onHover: (word) => this.map.echo(word),
      onDescribe: (word) => this.#host.post({ type: 'describe', word }),
      onDrawn: ({ projection }) => {
        if (!projection.unfinished) this.#surroundings.announcer.say(mapAnnouncementOf(projection));
        this.#shareClusters();
        this.#events.onBesideDrawn();
      },
      onClusters: () => undefined,
      onRecolor: () => undefined,
      onLook: () => undefined,
      onRetry: () => this.compareWith(this.#compared),
      arrange: (drawn, places) => placesLike(drawn, places, this.map),
    });
    this.#beside.setWord(this.#word);
    this.#beside.showBusy('Drawing the same words…');
    this.element.append(this.#beside.element);
  }

  #close(): void {
    this.#beside?.close();
    this.#beside = undefined;
    this.map.echo(undefined);
  }

  /** The map is on show, or has ended moving: what is beside it is of other vectors, and lies as it does. */
  #mapDrawn(): void {
    const drawn = this.map.drawn?.projection;
    if (this.#compared !== undefined && drawn?.source === this.#compared) this.compareWithAnother();
    this.#beside?.rearrange();
    this.#showHeads();
  }

  #shareClusters(): void {
    const { clusters } = this.map.coloring;
    const [from, to] = [this.map.drawn, this.#beside?.drawn];
    if (clusters === undefined || from === undefined || to === undefined) return;
    const { clusterOf, clusters: shared } = inheritClusters(clusters, from, to);
    this.#beside?.coloring.setClusters(to.projection.id, clusterOf, shared);
  }

  #showHeads(): void {
    const drawn = this.map.drawn?.projection.source;
    this.#mapHead.hidden = this.#compared === undefined;
    this.#mapHead.textContent = drawn === undefined ? '' : sourceNames[drawn];
    this.#head.show(
      this.#available.filter((source) => source !== drawn),
      this.#compared,
    );
  }

  #post(side: PictureSide, message: FromPicture): void {
    this.#host.post({ type: 'fromPicture', side, message });
  }
}

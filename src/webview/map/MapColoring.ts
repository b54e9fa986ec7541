import type { ClusteredWords, WordCluster } from '../../core/projection/clusterWords.ts';
import type { MapQuality } from '../../core/projection/mapQuality.ts';
import type { MapColor } from '../../protocol/panel/map.ts';
import type { FromPicture } from '../../protocol/panel/picture.ts';
import type { GenreLeanings } from '../../protocol/textScores.ts';
import { formatCount, formatQuantity } from '../format.ts';
import type { Palette } from '../theme.ts';
import { type ColorColumn, clusterColumn, documentColumn, figuresColumn } from './colorColumn.ts';
import type { DrawnWords } from './DrawnWords.ts';
import { leaningLook } from './leaningLook.ts';
import {
  colorSteps,
  evenSteps,
  frequencySteps,
  type LegendEntry,
  type PointPaint,
  paintClusters,
  paintDocument,
  paintSteps,
  paintTrust,
  sizeSteps,
  stepColors,
} from './paint.ts';

/** Words are grouped into as many clusters as can be told apart by colour. */
const clustersWanted = 8;

/** A word is badly placed when its own trustworthiness is this low: most of what is near it here is far in truth. */
const badTrust = 0.8;

/** How the points look, and what it means. */
export interface ColoredMap {
  readonly paint: PointPaint;
  /** Words to be named before others. */
  readonly labelled: readonly number[];
  readonly legend: readonly LegendEntry[];
  /** What cannot be seen yet, and what sizes mean. */
  readonly note: string;
  /** The same in words and figures. */
  readonly column: ColorColumn;
  /** Whether a genre classifier is missing. */
  readonly wantsClassifier?: boolean;
}

/** What the points are coloured by, and the figures for it, which are asked for when they are needed. */
export class MapColoring {
  readonly #post: (message: FromPicture) => void;
  readonly #onChange: () => void;
  #color: MapColor;
  #sizeByFrequency: boolean;
  #drawn: DrawnWords | undefined;
  #word: string | undefined;
  #clusters: ClusteredWords | undefined;
  #similarities: { word: string; values: Float32Array | null } | undefined;
  /** Null where there is no classifier. */
  #leanings: GenreLeanings | null | undefined;
  #quality: MapQuality | undefined;

  /**
   * @param post asks the extension for figures.
   * @param onChange called when the points look otherwise than before.
   */
  constructor(
    post: (message: FromPicture) => void,
    color: MapColor,
    sizeByFrequency: boolean,
    onChange: () => void,
  ) {
    this.#post = post;
    this.#color = color;
    this.#sizeByFrequency = sizeByFrequency;
    this.#onChange = onChange;
  }

  get color(): MapColor {
    return this.#color;
  }

  /** The clusters that the words were grouped into, where that was asked for. */
  get clusters(): ClusteredWords | undefined {
    return this.#clusters;
  }

  get sizeByFrequency(): boolean {
    return this.#sizeByFrequency;
  }

  setColor(color: MapColor): void {
    this.#color = color;
    this.#ask();
    this.#onChange();
  }

  setSizeByFrequency(on: boolean): void {
    this.#sizeByFrequency = on;
    this.#onChange();
  }

  /** Another map, or the same one in other places. */
  setDrawn(drawn: DrawnWords): void {
    const other = drawn.projection.id !== this.#drawn?.projection.id;
    this.#drawn = drawn;
    this.#quality = undefined;
    if (!other) return;
    this.#clusters = undefined;
    this.#similarities = undefined;
    this.#leanings = undefined;
    this.#ask();
  }

  /** Another word is chosen, or none. */
  setWord(word: string | undefined): void {
    if (word === this.#word) return;
    this.#word = word;
    this.#ask();
  }

  setClusters(id: number, clusterOf: Uint8Array, clusters: readonly WordCluster[]): void {
    if (id !== this.#drawn?.projection.id) return;
    this.#clusters = { clusterOf, clusters };
    this.#onChange();
  }

  setSimilarities(id: number, word: string, values: Float32Array | null): void {
    if (id !== this.#drawn?.projection.id || word !== this.#word) return;
    this.#similarities = { word, values };
    this.#onChange();
  }

  /** The genres that the words speak for; null where there is no classifier. */
  setLeanings(id: number, leanings: GenreLeanings | null): void {
    if (id !== this.#drawn?.projection.id) return;
    this.#leanings = leanings;
    this.#onChange();
  }

  setQuality(quality: MapQuality): void {
    this.#quality = quality;
    if (this.#color === 'trust') this.#onChange();
  }

  /** How the points look now; undefined where there are none. */
  colored(palette: Palette, documentName: string | undefined): ColoredMap | undefined {
    const drawn = this.#drawn;
    if (drawn === undefined) return undefined;
    const look = this.#look(drawn, palette, documentName);
    if (!this.#sizeByFrequency) return look;
    const sizeOf = frequencySteps(drawn.projection, sizeSteps);
    const note = ['The larger, the more frequent.', look.note].join(' ').trim();
    return { ...look, paint: { ...look.paint, sizeOf }, note };
  }

  #look(drawn: DrawnWords, palette: Palette, documentName: string | undefined): ColoredMap {
    const { projection } = drawn;
    const plain: ColoredMap = {
      paint: paintDocument(new Uint8Array(projection.words.length), palette),
      labelled: [],
      legend: [],
      note: '',
      column: documentColumn(drawn.inDocument),
    };
    switch (this.#color) {
      case 'document':
        return {
          ...plain,
          paint: paintDocument(drawn.inDocument, palette),
          ...documentLegend(drawn, palette, documentName),
        };
      case 'clusters': {
        if (this.#clusters === undefined) return { ...plain, note: 'Grouping the words…' };
        const { clusterOf, clusters } = this.#clusters;
        const paint = paintClusters(clusterOf, palette);
        const legend = clusters.map(({ typical, size }, i) => ({
          color: paint.styles[i % paint.styles.length]!.color,
          shape: 'disc' as const,
          text: `${typical
            .slice(0, 2)
            .map((index) => projection.words[index]!)
            .join(', ')} (${formatCount(size)})`,
        }));
        const labelled = [0, 1].flatMap((place) =>
          clusters.flatMap(({ typical }) => typical.slice(place, place + 1)),
        );
        const column = clusterColumn(this.#clusters, projection.words);
        return { paint, labelled, legend, note: '', column };
      }
      case 'frequency': {
        const steps = frequencySteps(projection, colorSteps);
        return {
          ...plain,
          paint: paintSteps(steps, palette),
          legend: scaleLegend(palette, 'rare', 'frequent'),
        };
      }
      case 'similarity': {
        if (this.#word === undefined) {
          return { ...plain, note: 'Choose a word to see how near the others are to it.' };
        }
        const { word, values } = this.#similarities ?? {};
        if (word !== this.#word || values === undefined) return { ...plain, note: 'Measuring…' };
        if (values === null) return { ...plain, note: `These vectors do not know “${word}”.` };
        const steps = evenSteps(values, 0, 0.6, colorSteps);
        return {
          ...plain,
          paint: paintSteps(steps, palette),
          legend: scaleLegend(palette, `far from ${word} (cosine 0 and less)`, 'near (0.48 and more)'),
          column: figuresColumn('Cosine', values),
        };
      }
      case 'genre': {
        if (this.#leanings === undefined) return { ...plain, note: 'Asking the genre classifier…' };
        if (this.#leanings !== null) return leaningLook(this.#leanings, palette);
        const note = 'No genre classifier is trained yet: it learns from texts whose genres you know.';
        return { ...plain, note, wantsClassifier: true };
      }
      case 'trust': {
        if (this.#quality === undefined) return { ...plain, note: 'Comparing the map with the vectors…' };
        const bad = Uint8Array.from(this.#quality.trustworthinessOf, (trust) => Number(trust < badTrust));
        const paint = paintTrust(bad, palette);
        const count = bad.reduce((sum, one) => sum + one, 0);
        return {
          ...plain,
          paint,
          legend: [
            {
              color: palette.warning,
              shape: 'diamond',
              text: `badly placed (${formatCount(count)}): what is near here is far in truth`,
            },
            { color: palette.point, shape: 'disc', text: 'other words' },
          ],
          note: count === 0 ? `No word is badly placed.` : '',
          column: figuresColumn('Trust', this.#quality.trustworthinessOf),
        };
      }
    }
  }

  /** Asks for the figures that the colour needs and that are not there. */
  #ask(): void {
    const id = this.#drawn?.projection.id;
    if (id === undefined) return;
    if (this.#color === 'clusters' && this.#clusters === undefined) {
      this.#post({ type: 'cluster', id, clusters: clustersWanted });
    }
    if (this.#color === 'genre' && this.#leanings === undefined) this.#post({ type: 'lean', id });
    if (this.#color === 'similarity' && this.#word !== undefined && this.#similarities?.word !== this.#word) {
      this.#post({ type: 'compareTo', id, word: this.#word });
    }
  }
}

function documentLegend(
  drawn: DrawnWords,
  palette: Palette,
  name: string | undefined,
): Pick<ColoredMap, 'legend'> {
  const other: LegendEntry = { color: palette.point, shape: 'disc', text: 'other words' };
  if (name === undefined) return { legend: [{ ...other, text: 'words' }] };
  const { drawnInDocument, knownInDocument } = drawn;
  return {
    legend: [
      {
        color: palette.document,
        shape: 'diamond',
        text: `in ${name} (${formatCount(drawnInDocument)})`,
        title:
          `${formatCount(drawnInDocument)} of the words drawn are in ${name}; ` +
          `these vectors know ${formatQuantity(knownInDocument, 'word')} of it in all.`,
      },
      other,
    ],
  };
}

/** The ends of a scale and what lies between. */
function scaleLegend(palette: Palette, low: string, high: string): LegendEntry[] {
  const colors = stepColors(palette);
  return colors.map((color, step) => ({
    color,
    shape: 'disc',
    text: step === 0 ? low : step === colors.length - 1 ? high : '',
  }));
}

import { mix, type Rgb } from '../color.ts';
import type { Palette } from '../theme.ts';

/** How one kind of point looks. */
export interface PointStyle {
  readonly color: Rgb;
  readonly shape: 'disc' | 'diamond';
  /** Whether the mark is larger than others and lies on top of them. */
  readonly prominent: boolean;
}

/** How all points look. */
export interface PointPaint {
  /** Later styles are drawn on top of earlier ones. */
  readonly styles: readonly PointStyle[];
  /** Style of each point. */
  readonly styleOf: Uint8Array;
  /** Size of each point, from 0 (smallest) to {@link sizeSteps} - 1; absent where all have the same. */
  readonly sizeOf?: Uint8Array;
}

/** An entry of the legend. */
export interface LegendEntry {
  readonly color: Rgb;
  readonly shape: PointStyle['shape'];
  /** Empty for the steps between the ends of a scale. */
  readonly text: string;
  /** Said of it on hovering over it. */
  readonly title?: string;
}

/** How many sizes there are where points are sized by frequency. */
export const sizeSteps = 5;

/** The radius of a point of each size, in radii of a point where sizes tell nothing. */
export const sizeFactors = Array.from({ length: sizeSteps }, (_, step) => 0.75 + 0.4 * step);

/** Steps of a colour that stands for a figure: few enough to be told apart. */
export const colorSteps = 5;

/** The words of the open document stand out of the others. */
export function paintDocument(inDocument: Uint8Array, palette: Palette): PointPaint {
  return {
    styles: [
      { color: palette.point, shape: 'disc', prominent: false },
      { color: palette.document, shape: 'diamond', prominent: true },
    ],
    styleOf: inDocument,
  };
}

/** Each cluster has a colour; there are as many as the palette has series. */
export function paintClusters(clusterOf: Uint8Array, palette: Palette): PointPaint {
  const styles = palette.series.map((color) => ({ color, shape: 'disc', prominent: false }) as const);
  return { styles, styleOf: clusterOf.map((cluster) => cluster % styles.length) };
}

/** The larger the figure, the stronger the colour; the strongest lie on top. */
export function paintSteps(stepOf: Uint8Array, palette: Palette): PointPaint {
  return {
    styles: stepColors(palette).map((color) => ({ color, shape: 'disc', prominent: false })),
    styleOf: stepOf,
  };
}

/** Colours from one that hardly stands out of the background to the accent; all are to be seen on it. */
export function stepColors({ weak, strong }: Pick<Palette, 'weak' | 'strong'>): Rgb[] {
  return Array.from({ length: colorSteps }, (_, step) => mix(weak, strong, step / (colorSteps - 1)));
}

/** Steps of a genre's colour: how much a word speaks for it. */
export const leanSteps = 3;

/** Each genre has a colour, the stronger the more a word speaks for it; words beyond the first genres, and unknown ones, have none. */
export function paintLeanings(
  classOf: ArrayLike<number>,
  stepOf: ArrayLike<number>,
  palette: Palette,
): PointPaint {
  const styles = palette.series.flatMap((color) =>
    Array.from({ length: leanSteps }, (_, step) => mix(palette.weak, color, (step + 1) / leanSteps)),
  );
  return {
    styles: [palette.weak, ...styles].map((color) => ({ color, shape: 'disc', prominent: false })),
    styleOf: Uint8Array.from(classOf, (genre, word) =>
      genre >= 0 && genre < palette.series.length ? 1 + leanSteps * genre + stepOf[word]! : 0,
    ),
  };
}

/** Badly placed points stand out of the others; of those that are neither well nor badly placed nothing is said. */
export function paintTrust(bad: Uint8Array, palette: Palette): PointPaint {
  return {
    styles: [
      { color: palette.point, shape: 'disc', prominent: false },
      { color: palette.warning, shape: 'diamond', prominent: true },
    ],
    styleOf: bad,
  };
}

/** Puts figures into steps of equal width between two bounds; figures beyond a bound are in its step. */
export function evenSteps(values: ArrayLike<number>, low: number, high: number, steps: number): Uint8Array {
  return Uint8Array.from({ length: values.length }, (_, i) => {
    const share = (values[i]! - low) / (high - low);
    return Number.isFinite(share) ? Math.max(0, Math.min(steps - 1, Math.floor(share * steps))) : 0;
  });
}

/** Sizes by how often words occur: by the logarithm of the count, or of the rank where counts are not known. */
export function frequencySteps(
  { ranks, counts }: { ranks: Uint32Array; counts?: Uint32Array | undefined },
  steps: number,
): Uint8Array {
  const values = Float64Array.from(ranks, (rank, i) => Math.log((counts?.[i] ?? 0) + 1) || -Math.log(rank));
  const finite = values.filter(Number.isFinite);
  const low = finite.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const high = finite.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  return evenSteps(values, low, high, steps);
}

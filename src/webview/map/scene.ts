import type { Palette } from '../theme.ts';
import type { MapArrow } from './arrows.ts';
import type { Box } from './labels.ts';
import type { Place } from './lasso.ts';
import type { PointPaint } from './paint.ts';
import type { Viewport } from './viewport.ts';

/** A neighbour of the chosen word that is on the map. */
export interface MapNeighbour {
  /** Position in the projection. */
  readonly index: number;
  /** Cosine similarity in the original space. */
  readonly similarity: number;
}

/** What stands out of the cloud. Words are positions in the projection. */
export interface Highlights {
  /** The chosen word, and its neighbours. */
  readonly selected: number | undefined;
  readonly neighbours: readonly MapNeighbour[];
  /** The word under the pointer, here or on the map beside this one, and its neighbours where they are known. */
  readonly hovered: number | undefined;
  readonly echoed: number | undefined;
  readonly hoveredNeighbours: readonly MapNeighbour[];
  /** Figures of analogies. */
  readonly arrows: readonly MapArrow[];
  /** Words that are pinned. */
  readonly pinned: readonly number[];
  /** Words that are selected. */
  readonly marked: readonly number[];
}

/** Nothing stands out. */
export const noHighlights: Highlights = {
  selected: undefined,
  neighbours: [],
  hovered: undefined,
  echoed: undefined,
  hoveredNeighbours: [],
  arrows: [],
  pinned: [],
  marked: [],
};

/** Everything that one picture of the map depends on. */
export interface MapScene extends Highlights {
  readonly words: readonly string[];
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly paint: PointPaint;
  /** Words whose labels come before those of others, the most important first. */
  readonly labelled: readonly number[];
  readonly view: Viewport;
  /** How many times the view is magnified against the one that shows everything. */
  readonly zoom: number;
  /** Radius of an ordinary point in CSS pixels; the other marks are sized after it. */
  readonly radius: number;
  /** The line that somebody draws around points now, in CSS pixels of the canvas. */
  readonly lasso: readonly Place[];
  /** Whether the middle is marked, for those who steer by keyboard. */
  readonly crosshair: boolean;
  readonly palette: Palette;
  /** Rectangles of the map that something else covers, in CSS pixels from its upper left corner. */
  readonly reserved: readonly Box[];
}

/** The rectangle of the canvas that the map is drawn in, in CSS pixels. */
export interface PlotArea {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Radius of an ordinary point in CSS pixels: smaller where many share the map, somewhat larger on zooming in, so that
 * the cloud opens instead of turning into a blot.
 *
 * @param area of the map in square pixels.
 * @param zoom how many times the view is magnified.
 */
export function pointRadius(count: number, area: number, zoom: number): number {
  const crowd = Math.min(2.6, Math.max(1.2, 0.14 * Math.sqrt(area / Math.max(1, count))));
  return Math.round(10 * crowd * Math.min(1.9, Math.max(1, zoom ** 0.2))) / 10;
}

/** Radius of a mark that stands out of the others, in CSS pixels. */
export function prominentRadius({ radius }: MapScene): number {
  return radius + 2.6;
}

/** Radius of the mark of a neighbour of the chosen word, in CSS pixels. */
export function neighbourRadius({ radius }: MapScene): number {
  return radius + 2.6;
}

/** Radius of the mark of the chosen word, in CSS pixels. */
export function selectedRadius({ radius }: MapScene): number {
  return radius + 4.5;
}

/** Radius of the mark of a pinned word, in CSS pixels. */
export function pinnedRadius({ radius }: MapScene): number {
  return radius + 3.5;
}

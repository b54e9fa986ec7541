import type { Chart } from 'chart.js';
import type { Projection } from '../../protocol/panel/picture.ts';
import type { Palette } from '../theme.ts';
import { axisTitleOf } from './caption.ts';
import { createChartShell, plotSize, setAxisColors, setAxisRanges, setAxisTitles } from './chartShell.ts';
import { attachGestures, type MapNavigation } from './gestures.ts';
import type { Box } from './labels.ts';
import { isInside, type Place } from './lasso.ts';
import { MapCamera } from './MapCamera.ts';
import type { MapStage } from './MapStage.ts';
import { NextFrame } from './NextFrame.ts';
import { PointCloud } from './PointCloud.ts';
import type { PointPaint } from './paint.ts';
import { keepSharp, watchPixelRatio } from './pixelRatio.ts';
import { createPointsPlugin } from './pointsPlugin.ts';
import { type Highlights, type MapScene, noHighlights, pointRadius } from './scene.ts';
import { svgOf } from './svgOf.ts';
import { type Size, toPixel, toPlane } from './viewport.ts';

/** What the map tells to those around it. */
export interface MapEvents {
  /** A point was clicked; undefined where the click met none. */
  onPick(index: number | undefined): void;
  /** What was picked last is not wanted any more. */
  onTakeBack(): void;
  /** The pointer came to a point, or left; the place is the point's, from the upper left corner of the surface. */
  onHover(index: number | undefined, place: { x: number; y: number }): void;
  /** A point was clicked twice. */
  onOpen(index: number): void;
  /** A line was drawn around these points. */
  onLasso(indices: readonly number[]): void;
}

/** The map: one projection, seen through a view that hands and keys move, with a chosen word. */
export class MapChart {
  readonly #chart: Chart<'scatter'>;
  readonly #surface: HTMLElement;
  readonly #events: MapEvents;
  readonly #controls: HTMLElement;
  readonly #run: HTMLElement;
  readonly #camera: MapCamera;
  #palette: Palette;
  #projection: Projection | undefined;
  #paint: PointPaint = { styles: [], styleOf: new Uint8Array(0) };
  #labelled: readonly number[] = [];
  /** The places of the points; those of the projection until they move. */
  #cloud = new PointCloud(new Float32Array(0), new Float32Array(0));
  #highlights: Highlights = noHighlights;
  #lasso: Place[] = [];
  readonly #frame: NextFrame;
  readonly #unwatch: () => void;

  /** Builds the map on the elements of a stage. */
  constructor({ canvas, surface, controls, run }: MapStage, palette: Palette, events: MapEvents) {
    this.#surface = surface;
    this.#controls = controls;
    this.#run = run;
    this.#events = events;
    this.#palette = palette;
    this.#camera = new MapCamera(
      this.#plotSize(),
      () => this.#moved(),
      () => this.#frame.now(),
    );
    const plugin = createPointsPlugin(() => this.#scene());
    this.#chart = createChartShell(canvas, plugin, (chart, size) => {
      this.#camera.resize(plotSize(size, this.#measured()));
      setAxisRanges(chart, this.#camera.view, this.#camera.size);
    });
    this.#frame = new NextFrame((layOut) => {
      keepSharp(this.#chart);
      if (layOut) {
        setAxisRanges(this.#chart, this.#camera.view, this.#camera.size);
        this.#chart.update('none');
      } else this.#chart.draw();
    });
    this.setPalette(palette);
    attachGestures(surface, this.#navigation());
    this.#unwatch = watchPixelRatio(() => this.#chart.resize());
    surface.addEventListener('focus', () => this.#frame.ask());
    surface.addEventListener('blur', () => this.#frame.ask());
  }

  /** The canvas as it is painted now. */
  get canvas(): HTMLCanvasElement {
    return this.#chart.canvas;
  }

  /**
   * Shows a projection. The same words in other places keep their view and the choice; of other words nothing is chosen,
   * and all of them are seen, unless they go on from those before.
   */
  setProjection(projection: Projection, paint: PointPaint): void {
    const same = projection.id === this.#projection?.id;
    this.#projection = projection;
    this.#paint = paint;
    if (!same) {
      this.#labelled = [];
      this.#highlights = noHighlights;
    }
    setAxisTitles(this.#chart, axisTitleOf(projection, 0), axisTitleOf(projection, 1));
    this.#camera.resize(this.#plotSize());
    if (!same && !projection.continued) this.#camera.goHome();
    this.movePoints(projection.x, projection.y);
  }

  /** Puts the points elsewhere, while they move. */
  movePoints(x: Float32Array, y: Float32Array): void {
    this.#cloud = new PointCloud(x, y);
    this.#camera.place(this.#cloud.bounds, this.#projection?.continued ?? false);
  }

  /** Paints the points otherwise; `labelled` are named before others. */
  setPaint(paint: PointPaint, labelled: readonly number[]): void {
    this.#paint = paint;
    this.#labelled = labelled;
    this.#frame.ask();
  }

  /** Has other things stand out; what is not named stays as it is. */
  highlight(change: Partial<Omit<Highlights, 'hovered'>>): void {
    this.#highlights = { ...this.#highlights, ...change };
    this.#frame.ask();
  }

  /** What is seen now, as a drawing without pixels. */
  svg(): string {
    const scene = this.#scene();
    return scene === undefined ? '' : svgOf(this.#chart, scene);
  }

  /** Takes the colours and the font of the theme. */
  setPalette(palette: Palette): void {
    this.#palette = palette;
    setAxisColors(this.#chart, palette);
    this.#frame.ask(true);
  }

  /** Brings the chosen word and its neighbours into view; where `unlessSeen`, only if the word is not in view already. */
  revealSelection(unlessSeen: boolean): void {
    const { selected, neighbours } = this.#highlights;
    if (selected === undefined || this.#projection === undefined) {
      return;
    }
    const at = this.#pixelOf(selected);
    const { width, height } = this.#camera.size;
    const near = 24;
    const seen = at.x >= near && at.y >= near && at.x <= width - near && at.y <= height - near;
    if (unlessSeen && seen) {
      return;
    }
    this.#hover(undefined);
    this.#camera.glideTo(this.#cloud.boundsOf([selected, ...neighbours.map(({ index }) => index)]));
  }

  /** Ends the map; it is not to be used any more. */
  close(): void {
    this.#unwatch();
    this.#camera.stop();
    this.#frame.cancel();
    this.#chart.destroy();
  }

  /** Magnifies around the middle. */
  zoomBy(factor: number): void {
    this.#camera.zoomAt(factor, 0, 0);
  }

  /** Shows the whole map again. */
  resetView(): void {
    this.#hover(undefined);
    this.#camera.glideHome();
  }

  #navigation(): MapNavigation {
    return {
      panBy: (dx, dy) => this.#camera.panBy(dx, dy),
      zoomBy: (factor, x, y) => {
        const offset = x === undefined || y === undefined ? { x: 0, y: 0 } : this.#fromMiddle(x, y);
        this.#camera.zoomAt(factor, offset.x, offset.y);
      },
      resetView: () => this.resetView(),
      hover: (x, y) => this.#hover(x === undefined || y === undefined ? undefined : this.#hit(x, y, 8)),
      pick: (x, y) => {
        if (x === undefined || y === undefined) {
          const { left, top, width, height } = this.#chart.chartArea;
          const middle = this.#hit(left + width / 2, top + height / 2, Math.max(width, height));
          this.#events.onPick(middle);
        } else {
          this.#events.onPick(this.#hit(x, y, 10));
        }
      },
      open: (x, y) => {
        const hit = this.#hit(x, y, 10);
        if (hit !== undefined) this.#events.onOpen(hit);
      },
      lasso: (x, y) => {
        this.#lasso.push({ x, y });
        this.#frame.ask();
      },
      endLasso: (keep) => this.#endLasso(keep),
      takeBack: () => this.#events.onTakeBack(),
    };
  }

  #endLasso(keep: boolean): void {
    const line = this.#lasso;
    this.#lasso = [];
    this.#frame.ask();
    if (!keep) return;
    const { left, top } = this.#chart.chartArea;
    const inside: number[] = [];
    for (let i = 0; i < this.#cloud.x.length; i++) {
      const { x, y } = this.#pixelOf(i);
      if (isInside(line, left + x, top + y)) inside.push(i);
    }
    this.#events.onLasso(inside);
  }

  /** Pixels right of and below the middle of the plot, for a place on the surface. */
  #fromMiddle(x: number, y: number): { x: number; y: number } {
    const { left, top, width, height } = this.#chart.chartArea;
    return { x: x - left - width / 2, y: y - top - height / 2 };
  }

  #hit(x: number, y: number, radius: number): number | undefined {
    const { left, top } = this.#chart.chartArea;
    const { view, size } = this.#camera;
    const at = toPlane(view, size, x - left, y - top);
    const reach = Math.max(radius, this.#radius() + 2);
    return this.#cloud.nearest(at.x, at.y, reach * view.unitsPerPixel);
  }

  #hover(index: number | undefined): void {
    if (index === this.#highlights.hovered) {
      return;
    }
    this.#highlights = { ...this.#highlights, hovered: index, hoveredNeighbours: [] };
    this.#surface.classList.toggle('over-point', index !== undefined);
    const { left, top } = this.#chart.chartArea;
    const place = index === undefined ? { x: 0, y: 0 } : this.#pixelOf(index);
    this.#events.onHover(index, { x: left + place.x, y: top + place.y });
    this.#frame.ask();
  }

  #radius(): number {
    const count = this.#projection?.words.length ?? 0;
    const { size, zoom } = this.#camera;
    return pointRadius(count, size.width * size.height, zoom);
  }

  /** Where something lies over the map. */
  #boxOf({ offsetLeft, offsetTop, offsetWidth, offsetHeight }: HTMLElement): Box {
    const { left, top } = this.#chart.chartArea;
    return { x: offsetLeft - left, y: offsetTop - top, width: offsetWidth, height: offsetHeight };
  }

  #scene(): MapScene | undefined {
    if (this.#projection === undefined) {
      return undefined;
    }
    return {
      words: this.#projection.words,
      x: this.#cloud.x,
      y: this.#cloud.y,
      paint: this.#paint,
      labelled: this.#labelled,
      view: this.#camera.view,
      zoom: this.#camera.zoom,
      radius: this.#radius(),
      ...this.#highlights,
      lasso: this.#lasso,
      crosshair: this.#surface.matches(':focus-visible'),
      palette: this.#palette,
      reserved: [this.#boxOf(this.#controls), this.#boxOf(this.#run)],
    };
  }

  /** Whether the axes of what is drawn mean something. */
  #measured(): boolean {
    return this.#projection === undefined || axisTitleOf(this.#projection, 0) !== '';
  }

  /** The size of the map inside the surface: the room that the axes leave. */
  #plotSize(): Size {
    const { clientWidth, clientHeight } = this.#surface;
    return plotSize({ width: clientWidth, height: clientHeight }, this.#measured());
  }

  /** Where a point is seen, in pixels from the upper left corner of the map. */
  #pixelOf(index: number): Place {
    const { view, size } = this.#camera;
    return toPixel(view, size, this.#cloud.x[index]!, this.#cloud.y[index]!);
  }

  #moved(): void {
    this.#hover(undefined);
    this.#frame.ask(true);
  }
}

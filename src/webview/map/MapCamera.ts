import { Glide } from './Glide.ts';
import {
  type Bounds,
  fitBounds,
  keepInside,
  limitsAround,
  panBy,
  type Size,
  scaledWith,
  type Viewport,
  zoomAt,
} from './viewport.ts';

/** Pixels free around the cloud when all of it is shown: room for labels. */
const margin = 28;

/** A view that shows a word and its neighbours is magnified so many times at most. */
const revealZoom = 6;

/** Pixels free around a word and its neighbours: room for their labels. */
const revealMargin = 70;

/** What part of a cloud of points is seen: hands and keys move it, and it stays where it makes sense as the cloud changes. */
export class MapCamera {
  readonly #onMove: () => void;
  readonly #glide: Glide;
  #bounds: Bounds = { minX: 0, maxX: 1, minY: 0, maxY: 1 };
  #size: Size;
  #home: Viewport;
  #view: Viewport;

  /**
   * @param onMove called when another part is seen.
   * @param onGlide called for each step of a movement, which has to be drawn at once.
   */
  constructor(size: Size, onMove: () => void, onGlide: () => void) {
    this.#onMove = onMove;
    this.#size = size;
    this.#home = fitBounds(this.#bounds, size, margin);
    this.#view = this.#home;
    this.#glide = new Glide((view) => {
      this.#view = view;
      onGlide();
    });
  }

  /** What is seen. */
  get view(): Viewport {
    return this.#view;
  }

  /** The size of the area that it is seen on. */
  get size(): Size {
    return this.#size;
  }

  /** How many times the view is magnified against the one that shows everything. */
  get zoom(): number {
    return this.#home.unitsPerPixel / this.#view.unitsPerPixel;
  }

  /** From now on the whole cloud is seen, wherever it is placed next. */
  goHome(): void {
    this.#view = this.#home;
  }

  /** Takes the size of the area; what was seen whole is still seen whole. */
  resize(size: Size): void {
    const wasHome = this.#view === this.#home;
    this.#size = size;
    this.#home = fitBounds(this.#bounds, size, margin);
    if (wasHome) this.#view = this.#home;
  }

  /**
   * The points are elsewhere. A view that shows everything goes on doing so. Another one stays where it is while the
   * points go on from an earlier map, and else shows the same part of a cloud that unfolds.
   */
  place(bounds: Bounds, continued: boolean): void {
    this.#bounds = bounds;
    const before = this.#home;
    this.#home = fitBounds(bounds, this.#size, margin);
    if (this.#view === before) {
      this.#moveTo(this.#home);
    } else {
      if (!continued) this.#view = scaledWith(this.#view, before, this.#home);
      this.#onMove();
    }
  }

  /** Moves the map by pixels to the right and down. */
  panBy(dx: number, dy: number): void {
    this.#moveTo(keepInside(panBy(this.#view, dx, dy), this.#bounds));
  }

  /** Magnifies around a place, in pixels right of and below the middle. */
  zoomAt(factor: number, dx: number, dy: number): void {
    const zoomed = zoomAt(this.#view, factor, dx, dy, limitsAround(this.#home));
    this.#moveTo(keepInside(zoomed, this.#bounds));
  }

  /** Moves until everything is seen. */
  glideHome(): void {
    this.#glide.start(this.#view, this.#home);
  }

  /** Moves until a part of the plane is seen, magnified a little. */
  glideTo(bounds: Bounds): void {
    const free = Math.min(revealMargin, Math.min(this.#size.width, this.#size.height) / 6);
    const closest = this.#home.unitsPerPixel / revealZoom;
    const { centerX, centerY, unitsPerPixel } = fitBounds(bounds, this.#size, free);
    const scale = Math.min(this.#home.unitsPerPixel, Math.max(closest, unitsPerPixel));
    this.#glide.start(this.#view, { centerX, centerY, unitsPerPixel: scale });
  }

  /** Ends a movement where it is. */
  stop(): void {
    this.#glide.stop();
  }

  #moveTo(view: Viewport): void {
    this.#glide.stop();
    this.#view = view;
    this.#onMove();
  }
}

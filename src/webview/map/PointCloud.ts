import { HitGrid } from './HitGrid.ts';
import { type Bounds, boundsOf } from './viewport.ts';

/** Where the points of a map are, and which of them are near a place. */
export class PointCloud {
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly bounds: Bounds;
  #grid: HitGrid | undefined;

  /** @param x, y parallel arrays in the projection's units. */
  constructor(x: Float32Array, y: Float32Array) {
    this.x = x;
    this.y = y;
    this.bounds = boundsOf(x, y);
  }

  /** The point nearest to a place within `radius`; undefined where there is none. */
  nearest(x: number, y: number, radius: number): number | undefined {
    this.#grid ??= new HitGrid(this.x, this.y, this.bounds);
    return this.#grid.nearest(x, y, radius);
  }

  /** The rectangle around some of the points. */
  boundsOf(indices: readonly number[]): Bounds {
    return boundsOf(
      Float32Array.from(indices, (index) => this.x[index]!),
      Float32Array.from(indices, (index) => this.y[index]!),
    );
  }
}

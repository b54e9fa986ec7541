import type { Bounds } from './viewport.ts';

/**
 * Finds the point nearest to a place, over a grid of square cells laid out once for a projection. It works in the
 * projection's own units, so panning and zooming leave it as it is.
 */
export class HitGrid {
  readonly #x: Float32Array;
  readonly #y: Float32Array;
  readonly #bounds: Bounds;
  readonly #cellSize: number;
  readonly #columns: number;
  readonly #rows: number;
  /** Where each cell's points begin in `#points`; one entry more than there are cells. */
  readonly #starts: Uint32Array;
  readonly #points: Uint32Array;

  /** Indexes points `x`, `y` (parallel arrays) that lie in `bounds`; points that are not finite are left out. */
  constructor(x: Float32Array, y: Float32Array, bounds: Bounds) {
    this.#x = x;
    this.#y = y;
    this.#bounds = bounds;
    const width = bounds.maxX - bounds.minX;
    const height = bounds.maxY - bounds.minY;
    // About two points a cell on average; never more than some 100,000 cells, however thin the cloud.
    const perSide = Math.max(1, Math.min(256, Math.ceil(Math.sqrt(x.length / 2))));
    this.#cellSize = Math.max(width, height) / perSide || 1;
    this.#columns = Math.floor(width / this.#cellSize) + 1;
    this.#rows = Math.floor(height / this.#cellSize) + 1;
    const starts = new Uint32Array(this.#columns * this.#rows + 1);
    const cells = new Int32Array(x.length);
    for (let i = 0; i < x.length; i++) {
      const finite = Number.isFinite(x[i]!) && Number.isFinite(y[i]!);
      const cell = finite ? this.#row(y[i]!) * this.#columns + this.#column(x[i]!) : -1;
      cells[i] = cell;
      if (cell >= 0) {
        starts[cell + 1]!++;
      }
    }
    for (let cell = 1; cell < starts.length; cell++) {
      starts[cell]! += starts[cell - 1]!;
    }
    const next = starts.slice();
    this.#points = new Uint32Array(starts[starts.length - 1]!);
    for (let i = 0; i < x.length; i++) {
      const cell = cells[i]!;
      if (cell >= 0) {
        this.#points[next[cell]!++] = i;
      }
    }
    this.#starts = starts;
  }

  /**
   * The index of the point nearest to (`x`, `y`) within `radius`, in the projection's units; of equally near ones the
   * first; undefined where there is none.
   */
  nearest(x: number, y: number, radius: number): number | undefined {
    let best = -1;
    let bestSquare = radius * radius;
    const firstColumn = this.#column(x - radius);
    const lastColumn = this.#column(x + radius);
    const lastRow = this.#row(y + radius);
    for (let row = this.#row(y - radius); row <= lastRow; row++) {
      const from = this.#starts[row * this.#columns + firstColumn]!;
      const to = this.#starts[row * this.#columns + lastColumn + 1]!;
      for (let k = from; k < to; k++) {
        const i = this.#points[k]!;
        const dx = this.#x[i]! - x;
        const dy = this.#y[i]! - y;
        const square = dx * dx + dy * dy;
        if (square < bestSquare || (square === bestSquare && (best < 0 || i < best))) {
          best = i;
          bestSquare = square;
        }
      }
    }
    return best < 0 ? undefined : best;
  }

  #column(x: number): number {
    const column = Math.floor((x - this.#bounds.minX) / this.#cellSize);
    return Math.min(this.#columns - 1, Math.max(0, column));
  }

  #row(y: number): number {
    const row = Math.floor((y - this.#bounds.minY) / this.#cellSize);
    return Math.min(this.#rows - 1, Math.max(0, row));
  }
}

import type { Workspace } from '../math/Workspace.ts';
import { mortonCode, sortByCode } from './mortonOrder.ts';
import type { PointTree } from './PointTree.ts';

/** Levels below the root: coordinates have 16 bits each, so that a code has 32. */
const levels = 16;

/** Cells of no more points have no node of their own: their points are cheaper one by one. */
const largestBareCell = 2;

/**
 * A quadtree over points of the plane, built anew for every iteration of t-SNE in memory that is reused. Points are
 * sorted along Morton's curve, which makes every cell a run of them. A cell with only one quarter in use is replaced by
 * that quarter; points in the same finest cell, a 65,536th of the width, are one leaf.
 */
export class Quadtree {
  /** The points by their places along the curve, row-major `n x 2`. */
  readonly points: Float32Array;
  /** For each place along the curve, the position of the point in the order given to {@link build}. */
  readonly order: Uint32Array;
  readonly #n: number;
  readonly #codes: Uint32Array;
  readonly #nodes: Float32Array;
  readonly #next: Uint32Array;
  /** Sums of x and of y over all points before a place: the mean of a run takes two look-ups. */
  readonly #sumsX: Float64Array;
  readonly #sumsY: Float64Array;
  readonly #limits = new Float64Array(levels);
  #size = 0;

  /** @param workspace gives memory, of which its owner disposes. */
  constructor(n: number, workspace: Workspace) {
    this.#n = n;
    this.points = workspace.allocate(2 * n);
    this.order = new Uint32Array(n);
    this.#codes = new Uint32Array(n);
    // As every cell has two parts at least, there are fewer cells than points.
    this.#nodes = workspace.allocate(4 * 2 * n);
    const next = workspace.allocate(2 * n);
    this.#next = new Uint32Array(next.buffer, next.byteOffset, next.length);
    this.#sumsX = new Float64Array(n + 1);
    this.#sumsY = new Float64Array(n + 1);
  }

  /**
   * Sorts the points and builds the tree over them; it is good until the next build.
   *
   * @param coordinates row-major `n x 2`, finite.
   * @param theta a cell may be taken as a whole where its width over the distance to its mean is less than this; at 0, no
   * cell ever is.
   */
  build(coordinates: Float32Array, theta: number): PointTree {
    const width = this.#sort(coordinates);
    for (let level = 0; level < levels; level++) {
      this.#limits[level] = (width / 2 ** level / theta) ** 2;
    }
    this.#size = 0;
    this.#addCell(0, this.#n);
    return { nodes: this.#nodes.subarray(0, 4 * this.#size), next: this.#next.subarray(0, this.#size) };
  }

  /** Sorts the points along the curve; returns the width of the square about all of them. */
  #sort(coordinates: Float32Array): number {
    let [left, right, bottom, top] = [Infinity, -Infinity, Infinity, -Infinity];
    for (let i = 0; i < coordinates.length; i += 2) {
      const x = coordinates[i]!;
      const y = coordinates[i + 1]!;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < bottom) bottom = y;
      if (y > top) top = y;
    }
    const width = Math.max(right - left, top - bottom, 0);
    const scale = width > 0 ? 2 ** levels / width : 0;
    const last = 2 ** levels - 1;
    const order = this.order;
    const codes = this.#codes;
    for (let i = 0; i < order.length; i++) {
      const column = Math.min(last, (coordinates[2 * i]! - left) * scale);
      const row = Math.min(last, (coordinates[2 * i + 1]! - bottom) * scale);
      order[i] = i;
      codes[i] = mortonCode(column, row);
    }
    sortByCode(codes, order);
    const points = this.points;
    let [sumX, sumY] = [0, 0];
    for (let place = 0; place < order.length; place++) {
      const i = order[place]!;
      const x = coordinates[2 * i]!;
      const y = coordinates[2 * i + 1]!;
      points[2 * place] = x;
      points[2 * place + 1] = y;
      sumX += x;
      sumY += y;
      this.#sumsX[place + 1] = sumX;
      this.#sumsY[place + 1] = sumY;
    }
    return width;
  }

  /** Adds the smallest cell that holds the points at the places from `from` up to `to`, with all below it. */
  #addCell(from: number, to: number): void {
    const count = to - from;
    if (count <= largestBareCell) {
      for (let place = from; place < to; place++) this.#addPoint(place);
      return;
    }
    const level = Math.clz32(this.#codes[from]! ^ this.#codes[to - 1]!) >> 1;
    const node = this.#size++;
    this.#nodes[4 * node] = (this.#sumsX[to]! - this.#sumsX[from]!) / count;
    this.#nodes[4 * node + 1] = (this.#sumsY[to]! - this.#sumsY[from]!) / count;
    this.#nodes[4 * node + 2] = count;
    this.#nodes[4 * node + 3] = level < levels ? this.#limits[level]! : -1;
    if (level < levels) {
      const shift = 2 * (levels - 1 - level);
      for (let start = from; start < to; ) {
        const end = this.#endOfQuarter(start, to, shift);
        this.#addCell(start, end);
        start = end;
      }
    }
    this.#next[node] = this.#size;
  }

  #addPoint(place: number): void {
    const node = this.#size++;
    this.#nodes[4 * node] = this.points[2 * place]!;
    this.#nodes[4 * node + 1] = this.points[2 * place + 1]!;
    this.#nodes[4 * node + 2] = 1;
    this.#nodes[4 * node + 3] = -1;
    this.#next[node] = this.#size;
  }

  /** The first place beyond `start`, at most `to`, with other leading bits in its code than `start`. */
  #endOfQuarter(start: number, to: number, shift: number): number {
    const quarter = this.#codes[start]! >>> shift;
    let [inside, beyond] = [start, to];
    while (beyond - inside > 1) {
      const middle = (inside + beyond) >> 1;
      if (this.#codes[middle]! >>> shift === quarter) inside = middle;
      else beyond = middle;
    }
    return beyond;
  }
}

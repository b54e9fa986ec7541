import { mortonCode, sortByCode } from './mortonOrder.ts';

/** Points in a box of the lowest level. */
const pointsOfLeaf = 8;

/** Cells along a side, by which points are put in order. */
const cells = 0xffff;

/**
 * Boxes around boxes around points of the plane that lie together: a bounding volume hierarchy over Morton's order (Lauterbach
 * et al. 2009). Box 1 holds all; box i holds the boxes 2 i and 2 i + 1.
 */
export class BoxTree {
  readonly #points: Float32Array;
  /** Positions of points, in Morton's order. */
  readonly #order: Uint32Array;
  /** The first box of the lowest level. */
  readonly #firstLeaf: number;
  /** Least x, least y, largest x, largest y of each box; an empty one is infinitely far from everything. */
  readonly #boxes: Float32Array;
  /** The lowest position in each box: of equally near points it decides. */
  readonly #lowest: Uint32Array;
  readonly #stack: number[] = [];

  /**
   * @param points row-major `n x 2`
   * @throws RangeError when a value is not finite
   */
  constructor(points: Float32Array) {
    this.#points = points;
    this.#order = mortonOrdered(points);
    const leaves = Math.max(1, Math.ceil(this.#order.length / pointsOfLeaf));
    this.#firstLeaf = 2 ** Math.ceil(Math.log2(leaves));
    this.#boxes = new Float32Array(8 * this.#firstLeaf);
    this.#lowest = new Uint32Array(2 * this.#firstLeaf).fill(0xffff_ffff);
    for (let at = 0; at < this.#boxes.length; at++) {
      this.#boxes[at] = at % 4 < 2 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
    }
    for (const [i, position] of this.#order.entries()) {
      const [x, y] = [points[2 * position]!, points[2 * position + 1]!];
      this.#extend(this.#firstLeaf + Math.floor(i / pointsOfLeaf), x, y, x, y, position);
    }
    for (let box = 2 * this.#firstLeaf - 1; box > 1; box--) {
      const [minX, minY, maxX, maxY] = this.#boxes.subarray(4 * box, 4 * box + 4);
      this.#extend(box >> 1, minX!, minY!, maxX!, maxY!, this.#lowest[box]!);
    }
  }

  /** Writes the points nearest to that at a position to `out`, the nearest first; there are more points than it holds. */
  nearest(position: number, out: Uint32Array): void {
    const k = out.length;
    if (k === 0) return;
    const points = this.#points;
    const [x, y] = [points[2 * position]!, points[2 * position + 1]!];
    const squares = new Float64Array(k).fill(Number.POSITIVE_INFINITY);
    out.fill(0xffff_ffff);
    const stack = this.#stack;
    stack.push(1);
    for (let box = stack.pop(); box !== undefined; box = stack.pop()) {
      const square = this.#squareTo(box, x, y);
      if (!comesBefore(square, this.#lowest[box]!, squares[k - 1]!, out[k - 1]!)) continue;
      if (box < this.#firstLeaf) {
        const [left, right] = [2 * box, 2 * box + 1];
        // The nearer of the two is looked into first: it is on top.
        if (this.#squareTo(left, x, y) <= this.#squareTo(right, x, y)) stack.push(right, left);
        else stack.push(left, right);
        continue;
      }
      const first = (box - this.#firstLeaf) * pointsOfLeaf;
      for (let i = first; i < Math.min(first + pointsOfLeaf, this.#order.length); i++) {
        const other = this.#order[i]!;
        if (other === position) continue;
        const away = (points[2 * other]! - x) ** 2 + (points[2 * other + 1]! - y) ** 2;
        let at = k;
        while (at > 0 && comesBefore(away, other, squares[at - 1]!, out[at - 1]!)) at--;
        if (at === k) continue;
        squares.copyWithin(at + 1, at, k - 1);
        out.copyWithin(at + 1, at, k - 1);
        squares[at] = away;
        out[at] = other;
      }
    }
  }

  #extend(box: number, minX: number, minY: number, maxX: number, maxY: number, lowest: number): void {
    const at = 4 * box;
    const boxes = this.#boxes;
    boxes[at] = Math.min(boxes[at]!, minX);
    boxes[at + 1] = Math.min(boxes[at + 1]!, minY);
    boxes[at + 2] = Math.max(boxes[at + 2]!, maxX);
    boxes[at + 3] = Math.max(boxes[at + 3]!, maxY);
    this.#lowest[box] = Math.min(this.#lowest[box]!, lowest);
  }

  /** The squared distance of a place to a box, 0 inside of it. */
  #squareTo(box: number, x: number, y: number): number {
    const at = 4 * box;
    const boxes = this.#boxes;
    const dx = Math.max(boxes[at]! - x, 0, x - boxes[at + 2]!);
    const dy = Math.max(boxes[at + 1]! - y, 0, y - boxes[at + 3]!);
    return dx * dx + dy * dy;
  }
}

/** Whether a point is nearer, or as near and at a lower position. */
function comesBefore(square: number, position: number, thanSquare: number, thanPosition: number): boolean {
  return square < thanSquare || (square === thanSquare && position < thanPosition);
}

/** The positions of points so that those that lie together come together; of points in one cell in their order. */
function mortonOrdered(points: Float32Array): Uint32Array {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = 0; at < points.length; at += 2) {
    const [x, y] = [points[at]!, points[at + 1]!];
    if (!Number.isFinite(x + y))
      throw new RangeError(`Point ${at / 2} lies at ${x}, ${y}; expected numbers.`);
    [minX, minY] = [Math.min(minX, x), Math.min(minY, y)];
    [maxX, maxY] = [Math.max(maxX, x), Math.max(maxY, y)];
  }
  const n = points.length >> 1;
  const scale = cells / (Math.max(maxX - minX, maxY - minY) || 1);
  const order = Uint32Array.from({ length: n }, (_, i) => i);
  const codes = order.map((i) =>
    mortonCode((points[2 * i]! - minX) * scale, (points[2 * i + 1]! - minY) * scale),
  );
  sortByCode(codes, order);
  return order;
}

import type { Size } from './viewport.ts';

/** A rectangle in CSS pixels from the upper left corner of the map's area. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A label that would like to be drawn. */
export interface LabelRequest {
  /** Which word; handed back with the placement. */
  readonly index: number;
  /** Middle of the mark that is named, in pixels. */
  readonly x: number;
  readonly y: number;
  /** The mark's radius: the label keeps clear of it. */
  readonly radius: number;
  /** The measured text with its padding. */
  readonly width: number;
  readonly height: number;
  /** Whether the label may cover marks; `ordinary` ones may not. A `required` one is drawn even where it covers others. */
  readonly importance: 'required' | 'important' | 'ordinary';
}

/** A label with its place. */
export interface PlacedLabel extends Box {
  readonly index: number;
}

/** How labels are placed. */
export interface LabelOptions {
  /** The area that labels must stay inside. */
  readonly area: Size;
  /** So many labels at most. */
  readonly limit: number;
  /** So many failures in a row end the search: what follows is less important still. */
  readonly patience: number;
  /** Rectangles that every label but a required one keeps clear of. */
  readonly obstacles?: readonly Box[];
  /** Rectangles that ordinary labels keep clear of as well. */
  readonly marks?: readonly Box[];
}

/**
 * Places labels greedily: each takes the first free place of right, left, above and below its mark, and is left out
 * where none is free. Requests come in falling importance and are read only as far as needed. No label leaves the area,
 * none covers an obstacle, and no two overlap; only a required one, which should come first, is placed in any case.
 */
export function placeLabels(requests: Iterable<LabelRequest>, options: LabelOptions): PlacedLabel[] {
  const { area, limit, patience } = options;
  const taken = new BoxGrid(area, options.obstacles ?? []);
  const marks = new BoxGrid(area, options.marks ?? []);
  const placed: PlacedLabel[] = [];
  let failures = 0;
  if (limit <= 0) {
    return placed;
  }
  for (const request of requests) {
    const possible = places(request);
    const free = possible.find(
      (box) =>
        isInside(box, area) && taken.isFree(box) && (request.importance !== 'ordinary' || marks.isFree(box)),
    );
    const box = free ?? (request.importance === 'required' ? pushedInside(possible[0]!, area) : undefined);
    if (box === undefined) {
      failures++;
      if (failures >= patience) {
        break;
      }
      continue;
    }
    failures = 0;
    taken.add(box);
    placed.push({ index: request.index, ...box });
    if (placed.length >= limit) {
      break;
    }
  }
  return placed;
}

/** Whether two rectangles share any area. */
export function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** The places around a mark, the best first. */
function places({ x, y, radius, width, height }: LabelRequest): Box[] {
  const away = radius;
  return [
    { x: x + away, y: y - height / 2, width, height },
    { x: x - away - width, y: y - height / 2, width, height },
    { x: x - width / 2, y: y - away - height, width, height },
    { x: x - width / 2, y: y + away, width, height },
  ];
}

function isInside(box: Box, area: Size): boolean {
  return box.x >= 0 && box.y >= 0 && box.x + box.width <= area.width && box.y + box.height <= area.height;
}

/** The box moved by as little as brings it into the area; one that is too large keeps its beginning in sight. */
function pushedInside(box: Box, area: Size): Box {
  return {
    ...box,
    x: Math.max(0, Math.min(area.width - box.width, box.x)),
    y: Math.max(0, Math.min(area.height - box.height, box.y)),
  };
}

/** Rectangles by the cells that they touch, so that a new one is compared with its surroundings only. */
class BoxGrid {
  static readonly #cellWidth = 64;
  static readonly #cellHeight = 24;
  readonly #columns: number;
  readonly #rows: number;
  readonly #cells: (Box[] | undefined)[];

  constructor(area: Size, boxes: readonly Box[]) {
    this.#columns = Math.floor(Math.max(0, area.width) / BoxGrid.#cellWidth) + 1;
    this.#rows = Math.floor(Math.max(0, area.height) / BoxGrid.#cellHeight) + 1;
    this.#cells = new Array<Box[] | undefined>(this.#columns * this.#rows);
    for (const box of boxes) {
      this.add(box);
    }
  }

  add(box: Box): void {
    this.#visit(box, (cell) => {
      const boxes = this.#cells[cell];
      if (boxes === undefined) {
        this.#cells[cell] = [box];
      } else {
        boxes.push(box);
      }
      return true;
    });
  }

  isFree(box: Box): boolean {
    return this.#visit(box, (cell) => !this.#cells[cell]?.some((other) => overlap(box, other)));
  }

  /** Calls `visit` for each cell under the box until one answers false; tells whether none did. */
  #visit(box: Box, visit: (cell: number) => boolean): boolean {
    const firstColumn = clamp(Math.floor(box.x / BoxGrid.#cellWidth), this.#columns);
    const lastColumn = clamp(Math.floor((box.x + box.width) / BoxGrid.#cellWidth), this.#columns);
    const lastRow = clamp(Math.floor((box.y + box.height) / BoxGrid.#cellHeight), this.#rows);
    for (let row = clamp(Math.floor(box.y / BoxGrid.#cellHeight), this.#rows); row <= lastRow; row++) {
      for (let column = firstColumn; column <= lastColumn; column++) {
        if (!visit(row * this.#columns + column)) {
          return false;
        }
      }
    }
    return true;
  }
}

function clamp(cell: number, count: number): number {
  return Math.min(count - 1, Math.max(0, cell));
}

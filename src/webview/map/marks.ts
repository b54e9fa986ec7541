import type { Rgb } from '../color.ts';

/**
 * The marks of the map's points and how thousands of them are put into one picture. Drawing each as a path costs
 * tens of milliseconds a frame at 50,000 points; adding small ready-made masks into a pixel buffer costs a few.
 */

/** The pixels that a mark covers, for one position of its middle within a pixel; parallel arrays. */
interface Mask {
  /** Where a covered pixel lies from the pixel that holds the middle. */
  readonly columns: Int8Array;
  readonly rows: Int8Array;
  /** How much of it is covered, 1 to 255. */
  readonly coverage: Uint8Array;
}

/** A mark ready to be stamped: one mask for each of 4 x 4 positions of its middle within a pixel. */
export interface Mark {
  /** No covered pixel is farther than this from the pixel that holds the middle. */
  readonly reach: number;
  readonly masks: readonly Mask[];
}

/** Positions within a pixel that are told apart in each direction: enough for a map that glides when it is dragged. */
const phases = 4;

/** A filled circle of a radius in device pixels; `opacity` from 0 to 1. */
export function discMark(radius: number, opacity: number): Mark {
  return makeMark(radius, opacity, (dx, dy) => radius - Math.hypot(dx, dy));
}

/** A filled square standing on its corner, `radius` device pixels from its middle to each corner. */
export function diamondMark(radius: number, opacity: number): Mark {
  return makeMark(radius, opacity, (dx, dy) => (radius - Math.abs(dx) - Math.abs(dy)) / Math.SQRT2);
}

/** `inside` is the distance to the outline in pixels, positive within; an edge fades over one pixel. */
function makeMark(radius: number, opacity: number, inside: (dx: number, dy: number) => number): Mark {
  const reach = Math.ceil(radius + 1);
  const masks: Mask[] = [];
  for (let phaseY = 0; phaseY < phases; phaseY++) {
    for (let phaseX = 0; phaseX < phases; phaseX++) {
      const pixels: [column: number, row: number, coverage: number][] = [];
      for (let row = -reach; row <= reach; row++) {
        for (let column = -reach; column <= reach; column++) {
          const dx = column + 0.5 - (phaseX + 0.5) / phases;
          const dy = row + 0.5 - (phaseY + 0.5) / phases;
          const share = Math.min(1, Math.max(0, inside(dx, dy) + 0.5));
          const coverage = Math.round(255 * opacity * share);
          if (coverage > 0) {
            pixels.push([column, row, coverage]);
          }
        }
      }
      masks.push({
        columns: Int8Array.from(pixels, ([column]) => column),
        rows: Int8Array.from(pixels, ([, row]) => row),
        coverage: Uint8Array.from(pixels, ([, , coverage]) => coverage),
      });
    }
  }
  return { reach, masks };
}

/** A picture that marks are stamped into; pixels as `ImageData` keeps them (not premultiplied by alpha). */
export class PixelLayer {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue, alpha of each pixel, row by row. */
  readonly bytes: Uint8ClampedArray<ArrayBuffer>;
  /**
   * The same memory a pixel at a time; least byte first, as on every machine that browsers run on. Signed, because
   * engines compute with signed 32-bit integers faster than with unsigned ones.
   */
  readonly #pixels: Int32Array<ArrayBuffer>;

  /** A clear picture of so many device pixels. */
  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    const buffer = new ArrayBuffer(4 * width * height);
    this.bytes = new Uint8ClampedArray(buffer);
    this.#pixels = new Int32Array(buffer);
  }

  /** Makes every pixel transparent. */
  clear(): void {
    this.#pixels.fill(0);
  }

  /** Adds a mark of a colour with its middle at (`x`, `y`) in device pixels; what falls outside is left out. */
  stamp(mark: Mark, color: Rgb, x: number, y: number): void {
    const pixelX = Math.floor(x);
    const pixelY = Math.floor(y);
    // A place a hair left of a pixel's edge rounds to a whole pixel's distance from the edge before.
    const phaseX = Math.min(phases - 1, Math.floor((x - pixelX) * phases));
    const phaseY = Math.min(phases - 1, Math.floor((y - pixelY) * phases));
    const mask = mark.masks[phaseY * phases + phaseX];
    if (mask === undefined) {
      return;
    }
    const { width, height } = this;
    const { columns, rows, coverage } = mask;
    const { reach } = mark;
    const pixels = this.#pixels;
    const rgb = (color.blue << 16) | (color.green << 8) | color.red;
    const whole = pixelX >= reach && pixelY >= reach && pixelX < width - reach && pixelY < height - reach;
    const middle = pixelY * width + pixelX;
    for (let k = 0; k < coverage.length; k++) {
      const row = rows[k]!;
      const column = columns[k]!;
      if (whole || isInside(pixelX + column, pixelY + row, width, height)) {
        const at = middle + row * width + column;
        const under = pixels[at]!;
        pixels[at] = under === 0 ? (coverage[k]! << 24) | rgb : blend(under, rgb, coverage[k]!);
      }
    }
  }
}

function isInside(x: number, y: number, width: number, height: number): boolean {
  return x >= 0 && y >= 0 && x < width && y < height;
}

/** The pixel `under` with `alpha` (1 to 255) of the colour `rgb` laid over it; Porter and Duff's "over". */
function blend(under: number, rgb: number, alpha: number): number {
  const underAlpha = under >>> 24;
  if (underAlpha === 0 || alpha === 255) {
    return (alpha << 24) | rgb;
  }
  if ((under & 0xffffff) === rgb) {
    const product = alpha * underAlpha + 128;
    // (product + (product >> 8)) >> 8 is product / 255, rounded, without a division.
    return ((alpha + underAlpha - ((product + (product >> 8)) >> 8)) << 24) | rgb;
  }
  const kept = (underAlpha * (255 - alpha)) / 255;
  const sum = alpha + kept;
  const part = (shift: number) => {
    const over = ((rgb >> shift) & 255) * alpha + ((under >> shift) & 255) * kept;
    return Math.round(over / sum) << shift;
  };
  return (Math.round(sum) << 24) | part(16) | part(8) | part(0);
}

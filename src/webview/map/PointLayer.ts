import { mix, type Rgb } from '../color.ts';
import { diamondMark, discMark, type Mark, PixelLayer } from './marks.ts';
import { documentRadius, type MapScene, type PlotArea } from './scene.ts';

/** The marks of a picture. */
interface Marks {
  readonly key: string;
  readonly point: Mark;
  readonly document: Mark;
  /** Keeps a document word's diamond apart from the points that it lies on. */
  readonly halo: Mark;
}

/** Paints all points of a map as one picture, and keeps the picture while nothing that it depends on changes. */
export class PointLayer {
  readonly #canvas = document.createElement('canvas');
  #layer: PixelLayer | undefined;
  #image: ImageData | undefined;
  #painted: readonly unknown[] = [];
  #marks: Marks | undefined;

  /** Draws the points of a scene into an area of the canvas; `ratio` is device pixels per CSS pixel. */
  draw(ctx: CanvasRenderingContext2D, area: PlotArea, ratio: number, scene: MapScene): void {
    const width = Math.max(1, Math.round(area.width * ratio));
    const height = Math.max(1, Math.round(area.height * ratio));
    const dimmed = scene.selected !== undefined || scene.neighbours.length > 0;
    const { x, y, inDocument, view, palette } = scene;
    const inputs = [width, height, ratio, x, y, inDocument, view, palette, dimmed];
    if (inputs.some((input, i) => input !== this.#painted[i])) {
      this.#painted = inputs;
      this.#paint(width, height, ratio, scene, dimmed);
    }
    ctx.drawImage(this.#canvas, area.left, area.top, width / ratio, height / ratio);
  }

  #paint(width: number, height: number, ratio: number, scene: MapScene, dimmed: boolean): void {
    const layer = this.#clearLayer(width, height);
    const { palette } = scene;
    const color = dimmed ? mix(palette.point, palette.background, 0.35) : palette.point;
    const marks = this.#marksFor(
      scene.radius * ratio,
      documentRadius(scene) * ratio,
      ratio,
      palette.highContrast ? 1 : 0.85,
    );
    stampAll(layer, scene, ratio, 0, [[marks.point, color]]);
    stampAll(layer, scene, ratio, 1, [
      [marks.halo, palette.background],
      [marks.document, palette.document],
    ]);
    this.#canvas.getContext('2d')?.putImageData(this.#image!, 0, 0);
  }

  /** The marks of these radii in device pixels; made anew only when they change, which panning does not do. */
  #marksFor(point: number, document: number, ratio: number, opacity: number): Marks {
    const key = [point, document, opacity].join(' ');
    if (this.#marks?.key !== key) {
      this.#marks = {
        key,
        point: discMark(point, opacity),
        document: diamondMark(document, 1),
        halo: diamondMark(document + 1.4 * ratio, 1),
      };
    }
    return this.#marks;
  }

  #clearLayer(width: number, height: number): PixelLayer {
    if (this.#layer?.width === width && this.#layer.height === height) {
      this.#layer.clear();
      return this.#layer;
    }
    this.#canvas.width = width;
    this.#canvas.height = height;
    this.#layer = new PixelLayer(width, height);
    this.#image = new ImageData(this.#layer.bytes, width, height);
    return this.#layer;
  }
}

/** Stamps the words in (1) or not in (0) the open document, the most frequent last: they lie on top. */
function stampAll(
  layer: PixelLayer,
  { x, y, inDocument, view }: MapScene,
  ratio: number,
  member: 0 | 1,
  marks: readonly (readonly [Mark, Rgb])[],
): void {
  const scale = ratio / view.unitsPerPixel;
  const left = layer.width / 2 - view.centerX * scale;
  const top = layer.height / 2 + view.centerY * scale;
  const room = Math.max(...marks.map(([mark]) => mark.reach));
  for (let i = x.length - 1; i >= 0; i--) {
    if (inDocument[i] === member) {
      const px = left + x[i]! * scale;
      const py = top - y[i]! * scale;
      if (px > -room && py > -room && px < layer.width + room && py < layer.height + room) {
        for (const [mark, color] of marks) {
          layer.stamp(mark, color, px, py);
        }
      }
    }
  }
}

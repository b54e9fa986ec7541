import { toCss } from '../color.ts';
import { type Box, type LabelRequest, type PlacedLabel, placeLabels } from './labels.ts';
import type { DrawingContext } from './SvgContext.ts';
import {
  type MapScene,
  neighbourRadius,
  type PlotArea,
  pinnedRadius,
  prominentRadius,
  selectedRadius,
} from './scene.ts';
import { toPixel } from './viewport.ts';

/** How a label is written, from the least to the most important. */
type Style = 'ordinary' | 'prominent' | 'neighbour' | 'pinned' | 'selected';

/** Square pixels of the map for each label: enough to read them, and to see the points between them. */
const areaPerLabel = 5200;

/** Pixels kept free around the text of a label, so that two never seem to be one. */
const paddingX = 4;
const paddingY = 1.5;

/** Longer words are cut: one label must not take the room of ten. */
const longest = 28;

function textOf(word: string): string {
  return word.length > longest ? `${word.slice(0, longest - 1)}…` : word;
}

/** Writes the words beside their points, as many as fit: the chosen word, pinned ones, its neighbours, the document's, the frequent. */
export class LabelLayer {
  /** Measured widths of the words by font; 0 where not measured yet. */
  readonly #widths = new Map<string, Float32Array>();
  #measuredWords: readonly string[] = [];

  /** Draws the labels of a scene. */
  draw(ctx: DrawingContext, area: PlotArea, scene: MapScene): void {
    if (this.#measuredWords !== scene.words) {
      this.#measuredWords = scene.words;
      this.#widths.clear();
    }
    const styles = new Map<number, Style>();
    const placed = placeLabels(this.#requests(ctx, area, scene, styles), {
      area,
      limit: Math.round((area.width * area.height) / areaPerLabel) + scene.neighbours.length + 1,
      patience: 400,
      ...obstaclesOf(area, scene),
    });
    ctx.textBaseline = 'middle';
    ctx.textAlign = 'center';
    ctx.lineJoin = 'round';
    // The most important last: it lies on top where a halo touches a neighbour's text.
    for (const label of placed.reverse()) {
      writeLabel(ctx, area, scene, label, styles.get(label.index) ?? 'ordinary');
    }
  }

  /** The labels in falling importance; only as many are measured as are asked for. */
  *#requests(
    ctx: DrawingContext,
    area: PlotArea,
    scene: MapScene,
    styles: Map<number, Style>,
  ): Iterable<LabelRequest> {
    for (const [index, style] of byImportance(scene)) {
      const { x, y } = toPixel(scene.view, area, scene.x[index]!, scene.y[index]!);
      if (x >= 0 && y >= 0 && x <= area.width && y <= area.height) {
        styles.set(index, style);
        const radius = radiusOf(style, scene);
        const width = this.#width(ctx, scene, index, style) + 2 * paddingX;
        const height = sizeOf(style, scene) * 1.2 + 2 * paddingY;
        yield { index, x, y, radius, width, height, importance: importanceOf[style] };
      }
    }
  }

  #width(ctx: DrawingContext, scene: MapScene, index: number, style: Style): number {
    const font = fontOf(style, scene);
    let widths = this.#widths.get(font);
    if (widths === undefined) {
      widths = new Float32Array(scene.words.length);
      this.#widths.set(font, widths);
    }
    if (widths[index] === 0) {
      ctx.font = font;
      widths[index] = ctx.measureText(textOf(scene.words[index]!)).width;
    }
    return widths[index]!;
  }
}

function* byImportance(scene: MapScene): Iterable<[number, Style]> {
  const { selected, neighbours, hoveredNeighbours, labelled, paint } = scene;
  const named = new Set<number>();
  function* once(indices: Iterable<number>, style: Style): Iterable<[number, Style]> {
    for (const index of indices) {
      if (!named.has(index)) {
        named.add(index);
        yield [index, style];
      }
    }
  }
  if (selected !== undefined) yield* once([selected], 'selected');
  if (scene.echoed !== undefined) yield* once([scene.echoed], 'selected');
  yield* once(scene.pinned, 'pinned');
  yield* once(
    neighbours.map(({ index }) => index),
    'neighbour',
  );
  yield* once(
    hoveredNeighbours.map(({ index }) => index),
    'neighbour',
  );
  yield* once(
    scene.arrows.flatMap(({ from, to }) => [from, to]),
    'neighbour',
  );
  yield* once(labelled, 'prominent');
  yield* once(scene.marked, 'prominent');
  for (const prominent of [true, false]) {
    for (let i = 0; i < paint.styleOf.length; i++) {
      if (paint.styles[paint.styleOf[i]!]!.prominent === prominent && !named.has(i)) {
        yield [i, prominent ? 'prominent' : 'ordinary'];
      }
    }
  }
}

/** So many marks that stand out are kept free of labels; where there are more, they cover the map. */
const keptFree = 400;

/** What labels keep clear of: what lies over the map, the chosen word's mark and its neighbours', those that stand out. */
function obstaclesOf(area: PlotArea, scene: MapScene): { obstacles: Box[]; marks: Box[] } {
  const { selected, neighbours, paint } = scene;
  const box = (index: number, radius: number): Box => {
    const { x, y } = toPixel(scene.view, area, scene.x[index]!, scene.y[index]!);
    return { x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius };
  };
  const obstacles = [
    ...scene.reserved,
    ...neighbours.map(({ index }) => box(index, neighbourRadius(scene))),
    ...scene.pinned.map((index) => box(index, pinnedRadius(scene))),
    ...(selected === undefined ? [] : [box(selected, selectedRadius(scene))]),
  ];
  const marks: Box[] = [];
  if (paint.styles.some(({ prominent }) => prominent)) {
    for (let i = 0; i < paint.styleOf.length && marks.length < keptFree; i++) {
      if (paint.styles[paint.styleOf[i]!]!.prominent) marks.push(box(i, prominentRadius(scene) - 1));
    }
  }
  return { obstacles, marks };
}

const importanceOf = {
  selected: 'required',
  pinned: 'important',
  neighbour: 'important',
  prominent: 'ordinary',
  ordinary: 'ordinary',
} as const;

function radiusOf(style: Style, scene: MapScene): number {
  switch (style) {
    case 'selected':
      return selectedRadius(scene) + 5;
    case 'pinned':
      return pinnedRadius(scene) + 2;
    case 'neighbour':
      return neighbourRadius(scene) + 1;
    case 'prominent':
      return prominentRadius(scene);
    case 'ordinary':
      return scene.radius;
  }
}

function sizeOf(style: Style, { palette }: MapScene): number {
  return style === 'selected'
    ? palette.fontSize + 1
    : style === 'neighbour' || style === 'pinned'
      ? palette.fontSize
      : palette.fontSize - 1;
}

function fontOf(style: Style, scene: MapScene): string {
  const weight = style === 'ordinary' ? 400 : 600;
  return `${weight} ${sizeOf(style, scene)}px ${scene.palette.fontFamily}`;
}

function writeLabel(
  ctx: DrawingContext,
  area: PlotArea,
  scene: MapScene,
  label: PlacedLabel,
  style: Style,
): void {
  const { palette, words } = scene;
  const left = area.left + label.x;
  const top = area.top + label.y;
  const middleX = left + label.width / 2;
  const middleY = top + label.height / 2;
  const word = textOf(words[label.index]!);
  ctx.font = fontOf(style, scene);
  if (style === 'selected' || style === 'pinned') {
    ctx.beginPath();
    ctx.roundRect(left, top, label.width, label.height, 3);
    ctx.fillStyle = toCss(palette.background);
    ctx.fill();
    ctx.strokeStyle = toCss(palette.accent);
    ctx.lineWidth = 1;
    ctx.stroke();
  } else {
    // A halo in the colour of the ground keeps the text readable over points and lines.
    ctx.strokeStyle = toCss(palette.background, 0.85);
    ctx.lineWidth = 3;
    ctx.strokeText(word, middleX, middleY);
  }
  ctx.fillStyle = style === 'ordinary' ? palette.mutedText : palette.text;
  ctx.fillText(word, middleX, middleY);
}

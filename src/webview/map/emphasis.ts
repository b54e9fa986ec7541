import { toCss } from '../color.ts';
import type { MapArrow } from './arrows.ts';
import type { Place } from './lasso.ts';
import type { DrawingContext } from './SvgContext.ts';
import {
  type MapNeighbour,
  type MapScene,
  neighbourRadius,
  type PlotArea,
  pinnedRadius,
  prominentRadius,
  selectedRadius,
} from './scene.ts';
import { toPixel } from './viewport.ts';

/**
 * Draws what stands out of the cloud: lines from the chosen word to its neighbours, the thicker the more similar, rings
 * around the neighbours, a disc with a ring for the chosen word, one with a hole for each pinned word, a ring around the
 * word under the pointer.
 */
export function drawEmphasis(ctx: DrawingContext, area: PlotArea, scene: MapScene): void {
  const { x, y, view, palette, selected, paint } = scene;
  const hovered = scene.hovered ?? scene.echoed;
  const place = (index: number) => {
    const { x: px, y: py } = toPixel(view, area, x[index]!, y[index]!);
    return { x: area.left + px, y: area.top + py };
  };
  const accent = toCss(palette.accent);
  for (const index of scene.marked) {
    drawDisc(ctx, place(index), scene.radius + 2, undefined, palette.text, 1);
  }
  const background = toCss(palette.background);
  const drawLines = (start: number, neighbours: readonly MapNeighbour[], color: string): void => {
    const from = place(start);
    ctx.strokeStyle = color;
    for (const { index, similarity } of neighbours) {
      const to = place(index);
      ctx.beginPath();
      ctx.moveTo(from.x, from.y);
      ctx.lineTo(to.x, to.y);
      ctx.lineWidth = 0.75 + 2 * Math.max(0, similarity) ** 2;
      ctx.stroke();
    }
  };
  const from = selected === undefined ? undefined : place(selected);
  if (selected !== undefined) drawLines(selected, scene.neighbours, accent);
  if (hovered !== undefined && hovered !== selected) {
    drawLines(hovered, scene.hoveredNeighbours, palette.text);
    for (const { index } of scene.hoveredNeighbours) {
      drawDisc(ctx, place(index), neighbourRadius(scene) - 1, background, palette.text, 1.25);
    }
  }
  for (const { index } of scene.neighbours) {
    const style = paint.styles[paint.styleOf[index]!]!;
    const fill = style.prominent ? toCss(style.color) : background;
    drawDisc(ctx, place(index), neighbourRadius(scene), fill, accent, 2);
  }
  for (const index of scene.pinned) {
    if (index === selected) continue;
    drawDisc(ctx, place(index), pinnedRadius(scene), accent, background, 2);
    drawDisc(ctx, place(index), pinnedRadius(scene) / 3, background, background, 1);
  }
  if (from !== undefined) {
    const radius = selectedRadius(scene);
    drawDisc(ctx, from, radius + 2, background, background, 2);
    drawDisc(ctx, from, radius, accent, background, 1.5);
    drawDisc(ctx, from, radius + 1.5, undefined, accent, 1.5);
  }
  if (hovered !== undefined && hovered !== selected) {
    drawDisc(ctx, place(hovered), prominentRadius(scene) + 2.5, undefined, palette.text, 1.5);
  }
  for (const arrow of scene.arrows) {
    drawArrow(ctx, place(arrow.from), place(arrow.to), arrow, scene);
  }
  if (scene.lasso.length > 1) {
    drawLasso(ctx, scene.lasso, palette.text);
  }
  if (scene.crosshair) {
    drawCrosshair(ctx, area, palette.text);
  }
}

/** Pixels between a word's middle and the ends of its arrows, and the length of a head. */
const arrowGap = 5;
const headLength = 9;

/** An arrow with a head, or a dashed side of the parallelogram. */
function drawArrow(
  ctx: DrawingContext,
  from: Place,
  to: Place,
  { kind, analogy }: MapArrow,
  { palette }: MapScene,
): void {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  if (length < 2 * arrowGap) return;
  const [ux, uy] = [(to.x - from.x) / length, (to.y - from.y) / length];
  const start = { x: from.x + ux * arrowGap, y: from.y + uy * arrowGap };
  const end = { x: to.x - ux * arrowGap, y: to.y - uy * arrowGap };
  const color = toCss(palette.series[analogy % palette.series.length]!);
  ctx.beginPath();
  ctx.moveTo(start.x, start.y);
  ctx.lineTo(end.x, end.y);
  ctx.strokeStyle = color;
  ctx.lineWidth = kind === 'arrow' ? 2 : 1;
  ctx.setLineDash(kind === 'arrow' ? [] : [4, 4]);
  ctx.stroke();
  ctx.setLineDash([]);
  if (kind === 'side') return;
  ctx.beginPath();
  ctx.moveTo(end.x, end.y);
  for (const side of [0.45, -0.45]) {
    ctx.lineTo(end.x - headLength * (ux + side * -uy), end.y - headLength * (uy + side * ux));
  }
  ctx.closePath();
  ctx.fillStyle = color;
  ctx.fill();
}

function drawLasso(ctx: DrawingContext, line: readonly Place[], color: string): void {
  ctx.beginPath();
  for (const [i, { x, y }] of line.entries()) {
    if (i === 0) ctx.moveTo(x, y);
    else ctx.lineTo(x, y);
  }
  ctx.closePath();
  ctx.setLineDash([5, 3]);
  ctx.strokeStyle = color;
  ctx.lineWidth = 1.5;
  ctx.stroke();
  ctx.setLineDash([]);
}

function drawDisc(
  ctx: DrawingContext,
  at: { x: number; y: number },
  radius: number,
  fill: string | undefined,
  stroke: string,
  lineWidth: number,
): void {
  ctx.beginPath();
  ctx.arc(at.x, at.y, radius, 0, 2 * Math.PI);
  if (fill !== undefined) {
    ctx.fillStyle = fill;
    ctx.fill();
  }
  ctx.strokeStyle = stroke;
  ctx.lineWidth = lineWidth;
  ctx.stroke();
}

function drawCrosshair(ctx: DrawingContext, area: PlotArea, color: string): void {
  const x = Math.round(area.left + area.width / 2) + 0.5;
  const y = Math.round(area.top + area.height / 2) + 0.5;
  ctx.beginPath();
  for (const [dx, dy] of [
    [1, 0],
    [-1, 0],
    [0, 1],
    [0, -1],
  ] as const) {
    ctx.moveTo(x + 4 * dx, y + 4 * dy);
    ctx.lineTo(x + 12 * dx, y + 12 * dy);
  }
  ctx.strokeStyle = color;
  ctx.lineWidth = 1;
  ctx.stroke();
}

import type { Chart } from 'chart.js';
import { toCss } from '../color.ts';
import { drawPoints } from './drawPoints.ts';
import { drawEmphasis } from './emphasis.ts';
import { LabelLayer } from './LabelLayer.ts';
import { SvgContext } from './SvgContext.ts';
import type { MapScene } from './scene.ts';

/** A scene as it is seen on a chart, as a drawing without pixels. */
export function svgOf({ chartArea: area, width, height, ctx }: Chart<'scatter'>, scene: MapScene): string {
  const svg = new SvgContext((font, text) => {
    ctx.font = font;
    return ctx.measureText(text);
  });
  drawPoints(svg, area, scene);
  drawEmphasis(svg, area, scene);
  new LabelLayer().draw(svg, area, scene);
  return svg.toSvg(width, height, toCss(scene.palette.background));
}

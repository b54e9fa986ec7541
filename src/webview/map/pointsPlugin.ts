import type { Plugin } from 'chart.js';
import { drawEmphasis } from './emphasis.ts';
import { LabelLayer } from './LabelLayer.ts';
import { PointLayer } from './PointLayer.ts';
import type { MapScene } from './scene.ts';

/** What the first picture of a page is called among the marks of its performance. */
export const firstPictureMark = 'firth.firstPicture';

/**
 * A Chart.js plugin that draws the points of a map and their labels over the grid of an otherwise empty scatter chart.
 * Chart.js's own points cost some 270 ms a frame at 10,000 with labels.
 *
 * @param currentScene what to draw; undefined where there is nothing yet.
 */
export function createPointsPlugin(currentScene: () => MapScene | undefined): Plugin<'scatter'> {
  const points = new PointLayer();
  const labels = new LabelLayer();
  let isDrawn = false;
  return {
    id: 'firthPoints',
    afterDatasetsDraw(chart) {
      const scene = currentScene();
      const { left, top, width, height } = chart.chartArea;
      if (scene === undefined || width <= 0 || height <= 0) {
        return;
      }
      const { ctx } = chart;
      const area = { left, top, width, height };
      ctx.save();
      ctx.beginPath();
      ctx.rect(left, top, width, height);
      ctx.clip();
      points.draw(ctx, area, chart.currentDevicePixelRatio, scene);
      drawEmphasis(ctx, area, scene);
      labels.draw(ctx, area, scene);
      ctx.restore();
      if (!isDrawn) performance.mark(firstPictureMark);
      isDrawn = true;
    },
  };
}

import {
  Chart,
  type ChartConfiguration,
  LinearScale,
  type Plugin,
  PointElement,
  type Scale,
  ScatterController,
  type Tick,
  Ticks,
} from 'chart.js';
import type { Palette } from '../theme.ts';
import { type Size, type Viewport, visibleBounds } from './viewport.ts';

Chart.register(ScatterController, LinearScale, PointElement);

/** Room around the map for the axes, in CSS pixels. It does not follow the figures: panning must not make the map jump. */
const axisRoom = { right: 10, top: 10, bottom: 40 };

/** Below this width the vertical axis has no room for its name. */
const narrow = 440;

function leftRoom(chart: Size): number {
  return chart.width < narrow ? 42 : 58;
}

/** The size of the map inside a chart of a size. */
export function plotSize(chart: Size): Size {
  return {
    width: Math.max(0, chart.width - leftRoom(chart) - axisRoom.right),
    height: Math.max(0, chart.height - axisRoom.top - axisRoom.bottom),
  };
}

/** Makes an empty scatter chart with axes, onto which a plugin draws. */
export function createChartShell(
  canvas: HTMLCanvasElement,
  points: Plugin<'scatter'>,
  onResize: (chart: Chart<'scatter'>, size: Size) => void,
): Chart<'scatter'> {
  const axis = (fix: (scale: Scale) => void) => ({
    type: 'linear' as const,
    min: -1,
    max: 1,
    afterFit: fix,
    border: { display: false },
    title: { display: true, text: '' },
    ticks: { includeBounds: false, maxRotation: 0, padding: 6, callback: tickText },
    grid: { drawTicks: false },
  });
  const configuration: ChartConfiguration<'scatter'> = {
    type: 'scatter',
    data: { datasets: [] },
    plugins: [points],
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      events: [],
      layout: { autoPadding: false, padding: { top: axisRoom.top, right: axisRoom.right } },
      onResize: (chart, size) => onResize(chart as Chart<'scatter'>, size),
      scales: {
        x: axis((scale) => {
          scale.height = axisRoom.bottom;
        }),
        y: axis((scale) => {
          scale.width = leftRoom(scale.chart);
        }),
      },
    },
  };
  return new Chart(canvas, configuration);
}

/** A tick's figure with as many decimals as its neighbours need, and a proper minus sign. */
function tickText(this: Scale, value: number | string, index: number, ticks: Tick[]): string {
  return Ticks.formatters.numeric.call(this, Number(value), index, ticks).replace('-', '−');
}

/** Sets what part of the plane the axes span; the chart shows it at its next update. */
export function setAxisRanges(chart: Chart<'scatter'>, view: Viewport, size: Size): void {
  const { x, y } = scalesOf(chart);
  const bounds = visibleBounds(view, size);
  x.min = bounds.minX;
  x.max = bounds.maxX;
  y.min = bounds.minY;
  y.max = bounds.maxY;
  y.title.display = chart.width >= narrow;
}

/** Names the axes. */
export function setAxisTitles(chart: Chart<'scatter'>, first: string, second: string): void {
  const { x, y } = scalesOf(chart);
  x.title.text = first;
  y.title.text = second;
}

/** Gives the axes the theme's colours and font. */
export function setAxisColors(chart: Chart<'scatter'>, palette: Palette): void {
  const font = { family: palette.fontFamily, size: Math.max(10, palette.fontSize - 2) };
  for (const scale of Object.values(scalesOf(chart))) {
    scale.ticks.color = palette.mutedText;
    scale.ticks.font = font;
    scale.title.color = palette.mutedText;
    scale.title.font = font;
    scale.grid.color = (context) => (context.tick?.value === 0 ? palette.axis : palette.grid);
  }
}

/** The options of one axis that are set here. */
interface AxisOptions {
  min: number;
  max: number;
  readonly title: { display: boolean; text: string; color: string; font: { family: string; size: number } };
  readonly ticks: { color: string; font: { family: string; size: number } };
  readonly grid: { color: (context: { tick?: { value: number } }) => string };
}

function scalesOf(chart: Chart<'scatter'>): { x: AxisOptions; y: AxisOptions } {
  // Chart.js types every option as possibly absent or computed; these were all set when the chart was made.
  return chart.options.scales as unknown as { x: AxisOptions; y: AxisOptions };
}

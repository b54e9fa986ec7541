import type { Chart } from 'chart.js';

/**
 * Calls `onChange` whenever a CSS pixel comes to be drawn with another number of device pixels: the window moved to a
 * screen of another scale. The size of the page, which Chart.js watches, need not change with it.
 *
 * @returns what ends it
 */
export function watchPixelRatio(onChange: () => void): () => void {
  let query: MediaQueryList;
  const watch = () => {
    query = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
    query.addEventListener('change', changed, { once: true });
  };
  const changed = () => {
    onChange();
    watch();
  };
  watch();
  return () => query.removeEventListener('change', changed);
}

/** Gives a chart the pixels of the screen that it is on, where nothing told of another one. */
export function keepSharp(chart: Chart<'scatter'>): void {
  if (chart.currentDevicePixelRatio !== devicePixelRatio) chart.resize();
}

/**
 * Calls `onChange` whenever a CSS pixel comes to be drawn with another number of device pixels: the window moved to a
 * screen of another scale. The size of the page, which Chart.js watches, need not change with it.
 */
export function watchPixelRatio(onChange: () => void): void {
  const query = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
  const changed = () => {
    onChange();
    watchPixelRatio(onChange);
  };
  query.addEventListener('change', changed, { once: true });
}

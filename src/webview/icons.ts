import { setAttributes } from './dom.ts';

const svgNamespace = 'http://www.w3.org/2000/svg';

/** Makes a drawing of 16 x 16 units from paths, hidden from screen readers; strokes and fills come from the style sheet. */
export function drawing(className: string, ...paths: readonly string[]): SVGSVGElement {
  const svg = document.createElementNS(svgNamespace, 'svg');
  setAttributes(svg, { class: className, viewBox: '0 0 16 16', 'aria-hidden': 'true', focusable: 'false' });
  for (const path of paths) {
    const made = document.createElementNS(svgNamespace, 'path');
    made.setAttribute('d', path);
    svg.append(made);
  }
  return svg;
}

/** Line icons, drawn for this panel. */
const icons = {
  add: 'M8 3v10M3 8h10',
  remove: 'M3 8h10',
  fit: 'M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10',
  table: 'M2.5 3.5h11v9h-11zM2.5 6.5h11M2.5 9.5h11M6.5 6.5v6',
  options: 'M2.5 4.5h6M12 4.5h1.5M10.2 3v3M2.5 11.5h2M8 11.5h5.5M6.2 10v3',
  arrows: 'M2.5 12.5L7 4M7 4l-2.6 1.6M7 4l.4 3M8.5 13.5L13 5M13 5l-2.6 1.6M13 5l.4 3',
  compare: 'M2.5 3.5h4.5v9H2.5zM9 3.5h4.5v9H9z',
  save: 'M8 2.5v7M5 6.8l3 3l3-3M2.5 12.5h11',
  search: 'M7 11.5a4.5 4.5 0 1 0 0-9a4.5 4.5 0 0 0 0 9zM10.3 10.3l3.7 3.7',
  chevron: 'M4 6.2l4 4l4-4',
  close: 'M4 4l8 8M12 4l-8 8',
  warning: 'M8 2.5l6 11H2zM8 6.5v3.5M8 11.6v.6',
  info: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 7.2v3.8M8 5v.6',
} as const;

/** An icon there is. */
export type IconName = keyof typeof icons;

/** A line icon in the colour of the text around it. */
export function icon(name: IconName): SVGSVGElement {
  return drawing('icon', icons[name]);
}

import { element } from '../dom.ts';

/** A section with a heading; its content comes and goes. */
export class Section {
  readonly element: HTMLElement;
  readonly body = element('div', { class: 'genre-body' });

  constructor(title: string) {
    this.element = element(
      'section',
      { class: 'genre-section', 'aria-label': title },
      element('h2', {}, title),
      this.body,
    );
  }
}

/** A sentence or two. */
export function paragraph(text: string, kind: 'plain' | 'note' = 'plain'): HTMLElement {
  return element('p', { class: kind === 'note' ? 'genre-note' : undefined }, text);
}

/** A probability as people read it: small ones are not rounded to nothing, large ones not to certainty. */
export function percent(share: number): string {
  if (share > 0 && share < 0.01) return '<1%';
  if (share < 1 && share > 0.99) return '>99%';
  return `${Math.round(100 * share)}%`;
}

import { element } from '../dom.ts';

/** Pixels between the tooltip and the point that it tells of. */
const distance = 12;

/** A small card beside the point under the pointer; the pointer passes through it. */
export class Tooltip {
  readonly element = element('div', { class: 'tooltip', 'aria-hidden': 'true', hidden: true });
  readonly #title = element('strong');
  readonly #lines = element('div', { class: 'tooltip-lines' });

  constructor() {
    this.element.append(this.#title, this.#lines);
  }

  /** Shows a title and lines beside a place, inside the element's parent. */
  show(title: string, lines: readonly string[], place: { x: number; y: number }): void {
    this.#title.textContent = title;
    this.#lines.replaceChildren(...lines.map((line) => element('div', {}, line)));
    this.element.hidden = false;
    const parent = this.element.parentElement!;
    const width = this.element.offsetWidth;
    const height = this.element.offsetHeight;
    const right = place.x + distance + width <= parent.clientWidth;
    const left = right ? place.x + distance : Math.max(0, place.x - distance - width);
    const top = Math.max(0, Math.min(parent.clientHeight - height, place.y - height / 2));
    this.element.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
  }

  /** Takes the card away. */
  hide(): void {
    this.element.hidden = true;
  }
}

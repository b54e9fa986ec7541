import { iconButton } from '../buttons.ts';
import { element, setText } from '../dom.ts';
import { type IconName, icon } from '../icons.ts';

/** A line above the map that says something once, with at most one thing to do about it. */
export class Notice {
  readonly element: HTMLElement;
  readonly #text = element('span', { class: 'notice-text' });

  /** @param action a button placed behind the text. */
  constructor(kind: 'warning' | 'problem', action?: HTMLElement) {
    const name: IconName = kind === 'warning' ? 'info' : 'warning';
    this.element = element(
      'div',
      { class: `notice ${kind}`, role: kind === 'problem' ? 'alert' : 'note', hidden: true },
      icon(name),
      this.#text,
      ...(action === undefined ? [] : [action]),
      iconButton('close', 'Dismiss', () => this.hide()),
    );
  }

  /** Shows a text. */
  show(text: string): void {
    setText(this.#text, text);
    this.element.hidden = false;
  }

  /** Takes the line away. */
  hide(): void {
    this.element.hidden = true;
  }
}

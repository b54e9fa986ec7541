import { element } from './dom.ts';

/** Tells screen readers what changed, without taking the focus. */
export class Announcer {
  /** Seen by nobody, read aloud when its text changes. */
  readonly element = element('div', { class: 'visually-hidden', role: 'status', 'aria-live': 'polite' });

  /** Says a sentence; the one before is dropped if it has not been said yet. */
  say(sentence: string): void {
    // The same sentence twice in a row would not be read again: a new node is.
    this.element.replaceChildren(element('p', {}, sentence));
  }
}

import type { LayoutProgress } from '../../protocol/mapMethods.ts';
import type { Announcer } from '../Announcer.ts';

/** Progress that is said aloud, as a share of the whole. */
const spokenShare = 0.25;

/** Tells screen readers how far a map is, now and then. */
export class SpokenProgress {
  readonly #announcer: Announcer;
  /** The share that was said last. */
  #said = 0;

  constructor(announcer: Announcer) {
    this.#announcer = announcer;
  }

  /** Says how far it is, where that is much further than what was said last. */
  tell({ stage, done }: LayoutProgress): void {
    if (done < this.#said) this.#said = 0;
    if (done - this.#said < spokenShare) return;
    this.#said = done;
    const what = stage === 'neighbours' ? 'Finding neighbours' : 'Moving the points';
    this.#announcer.say(`${what}: ${Math.round(100 * done)}%.`);
  }
}

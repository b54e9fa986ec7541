import { prefersStill } from './prefersStill.ts';
import { between, type Viewport } from './viewport.ts';

/** How long a movement takes, in milliseconds. */
const duration = 280;

/** Moves a view to another in small steps, one a picture of the screen; at once for those who asked for less motion. */
export class Glide {
  readonly #show: (view: Viewport) => void;
  #frame: number | undefined;

  /** @param show is handed each view on the way, the target last. */
  constructor(show: (view: Viewport) => void) {
    this.#show = show;
  }

  /** Sets out from a view to another; a movement under way ends where it is. */
  start(from: Viewport, to: Viewport): void {
    this.stop();
    if (prefersStill()) {
      this.#show(to);
      return;
    }
    let started: number | undefined;
    const step = (now: number) => {
      started ??= now;
      const share = Math.min(1, (now - started) / duration);
      this.#frame = share < 1 ? requestAnimationFrame(step) : undefined;
      this.#show(share < 1 ? between(from, to, 1 - (1 - share) ** 3) : to);
    };
    this.#frame = requestAnimationFrame(step);
  }

  /** Ends a movement where it is. */
  stop(): void {
    if (this.#frame !== undefined) {
      cancelAnimationFrame(this.#frame);
      this.#frame = undefined;
    }
  }
}

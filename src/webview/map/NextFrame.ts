/** Draws once before the next picture of the screen, however often it is asked for. */
export class NextFrame {
  readonly #paint: (layOut: boolean) => void;
  #frame: number | undefined;
  #layOut = false;

  /** @param paint draws; `layOut` where the axes are to be laid out before. */
  constructor(paint: (layOut: boolean) => void) {
    this.#paint = paint;
  }

  /** Asks for a picture, with the axes laid out anew where something asked for that since the last one. */
  ask(layOut = false): void {
    this.#layOut ||= layOut;
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = undefined;
      this.#run();
    });
  }

  /** Draws at once, with the axes laid out anew. */
  now(): void {
    this.#layOut = true;
    this.#run();
  }

  /** Takes back what was asked for. */
  cancel(): void {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
  }

  #run(): void {
    const layOut = this.#layOut;
    this.#layOut = false;
    this.#paint(layOut);
  }
}

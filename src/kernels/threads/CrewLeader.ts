import { CrewBoard, mostRanges } from './CrewBoard.ts';
import { type CrewExports, type CrewWork, doRange } from './crewWorks.ts';

/** A range takes milliseconds; whoever needs longer than this is no longer there. */
const patience = 30_000;

/** Thrown when a helping thread has taken work and does not come back with it. */
export class HelperLostError extends Error {
  override readonly name = 'HelperLostError';
  constructor() {
    super(
      'A thread that helped ended or hung, so the work was given up. Try again; if it happens again, set ' +
        'firth.training.threads to 1.',
    );
  }
}

/** What a helping thread is given: the compiled module, the memory that all share, and the board. */
export interface CrewSeat {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly board: SharedArrayBuffer;
}

/** The thread that gives ranges out, and works on them itself beside the helpers. */
export class CrewLeader {
  readonly #module: CrewExports;
  readonly #board = new CrewBoard();
  readonly #patience: number;

  constructor(module: CrewExports, milliseconds = patience) {
    this.#module = module;
    this.#patience = milliseconds;
  }

  get board(): SharedArrayBuffer {
    return this.#board.buffer;
  }

  /**
   * Works on the ranges together with the helpers.
   *
   * @param ranges pairs of from and to, at most `mostRanges`, which do not depend on each other
   * @param meanwhile is done first, while the helpers have begun
   * @returns what the ranges came to
   * @throws HelperLostError
   */
  run(work: CrewWork, ranges: Uint32Array, meanwhile?: () => void): Float64Array {
    const count = ranges.length / 2;
    this.#board.post(work, ranges);
    try {
      meanwhile?.();
    } finally {
      this.#finish(count);
    }
    return this.#board.results(count);
  }

  #finish(count: number): void {
    this.#board.help((given, from, to, slot) => doRange(this.#module, given, from, to, slot));
    if (!this.#board.waitForAll(count, this.#patience)) throw new HelperLostError();
  }

  /** Sends the helpers home. */
  dismiss(): void {
    this.#board.close();
  }
}

/**
 * Works on ranges, together with a crew where there is one. What the ranges come to is the same with and without.
 *
 * @param ranges pairs of from and to, which do not depend on each other
 * @param meanwhile is done before, or while helpers have begun
 * @returns what the ranges came to
 */
export function shareRanges(
  leader: CrewLeader | undefined,
  module: CrewExports,
  work: CrewWork,
  ranges: Uint32Array,
  meanwhile?: () => void,
): Float64Array {
  const results = new Float64Array(ranges.length / 2);
  let during = meanwhile;
  for (let first = 0; first < results.length; first += mostRanges) {
    const some = ranges.subarray(2 * first, 2 * (first + mostRanges));
    if (leader) {
      results.set(leader.run(work, some, during), first);
    } else {
      during?.();
      for (let i = 0; i < some.length; i += 2) {
        results[first + i / 2] = doRange(module, work, some[i]!, some[i + 1]!, i / 2);
      }
    }
    during = undefined;
  }
  during?.();
  return results;
}

/** What a helping thread does, until it is sent home. It blocks the thread. */
export function serveCrew({ module, memory, board: buffer }: CrewSeat): void {
  const instance = new WebAssembly.Instance(module, { env: { memory } });
  const exports = instance.exports as unknown as CrewExports;
  const board = new CrewBoard(buffer);
  for (let round = board.waitForRound(0); round !== undefined; round = board.waitForRound(round)) {
    board.help((work, from, to, slot) => doRange(exports, work, from, to, slot));
  }
}

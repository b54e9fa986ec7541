import { type CrewWork, mostNumbers, workNames } from './crewWorks.ts';

/** At most so many ranges are given out at once. */
export const mostRanges = 64;

/** Places of 32-bit integers on the board. */
const place = {
  /** Counts the rounds of work; helpers sleep until it changes. Negative when there will be none any more. */
  round: 0,
  /** The next ticket. */
  ticket: 1,
  /** Ranges that are done. */
  finished: 2,
  /** Which work it is, by its place in {@link workNames}. */
  work: 3,
  ranges: 4,
} as const;

/** Rounds are counted up to here, and then from 0 again. */
const largestRound = 0x3ffff;

const integers = place.ranges + 2 * mostRanges;
const numbersAt = Math.ceil(integers / 2) * 8;

/** Places of 64-bit numbers behind them: those of the work first. */
const resultsPlace = mostNumbers;

const boardBytes = numbersAt + 8 * (resultsPlace + mostRanges);

/**
 * A ticket is the number of a range in its lowest byte, and above it how many ranges there are. As both are read by the one
 * addition that takes it, a helper that comes late cannot take a ticket of one round for one of another.
 */
const ticketBits = 8;
const numberOfTicket = 0xff;

/**
 * The shared memory in which the leader of a crew says what is to be done, and everybody takes ranges of it and notes what is
 * done. Helpers may wake up late, or not at all while others work: whoever gets a ticket without a range goes back to sleep.
 */
export class CrewBoard {
  readonly #integers: Int32Array;
  readonly #numbers: Float64Array;
  /** What helpers are given. */
  readonly buffer: SharedArrayBuffer;

  constructor(buffer: SharedArrayBuffer = new SharedArrayBuffer(boardBytes)) {
    this.buffer = buffer;
    this.#integers = new Int32Array(buffer, 0, integers);
    this.#numbers = new Float64Array(buffer, numbersAt);
  }

  /** Gives the ranges out: pairs of from and to, at most {@link mostRanges}. */
  post({ name, numbers }: CrewWork, ranges: Uint32Array): void {
    this.#numbers.set(numbers);
    this.#integers[place.work] = workNames.indexOf(name);
    this.#integers.set(ranges, place.ranges);
    Atomics.store(this.#integers, place.finished, 0);
    const round = (Atomics.load(this.#integers, place.round) + 1) & largestRound;
    Atomics.store(this.#integers, place.ticket, (ranges.length / 2) << ticketBits);
    Atomics.store(this.#integers, place.round, round);
    Atomics.notify(this.#integers, place.round);
  }

  /**
   * Takes ranges and works on them until all are taken.
   *
   * @param doRange `slot` is the number of the range among those of the round
   */
  help(doRange: (work: CrewWork, from: number, to: number, slot: number) => number): void {
    for (;;) {
      const ticket = Atomics.add(this.#integers, place.ticket, 1);
      const slot = ticket & numberOfTicket;
      const count = ticket >> ticketBits;
      if (slot >= count) return;
      // Read each time: the ticket may be of the round after the one that this began with.
      const [from, to] = [2 * slot, 2 * slot + 1].map((i) => this.#integers[place.ranges + i]! >>> 0);
      this.#numbers[resultsPlace + slot] = doRange(this.#work(), from!, to!, slot);
      if (Atomics.add(this.#integers, place.finished, 1) === count - 1) {
        Atomics.notify(this.#integers, place.finished);
      }
    }
  }

  /** Waits until `count` ranges are done; false where none was for so long. */
  waitForAll(count: number, milliseconds: number): boolean {
    for (;;) {
      const finished = Atomics.load(this.#integers, place.finished);
      if (finished >= count) return true;
      const waited = Atomics.wait(this.#integers, place.finished, finished, milliseconds);
      if (waited === 'timed-out' && Atomics.load(this.#integers, place.finished) === finished) return false;
    }
  }

  /** What the ranges came to. */
  results(count: number): Float64Array {
    return this.#numbers.slice(resultsPlace, resultsPlace + count);
  }

  /** Sends the helpers home. */
  close(): void {
    Atomics.store(this.#integers, place.round, -1);
    Atomics.notify(this.#integers, place.round);
  }

  /**
   * Sleeps until there is another round.
   *
   * @param seen the round that was seen last; 0 at first
   * @returns the round; undefined where there will be none any more
   */
  waitForRound(seen: number): number | undefined {
    Atomics.wait(this.#integers, place.round, seen);
    const round = Atomics.load(this.#integers, place.round);
    return round < 0 ? undefined : round;
  }

  #work(): CrewWork {
    const name = workNames[this.#integers[place.work]!]!;
    return { name, numbers: [...this.#numbers.subarray(0, resultsPlace)] };
  }
}

import type { GloveAddresses } from '../gloveRange.ts';

/** At most so many ranges are given out at once: as many as GloVe has groups that share no row. */
export const mostRanges = 16;

/** Places of 32-bit integers on the board. */
const place = {
  /** Counts the rounds of work; helpers sleep until it changes. Negative when there will be none any more. */
  round: 0,
  /** The next ticket. */
  ticket: 1,
  /** Ranges that are done. */
  finished: 2,
  ranges: 3,
} as const;

/** Rounds are counted up to here, and then from 0 again. */
const largestRound = 0x3ffff;

const integers = place.ranges + 2 * mostRanges;
const numbersAt = Math.ceil(integers / 2) * 8;

/** Places of 64-bit numbers behind them. */
const numberPlaces = [
  'records',
  'parameters',
  'rowCount',
  'paddedSize',
  'vectorSize',
  'learningRate',
] as const;
const byElementPlace = numberPlaces.length;
const lossesPlace = byElementPlace + 1;

const boardBytes = numbersAt + 8 * (lossesPlace + mostRanges);

/**
 * A ticket is the number of a range in its lowest byte, and above it how many ranges there are. As both are read by the one
 * addition that takes it, a helper that comes late cannot take a ticket of one round for one of another.
 */
const ticketBits = 8;
const numberOfTicket = 0xff;

/** What stands for the loss of a range with a record that names an unknown row. */
const unknownRow = -1;

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

  /** Gives the ranges out. */
  post(addresses: GloveAddresses, ranges: Uint32Array): void {
    for (const [i, name] of numberPlaces.entries()) this.#numbers[i] = addresses[name];
    this.#numbers[byElementPlace] = Number(addresses.byElement);
    this.#integers.set(ranges, place.ranges);
    Atomics.store(this.#integers, place.finished, 0);
    const round = (Atomics.load(this.#integers, place.round) + 1) & largestRound;
    Atomics.store(this.#integers, place.ticket, (ranges.length / 2) << ticketBits);
    Atomics.store(this.#integers, place.round, round);
    Atomics.notify(this.#integers, place.round);
  }

  /** Takes ranges and works on them until all are taken. */
  help(work: (addresses: GloveAddresses, from: number, to: number) => number | undefined): void {
    for (;;) {
      const ticket = Atomics.add(this.#integers, place.ticket, 1);
      const range = ticket & numberOfTicket;
      if (range >= ticket >> ticketBits) return;
      const [from, to] = [2 * range, 2 * range + 1].map((i) => this.#integers[place.ranges + i]! >>> 0);
      this.#numbers[lossesPlace + range] = work(this.#addresses(), from!, to!) ?? unknownRow;
      Atomics.add(this.#integers, place.finished, 1);
      Atomics.notify(this.#integers, place.finished);
    }
  }

  /** Waits until `count` ranges are done; false where none was for so long. */
  waitForAll(count: number, milliseconds: number): boolean {
    for (;;) {
      const finished = Atomics.load(this.#integers, place.finished);
      if (finished >= count) return true;
      if (Atomics.wait(this.#integers, place.finished, finished, milliseconds) === 'timed-out') return false;
    }
  }

  /** The losses of the ranges; undefined for one with a record that names an unknown row. */
  losses(count: number): (number | undefined)[] {
    return Array.from({ length: count }, (_, range) => {
      const loss = this.#numbers[lossesPlace + range]!;
      return loss === unknownRow ? undefined : loss;
    });
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

  #addresses(): GloveAddresses {
    const [records, parameters, rowCount, paddedSize, vectorSize, learningRate] = this.#numbers;
    return {
      records: records!,
      parameters: parameters!,
      rowCount: rowCount!,
      paddedSize: paddedSize!,
      vectorSize: vectorSize!,
      learningRate: learningRate!,
      byElement: this.#numbers[byElementPlace] === 1,
    };
  }
}

import { descendGloveRange, type GloveExports } from '../gloveRange.ts';
import { gatherPair, type NeighbourExports, rankRange } from '../neighbourRanges.ts';
import { countPair, type RankExports, scoreRange } from '../rankRanges.ts';
import { attractRange, repelRange, type TsneExports } from '../tsneRanges.ts';

/** The part of the module that threads share. */
export interface CrewExports extends GloveExports, NeighbourExports, RankExports, TsneExports {}

/** A range of some work: numbers and addresses that hold for all of the work, and from where to where. */
type RangeWork = (
  module: CrewExports,
  numbers: readonly number[],
  from: number,
  to: number,
  slot: number,
) => number;

const works = {
  glove: descendGloveRange,
  attraction: attractRange,
  repulsion: repelRange,
  neighbours: gatherPair,
  ranking: rankRange,
  listed: scoreRange,
  nearer: countPair,
} as const satisfies Record<string, RangeWork>;

/** What threads can share. */
export type WorkName = keyof typeof works;

/** Some work, as the board says it. */
export interface CrewWork {
  readonly name: WorkName;
  /** At most {@link mostNumbers}. */
  readonly numbers: readonly number[];
}

/** Their order stands for them on the board. */
export const workNames = Object.keys(works) as readonly WorkName[];

export const mostNumbers = 9;

/**
 * Does one range of some work.
 *
 * @param slot the number of the range among those that are given out at once
 * @returns what the range comes to: a sum, or 0
 */
export function doRange(
  module: CrewExports,
  { name, numbers }: CrewWork,
  from: number,
  to: number,
  slot: number,
): number {
  return works[name](module, numbers, from, to, slot);
}

import { rowsOfPair } from './rowsOfPair.ts';

/** The part of the module that counts ranks; see assembly/ranks.ts. */
export interface RankExports {
  rankScratchBytes(width: number, k: number): number;
  scoreListed(
    rows: number,
    width: number,
    halves: number,
    k: number,
    positions: number,
    thresholds: number,
    from: number,
    to: number,
  ): void;
  countNearer(
    rows: number,
    width: number,
    halves: number,
    k: number,
    thresholds: number,
    counts: number,
    firstFrom: number,
    firstTo: number,
    secondFrom: number,
    secondTo: number,
    scratch: number,
  ): void;
}

/** Scores what some rows list. */
export function scoreRange(
  module: RankExports,
  numbers: readonly number[],
  from: number,
  to: number,
): number {
  const [rows, width, halves, k, positions, thresholds] = numbers;
  module.scoreListed(rows!, width!, halves!, k!, positions!, thresholds!, from, to);
  return 0;
}

/** Compares two blocks of rows, which have numbers. Each slot has scratch memory of its own. */
export function countPair(
  module: RankExports,
  numbers: readonly number[],
  first: number,
  second: number,
  slot: number,
): number {
  const [rows, width, count, halves, k, thresholds, counts, blockSize, scratch] = numbers;
  module.countNearer(
    rows!,
    width!,
    halves!,
    k!,
    thresholds!,
    counts!,
    ...rowsOfPair(first, second, blockSize!, count!),
    scratch! + slot * module.rankScratchBytes(width!, k!),
  );
  return 0;
}

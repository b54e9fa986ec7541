import { rowsOfPair } from './rowsOfPair.ts';

/** The part of the module that finds neighbours; see assembly/neighbours.ts. */
export interface NeighbourExports {
  gatherScratchBytes(width: number): number;
  gatherNeighbours(
    rows: number,
    width: number,
    halves: number,
    k: number,
    scores: number,
    positions: number,
    firstFrom: number,
    firstTo: number,
    secondFrom: number,
    secondTo: number,
    scratch: number,
  ): void;
  rankNeighbours(
    rows: number,
    width: number,
    k: number,
    scores: number,
    positions: number,
    from: number,
    to: number,
  ): void;
}

/** Compares two blocks of rows, which have numbers. Each slot has scratch memory of its own. */
export function gatherPair(
  module: NeighbourExports,
  numbers: readonly number[],
  first: number,
  second: number,
  slot: number,
): number {
  const [rows, width, count, halves, k, scores, positions, blockSize, scratch] = numbers;
  module.gatherNeighbours(
    rows!,
    width!,
    halves!,
    k!,
    scores!,
    positions!,
    ...rowsOfPair(first, second, blockSize!, count!),
    scratch! + slot * module.gatherScratchBytes(width!),
  );
  return 0;
}

/** Puts the neighbours of some rows in order. */
export function rankRange(
  module: NeighbourExports,
  numbers: readonly number[],
  from: number,
  to: number,
): number {
  const [rows, width, k, scores, positions] = numbers;
  module.rankNeighbours(rows!, width!, k!, scores!, positions!, from, to);
  return 0;
}

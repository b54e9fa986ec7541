import type { SparseMatrix } from '../cooccurrence/SparseMatrix.ts';
import { gloveRecordSize } from '../math/gloveRows.ts';
import type { Random } from '../math/random.ts';
import type { Workspace } from '../math/Workspace.ts';
import type { Task } from '../task.ts';
import { groupOf, groups, placeInGroup, rowOfContext, rowOfWord } from './wordGroups.ts';

/** Rows of so many words and so many contexts stay in a processor's cache. */
const tileSize = 512;

/** Entries between two checkpoints. */
const entriesPerCheckpoint = 65_536;

/** The co-occurrences to learn from, in the order in which they are best learnt. */
export interface GloveRecords {
  /** See `GloveDescent.records`; rows are those of {@link rowOfWord} and {@link rowOfContext}. */
  readonly records: Uint32Array;
  /** Tiles along each side of a block. */
  readonly tilesPerSide: number;
  /**
   * Where tiles start, by `((wordGroup * groups + contextGroup) * tilesPerSide + wordTile) * tilesPerSide + contextTile`,
   * and the number of records at last.
   */
  readonly tileStart: Uint32Array;
}

/** Which entries become records, and with which weights. */
export interface GloveRecordOptions {
  /** Counts from here on have the weight 1; those below `(count / xMax) ^ alpha`. */
  readonly xMax: number;
  readonly alpha: number;
  /** Pairs to leave out. */
  readonly isHeldOut: (word: number, context: number) => boolean;
  readonly random: Random;
  /** Lends the memory for the records. */
  readonly workspace: Workspace;
  readonly task: Task;
}

/**
 * Sorts the entries into blocks and, within, into tiles of 512 words and contexts, whose rows stay in cache while they
 * are learnt; within a tile they are shuffled. Group and tile go by frequency rank: word `i` is of group `i % groups`, so
 * that all blocks hold about as much, and a tile's words are about equally frequent.
 */
export function gloveRecords(
  { rows, cols, rowStart, columns, values }: SparseMatrix,
  { xMax, alpha, isHeldOut, random, workspace, task }: GloveRecordOptions,
): GloveRecords {
  const tilesPerSide = Math.max(1, Math.ceil(Math.max(rows, cols) / groups / tileSize));
  const tileOf = (id: number): number => Math.floor(placeInGroup(id) / tileSize);
  const tileOfColumn = Uint32Array.from(
    { length: cols },
    (_, id) => groupOf(id) * tilesPerSide ** 2 + tileOf(id),
  );
  const tileOfRow = (id: number): number =>
    groupOf(id) * groups * tilesPerSide ** 2 + tileOf(id) * tilesPerSide;

  const tileStart = new Uint32Array((groups * tilesPerSide) ** 2 + 1);
  forEachEntry((tile) => tileStart[tile + 1]!++, 0);
  for (let tile = 1; tile < tileStart.length; tile++) tileStart[tile]! += tileStart[tile - 1]!;
  const count = tileStart.at(-1)!;

  const memory = workspace.allocate(count * gloveRecordSize);
  const records = new Uint32Array(memory.buffer, memory.byteOffset, memory.length);
  const next = tileStart.slice();
  const logarithmOfMax = Math.log(xMax);
  forEachEntry((tile, row, entry) => {
    const at = next[tile]!++ * gloveRecordSize;
    const logarithm = Math.log(values[entry]!);
    records[at] = rowOfWord(row, rows);
    records[at + 1] = rowOfContext(columns[entry]!, rows);
    memory[at + 2] = logarithm;
    memory[at + 3] = values[entry]! >= xMax ? 1 : Math.exp(alpha * (logarithm - logarithmOfMax));
  }, 0.3);
  for (let tile = 0; tile + 1 < tileStart.length; tile++) {
    shuffleRecords(records, tileStart[tile]!, tileStart[tile + 1]!, random);
    if (tile % 64 === 0) task.checkpoint(0.7 + (0.3 * tile) / tileStart.length);
  }
  task.checkpoint(1);
  return { records, tilesPerSide, tileStart };

  function forEachEntry(visit: (tile: number, row: number, entry: number) => void, from: number): void {
    let checked = 0;
    for (let row = 0; row < rows; row++) {
      const firstTile = tileOfRow(row);
      for (let entry = rowStart[row]!; entry < rowStart[row + 1]!; entry++) {
        const column = columns[entry]!;
        if (values[entry]! > 0 && !isHeldOut(row, column))
          visit(firstTile + tileOfColumn[column]!, row, entry);
      }
      if (rowStart[row + 1]! - checked >= entriesPerCheckpoint) {
        checked = rowStart[row + 1]!;
        task.checkpoint(from + (0.35 * checked) / values.length);
      }
    }
  }
}

/** Brings the records from `from` up to `to` into random order (Fisher and Yates). */
function shuffleRecords(records: Uint32Array, from: number, to: number, random: Random): void {
  for (let last = to - 1; last > from; last--) {
    const other = from + Math.floor(random() * (last - from + 1));
    for (let i = 0; i < gloveRecordSize; i++) {
      const value = records[last * gloveRecordSize + i]!;
      records[last * gloveRecordSize + i] = records[other * gloveRecordSize + i]!;
      records[other * gloveRecordSize + i] = value;
    }
  }
}

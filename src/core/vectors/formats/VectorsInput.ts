import type { Kernels } from '../../math/Kernels.ts';
import type { Task } from '../../task.ts';
import type { VectorsData } from './VectorsData.ts';

/** A file to read vectors from, wherever it lies. */
export interface VectorsInput {
  /** What error messages call it, e.g. its path. */
  readonly name: string;
  /** Its bytes from the first to the last, in pieces of any length. They are read once, and not to the end in case of an error. */
  readonly pieces: AsyncIterable<Uint8Array>;
  /** Its length in bytes, where it is known: for progress, and so that memory is taken once and not in steps. */
  readonly size?: number;
}

/** What to take from a file of vectors, and what to do about its flaws. */
export interface ReadOptions {
  /** Take only so many words, the first of the file; all unless said. */
  readonly limit?: number;
  /** Take only these words (lower-case ones with {@link lowerCase}); all unless said. */
  readonly only?: ReadonlySet<string>;
  /** Bring words to lower case (Unicode, without regard to the language); off unless said. */
  readonly lowerCase?: boolean;
  /** What to do about a word that was read already: keep the `first` (unless said), or take it as an `error` of its record. */
  readonly duplicates?: 'first' | 'error';
  /** How many flawed records may be left out and reported; 0 unless said: the first one is an error. */
  readonly maxSkipped?: number;
  /** What reads numbers that are text; the plain kernels unless said. */
  readonly kernels?: Pick<Kernels, 'allocate' | 'release' | 'parseDecimalRow'>;
  /** Asked for a checkpoint at least once for every 1 MiB of the file; may call the reading off. */
  readonly task?: Task;
}

/** A flawed record that was left out. */
export interface SkippedRecord {
  /** The line of a text file or the number of the record in a binary one, from 1. */
  readonly record: number;
  /** What was found and what was expected. */
  readonly reason: string;
}

/** What reading a file came across. */
interface ReadReport {
  /** Records that were looked at, with those that were left out. */
  readonly records: number;
  /** Flawed records. */
  readonly skipped: readonly SkippedRecord[];
  /** Records that were left out because their word had been read already. */
  readonly duplicates: number;
  /** Whether the limit on words ended the reading, so that there may be more in the file. */
  readonly limited: boolean;
}

/** Vectors as they were read, with what was noticed on the way. */
export interface ReadVectors {
  readonly data: VectorsData;
  readonly report: ReadReport;
}

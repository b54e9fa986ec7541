import { untracked } from '../../task.ts';
import { VectorsFormatError, type VectorsMetadata } from './VectorsData.ts';
import type { ReadOptions, ReadVectors, SkippedRecord, VectorsInput } from './VectorsInput.ts';

/** No embedding is anywhere near; a file that says more is no file of vectors. */
const MAX_DIMENSION = 65_536;

/** Memory that is taken on the word of a file whose length is unknown; more is taken when so much has come. */
const UNPROVEN_VALUES = 1 << 20;

/** What a reader knows of a file when the first record is to be read. */
export interface RowShape {
  /** Length of a vector. */
  readonly dimension: number;
  /** What a record is called in messages. */
  readonly unit: 'line' | 'record';
  /** Records that the file promises, or an estimate. */
  readonly records?: number;
  /** The fewest bytes that a record can have: what a file promises beyond that is not believed. */
  readonly smallestRecord: number;
  /** Whether {@link RowCollector.add} must know at once that a word stands twice. */
  readonly settlesAtOnce?: boolean;
}

/** Collects the words and rows of a file while it is read: room for them, the choice of words, the account of flaws. */
export class RowCollector {
  /** Room for rows; the next one belongs at {@link offset}. Another array after {@link reserve}. */
  vectors: Float32Array;
  readonly dimension: number;
  readonly #name: string;
  readonly #shape: RowShape;
  readonly #options: ReadOptions;
  readonly #limit: number;
  readonly #words: string[] = [];
  readonly #known = new Set<string>();
  readonly #skipped: SkippedRecord[] = [];
  /** So many words are known to stand once. */
  #settled = 0;
  #duplicates = 0;
  #records = 0;

  /** @throws VectorsFormatError for a dimension that is none, and where the memory does not suffice */
  constructor(input: VectorsInput, shape: RowShape, options: ReadOptions) {
    const { dimension, smallestRecord } = shape;
    this.#name = input.name;
    this.#shape = shape;
    this.#options = options;
    this.#limit = options.limit ?? Number.POSITIVE_INFINITY;
    this.dimension = requireDimension(input.name, dimension);
    const fitting =
      input.size === undefined ? UNPROVEN_VALUES / dimension : input.size / Math.max(1, smallestRecord);
    const rows = Math.min(fitting, shape.records ?? fitting, this.#limit, this.#mostAskedFor());
    this.vectors = this.#allocate(Math.max(1, Math.ceil(rows)));
  }

  /** Where the values of the next row belong. */
  get offset(): number {
    return this.#words.length * this.dimension;
  }

  /** How many words were taken. */
  get size(): number {
    return this.#words.length;
  }

  /** Whether all words were taken that may be taken. */
  get isFull(): boolean {
    return this.#words.length >= this.#limit;
  }

  /** The word as it will be kept. */
  normalize(word: string): string {
    return this.#options.lowerCase ? word.toLowerCase() : word;
  }

  /** Whether a normalized word is among those asked for; its values need not be read otherwise. */
  wants(word: string): boolean {
    return this.#options.only?.has(word) ?? true;
  }

  /**
   * Makes room for one more row.
   * @param done how much of the file was read, from 0 to 1, where that is known; tells how much more will be needed
   */
  reserve(done?: number): void {
    if (this.offset + this.dimension <= this.vectors.length) return;
    const rows = this.size;
    const estimate = done && done > 0.1 ? (rows / done) * 1.05 : rows * 1.5;
    const most = Math.min(this.#limit, this.#mostAskedFor());
    const grown = this.#allocate(Math.min(Math.ceil(Math.max(estimate, rows * 1.05)) + 16, most));
    grown.set(this.vectors);
    this.vectors = grown;
  }

  /**
   * Takes the row at {@link offset} for a normalized word.
   *
   * Unless the shape says otherwise, words that stand twice are found only when all are taken: a look into the set of
   * words between two lines of parsing costs several times as much as in a loop of its own.
   *
   * @returns false where the word is not asked for or is known to have been taken already
   */
  add(word: string, record: number): boolean {
    this.#records = record;
    if (!this.wants(word)) return false;
    const settles = this.#shape.settlesAtOnce || this.#options.duplicates === 'error';
    if (settles && this.#known.has(word)) {
      if (this.#options.duplicates === 'error') {
        this.skip(record, `the word ${quote(word)} stands there again; expected each word once`);
      } else {
        this.#duplicates++;
      }
      return false;
    }
    this.#words.push(word);
    if (settles || this.#words.length >= this.#limit) this.#settle();
    return true;
  }

  /** Notes that a record was passed over because its word is not asked for. */
  pass(record: number): void {
    this.#records = record;
  }

  /**
   * Leaves a flawed record out.
   * @throws VectorsFormatError when that is one too many
   */
  skip(record: number, reason: string): void {
    this.#records = record;
    const { maxSkipped = 0 } = this.#options;
    if (this.#skipped.length >= maxSkipped) {
      const others = maxSkipped > 0 ? ` (after ${maxSkipped} flawed ones that were left out)` : '';
      throw new VectorsFormatError(`${this.#name}, ${this.#shape.unit} ${record}: ${reason}${others}.`);
    }
    this.#skipped.push({ record, reason });
  }

  /** Reports progress, and lets the reading be called off. */
  checkpoint(done: number): void {
    (this.#options.task ?? untracked).checkpoint(Math.max(0, Math.min(1, done)));
  }

  /** The words and vectors that were taken; nothing is taken afterwards. */
  finish(metadata: VectorsMetadata): ReadVectors {
    this.#settle();
    const length = this.offset;
    // What was never written to costs no memory, so a little room left over is cheaper than a copy.
    const tight = this.vectors.length <= length * 1.2 + 1024;
    return {
      data: {
        metadata,
        words: this.#words,
        dimension: this.dimension,
        vectors: tight ? this.vectors.subarray(0, length) : this.vectors.slice(0, length),
      },
      report: {
        records: this.#records,
        skipped: this.#skipped,
        duplicates: this.#duplicates,
        limited: this.isFull,
      },
    };
  }

  /** Takes those of the words since the last call out that were there before. */
  #settle(): void {
    const words = this.#words;
    let kept = this.#settled;
    for (let row = kept; row < words.length; row++) {
      const word = words[row]!;
      // One look into the set in place of two.
      if (this.#known.size === this.#known.add(word).size) {
        this.#duplicates++;
        continue;
      }
      if (kept < row) {
        words[kept] = word;
        this.vectors.copyWithin(kept * this.dimension, row * this.dimension, (row + 1) * this.dimension);
      }
      kept++;
    }
    words.length = kept;
    this.#settled = kept;
  }

  /** Rows that the words asked for can need, and one for what is read before it is known not to be among them. */
  #mostAskedFor(): number {
    return (this.#options.only?.size ?? Number.POSITIVE_INFINITY) + 1;
  }

  #allocate(rows: number): Float32Array {
    return allocateValues(this.#name, rows * this.dimension);
  }
}

/**
 * Memory for values.
 * @throws VectorsFormatError where the machine has not so much
 */
export function allocateValues(name: string, values: number): Float32Array {
  try {
    return new Float32Array(values);
  } catch {
    const gigabytes = ((values * 4) / 1e9).toFixed(1);
    throw new VectorsFormatError(
      `${name}: its ${values} values need ${gigabytes} GB of memory, which cannot be had; a limit on words helps.`,
    );
  }
}

/** @throws VectorsFormatError for a dimension that no embedding has */
export function requireDimension(name: string, dimension: number): number {
  if (Number.isInteger(dimension) && dimension >= 1 && dimension <= MAX_DIMENSION) return dimension;
  throw new VectorsFormatError(
    `${name}: the dimension is ${dimension}; expected a whole number from 1 to ${MAX_DIMENSION}.`,
  );
}

/** A word or field as messages show it: in quotation marks, without control characters, and not endless. */
export function quote(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}

import { plainKernels } from '../../math/plainKernels.ts';
import { DecimalRows } from './DecimalRows.ts';
import { decodeWord } from './decodeWord.ts';
import { type LineBlock, lineBlocks } from './lineBlocks.ts';
import { RowCollector } from './RowCollector.ts';
import {
  countFields,
  explainValues,
  type Field,
  fieldText,
  isNumber,
  lastFields,
  lineEnd,
  parseFields,
  skipBlanks,
} from './textFields.ts';
import { VectorsFormatError } from './VectorsData.ts';
import type { ReadOptions, ReadVectors, VectorsInput } from './VectorsInput.ts';

/** Lines that are looked at to learn the dimension of a file without a header. */
const SAMPLE_LINES = 100;

/**
 * Reads vectors as text, one word a line with its values behind it, blanks or tabs between them: GloVe's files without a
 * header, and word2vec's and fastText's (`.vec`) with a first line of two numbers, how many words and dimensions.
 *
 * A word may hold blanks, as some of GloVe 840B do: the last fields are the values, what stands in front of them is the
 * word. Without a header the dimension is the one that most of the first lines agree on. Empty lines mean nothing.
 *
 * @param options.header whether the first line is a header
 * @throws VectorsFormatError naming file, line, what was found and what was expected
 */
export async function readTextVectors(
  input: VectorsInput,
  { header, ...options }: ReadOptions & { readonly header: boolean },
): Promise<ReadVectors> {
  let reader: TextReader | undefined;
  try {
    for await (const block of lineBlocks(input)) {
      reader ??= new TextReader(input, block, header, options);
      reader.read(block);
      if (reader.isFull) break;
    }
    if (!reader)
      throw new VectorsFormatError(`${input.name}: the file is empty; expected lines of words and values.`);
    return reader.finish();
  } finally {
    reader?.dispose();
  }
}

class TextReader {
  readonly #input: VectorsInput;
  readonly #rows: RowCollector;
  readonly #values: DecimalRows;
  /** Whether the first field tells that a line's word is not asked for. */
  readonly #canPass: boolean;
  readonly #promised: number | undefined;
  #linesRead = 0;
  #recordsRead = 0;
  #skipHeader: boolean;

  constructor(input: VectorsInput, first: LineBlock, header: boolean, options: ReadOptions) {
    this.#input = input;
    this.#skipHeader = header;
    this.#canPass = options.only !== undefined && ![...options.only].some((word) => /\s/.test(word));
    const promise = header ? readHeader(input.name, first) : undefined;
    const dimension = promise?.dimension ?? commonDimension(input.name, first);
    this.#promised = promise?.words;
    // A word of one letter, and for each value a blank and a digit; the last line feed may be missing.
    const smallestRecord = 2 * dimension + 1;
    const records = promise?.words ?? estimateLines(input, first);
    this.#rows = new RowCollector(
      input,
      { dimension, unit: 'line', smallestRecord, ...(records !== undefined && { records }) },
      options,
    );
    this.#values = new DecimalRows(options.kernels ?? plainKernels, dimension);
  }

  get isFull(): boolean {
    return this.#rows.isFull;
  }

  read({ bytes, offset }: LineBlock): void {
    const rows = this.#rows;
    const done = this.#input.size ? offset / this.#input.size : undefined;
    rows.checkpoint(done ?? (this.#promised ? this.#recordsRead / this.#promised : 0));
    this.#values.take(bytes);
    let at = 0;
    while (at < bytes.length && !rows.isFull) {
      const line = ++this.#linesRead;
      if (this.#skipHeader) {
        this.#skipHeader = false;
        at = bytes.indexOf(0x0a, at) + 1;
        continue;
      }
      let wordEnd = at;
      while (bytes[wordEnd]! > 0x20) wordEnd++;
      if (wordEnd === at && lineEnd(bytes, at) === at) {
        at = bytes.indexOf(0x0a, at) + 1;
        continue;
      }
      this.#countRecord(line);
      const decoded = decodeWord(bytes, at, wordEnd);
      const word = decoded === undefined || decoded === '' ? undefined : rows.normalize(decoded);
      if (this.#canPass && word !== undefined && !rows.wants(word)) {
        rows.pass(line);
        at = bytes.indexOf(0x0a, at) + 1;
        continue;
      }
      rows.reserve(done);
      if (word === undefined) {
        at = this.#readUnusual(bytes, at, line);
        continue;
      }
      const next = this.#values.read(wordEnd, rows.vectors, rows.offset);
      if (next < 0) {
        at = this.#readUnusual(bytes, at, line);
      } else {
        rows.add(word, line);
        at = next;
      }
    }
  }

  finish(): ReadVectors {
    const { name } = this.#input;
    const promised = this.#promised;
    if (promised !== undefined && this.#recordsRead < promised && !this.#rows.isFull) {
      throw new VectorsFormatError(
        `${name}, line ${this.#linesRead}: the file ends after ${this.#recordsRead} words; its header promises ${promised}.`,
      );
    }
    if (this.#recordsRead === 0 && promised !== 0 && !this.#rows.isFull) {
      throw new VectorsFormatError(`${name}: there is no line with a word and values.`);
    }
    return this.#rows.finish({ name, method: promised === undefined ? 'GloVe text' : 'word2vec text' });
  }

  dispose(): void {
    this.#values.dispose();
  }

  #countRecord(line: number): void {
    this.#recordsRead++;
    if (this.#promised !== undefined && this.#recordsRead > this.#promised) {
      throw new VectorsFormatError(
        `${this.#input.name}, line ${line}: here is one more word than the ${this.#promised} that the header promises.`,
      );
    }
  }

  /** Reads a line that is not simply a word and its values; gives where the next one begins. */
  #readUnusual(bytes: Uint8Array, start: number, line: number): number {
    const rows = this.#rows;
    const end = lineEnd(bytes, start);
    const next = bytes.indexOf(0x0a, end) + 1;
    const fields = lastFields(bytes, start, end, rows.dimension + 2);
    const split = fields.length - rows.dimension;
    const wordEnd = split > 0 ? fields[split - 1]!.end : start;
    const word = decodeWord(bytes, skipBlanks(bytes, start), wordEnd);
    const reason = explainLine(bytes, fields, split, start, end);
    if (reason !== undefined || word === undefined) {
      rows.skip(line, reason ?? 'the word is not UTF-8');
    } else {
      rows.reserve();
      parseFields(bytes, fields.slice(split), rows.vectors, rows.offset);
      rows.add(rows.normalize(word), line);
    }
    return next;
  }
}

/** What is wrong with the values of a line whose last `dimension + 2` fields are given, the values from `split`. */
function explainLine(
  bytes: Uint8Array,
  fields: readonly Field[],
  split: number,
  start: number,
  end: number,
): string | undefined {
  const dimension = fields.length - split;
  // A number in front of the values is one of too many values, and not the end of a word with a blank.
  const isTooLong = split >= 2 && isNumber(bytes, fields[split - 1]!);
  if (split >= 1 && !isTooLong) return explainValues(bytes, fields.slice(split));
  if (fields.length === dimension && bytes[start]! <= 0x20 && explainValues(bytes, fields) === undefined) {
    return `there is no word in front of the ${dimension} values`;
  }
  return `there are ${countFields(bytes, start, end) - 1} values; expected ${dimension}`;
}

/** What word2vec's first line says. */
function readHeader(name: string, { bytes }: LineBlock): { words: number; dimension: number } {
  const end = lineEnd(bytes, 0);
  const fields = lastFields(bytes, 0, end, 3);
  const [words, dimension] = fields.map((field) => {
    const text = decodeWord(bytes, field.start, field.end) ?? '';
    return /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  });
  if (fields.length !== 2 || !Number.isSafeInteger(words) || !Number.isSafeInteger(dimension)) {
    throw new VectorsFormatError(
      `${name}, line 1: the header is ${fieldText(bytes, { start: 0, end })}; expected two numbers, of words and dimensions.`,
    );
  }
  return { words: words!, dimension: dimension! };
}

/** The number of values that most of the first lines have; the smaller one of two that are as frequent. */
function commonDimension(name: string, { bytes }: LineBlock): number {
  const votes = new Map<number, number>();
  for (let at = 0, line = 0; at < bytes.length && line < SAMPLE_LINES; line++) {
    const values = countFields(bytes, at, lineEnd(bytes, at)) - 1;
    if (values >= 1) votes.set(values, (votes.get(values) ?? 0) + 1);
    at = bytes.indexOf(0x0a, at) + 1;
  }
  const [first] = [...votes].sort(([a, votesOfA], [b, votesOfB]) => votesOfB - votesOfA || a - b);
  if (first) return first[0];
  throw new VectorsFormatError(
    `${name}, line 1: there is no word with values behind it; expected such lines.`,
  );
}

/** How many lines the file has if all are as long as the first ones, and a little more. */
function estimateLines({ size }: VectorsInput, { bytes }: LineBlock): number | undefined {
  if (size === undefined) return undefined;
  let lines = 0;
  for (let at = 0; at < bytes.length; at = bytes.indexOf(0x0a, at) + 1) lines++;
  return Math.ceil((size / bytes.length) * lines * 1.05);
}

import { parseDecimal } from '../../math/decimalRow.ts';
import { plainKernels } from '../../math/plainKernels.ts';
import { DecimalRows } from './DecimalRows.ts';
import { type LineBlock, lineBlocks } from './lineBlocks.ts';
import { quote, RowCollector } from './RowCollector.ts';
import { countFields, explainValues, lastFields, lineEnd, parseFields } from './textFields.ts';
import { VectorsFormatError } from './VectorsData.ts';
import type { ReadOptions, ReadVectors, VectorsInput } from './VectorsInput.ts';
import { readWordList, type WordList } from './wordList.ts';

/**
 * Reads the pair of files of TensorFlow's Embedding Projector (https://projector.tensorflow.org): lines of values with tabs
 * between them, and the words of those lines.
 *
 * @throws VectorsFormatError naming file, line, what was found and what was expected
 */
export async function readProjector(
  input: VectorsInput,
  { name, words }: WordList,
  options: ReadOptions = {},
): Promise<ReadVectors> {
  let reader: ProjectorReader | undefined;
  try {
    for await (const block of lineBlocks(input)) {
      reader ??= new ProjectorReader(input, block, words, options);
      reader.read(block);
      if (reader.isFull) break;
    }
  } finally {
    reader?.dispose();
  }
  const lines = reader?.lines ?? 0;
  if (!reader || (!reader.isFull && lines !== words.length)) {
    throw new VectorsFormatError(
      `${input.name}: there are ${lines} lines; expected ${words.length}, one for each word of ${name}.`,
    );
  }
  return reader.finish();
}

/**
 * Reads the words from the metadata of the Embedding Projector. One column is a list of words; of more columns the first
 * line names them, and the words are in the one that is asked for or else in the first.
 *
 * @throws VectorsFormatError naming file and line
 */
export async function readProjectorMetadata(
  input: VectorsInput,
  { column }: { readonly column?: string } = {},
): Promise<WordList> {
  const { name, words: lines } = await readWordList(input);
  const names = lines[0]?.split('\t') ?? [];
  if (names.length < 2) {
    if (column === undefined) return { name, words: lines };
    throw new VectorsFormatError(
      `${name}: there is one column without a name; expected a column ${quote(column)}.`,
    );
  }
  const index = column === undefined ? 0 : names.indexOf(column);
  if (index < 0) {
    throw new VectorsFormatError(
      `${name}, line 1: the columns are ${names.map(quote).join(', ')}; expected ${quote(column!)} among them.`,
    );
  }
  const words = lines.slice(1).map((line, i) => {
    const fields = line.split('\t');
    if (fields.length === names.length) return fields[index]!;
    throw new VectorsFormatError(
      `${name}, line ${i + 2}: there are ${fields.length} columns; expected ${names.length}.`,
    );
  });
  return { name, words };
}

class ProjectorReader {
  /** Lines with something on them. */
  lines = 0;
  readonly #input: VectorsInput;
  readonly #words: readonly string[];
  readonly #rows: RowCollector;
  /** Of the values behind the first one of a line. */
  readonly #values: DecimalRows;

  constructor(input: VectorsInput, { bytes }: LineBlock, words: readonly string[], options: ReadOptions) {
    this.#input = input;
    this.#words = words;
    const dimension = countFields(bytes, 0, lineEnd(bytes, 0));
    const records = words.length;
    this.#rows = new RowCollector(
      input,
      { dimension, unit: 'line', records, smallestRecord: 2 * dimension - 1 },
      options,
    );
    this.#values = new DecimalRows(options.kernels ?? plainKernels, dimension - 1);
  }

  get isFull(): boolean {
    return this.#rows.isFull;
  }

  read({ bytes, offset }: LineBlock): void {
    const rows = this.#rows;
    rows.checkpoint(this.#input.size ? offset / this.#input.size : this.lines / this.#words.length);
    this.#values.take(bytes);
    for (let at = 0; at < bytes.length && !rows.isFull; ) {
      const next = bytes.indexOf(0x0a, at) + 1;
      const end = lineEnd(bytes, at);
      const start = at;
      at = next;
      if (end === start) continue;
      const word = this.#words[this.lines++];
      // The caller finds out that there are more lines than words.
      if (word === undefined) continue;
      const kept = rows.normalize(word);
      if (!rows.wants(kept)) {
        rows.pass(this.lines);
        continue;
      }
      rows.reserve();
      let firstEnd = start;
      while (bytes[firstEnd]! > 0x20) firstEnd++;
      const first = Math.fround(parseDecimal(bytes, start, firstEnd));
      rows.vectors[rows.offset] = first;
      const isPlain =
        Number.isFinite(first) && this.#values.read(firstEnd, rows.vectors, rows.offset + 1) === next;
      const reason = isPlain ? undefined : this.#readUnusual(bytes, start, end);
      if (reason === undefined) rows.add(kept, this.lines);
      else rows.skip(this.lines, reason);
    }
  }

  finish(): ReadVectors {
    return this.#rows.finish({ name: this.#input.name, method: 'Embedding Projector' });
  }

  dispose(): void {
    this.#values.dispose();
  }

  /** Reads a line with other blanks than expected; says what is wrong with it where that is more than that. */
  #readUnusual(bytes: Uint8Array, start: number, end: number): string | undefined {
    const { dimension, vectors, offset } = this.#rows;
    const count = countFields(bytes, start, end);
    if (count !== dimension) return `there are ${count} values; expected ${dimension}`;
    const fields = lastFields(bytes, start, end, dimension);
    const reason = explainValues(bytes, fields);
    if (reason === undefined) parseFields(bytes, fields, vectors, offset);
    return reason;
  }
}

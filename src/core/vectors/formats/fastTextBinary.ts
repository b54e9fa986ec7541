import { Uint32List } from '../../text/Uint32List.ts';
import { type ByteReader, withReader } from './ByteReader.ts';
import { decodeWord } from './decodeWord.ts';
import { type FastTextHeader, readFastTextHeader } from './fastTextHeader.ts';
import { decodeFloats, findNonFinite } from './floats.ts';
import { RowCollector } from './RowCollector.ts';
import { type SubwordSink, subwordRows } from './subwords.ts';
import { VectorsFormatError } from './VectorsData.ts';
import type { ReadOptions, ReadVectors, VectorsInput } from './VectorsInput.ts';

/** A longer word is taken as a sign that the place is wrong. */
const MAX_WORD = 1 << 16;

/** Behind a word of the dictionary: a zero, its count in 8 bytes, its kind in one. */
const ENTRY_TAIL = 10;

/** The words of the dictionary that are kept. */
interface KeptWords {
  /** For each word of the file its row among those that are kept, or -1. */
  readonly rows: Int32Array;
  readonly counts: Uint32Array;
  /** The n-grams of the kept words, one word's after the other's. */
  readonly grams: Uint32Array;
  /** Where each kept word's n-grams begin, and in the end where the last one's end. */
  readonly gramStarts: Uint32Array;
}

/**
 * Reads a model of fastText (`.bin`), as fastText's versions with and without a magic number write it. The vector of a word
 * is the mean of its own row and the rows of its n-grams, as `fasttext print-word-vectors` gives it; float32 sums differ
 * from fastText's in the last digits, because the rows are added in the order of the file. So the n-grams, which are most
 * of such a file, need not be held: memory is that of the words asked for.
 *
 * @param options.subwords takes the vectors of the n-grams as they pass by; it is told of none for a model without any
 * @throws VectorsFormatError naming file and word, what was found and what was expected; also for quantized models (.ftz)
 */
export function readFastTextBinary(
  input: VectorsInput,
  { subwords, ...options }: ReadOptions & { readonly subwords?: SubwordSink } = {},
): Promise<ReadVectors> {
  return withReader(input, async (reader) => {
    const header = await readFastTextHeader(reader);
    const { dimension, words } = header;
    reader.requireRemaining(
      words * (4 * dimension + ENTRY_TAIL),
      `${words} words of ${dimension} dimensions`,
    );
    const rows = new RowCollector(
      input,
      {
        dimension,
        unit: 'record',
        records: words,
        smallestRecord: 4 * dimension + ENTRY_TAIL,
        settlesAtOnce: true,
      },
      options,
    );
    const kept = await readDictionary(reader, header, rows);
    await readMatrixHeader(reader, header);
    await readWordRows(reader, header, rows, kept.rows);
    await readGramRows(reader, header, rows, kept, subwords);
    takeMeans(input.name, rows, kept);
    const { data, report } = rows.finish({ name: input.name, method: 'fastText' });
    return { data: { ...data, counts: kept.counts }, report };
  });
}

async function readDictionary(
  reader: ByteReader,
  { words, labels, pruned, subwords }: FastTextHeader,
  rows: RowCollector,
): Promise<KeptWords> {
  const kept = new Int32Array(words).fill(-1);
  const counts = new Uint32List();
  const grams = new Uint32List();
  const gramStarts = new Uint32List();
  for (let entry = 0; entry < words + labels; entry++) {
    if (entry % 4096 === 0) rows.checkpoint(reader.done ?? 0);
    const longest = MAX_WORD + ENTRY_TAIL;
    if (reader.buffered < longest) await reader.has(longest);
    const end = reader.ahead.indexOf(0);
    if (end < 0 || end > MAX_WORD) {
      throw new VectorsFormatError(
        `${reader.name}, record ${entry + 1} (byte ${reader.offset}): the word has no end; expected a zero behind it.`,
      );
    }
    const word = decodeWord(reader.ahead, 0, end);
    reader.take(end);
    const tail = await reader.readView(ENTRY_TAIL, 'the dictionary');
    if (entry >= words || rows.isFull) continue;
    if (word === undefined) {
      rows.skip(entry + 1, 'the word is not UTF-8');
      continue;
    }
    const row = rows.size;
    rows.reserve();
    if (!rows.add(rows.normalize(word), entry + 1)) continue;
    kept[entry] = row;
    counts.push(Math.max(0, Math.min(0xffffffff, Number(tail.getBigInt64(1, true)))));
    gramStarts.push(grams.length);
    // The n-grams are those of the word as the model has it, not as it is normalized.
    for (const gram of subwordRows(word, subwords)) grams.push(gram);
  }
  gramStarts.push(grams.length);
  await reader.skip(pruned * 8, 'the pruned n-grams');
  return {
    rows: kept,
    counts: counts.toArray(),
    grams: grams.toArray(),
    gramStarts: gramStarts.toArray(),
  };
}

async function readMatrixHeader(reader: ByteReader, header: FastTextHeader): Promise<void> {
  const { isNew, dimension, words, subwords } = header;
  if (isNew && (await reader.read(1, 'the mark of quantization'))[0] !== 0) {
    throw new VectorsFormatError(
      `${reader.name}: the model is quantized (.ftz), which cannot be read; expected the .bin that it was made from.`,
    );
  }
  const sizes = await reader.readView(16, 'the size of the matrix');
  const [rows, columns] = [sizes.getBigInt64(0, true), sizes.getBigInt64(8, true)];
  const expected = words + subwords.bucket;
  if (rows !== BigInt(expected) || columns !== BigInt(dimension)) {
    throw new VectorsFormatError(
      `${reader.name}: the matrix is ${rows} x ${columns}; expected ${expected} x ${dimension}, for ${words} words ` +
        `and ${subwords.bucket} buckets.`,
    );
  }
  reader.requireRemaining(expected * dimension * 4, `a matrix of ${expected} x ${dimension}`);
}

async function readWordRows(
  reader: ByteReader,
  { words, dimension }: FastTextHeader,
  rows: RowCollector,
  kept: Int32Array,
): Promise<void> {
  for (let word = 0; word < words; word++) {
    if (word % 1024 === 0) rows.checkpoint(reader.done ?? word / words);
    const bytes = await reader.read(dimension * 4, 'the matrix');
    const at = kept[word]! * dimension;
    if (at >= 0) decodeRow(reader, bytes, rows.vectors.subarray(at, at + dimension));
  }
}

async function readGramRows(
  reader: ByteReader,
  { subwords, dimension }: FastTextHeader,
  rows: RowCollector,
  kept: KeptWords,
  sink: SubwordSink | undefined,
): Promise<void> {
  const { bucket, maxn } = subwords;
  if (maxn === 0 || bucket === 0 || (kept.grams.length === 0 && !sink)) return;
  sink?.begin(dimension, subwords);
  const { starts, members } = wordsOfGrams(kept, bucket);
  const { vectors } = rows;
  const values = new Float32Array(dimension);
  for (let gram = 0; gram < bucket; gram++) {
    if (gram % 1024 === 0) rows.checkpoint(reader.done ?? gram / bucket);
    const bytes = await reader.read(dimension * 4, 'the matrix');
    if (starts[gram] === starts[gram + 1] && !sink) continue;
    decodeRow(reader, bytes, values);
    const written = sink?.add(bytes);
    if (written) await written;
    for (let i = starts[gram]!; i < starts[gram + 1]!; i++) {
      const at = members[i]! * dimension;
      for (let j = 0; j < dimension; j++) vectors[at + j] = vectors[at + j]! + values[j]!;
    }
  }
}

/** For each n-gram the rows of the words that have it, as often as they have it. */
function wordsOfGrams(
  { grams, gramStarts }: KeptWords,
  bucket: number,
): { starts: Uint32Array; members: Uint32Array } {
  const starts = new Uint32Array(bucket + 2);
  // Counted two places ahead: once the members are put down, each start has moved to where it belongs.
  for (const gram of grams) starts[gram + 2] = starts[gram + 2]! + 1;
  for (let gram = 2; gram < starts.length; gram++) starts[gram] = starts[gram]! + starts[gram - 1]!;
  const members = new Uint32Array(grams.length);
  for (let row = 0; row + 1 < gramStarts.length; row++) {
    for (let i = gramStarts[row]!; i < gramStarts[row + 1]!; i++) {
      const gram = grams[i]!;
      members[starts[gram + 1]!] = row;
      starts[gram + 1] = starts[gram + 1]! + 1;
    }
  }
  return { starts, members };
}

function takeMeans(
  name: string,
  { vectors, dimension, size }: RowCollector,
  { gramStarts }: KeptWords,
): void {
  for (let row = 0; row < size; row++) {
    const parts = 1 + gramStarts[row + 1]! - gramStarts[row]!;
    for (let at = row * dimension; at < (row + 1) * dimension; at++) vectors[at] = vectors[at]! / parts;
  }
  const odd = findNonFinite(vectors.subarray(0, size * dimension));
  if (odd === undefined) return;
  const row = Math.floor(odd / dimension);
  throw new VectorsFormatError(
    `${name}: the sum of the n-grams' vectors is ${vectors[odd]} for the word taken as number ${row + 1}; expected finite numbers.`,
  );
}

function decodeRow(reader: ByteReader, bytes: Uint8Array, out: Float32Array): void {
  decodeFloats(bytes, 'float32', out);
  const odd = findNonFinite(out);
  if (odd === undefined) return;
  throw new VectorsFormatError(
    `${reader.name}: the value at byte ${reader.offset - bytes.length + 4 * odd} is ${out[odd]}; expected a finite number.`,
  );
}

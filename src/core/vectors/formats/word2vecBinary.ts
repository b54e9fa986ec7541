import { type ByteReader, withReader } from './ByteReader.ts';
import { decodeWord } from './decodeWord.ts';
import { decodeFloats, findNonFinite } from './floats.ts';
import { toLittleEndian } from './littleEndian.ts';
import { quote, RowCollector } from './RowCollector.ts';
import { requireWritable } from './requireWritable.ts';
import { type VectorsData, VectorsFormatError } from './VectorsData.ts';
import type { ReadOptions, ReadVectors, VectorsInput } from './VectorsInput.ts';

/** A longer word is taken as a sign that the place is wrong. */
const MAX_WORD = 1 << 16;

const MAX_HEADER = 64;
const BLANK = 0x20;
const LINE_FEED = 0x0a;

/**
 * Reads word2vec's binary format: a line with the numbers of words and dimensions, then for each word its text, a blank and
 * its values as little-endian float32. The word2vec tool ends a record with a line feed, gensim does not; both are read.
 *
 * @throws VectorsFormatError naming file and record, what was found and what was expected
 */
export function readWord2vecBinary(input: VectorsInput, options: ReadOptions = {}): Promise<ReadVectors> {
  return withReader(input, async (reader) => {
    const { words, dimension } = await readHeader(reader);
    const rows = new RowCollector(
      input,
      { dimension, unit: 'record', records: words, smallestRecord: 4 * dimension + 1 },
      options,
    );
    let checkpointAt = 0;
    for (let record = 1; record <= words && !rows.isFull; record++) {
      if (reader.offset >= checkpointAt) {
        rows.checkpoint(reader.done ?? record / words);
        checkpointAt = reader.offset + (1 << 20);
      }
      await readRecord(reader, rows, record, words);
    }
    if (!rows.isFull) await requireEnd(reader, words);
    return rows.finish({ name: input.name, method: 'word2vec binary' });
  });
}

/**
 * Writes word2vec's binary format, each record ended by a line feed as by the word2vec tool, in pieces of about 1 MiB.
 *
 * @throws RangeError for a word with a blank, which ends words there, and for data that does not fit together
 */
export function* writeWord2vecBinary(data: VectorsData): Generator<Uint8Array, void, undefined> {
  requireWritable(data, 'word2vec binary');
  const { words, dimension, vectors } = data;
  const encoder = new TextEncoder();
  yield encoder.encode(`${words.length} ${dimension}\n`);
  const rowsAPiece = Math.max(1, Math.floor((1 << 20) / (4 * dimension + 16)));
  for (let from = 0; from < words.length; from += rowsAPiece) {
    const to = Math.min(words.length, from + rowsAPiece);
    const texts = words.slice(from, to).map((word) => encoder.encode(`${word} `));
    const values = toLittleEndian(vectors.subarray(from * dimension, to * dimension));
    const piece = new Uint8Array(texts.reduce((sum, text) => sum + text.length + 1, values.length));
    let at = 0;
    for (const [i, text] of texts.entries()) {
      piece.set(text, at);
      at += text.length;
      piece.set(values.subarray(i * dimension * 4, (i + 1) * dimension * 4), at);
      at += dimension * 4;
      piece[at++] = LINE_FEED;
    }
    yield piece;
  }
}

async function readHeader(reader: ByteReader): Promise<{ words: number; dimension: number }> {
  await reader.has(MAX_HEADER);
  const end = reader.ahead.indexOf(LINE_FEED);
  const line = end >= 0 && end < MAX_HEADER ? decodeWord(reader.ahead, 0, end) : undefined;
  const numbers = line === undefined ? null : /^(\d{1,15})[ \t]+(\d{1,15})[ \t\r]*$/.exec(line);
  if (!numbers) {
    const found =
      line === undefined ? `${Math.min(MAX_HEADER, reader.buffered)} bytes without a line` : quote(line);
    throw new VectorsFormatError(
      `${reader.name}: the file begins with ${found}; expected a line with the numbers of words and dimensions.`,
    );
  }
  reader.take(end + 1);
  return { words: Number(numbers[1]), dimension: Number(numbers[2]) };
}

async function readRecord(
  reader: ByteReader,
  rows: RowCollector,
  record: number,
  words: number,
): Promise<void> {
  const { dimension } = rows;
  const longest = MAX_WORD + 2 + 4 * dimension;
  if (reader.buffered < longest) await reader.has(longest);
  const bytes = reader.ahead;
  const start = bytes[0] === LINE_FEED ? 1 : 0;
  const wordEnd = bytes.indexOf(BLANK, start);
  const rowEnd = wordEnd + 1 + 4 * dimension;
  if (wordEnd > start + MAX_WORD || (wordEnd < 0 && bytes.length >= longest)) {
    throw new VectorsFormatError(
      `${reader.name}, record ${record} (byte ${reader.offset}): there is no blank within ${MAX_WORD} bytes; ` +
        'expected a word and a blank.',
    );
  }
  if (wordEnd < 0 || rowEnd > bytes.length) {
    throw new VectorsFormatError(
      `${reader.name}, record ${record} (byte ${reader.offset}): the file ends here; ` +
        `its header promises ${words} words of ${dimension} dimensions.`,
    );
  }
  const decoded = decodeWord(bytes, start, wordEnd);
  const values = bytes.subarray(wordEnd + 1, rowEnd);
  const offset = reader.offset;
  reader.take(rowEnd);
  if (decoded === undefined || decoded === '') {
    const what = decoded === undefined ? 'the word is not UTF-8' : 'there is no word in front of the blank';
    rows.skip(record, `${what} (byte ${offset})`);
    return;
  }
  const word = rows.normalize(decoded);
  if (!rows.wants(word)) {
    rows.pass(record);
    return;
  }
  rows.reserve(record / words);
  const row = rows.vectors.subarray(rows.offset, rows.offset + dimension);
  decodeFloats(values, 'float32', row);
  const odd = findNonFinite(row);
  if (odd === undefined) rows.add(word, record);
  else rows.skip(record, `value ${odd + 1} of ${quote(word)} is ${row[odd]}; expected a finite number`);
}

async function requireEnd(reader: ByteReader, words: number): Promise<void> {
  await reader.has(2);
  const rest = reader.ahead;
  if (rest.length === 0 || (rest.length === 1 && rest[0] === LINE_FEED)) return;
  throw new VectorsFormatError(
    `${reader.name}: the file goes on at byte ${reader.offset}, behind the last of the ${words} words that its header promises.`,
  );
}

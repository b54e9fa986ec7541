import { decodeWord } from './decodeWord.ts';
import { FASTTEXT_MAGIC } from './fastTextHeader.ts';
import { magic as firthMagic } from './firthVectorsLayout.ts';
import { NPY_MAGIC } from './npy.ts';
import { countFields, isNumber, lastFields, lineEnd } from './textFields.ts';
import { VectorsFormatError } from './VectorsData.ts';

/** What a file of vectors may be. */
export type VectorsFormat =
  | 'firth'
  | 'glove-text'
  | 'word2vec-text'
  | 'word2vec-binary'
  | 'fasttext-binary'
  | 'npy'
  | 'safetensors'
  | 'projector';

/** A wrapping around a file of vectors that must be taken off first. */
export type Wrapping = 'gzip' | 'zip';

/** So much of the start of a file is enough to tell what it is. */
export const HEAD_BYTES = 1 << 16;

const PICKLE =
  "a pickle of Python, as gensim's save() writes; expected what its save_word2vec_format() writes";

/** What else people try to open, and what to do about it. */
const STRANGERS: readonly (readonly [start: string, advice: string])[] = [
  ...['\x80\x02', '\x80\x03', '\x80\x04', '\x80\x05'].map((start) => [start, PICKLE] as const),
  ['\x89HDF\r\n', 'an HDF5 file; expected vectors as text, word2vec binary, .npy or safetensors'],
  ['PAR1', 'a Parquet file; expected vectors as text, word2vec binary, .npy or safetensors'],
  ['7z\xbc\xaf', 'a 7-Zip archive; expected it unpacked'],
  ['BZh', 'compressed by bzip2; expected it unpacked, or gzip or zip'],
  ['\xfd7zXZ', 'compressed by xz; expected it unpacked, or gzip or zip'],
  ['\x28\xb5\x2f\xfd', 'compressed by Zstandard; expected it unpacked, or gzip or zip'],
  ['\xff\xfe', 'text in UTF-16; expected UTF-8'],
  ['\xfe\xff', 'text in UTF-16; expected UTF-8'],
  ['%PDF', 'a PDF; expected vectors'],
  ['<!', 'a web page; was the download a page to click through?'],
  ['<html', 'a web page; was the download a page to click through?'],
];

/**
 * Tells what a file of vectors is by its start; the name does not count, except that an error says it.
 *
 * @param head the first bytes of the file: {@link HEAD_BYTES} of them, or all there are
 * @throws VectorsFormatError for a file that holds no vectors, saying what it looks like
 */
export function detectFormat(head: Uint8Array, name: string): VectorsFormat | Wrapping {
  if (head.length === 0) throw new VectorsFormatError(`${name}: the file is empty; expected vectors.`);
  if (startsWith(head, firthMagic)) return 'firth';
  if (startsWith(head, NPY_MAGIC)) return 'npy';
  if (startsWith(head, [0x1f, 0x8b])) return 'gzip';
  if (startsWith(head, [0x50, 0x4b, 0x03, 0x04])) return 'zip';
  if (isSafetensors(head)) return 'safetensors';
  if (isFastText(head)) return 'fasttext-binary';
  for (const [start, advice] of STRANGERS) {
    const bytes = [...start].map((character) => character.charCodeAt(0));
    if (startsWith(head, bytes)) throw new VectorsFormatError(`${name}: this is ${advice}.`);
  }
  const format = detectText(head);
  if (format) return format;
  const bytes = [...head.subarray(0, 16)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
  throw new VectorsFormatError(
    `${name}: the file begins with ${bytes}, which no format of vectors does; expected text with a word and its values ` +
      'a line, word2vec binary, fastText .bin, .npy or safetensors.',
  );
}

function startsWith(head: Uint8Array, start: readonly number[]): boolean {
  return head.length >= start.length && start.every((byte, i) => head[i] === byte);
}

/** A length in eight bytes and JSON. */
function isSafetensors(head: Uint8Array): boolean {
  return head.length > 9 && head[5] === 0 && head[6] === 0 && head[7] === 0 && head[8] === 0x7b;
}

/** The magic, or arguments as the versions without it begin with: each within what fastText allows. */
function isFastText(head: Uint8Array): boolean {
  if (head.length < 56) return false;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const at = (index: number): number => view.getInt32(index * 4, true);
  if (at(0) === FASTTEXT_MAGIC) return true;
  const isSmall = (index: number, least: number, most: number): boolean =>
    at(index) >= least && at(index) <= most;
  return (
    isSmall(0, 1, 65_536) &&
    isSmall(1, 1, 1000) &&
    isSmall(5, 1, 100) &&
    isSmall(6, 1, 4) &&
    isSmall(7, 1, 3) &&
    isSmall(8, 0, 1e8) &&
    isSmall(9, 0, 1000) &&
    isSmall(10, 0, 1000)
  );
}

function detectText(head: Uint8Array): VectorsFormat | undefined {
  const start = startsWith(head, [0xef, 0xbb, 0xbf]) ? 3 : 0;
  const text = head.subarray(start);
  const firstEnd = text.indexOf(0x0a);
  const header = firstEnd < 0 ? head.subarray(0, 64) : text.subarray(0, firstEnd);
  if (/^\d{1,15}[ \t]+\d{1,15}[ \t\r]*$/.test(String.fromCharCode(...header.subarray(0, 64)))) {
    if (firstEnd < 0) return undefined;
    return detectBehindHeader(text.subarray(firstEnd + 1), header);
  }
  return isPlainText(text) ? detectRows(text) : undefined;
}

/** What follows a line of two numbers: text or raw numbers, or lines that show that the first one was none of sizes. */
function detectBehindHeader(rest: Uint8Array, header: Uint8Array): VectorsFormat | undefined {
  const wordEnd = rest.indexOf(0x20);
  const rowEnd = rest.indexOf(0x0a, wordEnd + 1);
  const values = rest.subarray(wordEnd + 1, rowEnd < 0 ? rest.length : rowEnd);
  // Raw numbers are bytes of all kinds, of which one in seventeen looks like a part of a decimal number.
  const decimal = values.reduce((sum, byte) => sum + (isDecimalByte(byte) ? 1 : 0), 0);
  const line = withLineFeed(rest);
  const last = lastFields(line, 0, lineEnd(line, 0), 1);
  const isText =
    rest.length === 0 ||
    (wordEnd >= 0 && decimal >= 0.8 * values.length) ||
    (isPlainText(values) && last.some((field) => isNumber(line, field)));
  if (!isText) {
    const isProse =
      values.length > 16 && isPlainText(values) && decodeWord(values, 0, values.length) !== undefined;
    return isProse ? undefined : 'word2vec-binary';
  }
  const dimension = lastFields(header, 0, header.length, 1)[0]!;
  const isOne = dimension.end - dimension.start === 1 && header[dimension.start] === 0x31;
  if (rest.length === 0 || isOne) return 'word2vec-text';
  return countFields(line, 0, lineEnd(line, 0)) === 2 ? 'glove-text' : 'word2vec-text';
}

/** Lines of words and values, or of values alone with tabs between them. */
function detectRows(text: Uint8Array): VectorsFormat | undefined {
  const lines = withLineFeed(text);
  let rows = 0;
  let bare = 0;
  for (let at = 0, line = 0; at < lines.length && line < 20; line++) {
    const end = lineEnd(lines, at);
    const fields = countFields(lines, at, end);
    const isRow = lastFields(lines, at, end, 1).every((field) => isNumber(lines, field));
    if (fields >= 2 && isRow) rows++;
    if (fields >= 1 && lastFields(lines, at, end, fields).every((field) => isNumber(lines, field))) {
      if (fields === 1 || lines.subarray(at, end).includes(0x09)) bare++;
    }
    at = lines.indexOf(0x0a, at) + 1;
    // The last line may be cut in the middle of a value.
    if (at > text.length && line > 0) break;
  }
  if (bare > 0 && bare >= rows) return 'projector';
  return rows > 0 ? 'glove-text' : undefined;
}

function withLineFeed(text: Uint8Array): Uint8Array {
  const copy = new Uint8Array(text.length + 1);
  copy.set(text);
  copy[text.length] = 0x0a;
  return copy;
}

/** Whether hardly any byte is a control character other than those of lines and tabs. */
function isPlainText(bytes: Uint8Array): boolean {
  const odd = bytes.reduce((sum, byte) => sum + (byte < 0x09 || (byte > 0x0d && byte < 0x20) ? 1 : 0), 0);
  return odd <= bytes.length / 100;
}

/** Whether the byte may stand in a row of decimal numbers: digits, `+-.eE` and blanks. */
function isDecimalByte(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || [0x20, 0x09, 0x0d, 0x2b, 0x2d, 0x2e, 0x65, 0x45].includes(byte);
}

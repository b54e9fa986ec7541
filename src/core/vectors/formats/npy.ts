import { type ByteReader, withReader } from './ByteReader.ts';
import type { FloatType } from './floats.ts';
import { toLittleEndian } from './littleEndian.ts';
import { type MatrixShape, readMatrixRows } from './matrixRows.ts';
import { quote, requireDimension } from './RowCollector.ts';
import { requireWritable } from './requireWritable.ts';
import { type VectorsData, VectorsFormatError } from './VectorsData.ts';
import type { ReadOptions, ReadVectors, VectorsInput } from './VectorsInput.ts';
import type { WordList } from './wordList.ts';

/** 0x93 and `NUMPY`. */
export const NPY_MAGIC: readonly number[] = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/** The header is a line of text; numpy's own limit is 10,000 bytes. */
const MAX_HEADER = 1 << 16;

const TYPES: ReadonlyMap<string, FloatType> = new Map([
  ['f2', 'float16'],
  ['f4', 'float32'],
  ['f8', 'float64'],
]);

/**
 * Reads a matrix of NumPy's format (`.npy`, versions 1 to 3; https://numpy.org/neps/nep-0001-npy-format.html): real numbers of
 * 2, 4 or 8 bytes in either order of bytes and of rows and columns, one row for each word of the list.
 *
 * @throws VectorsFormatError naming file, what was found and what was expected
 */
export function readNpy(
  input: VectorsInput,
  words: WordList,
  options: ReadOptions = {},
): Promise<ReadVectors> {
  return withReader(input, async (reader) => {
    const shape = await readHeader(reader);
    return readMatrixRows(reader, input, shape, words, options, 'NumPy matrix');
  });
}

/**
 * Writes the vectors as a matrix of NumPy's format, version 1, little-endian float32, in pieces of about 1 MiB. The words
 * go to a file of their own: {@link writeWordList}.
 *
 * @throws RangeError for data that does not fit together
 */
export function* writeNpy({
  words,
  dimension,
  vectors,
}: VectorsData): Generator<Uint8Array, void, undefined> {
  if (vectors.length !== words.length * dimension) {
    throw new RangeError(
      `${vectors.length} values for ${words.length} words of ${dimension} dimensions; ` +
        `expected ${words.length * dimension}.`,
    );
  }
  const dictionary = `{'descr': '<f4', 'fortran_order': False, 'shape': (${words.length}, ${dimension}), }`;
  const prefix = NPY_MAGIC.length + 4;
  // Blanks and a line feed at the end bring the values to a multiple of 64 bytes.
  const length = Math.ceil((prefix + dictionary.length + 1) / 64) * 64;
  const header = new Uint8Array(length).fill(0x20);
  header.set([...NPY_MAGIC, 1, 0, (length - prefix) & 0xff, (length - prefix) >> 8]);
  header.set(new TextEncoder().encode(dictionary), prefix);
  header[length - 1] = 0x0a;
  yield header;
  const step = 1 << 18;
  for (let at = 0; at < vectors.length; at += step) yield toLittleEndian(vectors.subarray(at, at + step));
}

/**
 * Writes the words, one a line, as {@link readWordList} reads them.
 *
 * @throws RangeError for a word that a line cannot keep, and for data that does not fit together
 */
export function* writeWordList(data: VectorsData): Generator<Uint8Array, void, undefined> {
  requireWritable(data, 'a list of words');
  const encoder = new TextEncoder();
  const step = 1 << 16;
  for (let at = 0; at < data.words.length; at += step) {
    yield encoder.encode(`${data.words.slice(at, at + step).join('\n')}\n`);
  }
}

async function readHeader(reader: ByteReader): Promise<MatrixShape> {
  const start = await reader.read(8, 'the magic and version');
  const wrong = NPY_MAGIC.some((byte, i) => start[i] !== byte);
  const version = start[6]!;
  if (wrong || version < 1 || version > 3) {
    const what = wrong ? 'this is not a .npy file' : `the version of .npy is ${version}; expected 1 to 3`;
    throw new VectorsFormatError(`${reader.name}: ${what}.`);
  }
  const length =
    version === 1
      ? (await reader.readView(2, 'the header')).getUint16(0, true)
      : (await reader.readView(4, 'the header')).getUint32(0, true);
  if (length > MAX_HEADER) {
    throw new VectorsFormatError(
      `${reader.name}: the header has ${length} bytes; expected at most ${MAX_HEADER}.`,
    );
  }
  return parseHeader(reader.name, new TextDecoder().decode(await reader.read(length, 'the header')));
}

/** Takes the three members out of the header, which is a dictionary in Python's notation. */
function parseHeader(name: string, header: string): MatrixShape {
  const descr = /'descr'\s*:\s*'([^']*)'/.exec(header)?.[1];
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(header)?.[1];
  const shape = /'shape'\s*:\s*\(([\dL,\s]*)\)/.exec(header)?.[1];
  const type = descr === undefined ? undefined : TYPES.get(descr.slice(1));
  if (type === undefined || order === undefined || shape === undefined || !/^[<>]/.test(descr!)) {
    throw new VectorsFormatError(
      `${name}: the header is ${quote(header.trim())}; expected real numbers (descr f2, f4 or f8), fortran_order and shape.`,
    );
  }
  const sizes = shape.split(',').flatMap((size) => (size.trim() === '' ? [] : [Number.parseInt(size, 10)]));
  const [rows, dimension] = sizes;
  if (sizes.length !== 2 || !Number.isSafeInteger(rows) || dimension === undefined) {
    throw new VectorsFormatError(
      `${name}: the shape is (${shape.trim()}); expected two numbers, rows and columns.`,
    );
  }
  return {
    rows: rows!,
    dimension: requireDimension(name, dimension),
    type,
    littleEndian: descr!.startsWith('<'),
    columnMajor: order === 'True',
  };
}

import { type ByteReader, withReader } from './ByteReader.ts';
import { FLOAT_BYTES, type FloatType } from './floats.ts';
import { readMatrixRows } from './matrixRows.ts';
import { quote, requireDimension } from './RowCollector.ts';
import { VectorsFormatError } from './VectorsData.ts';
import type { ReadOptions, ReadVectors, VectorsInput } from './VectorsInput.ts';
import type { WordList } from './wordList.ts';

/** The format's own limit on the header. */
const MAX_HEADER = 100_000_000;

const TYPES: ReadonlyMap<string, FloatType> = new Map([
  ['F16', 'float16'],
  ['BF16', 'bfloat16'],
  ['F32', 'float32'],
  ['F64', 'float64'],
]);

/** A matrix of real numbers in the file. */
interface MatrixEntry {
  readonly name: string;
  readonly type: FloatType;
  readonly rows: number;
  readonly dimension: number;
  /** Where it begins behind the header. */
  readonly start: number;
}

/**
 * Reads a matrix of a safetensors file (https://github.com/huggingface/safetensors#format) of half, single or double precision or
 * bfloat16, one row for each word of the list.
 *
 * @param options.tensor the name of the matrix; where it is not said, the file must have one matrix of as many rows as
 *   there are words
 * @throws VectorsFormatError naming file, what was found and what was expected
 */
export function readSafetensors(
  input: VectorsInput,
  words: WordList,
  { tensor, ...options }: ReadOptions & { readonly tensor?: string } = {},
): Promise<ReadVectors> {
  return withReader(input, async (reader) => {
    const matrices = await readHeader(reader);
    const { start, ...matrix } = chooseMatrix(reader.name, matrices, words, tensor);
    requireDimension(reader.name, matrix.dimension);
    await reader.skip(start, `what stands in front of ${quote(matrix.name)}`);
    const shape = { ...matrix, littleEndian: true, columnMajor: false };
    return readMatrixRows(reader, input, shape, words, options, `safetensors, ${matrix.name}`);
  });
}

async function readHeader(reader: ByteReader): Promise<MatrixEntry[]> {
  const length = (await reader.readView(8, 'the length of the header')).getBigUint64(0, true);
  if (length > BigInt(MAX_HEADER)) {
    throw new VectorsFormatError(
      `${reader.name}: the header has ${length} bytes; expected at most ${MAX_HEADER}.`,
    );
  }
  reader.requireRemaining(Number(length), 'the header');
  const bytes = await reader.read(Number(length), 'the header');
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw new VectorsFormatError(
      `${reader.name}: the header is no JSON in UTF-8: ${(error as Error).message}`,
    );
  }
  if (typeof header !== 'object' || header === null || Array.isArray(header)) {
    throw new VectorsFormatError(`${reader.name}: the header is no JSON object; expected one of tensors.`);
  }
  return Object.entries(header)
    .filter(([name]) => name !== '__metadata__')
    .flatMap(([name, entry]) => readEntry(reader.name, name, entry) ?? []);
}

/** The entry if it is a matrix of real numbers; others are passed over. */
function readEntry(file: string, name: string, entry: unknown): MatrixEntry | undefined {
  const { dtype, shape, data_offsets: offsets } = (entry ?? {}) as Record<string, unknown>;
  if (!isSizes(shape) || !isSizes(offsets) || offsets.length !== 2 || typeof dtype !== 'string') {
    throw new VectorsFormatError(
      `${file}: the tensor ${quote(name)} is ${quote(JSON.stringify(entry))}; expected dtype, shape and data_offsets.`,
    );
  }
  const type = TYPES.get(dtype);
  const [rows, dimension] = shape;
  if (type === undefined || shape.length !== 2 || rows === undefined || dimension === undefined)
    return undefined;
  const [start, end] = offsets as [number, number];
  if (end - start !== rows * dimension * FLOAT_BYTES[type]) {
    throw new VectorsFormatError(
      `${file}: the tensor ${quote(name)} has ${end - start} bytes; ` +
        `expected ${rows * dimension * FLOAT_BYTES[type]} for ${rows} x ${dimension} of ${dtype}.`,
    );
  }
  return { name, type, rows, dimension, start };
}

function isSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);
}

function chooseMatrix(
  file: string,
  matrices: readonly MatrixEntry[],
  { words }: WordList,
  tensor: string | undefined,
): MatrixEntry {
  const fitting = matrices.filter(({ name, rows }) =>
    tensor === undefined ? rows === words.length : name === tensor,
  );
  const [matrix] = fitting;
  if (matrix && fitting.length === 1) return matrix;
  const wanted = tensor === undefined ? `one matrix of ${words.length} rows, one a word` : quote(tensor);
  const list = matrices
    .slice(0, 20)
    .map(({ name, rows, dimension }) => `${quote(name)} (${rows} x ${dimension})`);
  throw new VectorsFormatError(
    `${file}: expected ${wanted}; its matrices of real numbers are: ${list.join(', ') || 'none'}.`,
  );
}

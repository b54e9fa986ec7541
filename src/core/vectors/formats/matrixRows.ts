import type { ByteReader } from './ByteReader.ts';
import { decodeFloats, FLOAT_BYTES, type FloatType, findNonFinite } from './floats.ts';
import { allocateValues, quote, RowCollector } from './RowCollector.ts';
import { VectorsFormatError } from './VectorsData.ts';
import type { ReadOptions, ReadVectors, VectorsInput } from './VectorsInput.ts';
import type { WordList } from './wordList.ts';

/** How a matrix lies in a file. */
export interface MatrixShape {
  readonly rows: number;
  readonly dimension: number;
  readonly type: FloatType;
  readonly littleEndian: boolean;
  /** Whether the values of a column follow each other, and not those of a row (Fortran's order). */
  readonly columnMajor: boolean;
}

/**
 * Reads a matrix, from where the reader stands, as the vectors of a list of words.
 *
 * @param method how the vectors are described
 * @throws VectorsFormatError where the words are not as many as the rows, or the file is shorter than its shape says
 */
export async function readMatrixRows(
  reader: ByteReader,
  input: VectorsInput,
  shape: MatrixShape,
  words: WordList,
  options: ReadOptions,
  method: string,
): Promise<ReadVectors> {
  const { rows: count, dimension, type } = shape;
  const size = FLOAT_BYTES[type];
  const rows = new RowCollector(
    input,
    { dimension, unit: 'record', records: count, smallestRecord: size * dimension },
    options,
  );
  if (words.words.length !== count) {
    throw new VectorsFormatError(
      `${words.name}: there are ${words.words.length} words; expected ${count}, one for each row of ${input.name}.`,
    );
  }
  reader.requireRemaining(count * dimension * size, `${count} rows of ${dimension} values`);
  const whole = shape.columnMajor ? await readColumns(reader, shape, rows) : undefined;
  for (let row = 0; row < count && !rows.isFull; row++) {
    if (row % 1024 === 0) rows.checkpoint(reader.done ?? row / count);
    const bytes = whole ? undefined : await reader.read(dimension * size, `row ${row + 1} of ${count}`);
    const word = rows.normalize(words.words[row]!);
    if (!rows.wants(word)) {
      rows.pass(row + 1);
      continue;
    }
    rows.reserve();
    const out = rows.vectors.subarray(rows.offset, rows.offset + dimension);
    if (bytes) decodeFloats(bytes, type, out, shape.littleEndian);
    else if (whole) for (let j = 0; j < dimension; j++) out[j] = whole[j * count + row]!;
    const odd = findNonFinite(out);
    if (odd === undefined) rows.add(word, row + 1);
    else rows.skip(row + 1, `value ${odd + 1} of ${quote(word)} is ${out[odd]}; expected a finite number`);
  }
  return rows.finish({ name: input.name, method });
}

/** The values of a matrix that lies column by column. */
async function readColumns(
  reader: ByteReader,
  shape: MatrixShape,
  rows: RowCollector,
): Promise<Float32Array> {
  const { rows: count, dimension, type, littleEndian } = shape;
  const values = allocateValues(reader.name, count * dimension);
  const step = 1 << 16;
  for (let at = 0; at < values.length; at += step) {
    rows.checkpoint(reader.done ?? at / values.length);
    const part = values.subarray(at, at + step);
    decodeFloats(await reader.read(part.length * FLOAT_BYTES[type], 'the matrix'), type, part, littleEndian);
  }
  return values;
}

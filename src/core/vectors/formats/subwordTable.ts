import { crc32 } from './crc32.ts';
import type { VectorsFile } from './firthVectors.ts';
import { fromLittleEndian } from './littleEndian.ts';
import { type SubwordOptions, type SubwordSink, subwordRows } from './subwords.ts';
import { VectorsFormatError } from './VectorsData.ts';

/**
 * The vectors of a fastText model's n-grams, in a file of their own of which single rows are read: there are usually two
 * million, more than anybody wants in memory for the few words that a model does not know. Numbers are little-endian.
 *
 * | offset | type | content |
 * |-------:|------|---------|
 * |      0 | 8 bytes | magic: 89 'F' 'S' 'U' 'B' 0D 0A 1A |
 * |      8 | u32  | version: 1 |
 * |     12 | u32  | CRC-32 of bytes 16 to 63 |
 * |     16 | u32  | dimension, d |
 * |     20 | 3 x u32 | minn, maxn, bucket |
 * |     32 | 32 bytes | SHA-256 of what the rows were read from |
 * |     64 | bucket rows | d x f32 and the CRC-32 of these bytes as a u32 |
 */
const magic: readonly number[] = [0x89, 0x46, 0x53, 0x55, 0x42, 0x0d, 0x0a, 0x1a];
const version = 1;
const headerSize = 64;

/** Rows are appended in pieces of about so many bytes. */
const PIECE = 1 << 20;

type Checksum = (bytes: Uint8Array) => number;

/** Writes a table row by row. Without rows nothing is written. */
export class SubwordTableWriter implements SubwordSink {
  readonly #append: (bytes: Uint8Array) => Promise<void>;
  readonly #sha256: string;
  readonly #checksum: Checksum;
  #rowSize = 0;
  #piece = new Uint8Array(0);
  #used = 0;

  /**
   * @param sha256 of the model, in hexadecimal
   * @param checksum CRC-32 as zip has it
   */
  constructor(append: (bytes: Uint8Array) => Promise<void>, sha256: string, checksum: Checksum = crc32) {
    this.#append = append;
    this.#sha256 = sha256;
    this.#checksum = checksum;
  }

  /** Whether there is a table at all: a model may have no n-grams. */
  get hasBegun(): boolean {
    return this.#rowSize > 0;
  }

  begin(dimension: number, { minn, maxn, bucket }: SubwordOptions): void {
    this.#rowSize = 4 * dimension + 4;
    this.#piece = new Uint8Array(headerSize + Math.max(PIECE, this.#rowSize));
    this.#piece.set(magic);
    const view = new DataView(this.#piece.buffer);
    view.setUint32(8, version, true);
    for (const [i, value] of [dimension, minn, maxn, bucket].entries()) {
      view.setUint32(16 + 4 * i, value, true);
    }
    for (let i = 0; i < 32; i++) {
      this.#piece[32 + i] = Number.parseInt(this.#sha256.slice(2 * i, 2 * i + 2), 16);
    }
    view.setUint32(12, this.#checksum(this.#piece.subarray(16, headerSize)), true);
    this.#used = headerSize;
  }

  add(row: Uint8Array): Promise<void> | undefined {
    const full = this.#used + this.#rowSize > this.#piece.length ? this.end() : undefined;
    const piece = full ? new Uint8Array(this.#piece.length) : this.#piece;
    this.#piece = piece;
    piece.set(row, this.#used);
    new DataView(piece.buffer).setUint32(this.#used + row.length, this.#checksum(row), true);
    this.#used += this.#rowSize;
    return full;
  }

  /** Writes what has not been written yet. */
  end(): Promise<void> {
    const rest = this.#piece.subarray(0, this.#used);
    this.#used = 0;
    return this.#append(rest);
  }
}

/** The vectors of n-grams, from which fastText makes vectors of words that it never saw. */
export class SubwordTable {
  /** SHA-256 of what the rows were read from, in hexadecimal. */
  readonly sha256: string;
  readonly dimension: number;
  readonly #subwords: SubwordOptions;
  readonly #file: VectorsFile;
  readonly #checksum: Checksum;

  /** @throws VectorsFormatError where the file is no table, or not a whole one */
  static async open(file: VectorsFile, checksum: Checksum = crc32): Promise<SubwordTable> {
    const header = await file.read(0, headerSize);
    if (header.length < headerSize || magic.some((byte, i) => header[i] !== byte)) {
      throw new VectorsFormatError('This is not a table of the vectors of n-grams.');
    }
    const view = new DataView(header.buffer, header.byteOffset, headerSize);
    const found = view.getUint32(8, true);
    if (found !== version) {
      throw new VectorsFormatError(`The table of n-grams has version ${found}; expected ${version}.`);
    }
    requireSum('header', view.getUint32(12, true), checksum(header.subarray(16)));
    return new SubwordTable(file, view, checksum);
  }

  private constructor(file: VectorsFile, view: DataView, checksum: Checksum) {
    const [dimension, minn, maxn, bucket] = [16, 20, 24, 28].map((at) => view.getUint32(at, true));
    this.#file = file;
    this.#checksum = checksum;
    this.dimension = dimension!;
    this.#subwords = { minn: minn!, maxn: maxn!, bucket: bucket! };
    this.sha256 = Array.from({ length: 32 }, (_, i) => hex(view.getUint8(32 + i))).join('');
    const expected = headerSize + this.#subwords.bucket * this.#rowSize;
    if (file.size !== expected) {
      throw new VectorsFormatError(
        `The table of n-grams has ${file.size} bytes; expected ${expected} for ${bucket} rows of ${dimension} dimensions.`,
      );
    }
  }

  get #rowSize(): number {
    return 4 * this.dimension + 4;
  }

  /**
   * The mean of the vectors of a word's n-grams: fastText's vector of a word out of vocabulary.
   *
   * @returns undefined for a word without n-grams, which fastText gives a vector of zeros
   * @throws VectorsFormatError where a row is damaged
   */
  async vector(word: string): Promise<Float32Array | undefined> {
    const rows = subwordRows(word, this.#subwords);
    if (rows.length === 0) return undefined;
    const sum = new Float64Array(this.dimension);
    for (const values of await Promise.all(rows.map((row) => this.#row(row)))) {
      for (let j = 0; j < sum.length; j++) sum[j] = sum[j]! + values[j]!;
    }
    return Float32Array.from(sum, (value) => value / rows.length);
  }

  async #row(row: number): Promise<Float32Array> {
    const start = headerSize + row * this.#rowSize;
    const bytes = await this.#file.read(start, start + this.#rowSize);
    const values = bytes.subarray(0, 4 * this.dimension);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const sum = bytes.length === this.#rowSize ? view.getUint32(values.length, true) : Number.NaN;
    requireSum(`row ${row}`, sum, this.#checksum(values));
    return new Float32Array(fromLittleEndian(values));
  }
}

function requireSum(what: string, expected: number, sum: number): void {
  if (sum === expected) return;
  throw new VectorsFormatError(
    `The ${what} of the table of n-grams is damaged: its checksum is ${hex(sum)}; expected ${hex(expected)}.`,
  );
}

function hex(value: number): string {
  return value.toString(16).padStart(2, '0');
}

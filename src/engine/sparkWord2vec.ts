import { type AsyncBuffer, type FileMetaData, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { CancelledError } from '../core/task.ts';
import { findNonFinite } from '../core/vectors/formats/floats.ts';
import { quote, RowCollector } from '../core/vectors/formats/RowCollector.ts';
import { VectorsFormatError } from '../core/vectors/formats/VectorsData.ts';
import type { ReadOptions, ReadVectors } from '../core/vectors/formats/VectorsInput.ts';
import { compressorsOf, requireCodecs } from './parquetCodecs.ts';
import type { FilesHost } from './vectorsSource.ts';

/** Spark writes row groups of 128 MB; what is said to be so much larger is not believed. */
const MAX_GROUP_BYTES = 1 << 30;

/** So many rows are turned into objects at once. */
const ROWS_AT_ONCE = 4096;

/** The class that wrote the folder, as its metadata says. */
const CLASS = /"class"\s*:\s*"([^"]*)"/;

/** The files of a Word2VecModel that Spark saved; undefined where the path is none of such a folder, nor of a Parquet file. */
export async function findSparkFiles(
  { files }: FilesHost,
  path: string,
): Promise<readonly string[] | undefined> {
  const inside = await files.list(path);
  if (!inside) {
    const head = (await files.stamp(path)) ? await files.readRange(path, 0, 4) : new Uint8Array(0);
    return String.fromCharCode(...head) === 'PAR1' ? [path] : undefined;
  }
  const folder = inside.includes('data') ? `${path}/data` : path;
  const parts = (await files.list(folder))?.filter((name) => /^[^._].*\.parquet$/i.test(name)) ?? [];
  if (parts.length === 0) {
    throw new VectorsFormatError(
      `${path}: there is no Parquet file in this folder; expected the folder of a Word2VecModel that Spark ML saved.`,
    );
  }
  if (inside.includes('metadata')) await requireWord2vec(files, path);
  return parts.map((name) => `${folder}/${name}`);
}

async function requireWord2vec(files: FilesHost['files'], path: string): Promise<void> {
  const part = (await files.list(`${path}/metadata`))?.find((name) => name.startsWith('part-'));
  if (part === undefined) return;
  const bytes = await files.readRange(`${path}/metadata/${part}`, 0, 1 << 16);
  const name = CLASS.exec(new TextDecoder().decode(bytes))?.[1];
  if (name === undefined || name.endsWith('.Word2VecModel')) return;
  throw new VectorsFormatError(`${path}: this is a model of ${name}; expected a Word2VecModel.`);
}

/**
 * Reads a Word2VecModel of Spark ML (or of MLlib): rows of `word` (string) and `vector` (array of floats) in Parquet files.
 *
 * @param onBytes told how many bytes of the files were read, as they are read
 * @throws VectorsFormatError naming file and row, what was found and what was expected
 */
export async function readSparkWord2vec(
  host: FilesHost,
  paths: readonly string[],
  options: ReadOptions,
  onBytes: (count: number) => void,
): Promise<ReadVectors> {
  const reader = new SparkReader(options);
  for (const path of paths) {
    await reader.readFile(host, path, onBytes);
    if (reader.isFull) break;
  }
  return reader.finish(paths[0] ?? '');
}

class SparkReader {
  readonly #options: ReadOptions;
  #rows: RowCollector | undefined;
  #record = 0;

  constructor(options: ReadOptions) {
    this.#options = options;
  }

  get isFull(): boolean {
    return this.#rows?.isFull ?? false;
  }

  finish(name: string): ReadVectors {
    if (this.#rows) return this.#rows.finish({ name, method: 'Spark ML Word2Vec' });
    throw new VectorsFormatError(`${name}: there are no rows; expected words and vectors.`);
  }

  async readFile(host: FilesHost, path: string, onBytes: (count: number) => void): Promise<void> {
    const file = await openParquet(host, path, onBytes);
    const metadata = await guard(path, () => parquetMetadataAsync(file, { geoparquet: false }));
    // A damaged footer may lack what its type says it has.
    const groups = await guard(path, () => {
      requireColumns(path, metadata);
      requireCodecs(path, metadata, host.archives);
      return rowsOfGroups(path, metadata);
    });
    let start = 0;
    for (const rows of groups) {
      for (let at = start; at < start + rows && !this.isFull; at += ROWS_AT_ONCE) {
        const end = Math.min(start + rows, at + ROWS_AT_ONCE);
        await this.#readRows(host, path, file, metadata, at, end);
      }
      start += rows;
    }
  }

  async #readRows(
    { archives }: FilesHost,
    path: string,
    file: AsyncBuffer,
    metadata: FileMetaData,
    rowStart: number,
    rowEnd: number,
  ): Promise<void> {
    this.#rows?.checkpoint(0);
    // One column at a time: of several that are damaged, the reader would leave all rejections but the first to nobody.
    const read = async (column: string): Promise<unknown[]> => {
      const rows = await guard(path, () =>
        parquetReadObjects({
          file,
          metadata,
          columns: [column],
          rowStart,
          rowEnd,
          geoparquet: false,
          compressors: compressorsOf(archives),
        }),
      );
      return rows.map((row) => row[column]);
    };
    const words = await read('word');
    const vectors = await read('vector');
    for (const [row, word] of words.entries()) {
      if (this.isFull) return;
      this.#add(path, word, vectors[row]);
    }
  }

  #add(path: string, word: unknown, vector: unknown): void {
    const record = ++this.#record;
    const values = toValues(vector);
    this.#rows ??= new RowCollector(
      { name: path, pieces: nothing() },
      { dimension: values?.length ?? 0, unit: 'record', smallestRecord: 4 * (values?.length ?? 1) },
      this.#options,
    );
    const rows = this.#rows;
    if (typeof word !== 'string' || word === '' || values?.length !== rows.dimension) {
      const found = values ? `${values.length} values` : 'no list of numbers';
      rows.skip(
        record,
        `the word is ${quote(String(word))} with ${found}; expected a word with ${rows.dimension}`,
      );
      return;
    }
    const kept = rows.normalize(word);
    if (!rows.wants(kept)) {
      rows.pass(record);
      return;
    }
    rows.reserve();
    const row = rows.vectors.subarray(rows.offset, rows.offset + rows.dimension);
    row.set(values);
    const odd = findNonFinite(row);
    if (odd === undefined) rows.add(kept, record);
    else rows.skip(record, `value ${odd + 1} of ${quote(word)} is ${row[odd]}; expected a finite number`);
  }
}

async function openParquet(
  { files }: FilesHost,
  path: string,
  onBytes: (count: number) => void,
): Promise<AsyncBuffer> {
  const stamp = await files.stamp(path);
  if (!stamp) throw new VectorsFormatError(`${path}: there is no such file; expected a Parquet file.`);
  return {
    byteLength: stamp.size,
    async slice(start, end = stamp.size): Promise<ArrayBuffer> {
      const bytes = await files.readRange(path, Math.max(0, start), Math.min(end, stamp.size));
      onBytes(bytes.length);
      return new Uint8Array(bytes).buffer;
    },
  };
}

/** How many rows each group has. */
function rowsOfGroups(path: string, { row_groups }: FileMetaData): number[] {
  return row_groups.map(({ num_rows, total_byte_size, columns }, group) => {
    for (const name of ['word', 'vector']) {
      const found = columns.filter(({ meta_data }) => meta_data?.path_in_schema[0] === name).length;
      if (found === 1) continue;
      throw new VectorsFormatError(
        `${path}, row group ${group + 1}: "${name}" has ${found} columns; expected one.`,
      );
    }
    const rows = Number(num_rows);
    const sizes = columns.map(({ meta_data }) => Number(meta_data?.total_uncompressed_size ?? 0));
    const size = Math.max(Number(total_byte_size), ...sizes);
    if (Number.isSafeInteger(rows) && rows >= 0 && size <= MAX_GROUP_BYTES && rows <= size) return rows;
    throw new VectorsFormatError(
      `${path}, row group ${group + 1}: it has ${num_rows} rows in ${size} bytes; expected at most ${MAX_GROUP_BYTES} bytes, and no more rows than that.`,
    );
  });
}

function requireColumns(path: string, { schema }: FileMetaData): void {
  const names = schema.slice(1).map(({ name }) => name);
  if (names.includes('word') && names.includes('vector')) return;
  throw new VectorsFormatError(
    `${path}: the columns are ${names.slice(0, 20).map(quote).join(', ')}; expected "word" and "vector", as Spark's Word2VecModel has.`,
  );
}

/** The numbers of a list; undefined for what is none. */
function toValues(vector: unknown): Float32Array | undefined {
  if (vector instanceof Float32Array) return vector;
  if (!Array.isArray(vector)) return undefined;
  return Float32Array.from(vector, (value: unknown) => (typeof value === 'number' ? value : Number.NaN));
}

/** Runs a part of the Parquet reader, whose errors tell neither the file nor what to do. */
async function guard<T>(path: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof VectorsFormatError || error instanceof CancelledError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new VectorsFormatError(
      `${path}: the Parquet file cannot be read (${reason}); expected a whole one.`,
    );
  }
}

async function* nothing(): AsyncGenerator<Uint8Array, void, undefined> {
  // A table is not read from its first byte to its last.
}

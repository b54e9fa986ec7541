import type { Kernels } from '../core/math/Kernels.ts';
import type { SpillStore } from '../core/spill.ts';
import type { VectorsFile } from '../core/vectors/formats/firthVectors.ts';
import type { Archives } from './archives.ts';

/** What the engine needs of the machine it runs on; Node's version is in nodeFiles.ts. */
export interface EngineHost {
  readonly files: FileAccess;
  readonly archives: Archives;
  readonly kernels: Kernels;
  readonly tensorflow: TensorflowModules;
  readonly log: Log;
  readonly csv: CsvReader;
  /** CRC-32 of bytes, as zip has it, behind others whose sum is given. */
  crc32(bytes: Uint8Array, sumBefore?: number): number;
  /** A new sum of bytes by SHA-256. */
  sha256(): Hash;
  /**
   * Starts threads that help the kernels, where there can be any; the function that is returned ends them. The results are the
   * same with and without.
   */
  hireHelpers?(count: number): Promise<() => Promise<void>>;
  /** Room on the disk for what does not fit into memory. */
  createSpill(): SpillStore;
  /** A clock that only runs forward, in milliseconds. */
  now(): number;
  /** Ends when everything that was waiting for this thread has been served. */
  turn(): Promise<void>;
  /** Resident memory of the process, in bytes. */
  residentMemory(): number;
}

/** A cryptographic sum of bytes that come piece by piece. */
export interface Hash {
  update(bytes: Uint8Array): void;
  /** The sum, in hexadecimal; nothing is added afterwards. */
  hex(): string;
}

/** A file that is open for reading. */
export interface ReadableFile extends VectorsFile {
  close(): Promise<void>;
}

/** Size and time of a file, enough to notice that it was changed. */
export interface FileStamp {
  /** In bytes. */
  readonly size: number;
  /** Time of the last change, in whole milliseconds since 1970. */
  readonly modified: number;
}

/** The file system as the engine sees it. Paths are absolute. */
export interface FileAccess {
  read(path: string): Promise<Uint8Array>;
  /** Opens a file to read parts of it; to be closed. */
  open(path: string): Promise<ReadableFile>;
  /** The bytes of a file piece by piece, so that large files need little memory. */
  readPieces(path: string): AsyncIterable<Uint8Array>;
  /** The bytes from `start` up to `end`, fewer where the file ends before. */
  readRange(path: string, start: number, end: number): Promise<Uint8Array>;
  /** The names of what a folder holds; undefined where the path is none of a folder. */
  list(path: string): Promise<readonly string[] | undefined>;
  /** Deletes a file; nothing happens where there is none. */
  remove(path: string): Promise<void>;
  /** Undefined where there is no such file. */
  stamp(path: string): Promise<FileStamp | undefined>;
  /** Writes a file whole or not at all: what was there stays until the new content is safe on the disk. */
  replace(path: string, content: Uint8Array | Iterable<Uint8Array>): Promise<void>;
  /** Writes a file as {@link replace} does, of what `fill` appends; nothing is written where it throws. */
  write<T>(path: string, fill: (append: (bytes: Uint8Array) => Promise<void>) => Promise<T>): Promise<T>;
}

/** Where TensorFlow.js comes from. Nothing is loaded before it is asked for; what cannot be loaded is rejected. */
export interface TensorflowModules {
  /** `@tensorflow/tfjs-node`, which runs TensorFlow's own library; it is installed on some machines only. */
  native(): Promise<unknown>;
  /** TensorFlow.js in pure JavaScript. */
  bundled(): Promise<unknown>;
}

/** Where the engine says what it does. */
export interface Log {
  info(message: string): void;
  warn(message: string): void;
}

/** How the cells of a row are told apart. */
export interface CsvDialect {
  readonly delimiter: string;
  /** Whether a quotation mark within a text that is not quoted is taken as it is; otherwise it is an error. */
  readonly looseQuotes: boolean;
}

/** A row of a table. */
export interface CsvRow {
  /** The line of the file, from 1, in which the row begins; quoted cells may hold line feeds. */
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Reads comma-separated values piece by piece. Empty lines are passed over.
 *
 * @throws Error naming the line where quotation marks are broken or a row has more or fewer cells than the first
 */
export type CsvReader = (
  texts: AsyncIterable<string>,
  dialect: CsvDialect,
) => AsyncGenerator<CsvRow, void, undefined>;

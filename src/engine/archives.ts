import { VectorsFormatError } from '../core/vectors/formats/VectorsData.ts';
import type { FileAccess } from './host.ts';

/** How the engine unpacks; Node's version is in nodeArchives.ts. */
export interface Archives {
  /** Unpacks a gzip file piece by piece; throws where it is damaged or cut short. */
  gunzip(pieces: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>;
  /** The ways to unpack a small piece whole; Node has no zstd before 22.15. */
  readonly whole: { readonly gzip: UnpackWhole; readonly brotli: UnpackWhole; readonly zstd?: UnpackWhole };
  /** Reads the directory of a zip archive; throws where there is none or it is damaged. */
  openZip(files: FileAccess, path: string): Promise<ZipArchive>;
}

/** Unpacks a small piece; throws where it is damaged, or would be longer than `length` bytes. */
export type UnpackWhole = (bytes: Uint8Array, length: number) => Uint8Array;

/** A zip archive of which files are read. */
export interface ZipArchive {
  readonly entries: readonly ZipEntry[];
  close(): void;
}

/** A file in a zip archive. */
export interface ZipEntry {
  readonly name: string;
  /** Unpacked, in bytes; the archive says so, and reading throws where it is not true. */
  readonly size: number;
  /** In the archive, in bytes. */
  readonly packedSize: number;
  /** Whether it is neither encrypted nor packed by a method that is not known. */
  readonly isReadable: boolean;
  /** The file's bytes, unpacked, piece by piece. */
  read(): Promise<AsyncIterable<Uint8Array>>;
}

/** Vectors as text pack to half or a third of their size; what unpacks to so many times its size is made to do harm. */
const MAX_RATIO = 200;

/** Small files may do as they like. */
const ALWAYS_ALLOWED = 1 << 24;

/** The most bytes that so many packed bytes may become. */
export function unpackedLimit(packedSize: number): number {
  return Math.max(ALWAYS_ALLOWED, packedSize * MAX_RATIO);
}

/**
 * Passes unpacked pieces on until there are more than the packed size allows.
 *
 * @throws VectorsFormatError for more, and in place of the errors of unpacking
 */
export async function* guardUnpacked(
  name: string,
  pieces: AsyncIterable<Uint8Array>,
  packedSize: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  const limit = unpackedLimit(packedSize);
  const iterator = pieces[Symbol.asyncIterator]();
  let total = 0;
  try {
    for (;;) {
      const { done, value } = await nextPiece(name, iterator);
      if (done) return;
      total += value.length;
      if (total > limit) {
        throw new VectorsFormatError(
          `${name}: ${packedSize} packed bytes become more than ${limit}; expected vectors, which do not pack that well.`,
        );
      }
      yield value;
    }
  } finally {
    await iterator.return?.();
  }
}

async function nextPiece(
  name: string,
  iterator: AsyncIterator<Uint8Array>,
): Promise<IteratorResult<Uint8Array, unknown>> {
  try {
    return await iterator.next();
  } catch (error) {
    throw damaged(name, error);
  }
}

/** What is said where unpacking fails. */
export function damaged(name: string, error: unknown): VectorsFormatError {
  const reason = error instanceof Error ? error.message : String(error);
  return new VectorsFormatError(
    `${name}: the packed data is damaged or cut short (${reason}); expected a whole gzip or zip file. Was the download complete?`,
  );
}

import { pipeline, Readable } from 'node:stream';
import zlib, { brotliDecompressSync, createGunzip, gunzipSync } from 'node:zlib';
import { type Entry, fromRandomAccessReaderPromise, RandomAccessReader } from 'yauzl';
import type { Archives, UnpackWhole, ZipEntry } from './archives.ts';
import type { FileAccess } from './host.ts';

/** Larger pieces save little. */
const PIECE_BYTES = 1 << 18;

/** A directory with more entries is none of vectors. */
const MAX_ENTRIES = 10_000;

/** Unpacking by Node's zlib and by yauzl. */
export const nodeArchives: Archives = {
  gunzip(pieces): AsyncIterable<Uint8Array> {
    const gunzip = createGunzip({ chunkSize: PIECE_BYTES });
    // An error of the source ends the reading of the other end, which is where it is thrown.
    pipeline(Readable.from(pieces), gunzip, () => undefined);
    return gunzip;
  },

  whole: {
    gzip: unpacker(gunzipSync),
    brotli: unpacker(brotliDecompressSync),
    // Named through the module's object: older Nodes would not load a file that imports what they lack.
    ...('zstdDecompressSync' in zlib && { zstd: unpacker(zlib.zstdDecompressSync) }),
  },

  async openZip(files, path) {
    const size = (await files.stamp(path))?.size ?? 0;
    const zip = await fromRandomAccessReaderPromise(new FileReader(files, path), size, { autoClose: false });
    try {
      const entries: ZipEntry[] = [];
      for await (const entry of zip.eachEntry()) {
        if (entries.length >= MAX_ENTRIES)
          throw new Error(`there are more than ${MAX_ENTRIES} files in the archive`);
        if (!entry.fileName.endsWith('/')) {
          entries.push(zipEntry(entry, () => zip.openReadStreamPromise(entry)));
        }
      }
      return { entries, close: () => zip.close() };
    } catch (error) {
      zip.close();
      throw error;
    }
  },
};

function unpacker(
  unpack: (bytes: Uint8Array, options: { maxOutputLength: number }) => Uint8Array,
): UnpackWhole {
  return (bytes, length) => unpack(bytes, { maxOutputLength: Math.max(1, length) });
}

function zipEntry(entry: Entry, read: ZipEntry['read']): ZipEntry {
  const { fileName: name, uncompressedSize: size, compressedSize: packedSize } = entry;
  return { name, size, packedSize, isReadable: entry.canDecodeFileData(), read };
}

/** Lets yauzl read through the engine's files. */
class FileReader extends RandomAccessReader {
  readonly #files: FileAccess;
  readonly #path: string;

  constructor(files: FileAccess, path: string) {
    super();
    this.#files = files;
    this.#path = path;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    const [files, path] = [this.#files, this.#path];
    async function* pieces(): AsyncGenerator<Uint8Array, void, undefined> {
      for (let at = start; at < end; at += PIECE_BYTES) {
        yield await files.readRange(path, at, Math.min(end, at + PIECE_BYTES));
      }
    }
    return Readable.from(pieces());
  }
}

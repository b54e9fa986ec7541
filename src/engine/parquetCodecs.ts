import { type Compressors, type FileMetaData, snappyUncompress } from 'hyparquet';
import { VectorsFormatError } from '../core/vectors/formats/VectorsData.ts';
import type { Archives } from './archives.ts';

/** Spark writes pages of 1 MB. */
const MAX_PAGE_BYTES = 1 << 28;

/** Snappy's densest elements copy 64 bytes by 3 (format description, section 2.2). */
const MAX_SNAPPY_RATIO = 22;

/** How the pages of a Parquet file are unpacked: by what the machine has, and by hyparquet's Snappy. */
export function compressorsOf({ whole: { gzip, brotli, zstd } }: Archives): Compressors {
  return {
    SNAPPY: (input, length) => {
      if (length > MAX_SNAPPY_RATIO * input.length) {
        throw new Error(
          `a page of ${length} bytes, packed into ${input.length}; that is more than Snappy can pack`,
        );
      }
      const page = new Uint8Array(requirePage(length));
      snappyUncompress(input, page);
      return page;
    },
    GZIP: (input, length) => gzip(input, requirePage(length)),
    BROTLI: (input, length) => brotli(input, requirePage(length)),
    ...(zstd && { ZSTD: (input, length) => zstd(input, requirePage(length)) }),
  };
}

/**
 * Looks at how the columns are packed before any of them is read.
 *
 * @throws VectorsFormatError naming the codec that cannot be unpacked, and how to save the model with another one
 */
export function requireCodecs(path: string, { row_groups }: FileMetaData, archives: Archives): void {
  const known = new Set<string>(['UNCOMPRESSED', ...Object.keys(compressorsOf(archives))]);
  for (const { columns } of row_groups) {
    for (const { meta_data } of columns) {
      const codec = meta_data?.codec;
      if (codec === undefined || known.has(codec)) continue;
      throw new VectorsFormatError(
        `${path}: the columns are packed by ${codec}; expected ${[...known].join(', ')}. ` +
          'Save the model again after spark.conf.set("spark.sql.parquet.compression.codec", "snappy").',
      );
    }
  }
}

function requirePage(length: number): number {
  if (length >= 0 && length <= MAX_PAGE_BYTES) return length;
  throw new Error(`a page of ${length} bytes; expected at most ${MAX_PAGE_BYTES}`);
}

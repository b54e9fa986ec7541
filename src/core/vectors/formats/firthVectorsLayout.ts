/**
 * Firth's own file format for word vectors, version 1 (extension `.firthvec`). Numbers are little-endian; u32 and u64 are
 * unsigned, f32 is IEEE 754 single precision.
 *
 * Header, 40 bytes:
 *
 * | offset | type | content |
 * |-------:|------|---------|
 * |      0 | 8 bytes | magic: 89 'F' 'V' 'E' 'C' 0D 0A 1A. Not ASCII, and broken by a transfer in text mode, as in PNG |
 * |      8 | u32  | version: 1. It rises only when readers of older versions would misread the file |
 * |     12 | u32  | CRC-32 (as in zip) of all bytes from offset 16 to the end of the file |
 * |     16 | u64  | length of the file in bytes |
 * |     24 | u32  | number of words, n |
 * |     28 | u32  | dimension of the vectors, d, at least 1 |
 * |     32 | u32  | encoding of the vectors: 1 = float32, 2 = int8 |
 * |     36 | u32  | number of sections |
 *
 * Section table, 24 bytes a section: u32 kind, u32 zero, u64 offset in the file, u64 length in bytes. The sections stand in
 * the file in the order of the table without overlap. Each starts at a multiple of 8 (zeros fill the gap), so that arrays
 * can be viewed in place. No kind stands twice; kinds that a reader does not know are passed over.
 *
 * | kind | section | content |
 * |-----:|---------|---------|
 * |    1 | metadata | a JSON object in UTF-8 with at least the strings `name` and `method`; see `VectorsMetadata` |
 * |    2 | words | n words in UTF-8, the most frequent first, each once and followed by a line feed |
 * |    3 | counts | optional: n x u32, occurrences of each word in the training text |
 * |    4 | document counts | optional: n x u32, documents of the training text that hold each word |
 * |    5 | scales | with encoding int8 only: n x f32, finite and not negative, one a row |
 * |    6 | vectors | row-major, n x d: f32, all finite; or signed bytes from -127 to 127, to be multiplied by the row's scale |
 *
 * The vectors stand row by row because that decodes in one pass; dimension by dimension the deflated file would be only
 * 0.5% smaller (measured on 100,000 words of GloVe 6B 100d).
 */
export const magic: readonly number[] = [0x89, 0x46, 0x56, 0x45, 0x43, 0x0d, 0x0a, 0x1a];

export const version = 1;

/** Offsets of the header's fields. */
export const layout = {
  version: 8,
  crc: 12,
  fileLength: 16,
  words: 24,
  dimension: 28,
  encoding: 32,
  sections: 36,
} as const;

/** Where the bytes begin that the checksum covers. */
export const crcStart = layout.fileLength;

export const headerSize = 40;

/** Length of an entry of the section table. */
export const entrySize = 24;

/** Every section starts at a multiple of this. */
export const alignment = 8;

export const sectionKinds = {
  metadata: 1,
  words: 2,
  counts: 3,
  documentCounts: 4,
  scales: 5,
  vectors: 6,
} as const;

export type SectionName = keyof typeof sectionKinds;

/** How the values of the vectors are kept in the file. */
export const encodings = { float32: 1, int8: 2 } as const;

export type Encoding = keyof typeof encodings;

import { bytesOf } from '../../bytesOf.ts';
import type { Kernels } from '../../math/Kernels.ts';
import { plainKernels } from '../../math/plainKernels.ts';
import { crc32 } from './crc32.ts';
import { crcStart, type SectionName } from './firthVectorsLayout.ts';
import {
  type FilePlan,
  planOf,
  requireHeader,
  requireSum,
  type SectionRange,
  sectionBytes,
} from './firthVectorsPlan.ts';
import { findNonFinite } from './floats.ts';
import { copyLittleEndian, fromLittleEndian, toMachineOrder } from './littleEndian.ts';
import { isUsableScale } from './quantization.ts';
import { type VectorsData, VectorsFormatError, type VectorsMetadata } from './VectorsData.ts';

export { encodeVectors } from './writeFirthVectors.ts';

/** What of the kernels decoding takes: their memory, for the vectors, and the way from 8 bits back. */
type DecodingKernels = Pick<Kernels, 'allocate' | 'release' | 'dequantizeRows'>;

/** CRC-32 of bytes behind others whose sum is given. */
type Checksum = (bytes: Uint8Array, sumBefore?: number) => number;

/** Vectors that are read straight to where they stay are read and summed up in pieces that fit into a processor's cache. */
const PIECE = 1 << 21;

/**
 * Reads vectors in Firth's own format. Everything that the file says of its sizes is checked against its length before
 * memory is taken, so that no file costs more than a few times its own length.
 *
 * @param checksum CRC-32 of bytes, where the host has a faster one than ours
 * @param kernels give the array for the vectors; nothing of it stays taken when the file is refused
 * @throws VectorsFormatError when the bytes are anything but a whole, undamaged file; it says what was found and expected
 */
export function decodeVectors(
  bytes: Uint8Array,
  kernels: DecodingKernels = plainKernels,
  checksum: Checksum = crc32,
): VectorsData {
  requireHeader(bytes, bytes.length);
  requireSum(bytes, checksum(bytes.subarray(crcStart)));
  const plan = planOf(bytes, bytes.length);
  const scales = plan.scales && readScales(sectionBytes(bytes, plan.scales));
  const rest = readRest(bytes, plan);
  const vectors = kernels.allocate(plan.rows * plan.dimension);
  try {
    const stored = sectionBytes(bytes, plan.vectors);
    if (scales) kernels.dequantizeRows(asIntegers(stored), scales, vectors);
    else copyLittleEndian(stored, vectors);
    requireFinite(vectors);
  } catch (error) {
    kernels.release(vectors);
    throw error;
  }
  return { ...rest, vectors };
}

/** A file of which parts can be read. */
export interface VectorsFile {
  /** In bytes. */
  readonly size: number;
  read(start: number, end: number): Promise<Uint8Array>;
  /** Fills an array of bytes from `start` on; throws where the file ends before. */
  readInto(start: number, target: Uint8Array): Promise<void>;
}

/**
 * Reads vectors as {@link decodeVectors} does; float32 ones go from the file straight to the memory of the kernels, and are
 * summed up on the way. That they are finite is not looked at: `WordVectors` sees it by their norms, at no cost.
 */
export async function readFirthVectors(
  file: VectorsFile,
  kernels: DecodingKernels = plainKernels,
  checksum: Checksum = crc32,
): Promise<VectorsData> {
  const start = await startOfLastFloats(file);
  if (start === undefined) return decodeVectors(await file.read(0, file.size), kernels, checksum);
  const front = await file.read(0, start);
  requireHeader(front, file.size);
  const plan = planOf(front, file.size);
  const vectors = kernels.allocate(plan.rows * plan.dimension);
  try {
    const target = bytesOf(vectors);
    let sum = checksum(front.subarray(crcStart));
    for (let at = 0; at < target.length; at += PIECE) {
      const piece = target.subarray(at, at + PIECE);
      await file.readInto(start + at, piece);
      sum = checksum(piece, sum);
    }
    const back = await file.read(plan.vectors.end, file.size);
    // zlib's sum of nothing is 0, whatever the sum before.
    requireSum(front, back.length > 0 ? checksum(back, sum) : sum);
    const rest = readRest(front, plan);
    toMachineOrder(vectors);
    return { ...rest, vectors };
  } catch (error) {
    kernels.release(vectors);
    throw error;
  }
}

/**
 * Where the vectors begin, if they are the last section and float32; undefined for every other file, which is read whole,
 * and for files whose head shows that they are damaged.
 */
async function startOfLastFloats(file: VectorsFile): Promise<number | undefined> {
  const head = await file.read(0, Math.min(file.size, PIECE));
  try {
    requireHeader(head, file.size);
    const { vectors, scales, last } = planOf(head, file.size);
    return scales || last !== vectors.end ? undefined : vectors.start;
  } catch (error) {
    if (error instanceof VectorsFormatError) return undefined;
    throw error;
  }
}

/** All but the vectors. */
function readRest(bytes: Uint8Array, plan: FilePlan): Omit<VectorsData, 'vectors'> {
  const integers = (range: SectionRange): Uint32Array =>
    new Uint32Array(fromLittleEndian(sectionBytes(bytes, range)));
  const { rows, dimension, counts, documentCounts } = plan;
  return {
    metadata: readMetadata(sectionBytes(bytes, plan.metadata)),
    words: readWords(sectionBytes(bytes, plan.words), rows),
    dimension,
    ...(counts && { counts: integers(counts) }),
    ...(documentCounts && { documentCounts: integers(documentCounts) }),
  };
}

function readWords(bytes: Uint8Array, expected: number): string[] {
  let found = 0;
  for (let at = 0; at < bytes.length; at++) if (bytes[at] === 0x0a) found++;
  if (found !== expected) throw new VectorsFormatError(`There are ${found} words; expected ${expected}.`);
  const words = readUtf8(bytes, 'words').split('\n');
  const rest = words.pop()!;
  if (rest !== '') throw new VectorsFormatError(`The last word, ${JSON.stringify(rest)}, has no line feed.`);
  return words;
}

function readMetadata(bytes: Uint8Array): VectorsMetadata {
  const text = readUtf8(bytes, 'metadata');
  let metadata: unknown;
  try {
    metadata = JSON.parse(text);
  } catch (error) {
    throw new VectorsFormatError(`The metadata section is not JSON: ${(error as Error).message}`);
  }
  if (!isMetadata(metadata)) {
    throw new VectorsFormatError(
      'The metadata is not an object with the strings name and method (and attribution and licence, where given).',
    );
  }
  return metadata;
}

function isMetadata(value: unknown): value is VectorsMetadata {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { name, method, attribution = '', licence = '' } = value as Record<string, unknown>;
  return [name, method, attribution, licence].every((member) => typeof member === 'string');
}

function requireFinite(vectors: Float32Array): void {
  const odd = findNonFinite(vectors);
  if (odd === undefined) return;
  throw new VectorsFormatError(
    `Value ${odd} of the vectors section is ${vectors[odd]}; expected a finite one.`,
  );
}

function readScales(bytes: Uint8Array): Float32Array {
  const scales = new Float32Array(fromLittleEndian(bytes));
  const odd = scales.findIndex((scale) => !isUsableScale(scale));
  if (odd >= 0) {
    throw new VectorsFormatError(`The scale of row ${odd} is ${scales[odd]}; expected 0 to 2.6e36.`);
  }
  return scales;
}

function asIntegers(bytes: Uint8Array): Int8Array {
  return new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}

function readUtf8(bytes: Uint8Array, name: SectionName): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new VectorsFormatError(`The ${name} section is not UTF-8.`);
  }
}

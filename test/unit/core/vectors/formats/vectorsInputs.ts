import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { type VectorsData, VectorsFormatError } from '../../../../../src/core/vectors/formats/VectorsData.ts';
import type { VectorsInput } from '../../../../../src/core/vectors/formats/VectorsInput.ts';

/** How a test's file comes in. */
export interface InputOptions {
  readonly name?: string;
  /** Length of the pieces that the file comes in. */
  readonly pieceLength?: number;
  /** Whether the reader is told how long the file is. */
  readonly sized?: boolean;
}

/** A file in memory, whose pieces are spoilt as soon as the next one is asked for. */
export function inputOf(content: string | Uint8Array, options: InputOptions = {}): VectorsInput {
  const { name = 'vectors', pieceLength = 1 << 16, sized = true } = options;
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  async function* pieces(): AsyncGenerator<Uint8Array, void, undefined> {
    for (let at = 0; at < bytes.length; at += pieceLength) {
      const piece = Uint8Array.from(bytes.subarray(at, at + pieceLength));
      yield piece;
      piece.fill(0xaa);
    }
  }
  return { name, pieces: pieces(), ...(sized && { size: bytes.length }) };
}

/** A file of test/fixtures/vectors. */
export function fixture(name: string): Promise<Uint8Array> {
  return readFile(new URL(`../../../../fixtures/vectors/${name}`, import.meta.url));
}

/** What a writer gave out, in one piece. */
export function joined(pieces: Iterable<Uint8Array>): Uint8Array {
  return Buffer.concat([...pieces]);
}

export function asText(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

export async function assertRefused(reading: Promise<unknown>, message: RegExp): Promise<void> {
  await assert.rejects(reading, (error) => {
    assert.ok(error instanceof VectorsFormatError, String(error));
    assert.match(error.message, message);
    return true;
  });
}

const word = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .filter((text) => !/[ \p{Cc}\ufeff]/u.test(text));

const value = fc.oneof(
  fc.float({ noNaN: true, noDefaultInfinity: true }),
  fc.float({ noNaN: true, min: -2, max: 2 }),
  fc.constantFrom(0, -0, 1, -1, 0.5),
);

/** Vectors that every format with a word a record can keep. */
export const anyVectors: fc.Arbitrary<VectorsData> = fc
  .tuple(fc.uniqueArray(word, { minLength: 1, maxLength: 20 }), fc.integer({ min: 2, max: 12 }))
  .chain(([words, dimension]) =>
    fc
      .array(value, { minLength: words.length * dimension, maxLength: words.length * dimension })
      .map((values) => ({
        metadata: { name: 'vectors', method: 'test' },
        words,
        dimension,
        vectors: Float32Array.from(values),
      })),
  );

/** Compares words and every bit of the values. */
export function assertSameVectors(actual: VectorsData, expected: VectorsData): void {
  assert.deepEqual(actual.words, expected.words);
  assert.equal(actual.dimension, expected.dimension);
  assert.deepEqual([...actual.vectors], [...expected.vectors]);
}

/** Where the dictionary of a model of fastText ends, behind its 25 words. */
export function dictionaryEnd(model: Uint8Array): number {
  let at = 92;
  for (let word = 0; word < 25; word++) at = model.indexOf(0, at) + 10;
  return at;
}

/** A model as fastText wrote it before it had a magic, a version, pruning and quantization. */
export function withoutMarks(model: Uint8Array): Uint8Array {
  const end = dictionaryEnd(model);
  return Buffer.concat([model.subarray(8, 84), model.subarray(92, end), model.subarray(end + 1)]);
}

import assert from 'node:assert/strict';
import { gunzipSync, gzipSync } from 'node:zlib';
import { seededRandom } from '../../../../../src/core/math/random.ts';
import { detectFormat } from '../../../../../src/core/vectors/formats/detectFormat.ts';
import { encodeVectors } from '../../../../../src/core/vectors/formats/firthVectors.ts';
import { type ReadVectorsOptions, readVectors } from '../../../../../src/core/vectors/formats/readVectors.ts';
import { type VectorsData, VectorsFormatError } from '../../../../../src/core/vectors/formats/VectorsData.ts';
import type { VectorsInput } from '../../../../../src/core/vectors/formats/VectorsInput.ts';
import {
  writeProjectorVectors,
  writeTextVectors,
} from '../../../../../src/core/vectors/formats/writeText.ts';
import { assertRefused, assertSameVectors, fixture, inputOf, joined, withoutMarks } from './vectorsInputs.ts';

const data: VectorsData = {
  metadata: { name: 'Sample', method: 'test' },
  words: ['the', 'of', 'naïve', '1984'],
  dimension: 3,
  vectors: Float32Array.from({ length: 12 }, (_, i) => (i - 5) / 8),
};

function safetensors(): Uint8Array {
  const json = Buffer.from(JSON.stringify({ e: { dtype: 'F32', shape: [4, 3], data_offsets: [0, 48] } }));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  return Buffer.concat([length, json, new Uint8Array(data.vectors.buffer)]);
}

const words = data.words.join('\n');
const tenWords = Array.from({ length: 10 }, (_, i) => `w${i}`).join('\n');

/** A small file of every format, with its words where they stand apart. */
const samples: readonly { format: string; bytes: Uint8Array; words?: string }[] = [
  { format: 'firth', bytes: encodeVectors(data, { encoding: 'float32' }) },
  { format: 'glove-text', bytes: joined(writeTextVectors(data, { header: false })) },
  { format: 'word2vec-text', bytes: await fixture('gensim.txt') },
  { format: 'word2vec-text', bytes: await fixture('fasttext.vec') },
  { format: 'word2vec-binary', bytes: await fixture('gensim.bin') },
  { format: 'fasttext-binary', bytes: await fixture('fasttext.bin') },
  { format: 'fasttext-binary', bytes: withoutMarks(await fixture('fasttext.bin')) },
  { format: 'npy', bytes: await fixture('float32.npy'), words: tenWords },
  { format: 'npy', bytes: await fixture('float64-fortran-big-endian.npy'), words: tenWords },
  { format: 'safetensors', bytes: safetensors(), words },
  { format: 'projector', bytes: joined(writeProjectorVectors(data)), words },
];

function optionsFor(sample: { words?: string }): ReadVectorsOptions {
  return sample.words === undefined ? {} : { words: inputOf(sample.words, { name: 'words' }) };
}

describe('detectFormat', () => {
  it('tells every format by its content', () => {
    for (const { format, bytes } of samples) assert.equal(detectFormat(bytes, 'any.txt'), format);
    assert.equal(detectFormat(gzipSync('a 1 2'), 'a'), 'gzip');
    assert.equal(detectFormat(Buffer.from('PK\x03\x04rest'), 'a'), 'zip');
  });

  it('tells text by its lines', () => {
    const detect = (text: string) => detectFormat(Buffer.from(text), 'a');
    assert.equal(detect('the 0.1 0.2'), 'glove-text');
    assert.equal(detect('12 0.1 0.2\n13 1 2\n'), 'glove-text');
    assert.equal(detect('2 3\nthe 1 2 3\nof 1 2 3'), 'word2vec-text');
    assert.equal(detect('2 3\r\nNew York 1 2 3\r\nof 1 2 3'), 'word2vec-text');
    assert.equal(detect('1 1\nthe 1\n'), 'word2vec-text');
    assert.equal(detect('0 5\n'), 'word2vec-text');
    assert.equal(detect('12 3\nfoo 0.5\nbar 1\n'), 'glove-text');
    assert.equal(detect('0.5\t1\n2\t3\n'), 'projector');
    assert.equal(detect('a\t1\t2\nb\t3\t4\n'), 'glove-text');
    assert.equal(detect(`the ${'0.123 '.repeat(20_000)}`), 'glove-text');
  });

  it('says what other files are', () => {
    const refuse = (head: string | Uint8Array, message: RegExp) =>
      assert.throws(
        () => detectFormat(Buffer.from(head as string), 'x.bin'),
        (error) =>
          error instanceof VectorsFormatError &&
          error.message.startsWith('x.bin: ') &&
          message.test(error.message),
      );
    refuse('', /is empty/);
    refuse('<!DOCTYPE html>\n<html>', /a web page/);
    refuse(Buffer.from('\x80\x04\x95', 'latin1'), /pickle.*save_word2vec_format/);
    refuse(Buffer.from('\x89HDF\r\n', 'latin1'), /HDF5/);
    refuse('PAR1....', /Parquet/);
    refuse(Buffer.from('\ufeffa 1', 'utf16le'), /UTF-16/);
    refuse('words without any values\nin here\n', /begins with 77 6f 72 64 73/);
    refuse(
      Uint8Array.from({ length: 500 }, (_, i) => (i * 37) & 0xff),
      /which no format of vectors does/,
    );
  });
});

describe('readVectors', () => {
  it('reads a file of every format', async () => {
    for (const sample of samples) {
      for (const pieceLength of [50, 1 << 20]) {
        const read = await readVectors(inputOf(sample.bytes, { pieceLength }), optionsFor(sample));
        assert.equal(read.format, sample.format);
        assert.equal(read.data.vectors.length, read.data.words.length * read.data.dimension);
        if (sample.words === words || sample.format === 'firth' || sample.format === 'glove-text')
          assertSameVectors(read.data, data);
      }
    }
  });

  it('takes a wrapping off where it is told how', async () => {
    const wrapped = gzipSync(joined(writeTextVectors(data, { header: true })));
    const unwrap = (wrapping: string, input: VectorsInput): VectorsInput => {
      assert.equal(wrapping, 'gzip');
      async function* pieces() {
        const parts: Uint8Array[] = [];
        for await (const piece of input.pieces) parts.push(piece.slice());
        yield gunzipSync(Buffer.concat(parts));
      }
      return { name: input.name, pieces: pieces() };
    };
    const read = await readVectors(inputOf(wrapped), { unwrap });
    assert.equal(read.format, 'word2vec-text');
    assertSameVectors(read.data, data);
    await assertRefused(readVectors(inputOf(wrapped)), /wrapped as gzip/);
  });

  it('asks for words where the file has none', async () => {
    await assertRefused(
      readVectors(inputOf(await fixture('float32.npy'))),
      /vectors without words; expected a second file/,
    );
  });

  it('lets the file go whatever happens', async () => {
    for (const content of ['', 'the 1 2\n', 'no vectors here\n', `a 1 2\n${'b 1\n'.repeat(50_000)}`]) {
      let closed = false;
      const bytes = Buffer.from(content);
      async function* pieces() {
        try {
          for (let at = 0; at < bytes.length; at += 70_000) yield bytes.subarray(at, at + 70_000);
        } finally {
          closed = true;
        }
      }
      await readVectors({ name: 'a', pieces: pieces() }).catch((error) =>
        assert.ok(error instanceof VectorsFormatError),
      );
      assert.equal(closed, true, content.slice(0, 20));
    }
  });

  it('meets 8,000 damaged files without any other error', async () => {
    const random = seededRandom(7);
    const pick = (limit: number): number => Math.floor(random() * limit);
    const outcomes = { refused: 0, read: 0 };
    for (let round = 0; round < 8000; round++) {
      const sample = samples[round % samples.length]!;
      const file = Uint8Array.from(sample.bytes);
      // Half of the changes strike the start, where the sizes stand.
      for (let changes = pick(4); changes > 0; changes--) {
        const at = pick(pick(2) ? Math.min(100, file.length) : file.length);
        file[at] = [0, 0x0a, 0x20, 0x2d, 0x2e, 0x39, 0x65, 0x7f, 0x80, 0xff, pick(256)][pick(11)]!;
      }
      const bytes = pick(3) ? file : file.subarray(0, pick(file.length));
      const input = inputOf(bytes, { sized: pick(2) === 0, pieceLength: 100 + pick(2000) });
      try {
        const read = await readVectors(input, {
          ...optionsFor(sample),
          maxSkipped: pick(2),
          subwords: pick(2) === 0,
        });
        assert.equal(read.data.vectors.length, read.data.words.length * read.data.dimension);
        assert.ok(read.data.vectors.every(Number.isFinite), `round ${round}`);
        assert.equal(new Set(read.data.words).size, read.data.words.length);
        outcomes.read++;
      } catch (error) {
        assert.ok(
          error instanceof VectorsFormatError,
          `round ${round}, ${sample.format}: ${(error as Error).stack}`,
        );
        outcomes.refused++;
      }
    }
    assert.ok(outcomes.refused > 2000 && outcomes.read > 1000, JSON.stringify(outcomes));
  });
});

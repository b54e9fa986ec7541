import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readFastTextBinary } from '../../../../../src/core/vectors/formats/fastTextBinary.ts';
import type { VectorsFile } from '../../../../../src/core/vectors/formats/firthVectors.ts';
import { SubwordTable, SubwordTableWriter } from '../../../../../src/core/vectors/formats/subwordTable.ts';
import { VectorsFormatError } from '../../../../../src/core/vectors/formats/VectorsData.ts';
import { asText, fixture, inputOf, joined } from './vectorsInputs.ts';

const SHA256 = '0123456789abcdef'.repeat(4);

/** The table that a model's n-grams make. */
async function tableOf(model: Uint8Array): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  const subwords = new SubwordTableWriter(async (bytes) => {
    pieces.push(bytes.slice());
  }, SHA256);
  await readFastTextBinary(inputOf(model), { subwords });
  await subwords.end();
  return new Uint8Array(joined(pieces));
}

function fileOf(bytes: Uint8Array): VectorsFile {
  return {
    size: bytes.length,
    read: async (start, end) => bytes.slice(start, end),
    readInto: async (start, target) => target.set(bytes.subarray(start, start + target.length)),
  };
}

describe('SubwordTable', () => {
  let table: Uint8Array;

  before(async () => {
    table = await tableOf(await fixture('fasttext.bin'));
  });

  it('gives words that are not in the model the vectors that fastText gives them', async () => {
    const opened = await SubwordTable.open(fileOf(table));
    assert.deepEqual([opened.sha256, opened.dimension], [SHA256, 4]);
    const { data } = await readFastTextBinary(inputOf(await fixture('fasttext.bin')));
    // What `fasttext print-word-vectors` printed, with five significant digits.
    const printed = asText(await fixture('fasttext-print-word-vectors.txt'))
      .trimEnd()
      .split('\n')
      .map((line) => line.trimEnd().split(' '));
    const unknown = printed.filter(([word]) => !data.words.includes(word!));
    assert.ok(unknown.length >= 3);
    for (const [word, ...values] of unknown) {
      const vector = await opened.vector(word!);
      for (const [i, value] of values.map(Number).entries()) {
        assert.ok(Math.abs(vector![i]! - value) <= 6e-5 * Math.abs(value) + 1e-9, `${word}: ${vector}`);
      }
    }
  });

  it('has nothing for a word without n-grams', async () => {
    assert.equal(await (await SubwordTable.open(fileOf(table))).vector('</s>'), undefined);
  });

  it('is written in pieces that are whole rows, in the order of the rows', async () => {
    const dimension = 30_000;
    const pieces: Uint8Array[] = [];
    const writer = new SubwordTableWriter(async (bytes) => {
      pieces.push(bytes.slice());
    }, SHA256);
    assert.equal(writer.hasBegun, false);
    writer.begin(dimension, { minn: 1, maxn: 1, bucket: 25 });
    for (let row = 0; row < 25; row++) {
      await writer.add(new Uint8Array(new Float32Array(dimension).fill(row).buffer));
    }
    await writer.end();
    assert.ok(pieces.length > 2);
    const opened = await SubwordTable.open(fileOf(joined(pieces)));
    const values = new Set<number>();
    for (const letter of 'abcdefgh') values.add((await opened.vector(letter))![dimension - 1]!);
    assert.ok(values.size > 1 && [...values].every((value) => Number.isInteger(value)));
  });

  it('never answers from a damaged file', async () => {
    const words = ['sea', 'teas', 'zzz', 'coffees'];
    const whole = await SubwordTable.open(fileOf(table));
    const expected = await Promise.all(words.map((word) => whole.vector(word)));
    const answers = async (bytes: Uint8Array) => {
      const opened = await SubwordTable.open(fileOf(bytes));
      return Promise.all(words.map((word) => opened.vector(word)));
    };
    await fc.assert(
      fc.asyncProperty(fc.nat(table.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const spoilt = table.slice();
        spoilt[at]! ^= change;
        for (const bytes of [spoilt, table.subarray(0, at)]) {
          try {
            assert.deepEqual(await answers(bytes), expected);
          } catch (error) {
            assert.ok(error instanceof VectorsFormatError, String(error));
          }
        }
      }),
    );
    await assert.rejects(answers(table.subarray(0, 70)), /has 70 bytes; expected 864 for 40 rows of 4/);
    const newer = table.slice();
    newer[8] = 2;
    await assert.rejects(answers(newer), /version 2; expected 1/);
    await assert.rejects(answers(new TextEncoder().encode('no table')), /no table|not a table/);
    const row = table.slice();
    for (let at = 64; at < row.length; at++) row[at]! ^= 1;
    await assert.rejects(answers(row), /The row \d+ of the table of n-grams is damaged: its checksum is/);
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readTextVectors } from '../../../../../src/core/vectors/formats/textVectors.ts';
import type { ReadOptions } from '../../../../../src/core/vectors/formats/VectorsInput.ts';
import {
  readWord2vecBinary,
  writeWord2vecBinary,
} from '../../../../../src/core/vectors/formats/word2vecBinary.ts';
import { anyVectors, assertRefused, assertSameVectors, fixture, inputOf, joined } from './vectorsInputs.ts';

/** A file as gensim writes it, without line feeds behind the records, or as the word2vec tool does. */
function file(
  header: string,
  records: readonly (readonly [word: string | Uint8Array, ...values: number[]])[],
  end = '',
): Uint8Array {
  const parts = records.map(([word, ...values]) =>
    Buffer.concat([
      Buffer.from(word),
      Buffer.from(' '),
      Buffer.from(Float32Array.from(values).buffer),
      Buffer.from(end),
    ]),
  );
  return Buffer.concat([Buffer.from(header), ...parts]);
}

function read(bytes: Uint8Array, options: ReadOptions = {}, sized = true) {
  return readWord2vecBinary(inputOf(bytes, { name: 'vectors.bin', sized }), options);
}

describe('readWord2vecBinary', () => {
  it('reads records with and without a line feed behind them', async () => {
    for (const end of ['', '\n']) {
      const bytes = file(
        '2 3\n',
        [
          ['naïve', 1, -2, 0.5],
          ['東京', 32, 10, 0],
        ],
        end,
      );
      for (const pieceLength of [1, 5, 1000]) {
        const { data, report } = await readWord2vecBinary(inputOf(bytes, { pieceLength }));
        assert.deepEqual(data.words, ['naïve', '東京']);
        assert.deepEqual([...data.vectors], [1, -2, 0.5, 32, 10, 0]);
        assert.deepEqual(report, { records: 2, skipped: [], duplicates: 0, limited: false });
      }
    }
  });

  it('gives back every bit of what was written', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyVectors,
        fc.boolean(),
        fc.integer({ min: 1, max: 300 }),
        async (data, sized, pieceLength) => {
          const bytes = joined(writeWord2vecBinary(data));
          assertSameVectors((await readWord2vecBinary(inputOf(bytes, { sized, pieceLength }))).data, data);
        },
      ),
    );
  });

  it('reads what gensim wrote', async () => {
    const binary = await read(await fixture('gensim.bin'));
    const text = await readTextVectors(inputOf(await fixture('gensim.txt')), { header: true });
    assertSameVectors(binary.data, text.data);
  });

  it('reads more than fits into one piece', async () => {
    const records = Array.from(
      { length: 20_000 },
      (_, i) => [`w${i}`, ...new Array<number>(30).fill(i)] as const,
    );
    const bytes = file('20000 30\n', records);
    const { data } = await readWord2vecBinary(inputOf(bytes, { pieceLength: 1_000_003, sized: false }));
    assert.equal(data.words[19_999], 'w19999');
    assert.ok(data.vectors.every((value, i) => value === Math.floor(i / 30)));
    const { data: some, report } = await read(bytes, { limit: 5 });
    assert.deepEqual(some.words, ['w0', 'w1', 'w2', 'w3', 'w4']);
    assert.equal(report.limited, true);
    const { data: chosen } = await read(bytes, { only: new Set(['w7', 'w19998']) });
    assert.deepEqual(chosen.words, ['w7', 'w19998']);
    assert.equal(chosen.vectors[59], 19_998);
  });

  it('keeps the first of words that become the same in lower case', async () => {
    const { data, report } = await read(
      file('3 2\n', [
        ['The', 1, 2],
        ['the', 3, 4],
        ['a', 5, 6],
      ]),
      { lowerCase: true },
    );
    assert.deepEqual(data.words, ['the', 'a']);
    assert.deepEqual([...data.vectors], [1, 2, 5, 6]);
    assert.equal(report.duplicates, 1);
  });

  it('leaves flawed records out and reports them', async () => {
    const bytes = file('4 2\n', [
      ['a', 1, 2],
      ['b', Number.NaN, 2],
      [Uint8Array.of(0xc3, 0x28), 1, 2],
      ['c', 5, 6],
    ]);
    const { data, report } = await read(bytes, { maxSkipped: 2 });
    assert.deepEqual(data.words, ['a', 'c']);
    assert.deepEqual(report.skipped, [
      { record: 2, reason: 'value 1 of "b" is NaN; expected a finite number' },
      { record: 3, reason: 'the word is not UTF-8 (byte 24)' },
    ]);
    await assertRefused(
      read(bytes),
      /^vectors\.bin, record 2: value 1 of "b" is NaN; expected a finite number\.$/,
    );
  });

  describe('says what it found and what it expected', () => {
    const good: Parameters<typeof file>[1] = [
      ['a', 1, 2],
      ['b', 3, 4],
    ];
    const cases: readonly [what: string, bytes: Uint8Array, message: RegExp][] = [
      [
        'a header that is none',
        file('a b\n', good),
        /the file begins with "a b"; expected a line with the numbers/,
      ],
      ['negative sizes', file('-2 2\n', good), /begins with "-2 2"/],
      ['a file without a line', new Uint8Array(100).fill(0x31), /begins with 64 bytes without a line/],
      ['an empty file', new Uint8Array(0), /begins with 0 bytes without a line/],
      [
        'a dimension of 2^31',
        file('2 2147483648\n', good),
        /dimension is 2147483648; expected a whole number from 1 to 65536/,
      ],
      [
        'more words than there are',
        file('2147483648 2\n', good),
        /record 3 \(byte 33\): the file ends here; its header promises 2147483648 words of 2/,
      ],
      [
        'fewer words than there are',
        file('1 2\n', good),
        /goes on at byte 14, behind the last of the 1 words/,
      ],
      [
        'a record that is cut',
        file('2 2\n', good).subarray(0, -1),
        /record 2 \(byte 14\): the file ends here/,
      ],
      [
        'a place where no word ends',
        Buffer.concat([Buffer.from('9 2\n'), Buffer.alloc(70_000, 'a')]),
        /record 1 \(byte 4\): there is no blank within 65536 bytes/,
      ],
      [
        'a record without a word',
        file('2 2\n', [
          ['', 1, 2],
          ['b', 1, 2],
        ]),
        /record 1: there is no word in front of the blank/,
      ],
    ];
    for (const [what, bytes, message] of cases) {
      it(`of ${what}`, async () => {
        await assertRefused(read(bytes), message);
        await assertRefused(read(bytes, {}, false), message);
      });
    }
  });
});

describe('writeWord2vecBinary', () => {
  it('writes what the word2vec tool writes', () => {
    const data = {
      metadata: { name: 'a', method: 'b' },
      words: ['a', 'ä'],
      dimension: 2,
      vectors: Float32Array.of(1, 2, 3, 4),
    };
    assert.deepEqual(
      joined(writeWord2vecBinary(data)),
      file(
        '2 2\n',
        [
          ['a', 1, 2],
          ['ä', 3, 4],
        ],
        '\n',
      ),
    );
    assert.throws(
      () => joined(writeWord2vecBinary({ ...data, words: ['a', 'b c'] })),
      /"b c" is empty or holds a blank/,
    );
  });
});

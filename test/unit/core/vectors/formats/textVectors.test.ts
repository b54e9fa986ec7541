import assert from 'node:assert/strict';
import fc from 'fast-check';
import { CancelledError } from '../../../../../src/core/task.ts';
import { readTextVectors } from '../../../../../src/core/vectors/formats/textVectors.ts';
import type { VectorsData } from '../../../../../src/core/vectors/formats/VectorsData.ts';
import { writeTextVectors } from '../../../../../src/core/vectors/formats/writeText.ts';
import {
  anyVectors,
  assertRefused,
  assertSameVectors,
  asText,
  fixture,
  inputOf,
  joined,
} from './vectorsInputs.ts';

const glove = 'the 0.1 0.2 0.3\nof -1 2e-3 +4.5\nand 7 8. .5\n';

function readGlove(text: string | Uint8Array, options: Parameters<typeof readTextVectors>[1] | object = {}) {
  return readTextVectors(inputOf(text, { name: 'glove.txt' }), { header: false, ...options });
}

function rows({ vectors, dimension, words }: VectorsData): number[][] {
  return words.map((_, row) => [...vectors.subarray(row * dimension, (row + 1) * dimension)]);
}

describe('readTextVectors', () => {
  it('reads words and values, however the file is cut into pieces', async () => {
    for (const pieceLength of [1, 2, 3, 7, 100]) {
      for (const sized of [true, false]) {
        const { data, report } = await readTextVectors(inputOf(glove, { pieceLength, sized }), {
          header: false,
        });
        assert.deepEqual(data.words, ['the', 'of', 'and']);
        assert.deepEqual(
          rows(data),
          [
            [0.1, 0.2, 0.3],
            [-1, 2e-3, 4.5],
            [7, 8, 0.5],
          ].map((row) => row.map(Math.fround)),
        );
        assert.deepEqual(report, { records: 3, skipped: [], duplicates: 0, limited: false });
      }
    }
  });

  it('gives back every bit of what was written, with and without a header', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyVectors,
        fc.boolean(),
        fc.boolean(),
        fc.integer({ min: 1, max: 300 }),
        async (data, header, sized, pieceLength) => {
          const file = joined(writeTextVectors(data, { header }));
          const read = await readTextVectors(inputOf(file, { pieceLength, sized }), { header });
          assertSameVectors(read.data, data);
        },
      ),
    );
  });

  it('reads what gensim and fastText wrote', async () => {
    const gensim = await readTextVectors(inputOf(await fixture('gensim.txt')), { header: true });
    assert.deepEqual(
      gensim.data.words,
      asText(await fixture('words.txt'))
        .trimEnd()
        .split('\n'),
    );
    const npy = await fixture('float32.npy');
    // gensim writes the shortest text that gives the float32 back, so the bits are those of the matrix.
    assert.deepEqual(
      [...gensim.data.vectors],
      [...new Float32Array(Uint8Array.from(npy.subarray(128)).buffer)],
    );
    const fastText = await readTextVectors(inputOf(await fixture('fasttext.vec')), { header: true });
    assert.equal(fastText.data.words.length, 25);
    assert.deepEqual(
      [...fastText.data.vectors.subarray(0, 4)],
      [-0.016643, 0.014915, -0.015516, -0.0050996].map(Math.fround),
    );
  });

  it('reads many lines across blocks and grows where the length is not known', async () => {
    const lines = Array.from(
      { length: 5000 },
      (_, i) => `w${i} ${Array.from({ length: 50 }, (_, j) => i + j / 8).join(' ')}`,
    );
    for (const sized of [true, false]) {
      const { data } = await readTextVectors(inputOf(lines.join('\n'), { sized, pieceLength: 70_001 }), {
        header: false,
      });
      assert.equal(data.words.length, 5000);
      for (const row of [0, 1, 2500, 4999]) {
        assert.equal(data.words[row], `w${row}`);
        assert.equal(data.vectors[row * 50 + 49], row + 49 / 8);
      }
    }
  });

  it('grows where the first lines are longer than the others', async () => {
    const lines = Array.from({ length: 3000 }, (_, i) => `${'x'.repeat(i < 300 ? 200 : 1)}${i} 1 2`);
    const { data } = await readGlove(lines.join('\n'));
    assert.equal(data.words.length, 3000);
    assert.equal(data.vectors[5999], 2);
  });

  it('takes the last fields of a line as values, so that words may hold blanks', async () => {
    const { data } = await readGlove('the 1 2\n. . . 3 4\nat name@domain.com 5 6\n');
    assert.deepEqual(data.words, ['the', '. . .', 'at name@domain.com']);
    assert.deepEqual([...data.vectors], [1, 2, 3, 4, 5, 6]);
    const first = await readGlove('New York 1 2\nthe 1 2\nof 3 4\n');
    assert.deepEqual(first.data.words, ['New York', 'the', 'of']);
  });

  it('reads numbers as words, a byte order mark, tabs, carriage returns, blank lines and no last line feed', async () => {
    const { data } = await readGlove('\ufeff1984 1 2\r\n\r\n-\t3\t4 \r\n  double  5  6');
    assert.deepEqual(data.words, ['1984', '-', 'double']);
    assert.deepEqual([...data.vectors], [1, 2, 3, 4, 5, 6]);
  });

  describe('options', () => {
    it('takes the first words only, without reading on', async () => {
      const { data, report } = await readGlove(`${glove}broken\n`, { limit: 3 });
      assert.deepEqual(data.words, ['the', 'of', 'and']);
      assert.equal(report.limited, true);
      assert.deepEqual((await readGlove(glove, { limit: 0 })).data.words, []);
      const promised = inputOf('3 2\na 1 2\nb 3 4\nc 5 6\n');
      assert.equal((await readTextVectors(promised, { header: true, limit: 2 })).data.words.length, 2);
    });

    it('takes only words that are asked for', async () => {
      const { data, report } = await readGlove(glove, { only: new Set(['and', 'the', 'missing']) });
      assert.deepEqual(data.words, ['the', 'and']);
      assert.deepEqual(rows(data)[1], [7, 8, 0.5]);
      assert.equal(report.records, 3);
      const blank = await readGlove('a 1 2\n. . 3 4\nb 5 6\n', { only: new Set(['. .']) });
      assert.deepEqual([...blank.data.vectors], [3, 4]);
    });

    it('brings words to lower case, and keeps the first of those that become the same', async () => {
      const { data, report } = await readGlove('The 1 2\nthe 3 4\nÄrger 5 6\nTHE 7 8\n', { lowerCase: true });
      assert.deepEqual(data.words, ['the', 'ärger']);
      assert.deepEqual([...data.vectors], [1, 2, 5, 6]);
      assert.equal(report.duplicates, 2);
      const limited = await readGlove('The 1 2\nthe 3 4\nb 5 6\nc 7 8\n', { lowerCase: true, limit: 2 });
      assert.deepEqual(limited.data.words, ['the', 'b']);
      assert.deepEqual([...limited.data.vectors], [1, 2, 5, 6]);
    });

    it('takes a word that stands twice as an error where asked', async () => {
      const twice = 'a 1 2\nb 3 4\na 5 6\n';
      assert.deepEqual([...(await readGlove(twice)).data.vectors], [1, 2, 3, 4]);
      await assertRefused(
        readGlove(twice, { duplicates: 'error' }),
        /glove\.txt, line 3: the word "a" stands there again/,
      );
      const { report } = await readGlove(twice, { duplicates: 'error', maxSkipped: 1 });
      assert.equal(report.skipped[0]!.record, 3);
    });

    it('leaves so many flawed lines out and reports them', async () => {
      const flawed = 'a 1 2\nb 1\nc nan 4\nd 5 6\n';
      const { data, report } = await readGlove(flawed, { maxSkipped: 2 });
      assert.deepEqual(data.words, ['a', 'd']);
      assert.deepEqual([...data.vectors], [1, 2, 5, 6]);
      assert.deepEqual(report.skipped, [
        { record: 2, reason: 'there are 1 values; expected 2' },
        { record: 3, reason: 'value 1 is "nan"; expected a finite number within float32' },
      ]);
      await assertRefused(readGlove(flawed, { maxSkipped: 1 }), /line 3: value 1 is "nan".*after 1 flawed/);
    });

    it('reports progress and stops where the task says so', async () => {
      const text = Array.from({ length: 20_000 }, (_, i) => `word${i} 1.25 2.5\n`).join('');
      const seen: number[] = [];
      await readGlove(text, { task: { checkpoint: (done: number) => seen.push(done) } });
      assert.ok(seen.length >= 5 && seen.at(-1) === 1, String(seen));
      assert.ok(seen.every((done, i) => i === 0 || done >= seen[i - 1]!));
      const task = {
        checkpoint: (done: number) => {
          if (done > 0.5) throw new CancelledError();
        },
      };
      await assert.rejects(readGlove(text, { task }), CancelledError);
    });
  });

  describe('says what it found and what it expected', () => {
    const cases: readonly [what: string, text: string | Uint8Array, message: RegExp][] = [
      [
        'too few values',
        'a 1 2 3\nb 1 2\nc 1 2 3\n',
        /^glove\.txt, line 2: there are 2 values; expected 3\.$/,
      ],
      ['too many values', 'a 1 2 3\nb 1 2 3 4\nc 1 2 3\n', /line 2: there are 4 values; expected 3/],
      [
        'no number',
        'a 1 2 3\nb 1 x2 3\n',
        /line 2: value 2 is "x2"; expected a finite number within float32/,
      ],
      ['NaN', 'a 1 2\nb 1 nan\n', /line 2: value 2 is "nan"/],
      ['infinity', 'a 1 2\nb inf 1\n', /line 2: value 1 is "inf"/],
      ['more than float32 holds', 'a 1 2\nb 4e38 1\n', /line 2: value 1 is "4e38"/],
      ['a line without a word', 'a 1 2\n 1 2\nb 1 2\n', /line 2: there is no word in front of the 2 values/],
      [
        'a word that is not UTF-8',
        Buffer.concat([Buffer.from('a 1 2\n'), Buffer.of(0xc3, 0x28), Buffer.from(' 1 2\n')]),
        /line 2: the word is not UTF-8/,
      ],
      ['a file without values', 'one\ntwo\n', /line 1: there is no word with values behind it/],
      ['an empty file', '', /the file is empty/],
    ];
    for (const [what, text, message] of cases)
      it(`of ${what}`, () => assertRefused(readGlove(text), message));

    const headers: readonly [what: string, text: string, message: RegExp][] = [
      ['a header that is none', 'a b c\n', /line 1: the header is "a b c"; expected two numbers/],
      ['a negative number of words', '-3 2\na 1 2\n', /line 1: the header is "-3 2"/],
      [
        'a dimension of 2^31',
        '1 2147483648\na 1 2\n',
        /the dimension is 2147483648; expected a whole number from 1 to 65536/,
      ],
      ['a dimension of 0', '1 0\na\n', /the dimension is 0/],
      [
        'more words promised than there are',
        '2147483648 2\na 1 2\nb 3 4\n',
        /line 3: the file ends after 2 words; its header promises 2147483648/,
      ],
      [
        'fewer words promised than there are',
        '1 2\na 1 2\nb 3 4\n',
        /line 3: here is one more word than the 1 that the header promises/,
      ],
      ['another dimension than promised', '1 3\na 1 2\n', /line 2: there are 2 values; expected 3/],
    ];
    for (const [what, text, message] of headers) {
      it(`of ${what}`, async () => {
        await assertRefused(readTextVectors(inputOf(text), { header: true }), message);
        await assertRefused(readTextVectors(inputOf(text, { sized: false }), { header: true }), message);
      });
    }

    it('of a line that does not end', () =>
      assertRefused(
        readGlove(new Uint8Array((1 << 24) + (1 << 20)).fill(0x61)),
        /no line feed from byte 0 to \d+; expected lines of text/,
      ));
  });
});

describe('writeTextVectors', () => {
  const data: VectorsData = {
    metadata: { name: 'Sample', method: 'test' },
    words: ['the', 'naïve'],
    dimension: 2,
    vectors: Float32Array.of(0.1, -2, 1e-10, 12345678),
  };

  it('writes lines of words and values', () => {
    assert.equal(
      asText(joined(writeTextVectors(data, { header: false }))),
      'the 0.1 -2\nnaïve 1e-10 12345678\n',
    );
    assert.equal(
      asText(joined(writeTextVectors(data, { header: true }))),
      '2 2\nthe 0.1 -2\nnaïve 1e-10 12345678\n',
    );
  });

  it('writes many pieces, each whole when the next one comes', () => {
    const words = Array.from({ length: 30_000 }, (_, i) => `w${i}`);
    const vectors = new Float32Array(words.length * 20).map((_, i) => i / 4);
    const pieces = [...writeTextVectors({ ...data, words, dimension: 20, vectors }, { header: false })];
    assert.ok(pieces.length > 3 && pieces.every((piece) => piece.length < 1.1 * 2 ** 20));
    assert.equal(
      asText(joined(pieces)).split('\n')[29_999],
      `w29999 ${[...vectors.subarray(-20)].join(' ')}`,
    );
  });

  it('refuses what readers would take for something else', () => {
    const refuses = (part: Partial<VectorsData>, message: RegExp): void => {
      assert.throws(
        () => joined(writeTextVectors({ ...data, ...part }, { header: true })),
        (error) => error instanceof RangeError && message.test(error.message),
      );
    };
    for (const word of ['', 'New York', 'a\tb', 'a\nb', '\ufeffa', 'a\0'])
      refuses({ words: ['b', word] }, /empty or holds a blank/);
    refuses({ words: ['a', '\ud800'] }, /not well-formed/);
    refuses({ words: ['a', 'a'] }, /"a" stands twice/);
    refuses({ words: ['a'] }, /4 values for 1 words of 2/);
    refuses({ dimension: 0 }, /Dimension is 0/);
    refuses({ vectors: Float32Array.of(1, 2, Number.NaN, 4) }, /vector of "naïve" holds NaN/);
  });
});

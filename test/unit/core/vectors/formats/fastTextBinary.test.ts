import assert from 'node:assert/strict';
import { readFastTextBinary } from '../../../../../src/core/vectors/formats/fastTextBinary.ts';
import { type SubwordSink, subwordRows } from '../../../../../src/core/vectors/formats/subwords.ts';
import { readTextVectors } from '../../../../../src/core/vectors/formats/textVectors.ts';
import type { ReadOptions } from '../../../../../src/core/vectors/formats/VectorsInput.ts';
import { assertRefused, dictionaryEnd, fixture, inputOf, withoutMarks } from './vectorsInputs.ts';

const model = await fixture('fasttext.bin');

function read(bytes: Uint8Array, options: ReadOptions & { subwords?: SubwordSink } = {}) {
  return readFastTextBinary(inputOf(bytes, { name: 'model.bin' }), options);
}

function changed(change: (view: DataView) => void): Uint8Array {
  const copy = Uint8Array.from(model);
  change(new DataView(copy.buffer));
  return copy;
}

function assertClose(actual: ArrayLike<number>, expected: readonly number[]): void {
  assert.equal(actual.length, expected.length);
  for (const [i, value] of expected.entries()) {
    assert.ok(Math.abs(actual[i]! - value) <= 6e-5 * Math.abs(value) + 1e-9, `${actual[i]} for ${value}`);
  }
}

describe('readFastTextBinary', () => {
  it('gives words the vectors that fastText gives them, from new files and old', async () => {
    const vec = (await readTextVectors(inputOf(await fixture('fasttext.vec')), { header: true })).data;
    for (const bytes of [model, withoutMarks(model)]) {
      for (const pieceLength of [1, 1000]) {
        const { data } = await readFastTextBinary(inputOf(bytes, { pieceLength }));
        assert.deepEqual(data.words, vec.words);
        assert.equal(data.dimension, 4);
        assertClose(data.vectors, [...vec.vectors]);
        assert.equal(data.counts![data.words.indexOf('the')], 12);
      }
    }
  });

  it('passes the rows of the n-grams on, however few words are wanted', async () => {
    for (const options of [{}, { limit: 1 }]) {
      const seen: unknown[] = [];
      let rows = 0;
      await read(model, {
        ...options,
        subwords: {
          begin: (...told) => seen.push(...told),
          add: (row) => {
            assert.equal(row.length, 4 * 4);
            return ++rows % 2 === 0 ? Promise.resolve() : undefined;
          },
        },
      });
      assert.deepEqual(seen, [4, { minn: 2, maxn: 4, bucket: 40 }]);
      assert.equal(rows, 40);
    }
  });

  it('reads supervised models, whose labels are no words', async () => {
    let begun = false;
    const { data } = await read(await fixture('fasttext-supervised.bin'), {
      subwords: {
        begin: () => {
          begun = true;
        },
        add: () => undefined,
      },
    });
    assert.equal(data.words.length, 25);
    assert.ok(data.words.every((word) => !word.startsWith('__label__')));
    assertClose(
      data.vectors.subarray(data.words.indexOf('king') * 4).subarray(0, 4),
      [0.12176, 0.030195, 0.15478, 0.0058563],
    );
    assert.equal(begun, false);
  });

  it('takes only words that are asked for', async () => {
    const all = (await read(model)).data;
    const { data, report } = await read(model, { limit: 2 });
    assert.deepEqual(data.words, all.words.slice(0, 2));
    assert.deepEqual([...data.vectors], [...all.vectors.subarray(0, 8)]);
    assert.deepEqual([...data.counts!], [...all.counts!.subarray(0, 2)]);
    assert.equal(report.limited, true);
    const row = all.words.indexOf('tea');
    const { data: tea } = await read(model, { only: new Set(['tea', 'coffees']) });
    assert.deepEqual(tea.words, ['tea']);
    assert.deepEqual([...tea.vectors], [...all.vectors.subarray(row * 4, row * 4 + 4)]);
  });

  it('refuses every truncation of what it reads', async () => {
    const needed = dictionaryEnd(model) + 1 + 16 + (25 + 40) * 4 * 4;
    for (let length = 0; length < needed; length += 3) {
      await assertRefused(read(model.subarray(0, length)), /the file ends|expected at least|has no end/);
    }
    assert.equal((await read(model.subarray(0, needed))).data.words.length, 25);
  });

  describe('says what it found and what it expected', () => {
    const at = dictionaryEnd(model);
    const cases: readonly [what: string, bytes: Uint8Array, message: RegExp][] = [
      [
        'a version of the future',
        changed((view) => view.setInt32(4, 13, true)),
        /version is 13; expected at most 12/,
      ],
      ['a negative dimension', changed((view) => view.setInt32(8, -1, true)), /dimension is -1/],
      [
        'buckets beyond reason',
        changed((view) => view.setInt32(40, 2 ** 31 - 1, true)),
        /number of buckets is 2147483647/,
      ],
      ['a negative number of words', changed((view) => view.setInt32(68, -1, true)), /number of words is -1/],
      [
        'words beyond the file',
        changed((view) => {
          view.setInt32(64, 2 ** 30, true);
          view.setInt32(68, 2 ** 30, true);
        }),
        /has 1920 bytes; expected at least/,
      ],
      [
        'sizes that do not add up',
        changed((view) => view.setInt32(64, 24, true)),
        /24 entries; expected 25 words and 0 labels/,
      ],
      ['a quantized model', changed((view) => view.setUint8(at, 1)), /is quantized \(\.ftz\)/],
      [
        'a matrix of another size',
        changed((view) => view.setBigInt64(at + 1, 1n << 62n, true)),
        /matrix is 4611686018427387904 x 4; expected 65 x 4/,
      ],
      [
        'a value that is not finite',
        changed((view) => view.setFloat32(at + 17 + 8, Number.NaN, true)),
        new RegExp(`value at byte ${at + 25} is NaN`),
      ],
      [
        'a word that is not UTF-8',
        changed((view) => view.setUint8(92, 0xff)),
        /record 1: the word is not UTF-8/,
      ],
    ];
    for (const [what, bytes, message] of cases) it(`of ${what}`, () => assertRefused(read(bytes), message));
  });
});

describe('subwordRows', () => {
  it('has no n-grams for what is shorter than the shortest, and none for the end of a sentence', () => {
    const options = { minn: 3, maxn: 6, bucket: 10 };
    assert.deepEqual(subwordRows('</s>', options), []);
    assert.equal(subwordRows('a', options).length, 1);
    assert.equal(subwordRows('東', options).length, 1);
    assert.deepEqual(subwordRows('word', { minn: 0, maxn: 0, bucket: 10 }), []);
  });
});

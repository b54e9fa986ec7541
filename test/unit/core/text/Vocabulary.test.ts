import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compareCodePoints, Vocabulary } from '../../../../src/core/text/Vocabulary.ts';

function vocabulary(...words: string[]): Vocabulary {
  return new Vocabulary({
    words,
    counts: new Uint32Array(words.length).fill(7),
    documentCounts: new Uint32Array(words.length).fill(1),
  });
}

describe('Vocabulary', () => {
  it('finds the place of each word, and no place for others', () => {
    const some = vocabulary('the', 'jury', 'said');
    assert.equal(some.size, 3);
    assert.deepEqual(
      ['the', 'jury', 'said', 'The', ''].map((word) => some.indexOf(word)),
      [0, 1, 2, undefined, undefined],
    );
  });

  it('takes the names of object members as words', () => {
    assert.equal(vocabulary('the').indexOf('constructor'), undefined);
    assert.equal(vocabulary('the').indexOf('__proto__'), undefined);
    assert.equal(vocabulary('__proto__', 'constructor').indexOf('constructor'), 1);
  });

  it('refuses a word that stands twice, and arrays of different lengths', () => {
    assert.throws(() => vocabulary('a', 'b', 'a'), /RangeError: The word "a" stands at 0 and again at 2/);
    assert.throws(
      () => new Vocabulary({ words: ['a'], counts: new Uint32Array(2), documentCounts: new Uint32Array(1) }),
      /1 words with 2 counts and 1 document counts/,
    );
  });
});

describe('compareCodePoints', () => {
  it('orders as the code points do', () => {
    const word = fc.string({
      unit: fc.constantFrom('a', 'b', 'é', '\ue000', '\uffee', '𐐀', '😀'),
      maxLength: 4,
    });
    fc.assert(
      fc.property(word, word, (a, b) => {
        const byBytes = Buffer.compare(Buffer.from(a), Buffer.from(b));
        assert.equal(Math.sign(compareCodePoints(a, b)), byBytes);
      }),
    );
  });
});

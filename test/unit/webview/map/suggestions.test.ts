import assert from 'node:assert/strict';
import fc from 'fast-check';
import { suggestWords } from '../../../../src/webview/map/suggestions.ts';

const words = ['the', 'water', 'wat', 'underwater', 'watch', 'new'];

describe('suggestWords', () => {
  it('offers the word itself, then beginnings, then what contains it, each by frequency', () => {
    assert.deepEqual(suggestWords(words, 'wat', 10), ['wat', 'water', 'watch', 'underwater']);
  });

  it('does not mind capitals or space around', () => {
    assert.deepEqual(suggestWords(words, '  WATER ', 10), ['water', 'underwater']);
    assert.deepEqual(suggestWords(['Paris'], 'paris', 10), ['Paris']);
  });

  it('offers nothing for nothing', () => {
    assert.deepEqual(suggestWords(words, '  ', 10), []);
    assert.deepEqual(suggestWords(words, 'zebra', 10), []);
  });

  it('finds a word that is there however many others begin like it', () => {
    const word = fc.stringMatching(/^[a-c]{1,5}$/);
    fc.assert(
      fc.property(fc.uniqueArray(word, { minLength: 1, maxLength: 60 }), fc.nat(), (list, pick) => {
        const wanted = list[pick % list.length]!;
        const found = suggestWords(list, wanted, 3);
        assert.equal(found[0], wanted);
        assert.ok(found.length <= 3 && found.every((one) => one.includes(wanted)));
      }),
    );
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { groups, rowCount, rowOfContext, rowOfWord } from '../../../../src/core/embedding/wordGroups.ts';

describe('the rows of word groups', () => {
  it('are one for each word and each context', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), (words) => {
        const ids = Array.from({ length: words }, (_, id) => id);
        const rows = ids.flatMap((id) => [rowOfWord(id, words), rowOfContext(id, words)]);
        assert.equal(new Set(rows).size, 2 * words);
        assert.ok(rows.every((row) => row >= 0 && row < rowCount(words)));
      }),
    );
  });

  it('lie together where the groups are the same', () => {
    const words = 10 * groups;
    const rows = Array.from({ length: 10 }, (_, i) => rowOfWord(3 + i * groups, words));
    assert.deepEqual(
      rows,
      rows.map((_, i) => rows[0]! + i),
    );
  });
});

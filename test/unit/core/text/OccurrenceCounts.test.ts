import assert from 'node:assert/strict';
import { OccurrenceCounts } from '../../../../src/core/text/OccurrenceCounts.ts';

describe('OccurrenceCounts', () => {
  it('counts occurrences, and each document once, however it comes in pieces', () => {
    const counts = new OccurrenceCounts();
    counts.add(Uint32Array.of(0, 1, 0), 1, 2);
    counts.add(Uint32Array.of(0), 1, 2);
    counts.add(Uint32Array.of(2, 0), 2, 3);
    const ids = [0, 1, 2];
    assert.deepEqual(
      ids.map((id) => counts.count(id)),
      [4, 1, 1],
    );
    assert.deepEqual(
      ids.map((id) => counts.documentCount(id)),
      [2, 1, 1],
    );
  });

  it('keeps what it counted when more words come than it had room for', () => {
    const counts = new OccurrenceCounts();
    counts.add(Uint32Array.of(7, 7), 1, 8);
    counts.add(Uint32Array.of(7, 99_999), 2, 100_000);
    assert.deepEqual([counts.count(7), counts.documentCount(7)], [3, 2]);
    assert.deepEqual([counts.count(99_999), counts.documentCount(99_999)], [1, 1]);
    assert.equal(counts.count(50_000), 0);
  });
});

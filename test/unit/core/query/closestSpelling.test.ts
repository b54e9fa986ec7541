import assert from 'node:assert/strict';
import fc from 'fast-check';
import { closestSpellings } from '../../../../src/core/query/closestSpelling.ts';

/** Levenshtein's distance by the book (Wagner and Fischer 1974), one for two neighbours that changed places. */
function edits(a: string, b: string): number {
  for (let i = 1; i < a.length; i++) {
    if (a !== b && a.slice(0, i - 1) + a[i] + a[i - 1] + a.slice(i + 1) === b) return 1;
  }
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length]!;
}

describe('closestSpellings', () => {
  const words = ['the', 'water', 'music', 'later', 'much', 'president', 'present', 'resident', 'waiter'];

  it('finds what was meant', () => {
    assert.deepEqual(closestSpellings('wather', words, { limit: 1 }), ['water']);
    assert.deepEqual(closestSpellings('presidnt', words), ['president', 'present', 'resident']);
    assert.equal(closestSpellings('musci', words)[0], 'music');
    assert.equal(closestSpellings('teh', words)[0], 'the');
  });

  it('prefers the more frequent of equally close words', () => {
    assert.deepEqual(closestSpellings('mater', ['late', 'later', 'water', 'rater'], { limit: 2 }), [
      'later',
      'water',
    ]);
  });

  it('finds nothing where nothing is close', () => {
    assert.deepEqual(closestSpellings('xylophone', words), []);
    assert.deepEqual(closestSpellings('cat', ['dog', 'bird']), []);
    assert.deepEqual(closestSpellings('water', words, { limit: 0 }), []);
    assert.deepEqual(closestSpellings('wather', words, { maxDistance: 0 }), []);
  });

  it('does what sorting all words by their distance does', () => {
    const short = fc.stringMatching(/^[abc]{0,6}$/);
    fc.assert(
      fc.property(
        short,
        fc.array(short, { maxLength: 30 }),
        fc.nat(5),
        fc.nat(4),
        (word, all, limit, maxDistance) => {
          const expected = all
            .map((candidate) => ({ candidate, distance: edits(word, candidate) }))
            .filter(({ distance }) => distance <= maxDistance)
            .sort((a, b) => a.distance - b.distance)
            .slice(0, limit)
            .map(({ candidate }) => candidate);
          assert.deepEqual(closestSpellings(word, all, { limit, maxDistance }), expected);
        },
      ),
    );
  });
});

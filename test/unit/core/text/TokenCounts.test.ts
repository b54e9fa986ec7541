import assert from 'node:assert/strict';
import fc from 'fast-check';
import { TokenCounts } from '../../../../src/core/text/TokenCounts.ts';

const TOKENS = ['sea', 'ship', 'court', '[UNK]', 'Ünter', '東', 'a'];

describe('TokenCounts', () => {
  it('counts tokens given by their places as it counts the tokens themselves', () => {
    const document = fc.array(fc.nat(TOKENS.length - 1), { maxLength: 12 });
    fc.assert(
      fc.property(fc.array(document), fc.array(document), (first, second) => {
        const spelt = new TokenCounts();
        const indexed = new TokenCounts();
        for (const places of [...first, ...second]) spelt.addDocument(places.map((place) => TOKENS[place]!));
        for (const part of [first, second]) {
          indexed.addIndexed(
            TOKENS,
            part.map((places) => Uint32Array.from(places)),
          );
        }
        assert.deepEqual([indexed.size, indexed.documents], [spelt.size, spelt.documents]);
        assert.deepEqual(indexed.mostFrequent(undefined, []), spelt.mostFrequent(undefined, []));
        for (const token of TOKENS) assert.equal(indexed.documentCount(token), spelt.documentCount(token));
      }),
    );
  });

  it('goes on with words after places', () => {
    const counts = new TokenCounts();
    counts.addIndexed(TOKENS, [Uint32Array.of(0, 0, 1)]);
    counts.addDocument(['sea', 'court']);
    assert.equal(counts.documents, 2);
    assert.equal(counts.documentCount('sea'), 2);
    assert.deepEqual(counts.mostFrequent(1, []), ['sea']);
    assert.deepEqual(counts.mostFrequent(undefined, ['sea']).toSorted(), ['court', 'ship']);
  });
});

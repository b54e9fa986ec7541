import assert from 'node:assert/strict';
import fc from 'fast-check';
import { TokenIds } from '../../../../src/core/text/TokenIds.ts';
import { MAX_TOKEN_LENGTH, tokenSpans } from '../../../../src/core/text/tokenize.ts';
import { anyText } from './anyText.ts';

/** The tokens of a text by way of their ids, with their places. */
function byIds(ids: TokenIds, text: string): { token: string; start: number; end: number }[] {
  const found: [id: number, start: number, end: number][] = [];
  ids.forEachToken(text, (...token) => found.push(token));
  const tokens = ids.toArray();
  return found.map(([id, start, end]) => ({ token: tokens[id]!, start, end }));
}

/** A token that ends in a digit has to be told from the same one with another digit, a long one from a longer one. */
const similarWords = fc
  .array(fc.constantFrom('a', 'A', 'b', '0', 'P', '`', 'é', 'z'.repeat(MAX_TOKEN_LENGTH - 1)), {
    maxLength: 5,
  })
  .map((parts) => parts.join(''));

describe('TokenIds', () => {
  it('numbers tokens as they are first met, whatever their capitals and what is stripped from them', () => {
    const ids = new TokenIds();
    assert.deepEqual(byIds(ids, "Don't say SO, say Dont."), [
      { token: 'dont', start: 0, end: 5 },
      { token: 'say', start: 6, end: 9 },
      { token: 'so', start: 10, end: 12 },
      { token: 'say', start: 14, end: 17 },
      { token: 'dont', start: 18, end: 22 },
    ]);
    assert.deepEqual(ids.toArray(), ['dont', 'say', 'so']);
    assert.equal(ids.size, 3);
    assert.equal(ids.idOf('so'), 2);
    assert.equal(ids.idOf('new'), 3);
    assert.equal(ids.idOf('New'), 4);
  });

  it('keeps many tokens, and very long ones, apart', () => {
    const ids = new TokenIds();
    const tokens = Array.from({ length: 20_000 }, (_, i) => `w${i.toString(36)}`);
    tokens.push('x'.repeat(100_000), `${'x'.repeat(100_000)}y`, '');
    for (const [id, token] of tokens.entries()) assert.equal(ids.idOf(token), id);
    for (const [id, token] of tokens.entries()) assert.equal(ids.idOf(token), id);
    assert.deepEqual(ids.toArray(), tokens);
  });

  it('gives the tokens of the tokenizer, at their places, for any text', () => {
    const ids = new TokenIds();
    const text = fc.oneof(
      anyText,
      fc.array(similarWords).map((words) => words.join(' ')),
    );
    fc.assert(
      fc.property(text, (some) => {
        assert.deepEqual(byIds(ids, some), tokenSpans(some));
        assert.equal(new Set(ids.toArray()).size, ids.size);
      }),
      { numRuns: 3_000 },
    );
  });

  it('sees nothing beyond the part of a text that it looks at', () => {
    fc.assert(
      fc.property(anyText, fc.nat(), fc.nat(), (whole, first, length) => {
        const from = first % (whole.length + 1);
        const to = from + (length % (whole.length - from + 1));
        const ids = new TokenIds();
        const found: [id: number, start: number, end: number][] = [];
        ids.forEachToken(whole, (...token) => found.push(token), from, to);
        assert.deepEqual(
          found.map(([id, start, end]) => ({ token: ids.token(id), start: start - from, end: end - from })),
          tokenSpans(whole.slice(from, to)),
        );
      }),
      { numRuns: 2_000 },
    );
  });
});

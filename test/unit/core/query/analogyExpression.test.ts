import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type ParsedAnalogy, parseAnalogy } from '../../../../src/core/query/analogyExpression.ts';
import { tokenize } from '../../../../src/core/text/tokenize.ts';

function parsed(expression: string): ParsedAnalogy {
  const result = parseAnalogy(expression);
  assert.ok(result.ok, result.ok ? '' : `${expression}: ${result.message}`);
  return result.analogy;
}

function refused(expression: string): { position: number; message: string } {
  const result = parseAnalogy(expression);
  assert.ok(!result.ok, `${expression} was read as ${JSON.stringify(result)}`);
  return result;
}

const sister: ParsedAnalogy = { positive: ['brother', 'woman'], negative: ['man'] };

describe('parseAnalogy', () => {
  const forms = [
    'brother - man + woman',
    'Brother  -MAN +Woman ',
    '+ brother - man + woman',
    '- man + brother + woman',
    'brother+woman - man',
    'brother− man+woman',
    'brother−man+woman',
    'brother – man + woman',
    'brother - man + woman = ?',
    'brother - man + woman =',
    '\tbrother\n-\nman\n+\nwoman',
    '"brother" - man, + woman!',
    'man : brother :: woman : ?',
    'man:brother::woman:?',
    'man : brother :: woman : what',
    'man : brother :: woman : ___',
    'man : brother :: woman :',
    'man : brother :: woman',
    'man is to brother as woman is to',
    'man is to brother as woman is to ?',
    'man is to brother as woman is to?',
    'Man is to brother as woman is to WHAT?',
    'man is  to brother\tas woman is to ___',
    'man is to brother as woman is to…',
  ];
  for (const form of forms) {
    it(`reads ${JSON.stringify(form)}`, () => {
      const { positive, negative } = parsed(form);
      assert.deepEqual([...positive].sort(), sister.positive);
      assert.deepEqual(negative, sister.negative);
    });
  }

  it('reads any number of terms', () => {
    assert.deepEqual(parsed('music'), { positive: ['music'], negative: [] });
    assert.deepEqual(parsed('- music'), { positive: [], negative: ['music'] });
    assert.deepEqual(parsed('a + b + c - d - e + a'), {
      positive: ['a', 'b', 'c', 'a'],
      negative: ['d', 'e'],
    });
  });

  it('reads the linking words as terms where they stand for one', () => {
    assert.deepEqual(parsed('is is to was as are is to ?'), { positive: ['was', 'are'], negative: ['is'] });
    assert.deepEqual(parsed('to is to as as is is to'), { positive: ['as', 'is'], negative: ['to'] });
    assert.deepEqual(parsed('what - is + to'), { positive: ['what', 'to'], negative: ['is'] });
  });

  it('leaves the spelling of words to the tokenizer', () => {
    assert.deepEqual(parsed("Dogs' - U.S. + Don't"), { positive: ['dogs', 'dont'], negative: ['us'] });
    assert.deepEqual(parsed('Ärzte - naïve'), { positive: ['ärzte'], negative: ['naïve'] });
  });

  const errors: [expression: string, position: number, message: RegExp][] = [
    ['', 0, /Expected an analogy/],
    ['   ', 0, /Expected an analogy/],
    ['king -', 6, /Expected a word at the end/],
    ['king - + man', 7, /Expected a word before "\+"/],
    ['king - - man', 7, /Expected a word before "-"/],
    ['-', 1, /Expected a word at the end/],
    ['king man', 5, /Expected "\+", "-" or ":" between "king" and "man"/],
    ['king - ?', 7, /Expected a word; "\?" holds none/],
    ['king - well-known', 7, /"well-known" is several: well, known.*needs blanks/],
    ['king-man+woman', 0, /"king-man" is several: king, man/],
    ['man : brother', 13, /Expected "::"/],
    ['man : brother : woman : ?', 14, /Expected "::"/],
    ['man :: brother', 4, /Expected ":" and a second word before "::"/],
    [': brother :: woman : ?', 0, /Expected a word before ":"/],
    ['man : :: woman : ?', 6, /Expected a word before "::"/],
    ['man : brother :: : ?', 17, /Expected a word before ":"/],
    ['man : brother ::', 16, /Expected a word at the end/],
    ['man : brother :: woman : sister', 25, /Expected "\?" or nothing here/],
    ['man : brother :: woman : ? : x', 25, /Expected "\?" or nothing here/],
    ['man : brother :: woman :: ?', 24, /Expected "\?" or nothing here/],
    ['big man : brother :: woman : ?', 4, /between "big" and "man"/],
    ['man is to brother', 17, /Expected "as" after the second word/],
    ['man is to brother as woman', 26, /Expected "is to" after the third word/],
    ['man is to brother as woman is to sister', 33, /Expected "\?" or nothing here/],
    [' is to brother as woman is to', 0, /Expected a word before/],
  ];
  for (const [expression, position, message] of errors) {
    it(`says what is wrong with ${JSON.stringify(expression)}`, () => {
      const error = refused(expression);
      assert.match(error.message, message);
      assert.equal(error.position, position);
    });
  }

  const word = fc
    .stringMatching(/^[a-z]{1,8}$/)
    .filter((text) => tokenize(text)[0] === text && !/^(?:is|to|as|what)$/.test(text));

  it('reads back every sum that is written out', () => {
    const term = fc.record({ word, minus: fc.boolean(), space: fc.constantFrom(' ', '  ', '\t') });
    fc.assert(
      fc.property(fc.array(term, { minLength: 1, maxLength: 8 }), (terms) => {
        const text = terms
          .map(({ word, minus, space }) => `${space}${minus ? '-' : '+'}${space}${word}`)
          .join('');
        assert.deepEqual(parsed(text), {
          positive: terms.filter(({ minus }) => !minus).map((term) => term.word),
          negative: terms.filter(({ minus }) => minus).map((term) => term.word),
        });
      }),
    );
  });

  it('reads the three forms alike', () => {
    fc.assert(
      fc.property(word, word, word, (a, b, c) => {
        const expected = { positive: [b, c], negative: [a] };
        assert.deepEqual(parsed(`${b} - ${a} + ${c}`), expected);
        assert.deepEqual(parsed(`${a} : ${b} :: ${c} : ?`), expected);
        assert.deepEqual(parsed(`${a} is to ${b} as ${c} is to`), expected);
      }),
    );
  });

  it('gives tokens or a place within the text for whatever is typed', () => {
    const piece = fc.constantFrom(
      ' ',
      '-',
      '+',
      '−',
      '–',
      ':',
      '::',
      '?',
      '=',
      '_',
      ' is to ',
      ' as ',
      'what',
      'man',
      "'s",
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.oneof(piece, fc.string()), { maxLength: 12 }),
    );
    fc.assert(
      fc.property(text, (typed) => {
        const expression = typeof typed === 'string' ? typed : typed.join('');
        const result = parseAnalogy(expression);
        if (result.ok) {
          const words = [...result.analogy.positive, ...result.analogy.negative];
          assert.ok(words.length > 0);
          for (const token of words) assert.deepEqual(tokenize(token), [token]);
        } else {
          assert.ok(result.position >= 0 && result.position <= expression.length);
          assert.match(result.message, /^Expected /);
        }
      }),
      { numRuns: 500 },
    );
  });
});

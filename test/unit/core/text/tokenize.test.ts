import assert from 'node:assert/strict';
import fc from 'fast-check';
import { standardize } from '../../../../src/core/text/standardize.ts';
import { MAX_TOKEN_LENGTH, tokenize, tokenSpans } from '../../../../src/core/text/tokenize.ts';
import { anyText } from './anyText.ts';

describe('tokenize', () => {
  const cases: [rule: string, text: string, expected: string][] = [
    ['nothing', '', ''],
    ['white space and marks alone', ' \t\r\n -- "…" !?', ''],
    ['the lecture: lower-case, punctuation stripped', "HODL, you're the best", 'hodl youre the best'],
    ['the lecture: encoding example', 'The cat sat on the mat.', 'the cat sat on the mat'],
    ['all kinds of white space', 'a\tb\nc\r\nd\u00a0e\u2003f\u3000g\u0085h', 'a b c d e f g h'],
    ['control characters separate', 'a\u0000b\u0007c', 'a b c'],
    ['hyphen', 'well-known mother-in-law', 'well known mother in law'],
    ['double hyphen', 'word--word', 'word word'],
    ['Unicode dashes and minus', 'a\u2010b\u2011c\u2012d\u2013e\u2014f\u2015g\u2212h', 'a b c d e f g h'],
    ['slash and backslash', 'and/or C:\\dir', 'and or c dir'],
    ['ellipsis', 'wait...what wait…what a..b', 'wait what wait what a b'],
    ['underscores separate', '_emphasis_ snake_case __init__', 'emphasis snake case init'],
    ['brackets separate', 'word(s) city[3] f{x} <b>bold</b>', 'word s city 3 f x b bold b'],
    ['Markdown', '# Title\n- [x] **bold**ness `code` ~~gone~~', 'title x boldness code gone'],
    ['punctuation without a blank', 'one,two;three:four!five?six"seven', 'one two three four five six seven'],
    ['symbols separate', 'a+b=c 5% $10 a|b C# C++ ©2020 x→y 20°C', 'a b c 5 10 a b c c 2020 x y 20 c'],
    ['emoji are no words', 'love ❤️ you 👍🏽 1️⃣', 'love you 1'],
    ['contraction', "don't won’t I'll", 'dont wont ill'],
    ['apostrophes around a word', "'tis the dogs' ‘house’", 'tis the dogs house'],
    ['possessive', "Atlanta's Atlanta’s ATLANTA'S it's", 'atlanta atlanta atlanta it'],
    ['possessive before punctuation', "\"Atlanta's,\" Atlanta's. (Atlanta's)", 'atlanta atlanta atlanta'],
    ['possessive of an abbreviation', "the U.S.'s", 'the us'],
    ['possessive twice', "a's's", 'a'],
    ['possessive set apart', "Atlanta 's best ’s", 'atlanta best'],
    ['a word that is s, or ends in s', "s S plays 'star'", 's s plays star'],
    ['no possessive inside', "o'sullivan", 'osullivan'],
    ['abbreviations', 'U.S. e.g. Ph.D. AT&T', 'us eg phd att'],
    ['decimals', 'pi is 3.14, v1.2.3. .5', 'pi is 3.14 v1.2.3 5'],
    ['grouped digits', '10,000 1,234,567', '10000 1234567'],
    ['ungrouped digits', '1,2 1,0000 3:16', '1 2 1 0000 3 16'],
    ['letters with digits', '3rd B2B 1990s', '3rd b2b 1990s'],
    ['URLs', 'see https://en.wikipedia.org/wiki/A-b?x=1#y now', 'see now'],
    ['a URL in brackets', '[text](http://example.com/a) (www.example.com) <ftp://x.y>', 'text'],
    ['a URL before other scripts', 'http://example.com/a。天气', '天气'],
    ['no URL', 'www and http: //x', 'www and http x'],
    ['email addresses', 'write to Jane.Doe@mail.example.org, please', 'write to please'],
    ['no email address', 'me@home @name a@', 'me home name a'],
    ['Unicode lower-case', 'ÉCOLE Straße ΑΘΗΝΑΣ МОСКВА', 'école straße αθηνας москва'],
    ['composed and decomposed', 'caf\u00e9 cafe\u0301', 'caf\u00e9 caf\u00e9'],
    ['a mark without a letter', '\u0301 \u0301a', 'a'],
    ['ligatures, long s, full width', 'ﬁnd paſſion ＡＢＣ１', 'find passion abc1'],
    ['soft hyphen and joiners vanish', 'co\u00adoperate a\u200db\ufeffc', 'cooperate abc'],
    ['zero-width space separates', 'a\u200bb', 'a b'],
    ['Catalan, Armenian and Hebrew marks', 'col·lecció ինչո՞ւ צה״ל', 'collecció ինչու צהל'],
    ['Arabic and Devanagari', 'قال، نعم؟ नमस्ते।दुनिया', 'قال نعم नमस्ते दुनिया'],
    ['Greek question mark', 'τι\u037eναι', 'τι ναι'],
    ['supplementary letters', '𐐀𐐁 𝒜', '𐐨𐐩 𝒜'],
    ['lone surrogates', 'a\ud800b \udc00', 'a b'],
    ['names of object members', 'constructor __proto__ toString', 'constructor proto tostring'],
    ['Chinese', '今天天气很好，我们去公园。', '今天 天气 很好 我们 去 公园'],
    ['Japanese with Latin', '私はiPhoneを使う', '私 は iphone を 使う'],
    ['half-width kana', 'ｶﾞｽ', 'ガス'],
    ['Thai', 'ภาษาไทย', 'ภาษา ไทย'],
    ['Korean has blanks', '나는 학생이다', '나는 학생이다'],
  ];
  for (const [rule, text, expected] of cases) {
    it(rule, () => {
      assert.equal(tokenize(text).join(' '), expected);
      assert.equal(standardize(text), expected);
    });
  }

  it('drops what is too long for a word, and keeps what is just short enough', () => {
    const longest = 'a'.repeat(MAX_TOKEN_LENGTH);
    assert.deepEqual(tokenize(`${longest} ${longest}a x`), [longest, 'x']);
    assert.deepEqual(tokenize(`${longest.toUpperCase()}'B é${longest} x`), ['x']);
    assert.deepEqual(tokenize(`a${'*'.repeat(1_000_000)}b x`), ['x']);
    assert.deepEqual(tokenize(`${'a'.repeat(1_000_000)} x`), ['x']);
  });

  it('takes a long run of a script without blanks in pieces', () => {
    const tokens = tokenize('今天天气很好'.repeat(10_000));
    assert.equal(tokens.join(''), '今天天气很好'.repeat(10_000));
    assert.ok(tokens.length >= 30_000);
    assert.ok(tokens.filter((token) => token === '天气').length > 9_000);
  });
});

describe('tokenSpans', () => {
  it('covers the word as it stands in the text', () => {
    assert.deepEqual(tokenSpans(' "Atlanta\'s" well-known caf\u0065\u0301, 10,000 天气很'), [
      { token: 'atlanta', start: 2, end: 9 },
      { token: 'well', start: 13, end: 17 },
      { token: 'known', start: 18, end: 23 },
      { token: 'café', start: 24, end: 29 },
      { token: '10000', start: 31, end: 37 },
      { token: '天气', start: 38, end: 40 },
      { token: '很', start: 40, end: 41 },
    ]);
  });

  it('leaves out a possessive ending and what is then at the end', () => {
    assert.deepEqual(tokenSpans("the U.S.'s"), [
      { token: 'the', start: 0, end: 3 },
      { token: 'us', start: 4, end: 7 },
    ]);
  });
});

const unspaced =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;
const spacedText = anyText.filter((text) => !unspaced.test(text));

describe('tokenize, for any string', () => {
  const runs = { numRuns: 2_000 };

  it('gives the tokens of tokenSpans, in order, without overlap, inside the text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const spans = tokenSpans(text);
        assert.deepEqual(
          tokenize(text),
          spans.map(({ token }) => token),
        );
        let previous = 0;
        for (const { start, end } of spans) {
          assert.ok(previous <= start && start < end && end <= text.length);
          previous = end;
        }
      }),
      runs,
    );
  });

  it('gives words: a letter or number, nothing that separates, no capital ASCII letter', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const token of tokenize(text)) {
          assert.match(token, /^[\p{L}\p{N}][\p{L}\p{N}\p{M}.]*$/u);
          assert.doesNotMatch(token, /[A-Z]|\.$|\.\./);
          assert.ok(token.length <= MAX_TOKEN_LENGTH);
          assert.equal(token, token.normalize('NFC'));
        }
      }),
      runs,
    );
  });

  it('changes nothing when it is done again', () => {
    fc.assert(
      fc.property(spacedText, (text) => {
        const tokens = tokenize(text);
        assert.deepEqual(tokenize(tokens.join(' ')), tokens);
      }),
      runs,
    );
  });

  it('makes the same token of a span alone', () => {
    fc.assert(
      fc.property(spacedText, (text) => {
        for (const { token, start, end } of tokenSpans(text)) {
          assert.deepEqual(tokenize(text.slice(start, end)), [token]);
        }
      }),
      runs,
    );
  });

  it('makes the same tokens of plain words, which it reads at once, as of those with a soft hyphen, which it reads by the rules', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        // An address is known by its letters as they stand.
        fc.pre(!/[@:]|www/i.test(text));
        assert.deepEqual(tokenize(text.replace(/[a-z](?=[a-z])/gi, '$&\u00ad')), tokenize(text));
      }),
      runs,
    );
  });

  it('reads two texts with a blank between them one after the other', () => {
    fc.assert(
      fc.property(spacedText, spacedText, (a, b) => {
        assert.deepEqual(tokenize(`${a} ${b}`), [...tokenize(a), ...tokenize(b)]);
      }),
      runs,
    );
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  MAX_LINE_LENGTH,
  SentenceSplitter,
  type SentenceVisitor,
} from '../../../../src/core/text/SentenceSplitter.ts';
import { tokenize } from '../../../../src/core/text/tokenize.ts';

function split(...chunks: string[]): string[] {
  const splitter = new SentenceSplitter();
  return [...chunks.flatMap((chunk) => splitter.push(chunk)), ...splitter.flush()];
}

describe('SentenceSplitter', () => {
  const cases: [rule: string, text: string, expected: string[]][] = [
    ['nothing', '', []],
    ['no words', ' \n\n --- \n "…" \n', []],
    ['a text without an end', 'one two', ['one two']],
    ['stops', 'One two. Three! Four? Five', ['One two.', 'Three!', 'Four?', 'Five']],
    ['lower case goes for capitals', 'one two. three', ['one two.', 'three']],
    ['runs of marks', 'What?! No!!! Well... So… Yes', ['What?!', 'No!!!', 'Well...', 'So…', 'Yes']],
    [
      'closing quotes',
      '"Go." (He went.) ‘So?’ “Yes!” End',
      ['"Go."', '(He went.)', '‘So?’', '“Yes!”', 'End'],
    ],
    ['Markdown emphasis', '**One.** _Two._ Three', ['**One.**', '_Two._', 'Three']],
    ['no blank, no end', 'example.com a.b 1.5 word.Word', ['example.com a.b 1.5 word.Word']],
    ['decimals', 'It is 3.14. Or 2.7.', ['It is 3.14.', 'Or 2.7.']],
    [
      'titles',
      'Mr. and Mrs. Smith saw Dr. No at St. Ives. Then',
      ['Mr. and Mrs. Smith saw Dr. No at St. Ives.', 'Then'],
    ],
    ['a title in brackets', 'He (Prof. Firth) spoke. Then', ['He (Prof. Firth) spoke.', 'Then']],
    ['initials', 'By J. R. Firth. Then', ['By J. R. Firth.', 'Then']],
    ['the pronoun is no initial', 'So do I. He left', ['So do I.', 'He left']],
    [
      'stops inside',
      'In the U.S. Army, e.g. Ohio, at 5 p.m. sharp',
      ['In the U.S. Army, e.g. Ohio, at 5 p.m. sharp'],
    ],
    [
      'before numbers',
      'See No. 5 in Vol. 2 on Jan. 3. He said no. Then',
      ['See No. 5 in Vol. 2 on Jan. 3.', 'He said no.', 'Then'],
    ],
    [
      'before lower case',
      'Cats etc. are. Acme Inc. has it. Dogs etc. Then',
      ['Cats etc. are.', 'Acme Inc. has it.', 'Dogs etc.', 'Then'],
    ],
    [
      'an abbreviation at the end of a line',
      'Cats etc.\nare here.\nDogs etc.\n"Then',
      ['Cats etc.\nare here.', 'Dogs etc.', '"Then'],
    ],
    ['an abbreviation and another mark', 'Cats etc.? Dogs', ['Cats etc.?', 'Dogs']],
    ['an abbreviation before a blank line', 'Meet Mr.\n\nSmith', ['Meet Mr.', 'Smith']],
    ['an abbreviation, a mark and a blank line', 'Cats etc. #\n\nThen 3.', ['Cats etc. #', 'Then 3.']],
    ['hard-wrapped lines', 'one\ntwo. three\nfour', ['one\ntwo.', 'three\nfour']],
    ['a stop at the end of a line', 'one.\ntwo', ['one.', 'two']],
    ['blank lines', 'one\n\ntwo\n \t\nthree', ['one', 'two', 'three']],
    ['carriage returns', 'one\r\ntwo.\r\nthree\r\n\r\nfour\r\n', ['one\r\ntwo.', 'three', 'four']],
    [
      'headings',
      'text\n# A heading\nmore\n### Two. Parts\n#hashtag',
      ['text', '# A heading', 'more', '### Two.', 'Parts', '#hashtag'],
    ],
    ['underlined headings and rules', 'Title\n=====\ntext\n---\nmore', ['Title', 'text', 'more']],
    [
      'list items',
      'intro\n- one\n  goes on\n* two\n1. three\n12) four\na) five',
      ['intro', '- one\n  goes on', '* two', '1. three', '12) four', 'a) five'],
    ],
    ['no list items', 'in\n1914. The war by\nJ. Smith -\nx', ['in\n1914.', 'The war by\nJ. Smith -\nx']],
    ['numbered sections', '2.1. Method. Then', ['2.1. Method.', 'Then']],
    ['block quotes', '> one\n> two\n>\n> three\n> - four', ['> one\n> two', '> three', '> - four']],
    ['tables', '| a | b |\n|---|---|\n| c | d |', ['| a | b |', '| c | d |']],
    ['code fences', 'text\n```js\nlet x\n```\nmore', ['text', '```js', 'let x', 'more']],
    [
      'tokenized corpora',
      "The jury said `` no evidence '' . It did .\n",
      ["The jury said `` no evidence '' .", 'It did .'],
    ],
    [
      'Chinese and Japanese',
      '今天天气很好。我们去公园！「はい。」と言う',
      ['今天天气很好。', '我们去公园！', '「はい。」', 'と言う'],
    ],
    [
      'Arabic, Hindi, Greek, Armenian',
      'نعم؟ لا۔ हाँ। ναι. այո։ ոչ',
      ['نعم؟', 'لا۔', 'हाँ।', 'ναι.', 'այո։', 'ոչ'],
    ],
  ];
  for (const [rule, text, expected] of cases) {
    it(rule, () => {
      assert.deepEqual(split(text), expected);
      assert.deepEqual(split(...text), expected);
    });
  }

  it('gives sentences out as soon as they are complete', () => {
    const splitter = new SentenceSplitter();
    assert.deepEqual(splitter.push('One. Two'), []);
    assert.deepEqual(splitter.push(' three.\nFour'), ['One.', 'Two three.']);
    assert.deepEqual(splitter.flush(), ['Four']);
    assert.deepEqual(splitter.flush(), []);
    assert.deepEqual(splitter.push('five'), []);
    assert.deepEqual(splitter.flush(), ['five']);
  });

  it('cuts what does not end, at white space where there is any', () => {
    const words = split('word '.repeat(50_000));
    assert.ok(words.length > 1);
    assert.ok(words.every((sentence) => /^word( word)*$/.test(sentence)));
    assert.equal(words.flatMap((sentence) => sentence.split(' ')).length, 50_000);
    const wrapped = split('some words on a line\n'.repeat(10_000));
    assert.ok(wrapped.length > 1);
    const emoji = split(`a${'😀a'.repeat(50_000)}`);
    for (const sentence of [...words, ...wrapped, ...emoji]) {
      assert.ok(sentence.length <= 2 * MAX_LINE_LENGTH + 1);
      assert.doesNotMatch(sentence, /\p{Surrogate}/u);
    }
  });

  it('does not cut sentences where it takes an overlong line in pieces', () => {
    const sentences = Array.from({ length: 3_000 }, (_, i) => `Sentence number ${i} of Mr. Smith.`);
    assert.deepEqual(split(sentences.join(' ')), sentences);
    const withoutBlank = `${'x'.repeat(MAX_LINE_LENGTH - 1)}.y`;
    assert.deepEqual(split(withoutBlank), [withoutBlank]);
  });
});

describe('SentenceSplitter, for any text', () => {
  const parts = [
    'one ',
    'Two',
    '.',
    '. ',
    '"',
    '! ',
    '…',
    '。',
    ' ',
    '\n',
    '\r\n',
    '\n\n',
    '# ',
    '- ',
    '1. ',
  ];
  const text = fc
    .array(
      fc.oneof(
        {
          weight: 8,
          arbitrary: fc.constantFrom(...parts, 'Mr.', 'etc.', 'U.S.', '| ', '> ', '---', '```', 'é', '😀'),
        },
        { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 5 }) },
        { weight: 1, arbitrary: fc.constantFrom('x'.repeat(MAX_LINE_LENGTH - 3), 'long '.repeat(2_000)) },
      ),
      { maxLength: 30 },
    )
    .map((some) => some.join(''));

  it('does not depend on how the text was cut into chunks', () => {
    fc.assert(
      fc.property(text, fc.array(fc.nat(30_000), { maxLength: 12 }), (whole, cuts) => {
        const places = cuts.map((cut) => cut % (whole.length + 1)).sort((a, b) => a - b);
        const chunks = [...places, whole.length].map((end, i) =>
          whole.slice(i === 0 ? 0 : places[i - 1], end),
        );
        assert.deepEqual(split(...chunks), split(whole));
      }),
      { numRuns: 1_000 },
    );
  });

  it('says where in the text each sentence stands', () => {
    fc.assert(
      fc.property(text, fc.nat(30_000), (whole, place) => {
        const splitter = new SentenceSplitter();
        const spans: [string, number][] = [];
        const visit: SentenceVisitor = (piece, from, to, start) => spans.push([piece.slice(from, to), start]);
        const cut = place % (whole.length + 1);
        for (const chunk of [whole.slice(0, cut), whole.slice(cut)]) splitter.forEachCompleted(chunk, visit);
        splitter.forEachRemaining(visit);
        assert.deepEqual(
          spans.map(([sentence]) => sentence),
          split(whole),
        );
        for (const [sentence, start] of spans) {
          assert.equal(whole.slice(start, start + sentence.length), sentence);
        }
        // The next text begins at 0 again.
        splitter.forEachCompleted('One. ', visit);
        splitter.forEachRemaining(visit);
        assert.deepEqual(spans.at(-1), ['One.', 0]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('loses no token and makes none', () => {
    fc.assert(
      fc.property(text, (whole) => {
        fc.pre(!/\S{8000}/.test(whole));
        assert.deepEqual(split(whole).flatMap(tokenize), tokenize(whole));
      }),
      { numRuns: 1_000 },
    );
  });
});

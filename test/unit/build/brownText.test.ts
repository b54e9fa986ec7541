import assert from 'node:assert/strict';
import { brownToProse } from '../../../src/build/brownText.ts';

const cases: [rule: string, tagged: string, prose: string][] = [
  ['tags go', '\tThe/at Fulton/np-tl County/nn-tl jury/nn said/vbd ./.', 'The Fulton County jury said.'],
  ['a slash may belong to the word', '\tand/or/cc 3/4/cd Input/Output/jj-tl', 'and/or 3/4 Input/Output'],
  [
    'marks lean on the word before',
    '\tWell/uh ,/, no/rb :/: yes/rb ;/. ;/. so/rb ?/. ?/.',
    'Well, no: yes; so?',
  ],
  ['brackets hug what is inside', '\ta/at (/( b/nn )/) c/nn [/( d/nn ]/)', 'a (b) c [d]'],
  ['one full stop ends an abbreviation, too', '\tIvan/np Allen/np Jr./np ./.', 'Ivan Allen Jr.'],
  ['quotation marks hug', "\tno/at ``/`` evidence/nn ''/'' that/cs", 'no "evidence" that'],
  ['comma and stop stand inside quotes', "\t``/`` yes/rb ''/'' ,/, ``/`` no/rb ''/'' ./.", '"yes," "no."'],
  [
    'a question stands inside when it is speech',
    "\tHe/pps said/vbd ,/, ``/`` Why/wrb ''/'' ?/. ?/.",
    'He said, "Why?"',
  ],
  ['and outside when it is not', "\tIs/bez it/pps ``/`` art/nn ''/'' ?/. ?/.", 'Is it "art"?'],
  ['quotes within quotes', "\t``/`` He/pps said/vbd '/' go/vb '/' ''/'' ./.", '"He said \'go.\'"'],
  ['an apostrophe is no quotation mark', "\tthe/at dogs'/nns$ ,/, 12''/nn ./.", `the dogs', 12".`],
  ['abbreviations keep their stop in quotes', "\t``/`` Jr./np ''/'' ./.", '"Jr."'],
  ['dashes stand free', '\tone/cd --/-- two/cd', 'one -- two'],
  ['ratios do not', '\t1/cd :/in 256/cd', '1:256'],
  ['inches come once', "\t1/4''/nn ''/'' thick/jj", '1/4" thick'],
  ['formulas are marked', '\tby/in Af/nn and/cc **zg/nn ./.', 'by [...] and [...].'],
  ['contractions stay', "\tdidn't/dod* Atlanta's/np$", "didn't Atlanta's"],
  ['sentences of a paragraph run on', '\n\n\tOne/cd ./.\nTwo/cd ./.\n', 'One. Two.'],
  ['paragraphs part', '\n\n\tOne/cd ./.\n\n\n\tTwo/cd ./.\n\tThree/cd ./.\n', 'One.\n\nTwo.\n\nThree.'],
  [
    'headings stand alone',
    '\tA/at ./.\n\n\n\nMerger/nn-hl proposed/vbn-hl \nHowever/wrb ./.',
    'A.\n\nMerger proposed\n\nHowever.',
  ],
];

describe('brownToProse', () => {
  for (const [rule, tagged, prose] of cases) {
    it(rule, () => assert.equal(brownToProse(tagged), `${prose}\n`));
  }

  it('wraps lines at 80 columns without losing a word', () => {
    const words = Array.from({ length: 100 }, (_, i) => 'w'.repeat(1 + (i % 13)));
    const prose = brownToProse(`\t${words.map((word) => `${word}/nn`).join(' ')}`);
    assert.deepEqual(prose.trim().split(/\s/), words);
    const lines = prose.trimEnd().split('\n');
    assert.ok(lines.every((line) => line.length <= 80) && lines.length < 15);
  });

  it('names the line of a token without a tag', () => {
    for (const broken of ['word', 'word/', '/nn']) {
      assert.throws(
        () => brownToProse(`\tThe/at\n${broken}`),
        /^SyntaxError: Line 2: found .*expected word\/tag/,
      );
    }
  });
});

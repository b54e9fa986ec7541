import type { EncodedText } from '../../../protocol/labMethods.ts';
import { textButton } from '../../buttons.ts';
import { dataTable, figureColumn, textColumn } from '../../dataTable.ts';
import { element } from '../../dom.ts';
import { formatCount, formatQuantity } from '../../format.ts';
import { ChoiceField, numberField, textField } from '../fields.ts';
import { Inquiry } from '../Inquiry.ts';
import type { LabContext, LabScreen, LabStep } from '../LabScreen.ts';
import { chosenSource, sourceChoices, sourceName } from '../sources.ts';

/** The lecture's example: the first word is in no vocabulary of usual size. */
const startText = 'HODL, you’re the best! The cat sat on the mat.';
/** Enough for a sentence; classifiers take some hundred. */
const startLength = 12;
const unknownId = 1;
/** Padding and `[UNK]`. */
const specialTokens = 2;
/** The choice that cuts nothing off. */
const allWords = 'all';

/** Step 1: standardize, tokenize, index, encode. */
export const encodeStep: LabStep = {
  name: 'encode',
  title: 'Text to numbers',
  heading: 'From text to numbers: standardize, tokenize, index, encode',
  explanation:
    'A network reads numbers only. Lower-case the text and strip its punctuation, cut it into words, give each word its ' +
    'place in the vocabulary (the most frequent word first), and make every text equally long. Type, and watch.',
  make: (context) => new EncodeScreen(context),
};

class EncodeScreen implements LabScreen {
  readonly element: HTMLElement;
  readonly #context: LabContext;
  readonly #text;
  readonly #length;
  readonly #size: ChoiceField;
  readonly #source: ChoiceField;
  readonly #result = element('div', { class: 'lab-stack' });
  readonly #inquiry: Inquiry<'encodeText'>;

  constructor(context: LabContext) {
    this.#context = context;
    const { inputs, client } = context;
    const typed = () => this.#ask(true);
    this.#text = textField({
      inputs,
      name: 'encode.text',
      label: 'Your text',
      start: startText,
      rows: 3,
      onChange: typed,
    });
    this.#length = numberField({
      inputs,
      name: 'encode.length',
      label: 'Length of every text',
      start: String(startLength),
      least: 1,
      most: 100,
      onChange: typed,
    });
    this.#size = new ChoiceField({
      inputs,
      name: 'encode.size',
      label: 'Vocabulary',
      start: '5000',
      onChange: () => this.#ask(),
    });
    this.#source = new ChoiceField({
      inputs,
      name: 'encode.source',
      label: 'Words of',
      start: 'workspace',
      onChange: () => this.refresh(),
    });
    this.#inquiry = new Inquiry(context, 'encodeText', this.#result, (encoded) => this.#show(encoded));
    this.element = element(
      'div',
      { class: 'lab-stack' },
      this.#text.element,
      element(
        'div',
        { class: 'lab-row' },
        this.#source.element,
        this.#size.element,
        this.#length.element,
        textButton('Take the Text of the Editor', 'secondary', () => client.readEditor()),
      ),
      this.#inquiry.element,
      this.#result,
    );
  }

  refresh(): void {
    const { sources } = this.#context.client.surroundings;
    this.#source.offer(sourceChoices(sources));
    const words = chosenSource(sources, this.#source.value)?.words ?? 0;
    const sizes = [1000, 5000, 20_000].filter((size) => size < words);
    this.#size.offer([
      ...sizes.map((size) => ({ value: String(size), label: `${formatCount(size)} ids` })),
      { value: allWords, label: `all ${formatCount(words)} words` },
    ]);
    this.#ask();
  }

  takeEditorText(text: string): void {
    this.#text.set(text);
  }

  #ask(typing = false): void {
    const source = chosenSource(this.#context.client.surroundings.sources, this.#source.value);
    if (!source) {
      this.#inquiry.idle('Loading vectors…');
      return;
    }
    this.#inquiry.ask(
      {
        text: this.#text.value,
        source: source.source,
        maxTokens: this.#size.value === allWords ? source.words + specialTokens : Number(this.#size.value),
        outputSequenceLength: this.#length.number,
      },
      { typing },
    );
  }

  #show(encoded: EncodedText): void {
    const { tokens, sequence } = encoded;
    const unknown = tokens.filter(({ id }) => id === unknownId).length;
    const cut = tokens.length - sequence.length;
    const fate =
      cut > 0
        ? `${formatQuantity(cut, 'word')} too many: cut off.`
        : cut < 0
          ? `${formatQuantity(-cut, 'place')} left over: filled with 0, the padding.`
          : 'It fits exactly.';
    this.#result.replaceChildren(
      part(
        '1',
        'Standardized',
        'Lower case, no punctuation.',
        element('p', { class: 'lab-mono' }, encoded.standardized || '(no words)'),
      ),
      part(
        '2–3',
        'Tokenized and indexed',
        `${formatQuantity(tokens.length, 'token')}; each gets its id in the vocabulary of ${formatCount(encoded.vocabularySize)} ` +
          `(${sourceName(encoded.vocabulary)}). ${unknownSentence(unknown)}`,
        tokenStrip(encoded),
      ),
      part(
        '4a',
        'As a sequence of ids',
        `${formatQuantity(sequence.length, 'number')} for every text. ${fate}`,
        element('p', { class: 'lab-mono' }, `[${sequence.join(', ')}]`),
      ),
      part(
        '4b',
        'As one vector',
        `One-hot, multi-hot and count vectors have ${formatCount(encoded.vectorSize)} numbers, almost all 0. They know no padding, so [UNK] ` +
          'has place 0 and words begin at 1.',
        vectorLines(encoded),
      ),
      dataTable(
        'The same, word by word',
        [
          figureColumn('Place'),
          textColumn('In the text'),
          textColumn('Token'),
          figureColumn('Id'),
          figureColumn('Place in vector'),
          figureColumn('Count'),
        ],
        rowsOf(encoded),
      ),
    );
  }
}

function unknownSentence(unknown: number): string {
  if (unknown === 0) return 'All words are known.';
  return unknown === 1
    ? 'One is not in the vocabulary and becomes [UNK], id 1.'
    : `${formatCount(unknown)} are not in the vocabulary and become [UNK], id 1.`;
}

function part(number: string, title: string, explanation: string, content: HTMLElement): HTMLElement {
  return element(
    'section',
    { class: 'lab-part' },
    element('h3', {}, element('span', { class: 'lab-part-number' }, number), title),
    element('p', { class: 'muted' }, explanation),
    content,
  );
}

/** The sequence as boxes: token above, id below; padding and what was cut off look so. */
function tokenStrip({ tokens, sequence }: EncodedText): HTMLElement {
  const length = Math.max(tokens.length, sequence.length);
  const boxes = Array.from({ length }, (_, i) => {
    const token = tokens[i];
    const kind = !token
      ? 'padding'
      : i >= sequence.length
        ? 'cut'
        : token.id === unknownId
          ? 'unknown'
          : 'word';
    const name = !token ? 'padding' : token.id === unknownId ? `${token.token} → [UNK]` : token.token;
    const note = kind === 'cut' ? element('span', { class: 'visually-hidden' }, ' (cut off)') : '';
    return element(
      'li',
      { class: `lab-token ${kind}` },
      element('span', { class: 'lab-token-word' }, name, note),
      element('span', { class: 'lab-token-id' }, String(token?.id ?? 0)),
    );
  });
  return element('ol', { class: 'lab-tokens' }, ...boxes);
}

/** The three sparse encodings, with the stretches of zeros left out. */
function vectorLines({ counts, vectorSize, tokens }: EncodedText): HTMLElement {
  const first = tokens[0];
  const firstEntry = first && counts.find(({ index }) => index === Math.max(0, first.id - 1));
  const lines: [string, string][] = [
    [
      'one-hot',
      firstEntry ? `${sparse([{ ...firstEntry, value: 1 }], vectorSize)}  (“${first.token}”)` : '–',
    ],
    [
      'multi-hot',
      sparse(
        counts.map((entry) => ({ ...entry, value: 1 })),
        vectorSize,
      ),
    ],
    ['count', sparse(counts, vectorSize)],
  ];
  return element(
    'dl',
    { class: 'lab-vectors' },
    ...lines.flatMap(([name, text]) => [element('dt', {}, name), element('dd', { class: 'lab-mono' }, text)]),
  );
}

/** `[0 … 0, 1 at 53, 0 … 0]`. */
function sparse(entries: EncodedText['counts'], size: number): string {
  const parts: string[] = [];
  let at = 0;
  for (const { index, value } of entries) {
    if (index > at) parts.push(index - at === 1 ? '0' : '0 …');
    parts.push(`${value} at ${formatCount(index)}`);
    at = index + 1;
  }
  if (at < size) parts.push(size - at === 1 ? '0' : '… 0');
  return `[${parts.join(', ')}]`;
}

function rowsOf({ tokens, sequence, counts }: EncodedText): string[][] {
  const countAt = new Map(counts.map(({ index, value }) => [index, value]));
  const rows = tokens.map(({ text, token, id }, i) => [
    i < sequence.length ? String(i + 1) : 'cut off',
    text,
    id === unknownId ? `${token} → [UNK]` : token,
    String(id),
    formatCount(id - 1),
    String(countAt.get(id - 1) ?? 0),
  ]);
  const padding = sequence.length - tokens.length;
  if (padding > 0) {
    const places = padding === 1 ? `${sequence.length}` : `${tokens.length + 1}–${sequence.length}`;
    rows.push([places, '', 'padding', '0', '–', '–']);
  }
  return rows;
}

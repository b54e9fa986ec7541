import type { ContextSense } from '../../../core/vectors/senses.ts';
import type { SentencesWithWords } from '../../../protocol/corpusMethods.ts';
import type { FoundSenses } from '../../../protocol/labMethods.ts';
import { dataTable, figureColumn, textColumn } from '../../dataTable.ts';
import { element } from '../../dom.ts';
import { formatDecimal, formatQuantity, formatShare } from '../../format.ts';
import { ChoiceField, lineField } from '../fields.ts';
import { Inquiry } from '../Inquiry.ts';
import type { LabContext, LabScreen, LabStep } from '../LabScreen.ts';
import { seriesVariable } from '../legend.ts';
import { sentenceList } from '../sentenceList.ts';
import { chosenSource, sourceChoices, sourceName } from '../sources.ts';
import { unknownNote } from '../unknownNote.ts';

/** Sentences that are sorted, and those of each group that are shown. */
const sentencesRead = 100;
const sentencesShown = 5;
/** Words of a group. */
const groupSize = 8;

/** Step: one vector for all senses of a word. */
export const sensesStep: LabStep = {
  name: 'senses',
  title: 'Limits: senses',
  heading: 'One vector for all senses of a word',
  explanation:
    'A word has one vector, the average over all its uses. Bank is money and riverside, apple a fruit and a company. Take the ' +
    'direction of the nearest words out of the vector, and what is left lies near the words of the next sense.',
  make: (context) => new SensesScreen(context),
};

class SensesScreen implements LabScreen {
  readonly element: HTMLElement;
  readonly #context: LabContext;
  readonly #word;
  readonly #source: ChoiceField;
  readonly #result = element('div', { class: 'lab-stack' });
  readonly #inquiry: Inquiry<'findSenses'>;
  readonly #contexts = element('div', { class: 'lab-stack' });
  readonly #reading: Inquiry<'sentencesWith'>;
  readonly #judging: Inquiry<'judgeSentences'>;
  #found: FoundSenses | undefined;
  #lines: SentencesWithWords['lines'] = [];

  constructor(context: LabContext) {
    this.#context = context;
    const { inputs } = context;
    this.#word = lineField({
      inputs,
      name: 'senses.word',
      label: 'Word',
      start: 'bank',
      onChange: () => this.#ask(true),
    });
    this.#source = new ChoiceField({
      inputs,
      name: 'senses.source',
      label: 'Vectors',
      start: 'general',
      onChange: () => this.#ask(),
    });
    this.#inquiry = new Inquiry(context, 'findSenses', this.#result, (found) => this.#show(found));
    this.#reading = new Inquiry(context, 'sentencesWith', element('div'), (read) => this.#judge(read));
    this.#judging = new Inquiry(context, 'judgeSentences', this.#contexts, (judged) =>
      this.#showContexts(judged),
    );
    this.element = element(
      'div',
      { class: 'lab-stack' },
      element('div', { class: 'lab-row' }, this.#word.element, this.#source.element),
      tryThese(['bank', 'apple', 'spring', 'plant', 'bat', 'jury'], (word) => this.#word.set(word)),
      this.#inquiry.element,
      this.#result,
      this.#reading.element,
      this.#judging.element,
      this.#contexts,
    );
  }

  refresh(): void {
    this.#source.offer(sourceChoices(this.#context.client.surroundings.sources));
    this.#ask();
  }

  #ask(typing = false): void {
    const source = chosenSource(this.#context.client.surroundings.sources, this.#source.value);
    const word = this.#word.value.trim();
    if (!source) this.#inquiry.idle('Loading vectors…');
    else if (word === '') this.#inquiry.idle('Type a word.');
    else this.#inquiry.ask({ word, source: source.source, topn: groupSize }, { typing });
  }

  /** The word's own sentences, to be sorted by sense. */
  #read(found: FoundSenses): void {
    this.#found = found;
    if (found.senses.length > 1) this.#reading.ask({ text: found.word, limit: sentencesRead });
    else this.#contexts.hidden = true;
  }

  #judge({ lines }: SentencesWithWords): void {
    this.#lines = lines;
    const source = chosenSource(this.#context.client.surroundings.sources, this.#source.value);
    if (!source || !this.#found) return;
    if (lines.length === 0) {
      this.#judging.idle(`The text of this workspace does not hold “${this.#found.word}”.`);
      return;
    }
    this.#judging.ask({
      word: this.#found.word,
      source: source.source,
      topn: groupSize,
      sentences: lines.map(({ text }) => text),
    });
  }

  #showContexts(judged: readonly (ContextSense | null)[]): void {
    const { senses } = this.#found!;
    this.#contexts.replaceChildren(
      element(
        'h3',
        { class: 'lab-title' },
        'Its sentences in your text, by the group that their other words are nearest to',
      ),
      ...senses.flatMap(({ neighbours }, sense) => {
        const own = this.#lines
          .flatMap((line, i) => (judged[i]?.sense === sense ? [{ line, margin: judged[i].margin }] : []))
          .sort((a, b) => b.margin - a.margin);
        if (own.length === 0) return [];
        const words = neighbours.slice(0, 3).map(({ word }) => word);
        const title = `Group ${sense + 1} (${words.join(', ')}): ${formatQuantity(own.length, 'sentence')}, the clearest first`;
        const lines = own.slice(0, sentencesShown).map(({ line }) => line);
        return sentenceList(title, lines, this.#context.client);
      }),
    );
  }

  #show(found: FoundSenses): void {
    const { word, senses, unknown } = found;
    this.#read(found);
    const where = sourceName(
      chosenSource(this.#context.client.surroundings.sources, this.#source.value)!.source,
    );
    const note = unknownNote(unknown, 'to any embedding', (_, by) => this.#word.set(by));
    if (senses.length === 0) {
      const reason =
        unknown.length > 0
          ? ''
          : `${where} has no words near “${word}”, or does not know it: choose other vectors.`;
      this.#result.replaceChildren(note, element('p', { class: 'muted' }, reason));
      return;
    }
    const finding =
      senses.length === 1
        ? `All that is near “${word}” belongs together: one group.`
        : `The vector of “${word}” mixes ${formatQuantity(senses.length, 'group')} of words. Read them as senses with care: the later ` +
          'a group, the less of the vector it rests on.';
    this.#result.replaceChildren(
      note,
      element('p', { class: 'lab-finding' }, finding),
      element('div', { class: 'lab-cards' }, ...senses.map((sense, i) => senseCard(sense, i))),
      dataTable(
        `The words of each group, by their similarity to “${word}”`,
        [textColumn('Group'), figureColumn('Left of the vector'), textColumn('Words (cosine similarity)')],
        senses.map(({ neighbours, share }, i) => [
          String(i + 1),
          formatShare(share),
          neighbours.map(({ word: other, similarity }) => `${other} ${formatDecimal(similarity)}`).join(', '),
        ]),
      ),
    );
    this.#context.announcer.say(finding);
  }
}

function senseCard({ neighbours, share }: FoundSenses['senses'][number], i: number): HTMLElement {
  const rows = neighbours.map(({ word, similarity }) => {
    const fill = element('span', { class: 'bar-fill' });
    fill.style.width = `${100 * Math.max(0, Math.min(1, similarity))}%`;
    fill.style.background = seriesVariable((i % 4) + 1);
    return element(
      'li',
      { class: 'lab-bar-row' },
      element('span', { class: 'lab-bar-word' }, word),
      element('span', { class: 'bar', 'aria-hidden': 'true' }, fill),
      element('span', { class: 'similarity' }, formatDecimal(similarity)),
    );
  });
  return element(
    'section',
    { class: 'lab-card' },
    element('h3', {}, `Group ${i + 1}`),
    element(
      'p',
      { class: 'muted' },
      i === 0
        ? 'Nearest to the vector as it is.'
        : `Nearest to the ${formatShare(share)} of its length that are left.`,
    ),
    element('ol', {}, ...rows),
  );
}

/** Words to try, each one click away. */
export function tryThese(words: readonly string[], choose: (word: string) => void): HTMLElement {
  const row = element('p', { class: 'lab-try' }, 'Try ');
  for (const [i, word] of words.entries()) {
    const button = element('button', { type: 'button', class: 'button link' }, word);
    button.addEventListener('click', () => choose(word));
    row.append(i === 0 ? '' : i === words.length - 1 ? ' or ' : ', ', button);
  }
  row.append('.');
  return row;
}

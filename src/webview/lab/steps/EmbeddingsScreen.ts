import type { NeighbourBeside, WordBeside, WordInEmbeddings } from '../../../protocol/labMethods.ts';
import { textButton } from '../../buttons.ts';
import { dataTable, figureColumn, textColumn } from '../../dataTable.ts';
import { element } from '../../dom.ts';
import { formatCount, formatDecimal } from '../../format.ts';
import { lineField } from '../fields.ts';
import { Inquiry } from '../Inquiry.ts';
import type { LabContext, LabScreen, LabStep } from '../LabScreen.ts';
import { sourceName } from '../sources.ts';
import { unknownNote } from '../unknownNote.ts';
import { tryThese } from './SensesScreen.ts';

/** Neighbours of each embedding. */
const neighbourCount = 12;

/** Step: the same word in pretrained, adapted and own vectors. */
export const embeddingsStep: LabStep = {
  name: 'embeddings',
  title: 'Pretrained or your own',
  heading: 'The same word, pretrained and learnt from your own text',
  explanation:
    'With little text, use vectors that others trained on much. With jargon, adapt them to your text; with much text, learn your own. ' +
    'Which is right shows in the company a word keeps: marked words are near it in several embeddings.',
  make: (context) => new EmbeddingsScreen(context),
};

class EmbeddingsScreen implements LabScreen {
  readonly element: HTMLElement;
  readonly #context: LabContext;
  readonly #word;
  readonly #result = element('div', { class: 'lab-stack' });
  readonly #inquiry: Inquiry<'wordInEmbeddings'>;

  constructor(context: LabContext) {
    this.#context = context;
    this.#word = lineField({
      inputs: context.inputs,
      name: 'embeddings.word',
      label: 'Word',
      start: 'company',
      onChange: () => this.#ask(true),
    });
    this.#inquiry = new Inquiry(context, 'wordInEmbeddings', this.#result, (found) => this.#show(found));
    this.element = element(
      'div',
      { class: 'lab-stack' },
      element('div', { class: 'lab-row' }, this.#word.element),
      tryThese(['company', 'brother', 'church', 'music', 'network'], (word) => this.#word.set(word)),
      this.#inquiry.element,
      this.#result,
    );
  }

  refresh(): void {
    this.#ask();
  }

  #ask(typing = false): void {
    const word = this.#word.value.trim();
    if (this.#context.client.surroundings.sources.length === 0) this.#inquiry.idle('Loading vectors…');
    else if (word === '') this.#inquiry.idle('Type a word.');
    else this.#inquiry.ask({ word, topn: neighbourCount }, { typing });
  }

  #show({ word, embeddings, unknown }: WordInEmbeddings): void {
    this.#result.replaceChildren(
      unknownNote(unknown, 'to any embedding', (_, by) => this.#word.set(by)),
      element('p', { class: 'lab-finding' }, findingOf(word, embeddings)),
      element(
        'div',
        { class: 'lab-cards wide' },
        ...embeddings.map((one) => embeddingCard(word, one)),
        ...this.#missing(embeddings),
      ),
      ...embeddings.filter((one) => one.known).map((one) => rankTable(word, one, embeddings)),
    );
  }

  /** Embeddings that there could be, with how to get them. */
  #missing(embeddings: readonly WordBeside[]): HTMLElement[] {
    const { client } = this.#context;
    const { canTrain } = client.surroundings;
    const has = (source: string) => embeddings.some((one) => one.source === source);
    const cards: HTMLElement[] = [];
    if (!has('workspace')) {
      const next = canTrain
        ? textButton('Train on This Workspace', 'primary', () => client.train())
        : element('p', { class: 'muted' }, 'Open a folder with text files first.');
      cards.push(missingCard('This workspace', 'There are no vectors of your own text yet.', next));
    }
    if (!has('loaded')) {
      cards.push(
        missingCard(
          'Loaded vectors',
          'A file of vectors that others trained, such as GloVe or fastText, can stand beside.',
          textButton('Load Vectors…', 'secondary', () => client.loadVectors()),
        ),
      );
    }
    return cards;
  }
}

function missingCard(title: string, text: string, next: HTMLElement): HTMLElement {
  return element(
    'section',
    { class: 'lab-card missing' },
    element('h3', {}, title),
    element('p', {}, text),
    next,
  );
}

/** Whether a neighbour is among the nearest of another embedding, too. */
function isShared({ ranks }: NeighbourBeside): boolean {
  return Object.values(ranks).some((rank) => rank <= neighbourCount);
}

function findingOf(word: string, embeddings: readonly WordBeside[]): string {
  const knowing = embeddings.filter(({ known }) => known);
  if (knowing.length === 0) return `No embedding knows “${word}”.`;
  if (knowing.length === 1) return `Only ${sourceName(knowing[0]!.source)} knows “${word}”.`;
  const parts = knowing.map(({ source, known }) => {
    const own = known!.neighbours.filter((neighbour) => !isShared(neighbour)).length;
    return `${own} of ${known!.neighbours.length} in ${sourceName(source)}`;
  });
  return `Nearest words of “${word}” that no other embedding has among its nearest: ${parts.join('; ')}.`;
}

function embeddingCard(word: string, { source, name, method, dimension, known }: WordBeside): HTMLElement {
  const head = [
    element('h3', {}, sourceName(source)),
    element(
      'p',
      { class: 'muted' },
      `${name === sourceName(source) ? '' : `${name}: `}${method}, ${dimension} dimensions`,
    ),
  ];
  if (!known) {
    return element(
      'section',
      { class: 'lab-card' },
      ...head,
      element('p', {}, `“${word}” is not in this vocabulary.`),
    );
  }
  const count = known.count === undefined ? '' : `, ${formatCount(known.count)} times`;
  return element(
    'section',
    { class: 'lab-card' },
    ...head,
    element('p', { class: 'muted' }, `Rank ${formatCount(known.rank)} by frequency${count}.`),
    element(
      'ol',
      {},
      ...known.neighbours.map((neighbour) => {
        const shared = isShared(neighbour);
        const fill = element('span', { class: 'bar-fill' });
        fill.style.width = `${100 * Math.max(0, Math.min(1, neighbour.similarity))}%`;
        return element(
          'li',
          { class: shared ? 'lab-bar-row shared' : 'lab-bar-row' },
          element(
            'span',
            { class: 'lab-bar-word' },
            neighbour.word,
            shared ? element('span', { class: 'visually-hidden' }, ' (shared)') : '',
          ),
          element('span', { class: 'bar', 'aria-hidden': 'true' }, fill),
          element('span', { class: 'similarity' }, formatDecimal(neighbour.similarity)),
        );
      }),
    ),
  );
}

/** Where the neighbours of one embedding stand in the others. */
function rankTable(word: string, one: WordBeside, embeddings: readonly WordBeside[]): HTMLElement {
  const others = embeddings.filter(({ source }) => source !== one.source);
  return dataTable(
    `Neighbours of “${word}” in ${sourceName(one.source)}, and their rank elsewhere`,
    [
      textColumn('Word'),
      figureColumn('Similarity'),
      ...others.map(({ source }) => figureColumn(`Rank: ${sourceName(source)}`)),
    ],
    one.known!.neighbours.map(({ word: neighbour, similarity, ranks }) => [
      neighbour,
      formatDecimal(similarity),
      ...others.map(({ source }) => {
        const rank = ranks[source];
        return rank === undefined ? 'not known' : formatCount(rank);
      }),
    ]),
  );
}

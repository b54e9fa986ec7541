import { VECTORS_SOURCES, type VectorsSource } from '../../../protocol/engine.ts';
import type { MeasuredPair, MeasuredPairs } from '../../../protocol/labMethods.ts';
import { axis, sharedOptions } from '../../charts/chartOptions.ts';
import { dataTable, figureColumn, textColumn } from '../../dataTable.ts';
import { element } from '../../dom.ts';
import { formatCount, formatDecimal } from '../../format.ts';
import { textField } from '../fields.ts';
import { Inquiry } from '../Inquiry.ts';
import { LabChart } from '../LabChart.ts';
import type { LabContext, LabScreen, LabStep } from '../LabScreen.ts';
import { legend, seriesCss } from '../legend.ts';
import { replaceWord } from '../replaceWord.ts';
import { sourceName } from '../sources.ts';
import { unknownNote } from '../unknownNote.ts';

const startPairs = 'movie film\nmovie tensor\ngood bad\nking queen\ncar truck\ncar banana';
const mostPairs = 12;

/** Step 2: one-hot vectors know nothing of meaning. */
export const oneHotStep: LabStep = {
  name: 'oneHot',
  title: 'One-hot vectors',
  heading: 'One-hot vectors: every two words are equally far apart',
  explanation:
    'A one-hot vector has a single 1 at the place of its word, so any two of them differ in two places, and their distance is ' +
    '√(1² + 1²) = 1.414, for movie and film as for movie and tensor. An embedding brings words together that mean alike.',
  make: (context) => new OneHotScreen(context),
};

class OneHotScreen implements LabScreen {
  readonly element: HTMLElement;
  readonly #context: LabContext;
  readonly #pairs;
  readonly #chart: LabChart<'bar'>;
  readonly #legend = element('div');
  readonly #table = element('div');
  readonly #summary = element('p', { class: 'lab-finding' });
  readonly #unknown = element('div');
  readonly #inquiry: Inquiry<'measurePairs'>;

  constructor(context: LabContext) {
    this.#context = context;
    this.#chart = new LabChart(context.palette, this.#legend);
    this.#pairs = textField({
      inputs: context.inputs,
      name: 'oneHot.pairs',
      label: 'Pairs of words, one pair a line',
      start: startPairs,
      rows: 6,
      onChange: () => this.#ask(true),
    });
    const result = element(
      'div',
      { class: 'lab-stack' },
      this.#unknown,
      this.#summary,
      element('div', { class: 'lab-beside' }, this.#chart.element, this.#table),
    );
    this.#inquiry = new Inquiry(context, 'measurePairs', result, (measured) => this.#show(measured));
    this.element = element('div', { class: 'lab-stack' }, this.#pairs.element, this.#inquiry.element, result);
  }

  refresh(): void {
    this.#ask();
  }

  repaint(): void {
    this.#chart.repaint();
  }

  #ask(typing = false): void {
    if (this.#context.client.surroundings.sources.length === 0) {
      this.#inquiry.idle('Loading vectors…');
      return;
    }
    const pairs = this.#pairs.value
      .split('\n')
      .map((line) => line.split(/[\s,;/–-]+/).filter((word) => word !== ''))
      .filter((words) => words.length >= 2)
      .map(([first, second]): [string, string] => [first!.slice(0, 100), second!.slice(0, 100)])
      .slice(0, mostPairs);
    if (pairs.length === 0) this.#inquiry.idle('Type two words in a line, such as “movie film”.');
    else this.#inquiry.ask({ pairs }, { typing });
  }

  #show({ pairs, vocabularySizes, dimensions, unknown }: MeasuredPairs): void {
    const open = VECTORS_SOURCES.filter((source) => vocabularySizes[source] !== undefined);
    this.#unknown.replaceChildren(
      unknownNote(unknown, 'to any embedding', (word, by) =>
        this.#pairs.set(replaceWord(this.#pairs.value, word, by)),
      ),
    );
    const sizes = open.map(
      (source) =>
        `${formatCount(vocabularySizes[source]!)} numbers for a one-hot vector, ${formatCount(dimensions[source]!)} in the embedding (${sourceName(source)})`,
    );
    this.#summary.textContent = `Vectors of a word: ${sizes.join('; ')}.`;
    this.#drawChart(pairs, open);
    this.#table.replaceChildren(distanceTable(pairs, open));
  }

  #drawChart(pairs: readonly MeasuredPair[], open: readonly VectorsSource[]): void {
    const names = ['One-hot', ...open.map(sourceName)];
    this.#legend.replaceChildren(legend(names));
    const rows = [
      pairs.map(({ oneHotDistance }) => oneHotDistance),
      ...open.map((source) => pairs.map(({ embeddings }) => embeddings[source]?.distance ?? null)),
    ];
    this.#chart.draw(60 + pairs.length * (14 + 13 * rows.length), (palette) => ({
      type: 'bar',
      data: {
        labels: pairs.map(({ first, second }) => `${first} – ${second}`),
        datasets: rows.map((data, i) => ({
          label: names[i]!,
          data,
          backgroundColor: seriesCss(palette, i),
          maxBarThickness: 12,
          barPercentage: 0.9,
          categoryPercentage: 0.8,
        })),
      },
      options: {
        ...sharedOptions(palette),
        indexAxis: 'y',
        scales: {
          x: { ...axis(palette, 'Euclidean distance of vectors of length 1'), min: 0, suggestedMax: 1.5 },
          y: axis(palette, '', { grid: false, figures: false }),
        },
      },
    }));
  }
}

function distanceTable(pairs: readonly MeasuredPair[], open: readonly VectorsSource[]): HTMLElement {
  return dataTable(
    'Distance of each pair (and cosine similarity, in brackets)',
    [textColumn('Pair'), figureColumn('One-hot'), ...open.map((source) => figureColumn(sourceName(source)))],
    pairs.map(({ first, second, oneHotDistance, embeddings }) => [
      `${first} – ${second}`,
      oneHotDistance.toFixed(3),
      ...open.map((source) => {
        const measured = embeddings[source];
        return measured
          ? `${measured.distance.toFixed(3)} (${formatDecimal(measured.similarity)})`
          : 'not known';
      }),
    ]),
  );
}

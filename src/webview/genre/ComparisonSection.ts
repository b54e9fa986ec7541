import { trainingModes } from '../../core/classifier/ClassifierOptions.ts';
import type { ModeComparison, ModeResult, ShareComparison } from '../../protocol/classifierReport.ts';
import { axis, sharedOptions } from '../charts/chartOptions.ts';
import { toCss } from '../color.ts';
import { dataTable, figureColumn, textColumn } from '../dataTable.ts';
import { element } from '../dom.ts';
import { formatList, formatQuantity } from '../format.ts';
import type { Palette } from '../theme.ts';
import { GenreChart, shareAxis } from './GenreChart.ts';
import { modeNames } from './modes.ts';
import { paragraph, percent, Section } from './parts.ts';

/** Below this a difference is taken for more than chance. */
const SIGNIFICANT = 0.05;
/** The dashes and shapes that tell the curves apart without colours. */
const DASHES = [[], [6, 3], [2, 2], [8, 3, 2, 3]];
const SHAPES = ['circle', 'rect', 'triangle', 'rectRot'] as const;

/** The modes of training on the same documents, with a growing share of them. */
export class ComparisonSection {
  readonly #section = new Section('Ways of training compared');
  readonly #chart: GenreChart;
  readonly #legend = element('ul', { class: 'genre-legend' });
  #palette: Palette;

  constructor(palette: Palette) {
    this.#palette = palette;
    this.#chart = new GenreChart(palette);
  }

  get element(): HTMLElement {
    return this.#section.element;
  }

  setPalette(palette: Palette): void {
    this.#palette = palette;
    this.#chart.setPalette(palette);
    this.#paintLegend();
  }

  show({ shares, data, engine }: ModeComparison): void {
    const all = shares.at(-1);
    if (!all) return;
    this.#section.body.replaceChildren(
      element(
        'p',
        { class: 'genre-verdict' },
        element('strong', {}, modeNames[all.results[all.best]!.mode]),
        ' is best here',
      ),
      paragraph(verdict(all)),
      ...turns(shares),
      this.#legend,
      this.#chart.element,
      dataTable(
        'Share of test passages right, by way of training and training documents',
        [
          textColumn('Way of training'),
          ...shares.map(({ trainingDocuments }) =>
            figureColumn(formatQuantity(trainingDocuments, 'document')),
          ),
          figureColumn('by chance?'),
          figureColumn('Time'),
        ],
        trainingModes.map((_, place) => this.#row(shares, place)),
        'caption heard',
      ),
      paragraph(
        `Learnt from ${data}, calculated by ${engine}. All were tested on the same ${formatQuantity(all.results[0]!.evaluation.documents, 'document')}. “By chance?” is how likely a difference to the best way as large as this would be if there were none.`,
        'note',
      ),
    );
    this.#paintLegend();
    this.#chart.show(230, (palette) => ({
      type: 'line',
      data: {
        labels: shares.map(({ trainingDocuments }) => String(trainingDocuments)),
        datasets: trainingModes.map((mode, place) => ({
          label: modeNames[mode],
          data: shares.map(({ results }) => results[place]!.evaluation.accuracy),
          borderColor: toCss(palette.series[place]!),
          backgroundColor: toCss(palette.series[place]!),
          borderDash: DASHES[place]!,
          borderWidth: 2,
          pointStyle: SHAPES[place]!,
          pointRadius: 5,
        })),
      },
      options: {
        ...sharedOptions(palette),
        scales: {
          x: axis(palette, 'training documents', { grid: false, figures: false }),
          y: shareAxis(palette, 'test passages right'),
        },
      },
    }));
  }

  #row(shares: readonly ShareComparison[], place: number) {
    const last = shares.at(-1)!.results[place]!;
    return [
      modeNames[last.mode],
      ...shares.map(({ results, best }) => {
        const right = percent(results[place]!.evaluation.accuracy);
        return best === place ? element('strong', {}, right) : right;
      }),
      last.pValue === undefined ? 'best' : chance(last.pValue),
      `${(last.milliseconds / 1000).toFixed(1)} s`,
    ];
  }

  #paintLegend(): void {
    const marks = ['●', '■', '▲', '◆'];
    this.#legend.replaceChildren(
      ...trainingModes.map((mode, place) => {
        const mark = element('span', { 'aria-hidden': 'true' }, marks[place]!);
        mark.style.color = toCss(this.#palette.series[place]!);
        return element('li', { class: 'marked' }, mark, ` ${modeNames[mode]}`);
      }),
    );
  }
}

function chance(pValue: number): string {
  return pValue < 0.001 ? '<0.1%' : `${(100 * pValue).toFixed(pValue < 0.1 ? 1 : 0)}%`;
}

/** Which of the others the best is surely better than. */
function verdict({ results, best }: ShareComparison): string {
  const { evaluation } = results[best]!;
  const sure = results.filter(({ pValue }) => pValue !== undefined && pValue < SIGNIFICANT);
  const unsure = results.filter(({ pValue }) => pValue !== undefined && pValue >= SIGNIFICANT);
  const name = ({ mode }: ModeResult): string => modeNames[mode].toLowerCase();
  const parts = [`It tells ${percent(evaluation.accuracy)} of the test passages.`];
  if (sure.length > 0) parts.push(`That is better than ${formatList(sure.map(name))} by more than chance.`);
  if (unsure.length > 0) {
    parts.push(
      `The difference to ${formatList(unsure.map(name))} may be chance: the test has too few documents to tell.`,
    );
  }
  return parts.join(' ');
}

/** Whether another way is best with fewer documents. */
function turns(shares: readonly ShareComparison[]): HTMLElement[] {
  const few = shares[0]!;
  const all = shares.at(-1)!;
  if (few === all || few.best === all.best) return [];
  const name = modeNames[few.results[few.best]!.mode].toLowerCase();
  return [
    paragraph(
      `With only ${formatQuantity(few.trainingDocuments, 'document')} to learn from, ${name} did best (${percent(few.results[few.best]!.evaluation.accuracy)}): which way is best depends on how much there is to learn from.`,
    ),
  ];
}

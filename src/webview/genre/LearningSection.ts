import type { ClassifierEpoch } from '../../core/classifier/ClassifierOptions.ts';
import { axis, sharedOptions } from '../charts/chartOptions.ts';
import { type Rgb, toCss } from '../color.ts';
import { dataTable, figureColumn, textColumn } from '../dataTable.ts';
import { element } from '../dom.ts';
import type { Palette } from '../theme.ts';
import { GenreChart, shareAxis } from './GenreChart.ts';
import { paragraph, percent, Section } from './parts.ts';

/** What the curves are of. */
export interface Learning {
  /** How the classifier learns, for people. */
  readonly mode: string;
  readonly epochs: readonly ClassifierEpoch[];
  /** The epoch whose weights are used; absent while it learns. */
  readonly bestEpoch?: number;
}

/** Rows of the table. */
const ROWS = 12;

/** How loss and accuracy went, epoch by epoch, on the training and on the validation documents. */
export class LearningSection {
  readonly #section = new Section('How it learnt');
  readonly #loss: GenreChart;
  readonly #accuracy: GenreChart;

  constructor(palette: Palette) {
    this.#loss = new GenreChart(palette);
    this.#accuracy = new GenreChart(palette);
  }

  get element(): HTMLElement {
    return this.#section.element;
  }

  setPalette(palette: Palette): void {
    this.#loss.setPalette(palette);
    this.#accuracy.setPalette(palette);
  }

  show({ mode, epochs, bestEpoch }: Learning): void {
    if (epochs.length === 0) {
      this.#section.body.replaceChildren(
        paragraph(`${mode}: reading the texts; the first epoch is yet to come.`),
      );
      return;
    }
    this.#section.body.replaceChildren(
      paragraph(
        bestEpoch === undefined
          ? `${mode}: learning, epoch ${epochs.length}.`
          : `${mode}: ${reading(epochs, bestEpoch)}`,
      ),
      element(
        'ul',
        { class: 'genre-legend' },
        element('li', { class: 'training' }, 'training'),
        element('li', { class: 'validation' }, 'validation'),
      ),
      element(
        'div',
        { class: 'genre-curves' },
        figure('Loss', this.#loss),
        figure('Share of passages right', this.#accuracy),
      ),
      epochTable(epochs, bestEpoch),
    );
    this.#loss.show(190, (palette) => ({
      ...curves(epochs, ['loss', 'validationLoss'], palette),
      options: curveOptions(palette, { ...axis(palette, ''), min: 0 }),
    }));
    this.#accuracy.show(190, (palette) => ({
      ...curves(epochs, ['accuracy', 'validationAccuracy'], palette),
      options: curveOptions(palette, shareAxis(palette, '')),
    }));
  }
}

/** The curve of a figure of the training documents, and that of the same figure of the validation documents. */
function curves(
  epochs: readonly ClassifierEpoch[],
  [training, validation]: readonly ['loss', 'validationLoss'] | readonly ['accuracy', 'validationAccuracy'],
  palette: Palette,
) {
  const of = (figure: typeof training | typeof validation) => epochs.map((epoch) => epoch[figure] ?? null);
  return {
    type: 'line' as const,
    data: {
      labels: epochs.map(({ epoch }) => epoch),
      datasets: [
        curve('training', of(training), palette.point, []),
        curve('validation', of(validation), palette.accent, [5, 3]),
      ],
    },
  };
}

function curveOptions<Y>(palette: Palette, y: Y) {
  const x = axis(palette, 'epoch', { grid: false, figures: false });
  return { ...sharedOptions(palette), scales: { x, y } };
}

function figure(title: string, chart: GenreChart): HTMLElement {
  return element('figure', {}, element('figcaption', {}, title), chart.element);
}

function curve(label: string, data: (number | null)[], color: Rgb, dash: number[]) {
  return {
    label,
    data,
    borderColor: toCss(color),
    backgroundColor: toCss(color),
    borderDash: dash,
    borderWidth: 2,
    // A curve of one epoch is a point.
    pointRadius: data.length < 3 ? 3 : 0,
    pointHitRadius: 8,
  };
}

/** How to read the curves. */
function reading(epochs: readonly ClassifierEpoch[], bestEpoch: number): string {
  const best = epochs[bestEpoch - 1];
  const last = epochs.at(-1);
  if (best?.validationLoss === undefined || last?.validationLoss === undefined) {
    return `${epochs.length} epochs.`;
  }
  const kept = `epoch ${bestEpoch} of ${epochs.length} is used, where the validation loss is lowest`;
  return last.epoch > bestEpoch
    ? `${kept}. Behind it the loss of the training goes on falling and that of the validation rises: it learns by heart.`
    : `${kept}. It was still falling: more epochs might help.`;
}

function epochTable(epochs: readonly ClassifierEpoch[], bestEpoch: number | undefined): HTMLElement {
  const step = Math.max(1, Math.ceil(epochs.length / ROWS));
  const shown = epochs.filter(
    ({ epoch }) => epoch === 1 || epoch === epochs.length || epoch === bestEpoch || epoch % step === 0,
  );
  const number = (value: number | undefined): string => value?.toFixed(3) ?? '–';
  const share = (value: number | undefined): string => (value === undefined ? '–' : percent(value));
  return element(
    'details',
    {},
    element('summary', {}, 'As a table'),
    dataTable(
      'Loss and accuracy by epoch',
      [
        textColumn('Epoch'),
        ...['Training loss', 'Validation loss', 'Training right', 'Validation right'].map(figureColumn),
      ],
      shown.map((epoch) => [
        epoch.epoch === bestEpoch ? `${epoch.epoch} (used)` : String(epoch.epoch),
        number(epoch.loss),
        number(epoch.validationLoss),
        share(epoch.accuracy),
        share(epoch.validationAccuracy),
      ]),
      'caption heard',
    ),
  );
}

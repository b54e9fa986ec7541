import type { Epoch } from '../../core/embedding/Epoch.ts';
import type { LectureGloveSize, Reconstruction } from '../../protocol/lectureMethods.ts';
import { axis, sharedOptions } from '../charts/chartOptions.ts';
import { dataTable, figureColumn, textColumn } from '../dataTable.ts';
import { element, setText } from '../dom.ts';
import { formatCount, formatDecimal, formatQuantity } from '../format.ts';
import type { Palette } from '../theme.ts';
import { LabChart } from './LabChart.ts';
import { legend, seriesCss } from './legend.ts';

/** The pictures of a learning: the loss by epoch, the loss by size, and the counts against what the vectors make of them. */
export interface GlovePictures {
  readonly element: HTMLElement;
  drawLoss(vectorSize: number, epochs: readonly Epoch[]): void;
  drawSizes(sizes: readonly LectureGloveSize[]): void;
  drawCounts(fit: Reconstruction['fit']): void;
  /** What to do about learning for too long; undefined where there is nothing to say. */
  say(advice: string | undefined): void;
  clear(): void;
  repaint(): void;
}

const height = 220;

export function glovePictures(palette: () => Palette): GlovePictures {
  const losses = ['Training loss', 'Validation loss'];
  const loss = new LabChart<'line'>(palette, legend(losses, 1));
  const sizesChart = new LabChart<'line'>(palette, legend(losses, 1));
  const counts = new LabChart<'scatter'>(palette, legend(['A pair of words', 'Perfect'], 1));
  const lossPart = picture('Loss by epoch', loss.element);
  const sizesPart = picture('Loss by number of dimensions', sizesChart.element);
  const countsPart = picture('Counts against what the vectors make of them', counts.element);
  const advice = element('p', { class: 'lab-finding', hidden: true });
  const parts = [lossPart, sizesPart, countsPart];
  const clear = () => {
    for (const part of parts) part.element.hidden = true;
    advice.hidden = true;
  };
  clear();
  return {
    element: element('div', { class: 'lab-stack' }, advice, ...parts.map((part) => part.element)),
    drawLoss(vectorSize, epochs) {
      setText(lossPart.note, `${formatQuantity(vectorSize, 'dimension')}. Mean squared error of log(X + 1).`);
      loss.draw(height, (colours) =>
        lossChart(
          colours,
          'Epoch',
          epochs.map(({ epoch }) => epoch),
          epochs,
        ),
      );
      lossPart.table.replaceChildren(
        lossTable(
          'Epoch',
          epochs.map(({ epoch }) => epoch),
          epochs,
        ),
      );
      lossPart.element.hidden = false;
    },
    drawSizes(sizes) {
      const last = sizes.map(({ epochs }) => epochs.at(-1)!);
      const dimensions = sizes.map(({ vectorSize }) => vectorSize);
      setText(
        sizesPart.note,
        'The training loss only falls. Where the validation loss, of pairs kept aside, flattens or rises, more dimensions learn noise.',
      );
      sizesChart.draw(height, (colours) => lossChart(colours, 'Dimensions', dimensions, last));
      sizesPart.table.replaceChildren(lossTable('Dimensions', dimensions, last));
      sizesPart.element.hidden = false;
    },
    drawCounts(fit) {
      setText(
        countsPart.note,
        `${formatCount(fit.actual.length)} random pairs: R² = ${formatDecimal(fit.rSquared)}, RMSE = ${formatDecimal(fit.rmse)}, both of log(X + 1).`,
      );
      counts.draw(300, (colours) => countsChart(colours, fit));
      countsPart.table.replaceChildren(countsTable(fit));
      countsPart.element.hidden = false;
    },
    say(text) {
      advice.hidden = text === undefined;
      setText(advice, text ?? '');
    },
    clear,
    repaint() {
      for (const chart of [loss, sizesChart, counts]) chart.repaint();
    },
  };
}

/** A picture with its title, a note, and room for the table that says the same. */
function picture(title: string, chart: HTMLElement) {
  const note = element('p', { class: 'muted' });
  const table = element('div');
  return {
    note,
    table,
    element: element(
      'section',
      { class: 'lab-part' },
      element('h3', {}, title),
      note,
      element('div', { class: 'lab-beside' }, chart, table),
    ),
  };
}

function lossChart(palette: Palette, across: string, labels: readonly number[], epochs: readonly Epoch[]) {
  const lines = [epochs.map(({ loss }) => loss), epochs.map(({ validationLoss }) => validationLoss ?? null)];
  return {
    type: 'line' as const,
    data: {
      labels: labels.map(String),
      datasets: lines.map((data, i) => ({
        data,
        borderColor: seriesCss(palette, i + 1),
        backgroundColor: seriesCss(palette, i + 1),
        borderWidth: 2,
        // Told apart without colour, too.
        borderDash: i === 0 ? [] : [5, 4],
        pointRadius: 2.5,
      })),
    },
    options: {
      ...sharedOptions(palette),
      scales: {
        x: axis(palette, across, { grid: false, figures: false }),
        y: { ...axis(palette, 'Loss'), beginAtZero: true },
      },
    },
  };
}

function lossTable(across: string, labels: readonly number[], epochs: readonly Epoch[]): HTMLElement {
  return dataTable(
    `Training and validation loss by ${across.toLowerCase()}`,
    [figureColumn(across), figureColumn('Training'), figureColumn('Validation')],
    epochs.map(({ loss, validationLoss }, i) => [
      String(labels[i]),
      loss.toPrecision(3),
      validationLoss === undefined ? '–' : validationLoss.toPrecision(3),
    ]),
  );
}

function countsChart(palette: Palette, { actual, reconstructed }: Reconstruction['fit']) {
  const points = Array.from(actual, (count, i) => ({
    x: Math.log1p(count),
    y: Math.log1p(reconstructed[i]!),
  }));
  const most = Math.max(1, ...points.map(({ x, y }) => Math.max(x, y)));
  return {
    type: 'scatter' as const,
    data: {
      datasets: [
        {
          data: points,
          backgroundColor: seriesCss(palette, 1, 0.55),
          borderWidth: 0,
          radius: 3,
        },
        {
          data: [
            { x: 0, y: 0 },
            { x: most, y: most },
          ],
          showLine: true,
          borderColor: seriesCss(palette, 2),
          borderWidth: 1.5,
          radius: 0,
        },
      ],
    },
    options: {
      ...sharedOptions(palette),
      scales: {
        x: { ...axis(palette, 'log(X + 1), counted'), min: 0 },
        y: { ...axis(palette, 'log(X + 1), from the vectors'), min: 0 },
      },
    },
  };
}

/** The sample by its counts: how many pairs have one, and what the vectors make of them on average. */
function countsTable({ actual, reconstructed }: Reconstruction['fit']): HTMLElement {
  const bounds = [0, 1, 2, 5, 10, 20, 50, 100, Infinity];
  const rows = bounds.slice(0, -1).map((from, b) => {
    const to = bounds[b + 1]!;
    const inside = [...actual.keys()].filter((i) => actual[i]! >= from && actual[i]! < to);
    const mean = (values: Float32Array) => inside.reduce((sum, i) => sum + values[i]!, 0) / inside.length;
    const name = to === Infinity ? `${from} and more` : to - from === 1 ? String(from) : `${from}–${to - 1}`;
    return { name, pairs: inside.length, actual: mean(actual), reconstructed: mean(reconstructed) };
  });
  return dataTable(
    'The same pairs, by their count',
    [textColumn('X'), figureColumn('Pairs'), figureColumn('Mean X'), figureColumn('Mean from the vectors')],
    rows
      .filter(({ pairs }) => pairs > 0)
      .map((row) => [row.name, formatCount(row.pairs), row.actual.toFixed(1), row.reconstructed.toFixed(1)]),
  );
}

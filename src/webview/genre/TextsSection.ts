import type { LengthDistribution } from '../../core/classifier/lengthDistribution.ts';
import type { LabelledTexts } from '../../protocol/panel/genre.ts';
import { axis, sharedOptions } from '../charts/chartOptions.ts';
import { toCss } from '../color.ts';
import { dataTable, figureColumn, textColumn } from '../dataTable.ts';
import { element } from '../dom.ts';
import { formatCount, formatQuantity } from '../format.ts';
import type { Palette } from '../theme.ts';
import { GenreChart } from './GenreChart.ts';
import { paragraph, percent, Section } from './parts.ts';

/** Genres that are listed; there may be thousands. */
const LISTED = 50;

/** What labelled texts hold, before anything is learnt from them: genres, lengths, copies. */
export class TextsSection {
  readonly #section = new Section('What the texts hold');
  readonly #chart: GenreChart;

  constructor(palette: Palette) {
    this.#chart = new GenreChart(palette);
  }

  get element(): HTMLElement {
    return this.#section.element;
  }

  setPalette(palette: Palette): void {
    this.#chart.setPalette(palette);
  }

  show(texts: LabelledTexts): void {
    const { documents, words, differentWords, classes, lengths } = texts.summary;
    this.#section.body.replaceChildren(
      paragraph(
        `In ${texts.name}: ${formatQuantity(documents, 'document')} of ${formatQuantity(classes.length, 'genre')}, ` +
          `${formatQuantity(words, 'word')}, ${formatCount(differentWords)} different ones.`,
      ),
      ...flaws(texts),
      ...(lengths ? this.#lengths(lengths) : []),
      genreTable(texts),
    );
    if (lengths) this.#draw(lengths);
  }

  #lengths(lengths: LengthDistribution): HTMLElement[] {
    const { shortest, median, longest, percentile90, suggestedLength } = lengths;
    return [
      element('h3', {}, 'How long they are'),
      element(
        'p',
        { class: 'genre-verdict' },
        element('strong', {}, formatCount(percentile90)),
        ' words at most in nine documents of ten',
      ),
      paragraph(
        `From ${formatCount(shortest)} to ${formatQuantity(longest, 'word')}, half of them at most ${formatCount(median)}. ` +
          `Suggested sequence length: ${formatCount(suggestedLength)}, which cuts one document in ten and pads little ` +
          '(setting “Firth › Classifier: Sequence Length”; documents that are cut into passages need none).',
      ),
      this.#chart.element,
      element('details', {}, element('summary', {}, 'As a table'), lengthTable(lengths)),
    ];
  }

  /** A bar for each step of length; those beyond nine documents in ten stand back. */
  #draw({ histogram: { step, counts }, percentile90 }: LengthDistribution): void {
    this.#chart.show(170, (palette) => ({
      type: 'bar',
      data: {
        labels: counts.map((_, place) => formatCount(place * step)),
        datasets: [
          {
            label: 'documents',
            data: [...counts],
            backgroundColor: counts.map((_, place) =>
              place * step <= percentile90 ? toCss(palette.point) : palette.axis,
            ),
            categoryPercentage: 1,
            barPercentage: 0.9,
          },
        ],
      },
      options: {
        ...sharedOptions(palette),
        scales: {
          x: axis(palette, 'words, from', { grid: false, figures: false }),
          y: { ...axis(palette, 'documents'), beginAtZero: true },
        },
      },
    }));
  }
}

function lengthTable({ histogram: { step, counts } }: LengthDistribution): HTMLElement {
  return dataTable(
    'Documents by number of words',
    [textColumn('Words'), figureColumn('Documents')],
    counts.map((count, place) => [
      `${formatCount(place * step)} to ${formatCount((place + 1) * step - 1)}`,
      formatCount(count),
    ]),
    'caption heard',
  );
}

function genreTable({ summary: { classes, documents } }: LabelledTexts): HTMLElement {
  const listed = classes.slice(0, LISTED);
  return element(
    'details',
    { open: classes.length <= 6 },
    element(
      'summary',
      {},
      listed.length < classes.length ? `The ${LISTED} largest genres` : 'Genre by genre',
    ),
    dataTable(
      'Documents of each genre',
      [textColumn('Genre'), ...['Documents', 'Share', 'Words a document'].map(figureColumn)],
      listed.map((genre) => [
        genre.name,
        formatCount(genre.documents),
        percent(genre.documents / documents),
        formatCount(Math.round(genre.meanWords)),
      ]),
      'caption heard',
    ),
  );
}

/** What will get in the way of a training, or of believing its test. */
function flaws({ summary, unread }: LabelledTexts): HTMLElement[] {
  const { copies, omitted, similarLabels, smallClasses } = summary;
  const lines: string[] = [];
  if (copies.copies > 0) {
    const contradictory =
      copies.contradictory > 0
        ? ` ${formatCount(copies.contradictory)} of them are said to be of another genre than the first copy, and may fall on the other side of the split.`
        : '';
    const example = copies.example ? ` For example ${copies.example.name}, of ${copies.example.of}.` : '';
    lines.push(
      `${formatQuantity(copies.copies, 'document is a copy', 'documents are copies')} of others. Copies within a genre stay on one side of the split, so that the test is no easier by them.${contradictory}${example}`,
    );
  }
  const left = omitted.withoutWords + omitted.withoutLabel + unread;
  if (left > 0) {
    lines.push(
      `${formatQuantity(left, 'document is', 'documents are')} left out: ${formatCount(omitted.withoutWords)} without words, ${formatCount(omitted.withoutLabel)} without a genre, ${formatCount(unread)} that could not be read.`,
    );
  }
  if (similarLabels.length > 0) {
    const spellings = similarLabels
      .slice(0, 5)
      .map((labels) => labels.map((label) => `“${label}”`).join(' and '));
    lines.push(
      `Labels that differ by capital letters or blanks alone are taken for genres of their own: ${spellings.join('; ')}.`,
    );
  }
  if (smallClasses.length > 0) {
    lines.push(
      `${formatQuantity(smallClasses.length, 'genre has', 'genres have')} too few documents to learn from.`,
    );
  }
  return lines.map((line) => element('p', { class: 'genre-flaw' }, line));
}

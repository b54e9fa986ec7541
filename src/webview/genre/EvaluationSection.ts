import type { ClassifierReport, ClassifierTrial } from '../../protocol/classifierReport.ts';
import { dataTable, figureColumn, textColumn } from '../dataTable.ts';
import { element } from '../dom.ts';
import { formatCount, formatList, formatQuantity } from '../format.ts';
import { modeNames } from './modes.ts';
import { paragraph, percent, Section } from './parts.ts';

/** More genres than this make a confusion matrix nobody reads. */
const MOST_IN_MATRIX = 30;

/** How well the classifier does on documents that it has not seen. */
export class EvaluationSection {
  readonly #section = new Section('How well it does');

  get element(): HTMLElement {
    return this.#section.element;
  }

  show(report: ClassifierReport): void {
    const { trial } = report;
    if (!trial) {
      this.#section.body.replaceChildren(
        paragraph(
          'It was loaded from a file, which does not say how well it did on texts that it had not seen.',
        ),
        about(report),
      );
      return;
    }
    const { evaluation } = trial;
    const { accuracy, interval, majority, classes } = evaluation;
    this.#section.body.replaceChildren(
      element(
        'p',
        { class: 'genre-verdict' },
        element('strong', {}, percent(accuracy)),
        ` of ${formatQuantity(evaluation.passages, 'test passage')} right`,
      ),
      paragraph(
        `With 95% confidence between ${percent(interval.low)} and ${percent(interval.high)}. Always saying “${majority.name}” would be right for ${percent(majority.accuracy)}.`,
      ),
      ...repeated(trial),
      ...this.#confusion(report.classes, trial),
      element('h3', {}, 'Genre by genre'),
      dataTable(
        'Precision, recall and F1 of each genre',
        [textColumn('Genre'), ...['Precision', 'Recall', 'F1', 'Passages'].map(figureColumn)],
        classes.map(({ name, precision, recall, f1, support }) => [
          name,
          percent(precision),
          percent(recall),
          f1.toFixed(2),
          formatCount(support),
        ]),
        'caption heard',
      ),
      paragraph(
        'Precision: of the passages said to be of the genre, how many are. Recall: of those that are, how many were found. F1 is between the two.',
        'note',
      ),
      about(report),
    );
  }

  #confusion(classes: readonly string[], { evaluation }: ClassifierTrial): HTMLElement[] {
    if (classes.length > MOST_IN_MATRIX) {
      return [
        paragraph(
          `With ${classes.length} genres, the table of what was taken for what is too large to show.`,
          'note',
        ),
      ];
    }
    const head = element(
      'tr',
      {},
      element('th', { scope: 'col' }, 'is \\ said'),
      ...classes.map((name) => element('th', { scope: 'col' }, element('span', {}, name))),
    );
    const rows = evaluation.confusion.map((row, label) => {
      const total = Math.max(
        1,
        row.reduce((sum, count) => sum + count, 0),
      );
      return element(
        'tr',
        {},
        element('th', { scope: 'row' }, classes[label]!),
        ...row.map((count, said) => {
          const cell = element(
            'td',
            {
              class: said === label ? 'right' : undefined,
              title: `${classes[label]}, said to be ${classes[said]}: ${count}`,
            },
            count === 0 ? '·' : String(count),
          );
          cell.style.setProperty('--share', `${Math.round((100 * count) / total)}%`);
          return cell;
        }),
      );
    });
    const caption = 'What was taken for what: rows are what passages are, columns what was said';
    const matrix = element(
      'table',
      { class: 'genre-matrix' },
      element('caption', { class: 'visually-hidden' }, caption),
      element('thead', {}, head),
      element('tbody', {}, ...rows),
    );
    return [
      element('h3', {}, 'What was taken for what'),
      element('div', { class: 'data-scroll', tabindex: 0, role: 'region', 'aria-label': caption }, matrix),
    ];
  }
}

/** Says where the test is easier than new texts will be. */
function repeated({ repeatedPassages }: ClassifierTrial): HTMLElement[] {
  if (repeatedPassages === 0) return [];
  return [
    element(
      'p',
      { class: 'genre-flaw' },
      `${formatQuantity(repeatedPassages, 'passage')} of the validation and the test ${repeatedPassages === 1 ? 'stands' : 'stand'} in the training, too, word for word: the test is that much too easy.`,
    ),
  ];
}

/** What the classifier is made of, folded away. */
function about(report: ClassifierReport): HTMLElement {
  const part = ({ documents, passages }: ClassifierTrial['test']): string =>
    `${formatQuantity(documents, 'document')}, ${formatQuantity(passages, 'passage')}`;
  const { trial } = report;
  const facts: [string, string][] = [
    [trial ? 'Learnt from' : 'Loaded from', report.data],
    ['Way of learning', modeNames[report.mode]],
    ['Genres', formatList(report.classes)],
    ['Vocabulary', `${formatCount(report.vocabularySize)} tokens, with padding and [UNK]`],
    [
      'Parameters',
      `${formatCount(report.parameters.total)}, of which ${formatCount(report.parameters.trainable)} are trained`,
    ],
  ];
  if (trial) {
    const { pretrained } = trial;
    facts.push(
      ['Calculated by', `${trial.engine}, ${(trial.milliseconds / 1000).toFixed(1)} s`],
      ['Training', part(trial.training)],
      ['Validation', part(trial.validation)],
      ['Test', part(trial.test)],
    );
    if (pretrained) {
      facts.push(['Vectors', `${pretrained.name}; ${percent(pretrained.covered)} of the vocabulary known`]);
    }
  }
  return element(
    'details',
    {},
    element('summary', {}, 'What it is made of'),
    element(
      'dl',
      { class: 'genre-facts' },
      ...facts.flatMap(([name, fact]) => [element('dt', {}, name), element('dd', {}, fact)]),
    ),
  );
}

import type { ScoredDocument } from '../../protocol/panel/genre.ts';
import type { TextScores, WordContribution } from '../../protocol/textScores.ts';
import { textButton } from '../buttons.ts';
import { axis, sharedOptions } from '../charts/chartOptions.ts';
import { toCss } from '../color.ts';
import { dataTable, figureColumn, textColumn } from '../dataTable.ts';
import { element } from '../dom.ts';
import { formatCount, formatQuantity } from '../format.ts';
import type { Palette } from '../theme.ts';
import { GenreChart, shareAxis } from './GenreChart.ts';
import { paragraph, percent, Section } from './parts.ts';

/** Genres that have a bar; the others stand in the table. */
const BARS = 8;
/** Words that are listed for and against a genre. */
const WORDS = 8;

type Scores = Extract<TextScores, { kind: 'scores' }>;

/** The open document: how likely each genre is, and the words that speak for and against one. */
export class DocumentSection {
  readonly #section = new Section('The open document');
  readonly #chart: GenreChart;
  readonly #onExplain: (genre: string) => void;
  readonly #onToggleWords: () => void;
  #wordsShown = false;
  #document: ScoredDocument | undefined;

  constructor(palette: Palette, onExplain: (genre: string) => void, onToggleWords: () => void) {
    this.#chart = new GenreChart(palette);
    this.#onExplain = onExplain;
    this.#onToggleWords = onToggleWords;
    this.show(undefined);
  }

  get element(): HTMLElement {
    return this.#section.element;
  }

  setPalette(palette: Palette): void {
    this.#chart.setPalette(palette);
  }

  setWordsShown(shown: boolean): void {
    if (shown === this.#wordsShown) return;
    this.#wordsShown = shown;
    this.show(this.#document);
  }

  show(document: ScoredDocument | undefined): void {
    this.#document = document;
    const { body } = this.#section;
    if (!document) {
      body.replaceChildren(
        paragraph(
          'Open a text beside this panel: its genre is shown here, and again whenever you pause typing.',
        ),
      );
    } else if (document.scores.kind === 'no words') {
      body.replaceChildren(paragraph(`${document.name} has no words yet, so there is no genre to tell.`));
    } else {
      this.#showScores(document.name, document.scores);
    }
  }

  #showScores(name: string, scores: Scores): void {
    const [first] = scores.scores;
    const focused = document.activeElement?.getAttribute('data-genre');
    this.#section.body.replaceChildren(
      element(
        'p',
        { class: 'genre-verdict' },
        element('strong', {}, first!.name),
        ` ${percent(first!.probability)}`,
      ),
      paragraph(
        `${name}: ${formatQuantity(scores.words, 'word')}, ${percent(scores.unknownWords / scores.words)} of them unknown to the classifier.`,
        'note',
      ),
      this.#chart.element,
      this.#scoreTable(scores),
      element('h3', {}, `Words that speak for and against “${scores.explained}”`),
      ...this.#words(scores),
      element(
        'div',
        { class: 'genre-actions' },
        textButton(
          this.#wordsShown ? 'Hide the Words in the Text' : 'Show the Words in the Text',
          'secondary',
          this.#onToggleWords,
        ),
      ),
    );
    const shown = scores.scores.slice(0, BARS);
    this.#chart.show(30 + 24 * shown.length, (palette) => ({
      type: 'bar',
      data: {
        labels: shown.map((score) => score.name),
        datasets: [
          {
            data: shown.map(({ probability }) => probability),
            backgroundColor: shown.map((_, i) => toCss(i === 0 ? palette.accent : palette.point)),
            borderWidth: 0,
            barPercentage: 0.75,
            categoryPercentage: 1,
          },
        ],
      },
      options: {
        ...sharedOptions(palette),
        indexAxis: 'y',
        scales: { x: shareAxis(palette, ''), y: axis(palette, '', { grid: false, figures: false }) },
      },
    }));
    if (focused)
      this.#section.body.querySelector<HTMLElement>(`[data-genre="${CSS.escape(focused)}"]`)?.focus();
  }

  #scoreTable({ scores, explained }: Scores): HTMLElement {
    return dataTable(
      'How likely each genre is',
      [textColumn('Genre'), figureColumn('Probability'), textColumn('Words')],
      scores.map(({ name, probability }) => {
        const button = textButton('explain', 'link', () => this.#onExplain(name));
        button.setAttribute('data-genre', name);
        button.setAttribute('aria-label', `Explain ${name}`);
        return [
          name,
          percent(probability),
          name === explained ? element('span', {}, 'explained below') : button,
        ];
      }),
      'caption heard',
    );
  }

  #words({ contributions }: Scores): HTMLElement[] {
    const largest = contributions.reduce(
      (most, { contribution }) => Math.max(most, Math.abs(contribution)),
      0,
    );
    if (largest === 0) {
      return [
        paragraph('No single word makes a difference here: leaving any one out changes nothing.', 'note'),
      ];
    }
    const list = (caption: string, sign: 1 | -1): HTMLElement => {
      const words = contributions.filter(({ contribution }) => sign * contribution > 0).slice(0, WORDS);
      return words.length === 0
        ? paragraph(`${caption}: none.`, 'note')
        : dataTable(
            caption,
            [textColumn(caption), figureColumn('Times'), textColumn('Weight')],
            words.map((word) => [word.word, formatCount(word.count), weightBar(word, largest)]),
            'caption heard',
          );
    };
    return [
      element('div', { class: 'genre-words' }, list('For it', 1), list('Against it', -1)),
      paragraph(
        'The weight is how much less (or more) likely the genre would be without the word, beside that of the strongest one.',
        'note',
      ),
    ];
  }
}

function weightBar({ contribution }: WordContribution, largest: number): HTMLElement {
  const share = Math.abs(contribution) / largest;
  const bar = element('span', {
    class: contribution < 0 ? 'genre-bar against' : 'genre-bar',
    'aria-hidden': 'true',
  });
  bar.style.width = `${Math.max(2, Math.round(60 * share))}px`;
  return element('span', { class: 'genre-weight' }, bar, element('span', {}, percent(share)));
}

import type { GenreView, ToGenre } from '../../protocol/panel/genre.ts';
import { textButton } from '../buttons.ts';
import { element } from '../dom.ts';
import type { TabHost } from '../host.ts';
import type { Tab, TabSurroundings } from '../Panel.ts';
import type { Palette } from '../theme.ts';
import { ComparisonSection } from './ComparisonSection.ts';
import { DocumentSection } from './DocumentSection.ts';
import { EvaluationSection } from './EvaluationSection.ts';
import { LearningSection } from './LearningSection.ts';
import { modeNames } from './modes.ts';
import { paragraph, percent } from './parts.ts';
import { TextsSection } from './TextsSection.ts';

/** The Genre tab: the open document's genre, how the classifier learnt, how well it does, and other ways to train it. */
export class GenreTab implements Tab {
  readonly element = element('div', { class: 'genre-tab' });
  readonly #host: TabHost<'genre'>;
  readonly #surroundings: TabSurroundings;
  readonly #notice = element('div', { class: 'genre-problem', role: 'alert', hidden: true });
  readonly #toolbar = element('div', { class: 'genre-toolbar' });
  readonly #content = element('div', { class: 'genre-content' });
  readonly #document: DocumentSection;
  readonly #learning: LearningSection;
  readonly #evaluation = new EvaluationSection();
  readonly #comparison: ComparisonSection;
  readonly #texts: TextsSection;
  #view: GenreView | undefined;

  /** Builds the tab and reports that it is ready. */
  constructor(host: TabHost<'genre'>, surroundings: TabSurroundings) {
    this.#host = host;
    this.#surroundings = surroundings;
    const { palette } = surroundings;
    this.#document = new DocumentSection(
      palette,
      (genre) => host.post({ type: 'explain', genre }),
      () => host.post({ type: 'toggleWords' }),
    );
    this.#learning = new LearningSection(palette);
    this.#comparison = new ComparisonSection(palette);
    this.#texts = new TextsSection(palette);
    this.element.append(this.#notice, this.#toolbar, this.#content);
    host.onMessage((message) => this.#receive(message));
    host.post({ type: 'ready' });
  }

  setPalette(palette: Palette): void {
    this.#document.setPalette(palette);
    this.#learning.setPalette(palette);
    this.#comparison.setPalette(palette);
    this.#texts.setPalette(palette);
  }

  #receive(message: ToGenre): void {
    switch (message.type) {
      case 'view':
        this.#show(message.view);
        break;
      case 'document':
        this.#document.show(message.document);
        break;
      case 'problem':
        this.#tellProblem(message.message);
        break;
    }
  }

  #show(view: GenreView): void {
    const before = this.#view;
    this.#view = view;
    const { report, run, comparison, problem } = view;
    this.#notice.hidden = problem === undefined;
    if (problem !== undefined) this.#tellProblem(problem);
    this.#document.setWordsShown(view.wordsShown);
    if (run) this.#learning.show({ mode: modeNames[run.mode], epochs: run.epochs });
    else if (report?.trial && (report.trainedAt !== before?.report?.trainedAt || before.run)) {
      const { epochs, bestEpoch } = report.trial;
      this.#learning.show({ mode: modeNames[report.mode], epochs, bestEpoch });
    }
    if (report && report.trainedAt !== before?.report?.trainedAt) this.#evaluation.show(report);
    if (comparison && comparison.comparedAt !== before?.comparison?.comparedAt)
      this.#comparison.show(comparison);
    const { texts } = view;
    if (texts && texts.readAt !== before?.texts?.readAt) this.#texts.show(texts);
    this.#arrange(view);
    this.#announce(view, before);
  }

  /** Puts the sections that have something to show in their order. */
  #arrange({ report, run, comparison, texts }: GenreView): void {
    const isNew = texts !== undefined && !texts.learnt;
    const sections = [
      // What is about to be learnt from comes first; what was learnt from, last.
      ...(isNew ? [this.#texts.element] : []),
      ...(report ? [this.#document.element] : []),
      ...(run || report?.trial ? [this.#learning.element] : []),
      ...(report ? [this.#evaluation.element] : []),
      ...(comparison ? [this.#comparison.element] : []),
      ...(texts && !isNew ? [this.#texts.element] : []),
    ];
    const wanted = sections.length > 0 ? sections : [this.#welcome()];
    const shown = [...this.#content.children];
    if (wanted.length !== shown.length || wanted.some((section, i) => section !== shown[i])) {
      this.#content.replaceChildren(...wanted);
    }
    this.#toolbar.hidden = sections.length === 0;
    if (this.#toolbar.childElementCount === 0) {
      this.#toolbar.append(
        textButton('Train...', 'primary', () => this.#host.post({ type: 'train' })),
        textButton('Compare Ways...', 'secondary', () => this.#host.post({ type: 'compare' })),
        textButton('Classify Files...', 'secondary', () => this.#host.post({ type: 'classifyFiles' })),
      );
    }
    for (const button of this.#toolbar.querySelectorAll('button')) button.disabled = run !== undefined;
  }

  #welcome(): HTMLElement {
    return element(
      'div',
      { class: 'genre-welcome' },
      element('h2', {}, 'Teach Firth to tell genres apart'),
      paragraph(
        'Give it texts whose genres you know: a folder for each genre with text files in it, or a table (CSV, TSV, JSON Lines) with a column for the text and one for the genre.',
      ),
      paragraph(
        'It learns in seconds, is tested on texts that it has not seen, and then tells you the genre of whatever you read or write, and which words give it away.',
      ),
      element(
        'div',
        { class: 'genre-actions' },
        textButton('Train Genre Classifier...', 'primary', () => this.#host.post({ type: 'train' })),
        textButton('Compare Training Modes...', 'secondary', () => this.#host.post({ type: 'compare' })),
      ),
    );
  }

  #tellProblem(message: string): void {
    this.#notice.hidden = false;
    this.#notice.replaceChildren(paragraph(message));
  }

  #announce({ report, run }: GenreView, before: GenreView | undefined): void {
    const { announcer } = this.#surroundings;
    if (run && !before?.run) announcer.say('The classifier is learning.');
    if (!run && before?.run && report?.trial) {
      announcer.say(
        `The classifier is trained. ${percent(report.trial.evaluation.accuracy)} of the test passages are right.`,
      );
    }
  }
}

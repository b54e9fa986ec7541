import {
  type Disposable,
  EventEmitter,
  type LogOutputChannel,
  type TextDocument,
  window,
  workspace,
} from 'vscode';
import type { TextScores } from '../../protocol/textScores.ts';
import { activeTextDocument, basename } from '../documents.ts';
import type { ActiveClassifier } from './ActiveClassifier.ts';

/** Pauses in typing shorter than this are not scored. */
const PAUSE_MILLISECONDS = 400;
/** A text longer than this is scored by the command alone. In UTF-16 code units; a long novel has a million. */
const LONGEST_TEXT = 2_000_000;
/** Words that are listed. */
const LISTED_WORDS = 20;

/** Documents that VS Code or Firth itself writes. */
const WRITTEN_BY_PROGRAMS = ['output', 'debug', 'firth-report'];

/** The scores of the open document. */
export interface DocumentScores {
  readonly uri: string;
  readonly name: string;
  /** VS Code's name of its language. */
  readonly languageId: string;
  /** The version of the document that was scored. */
  readonly version: number;
  readonly scores: TextScores;
}

/**
 * Scores the open document, a moment after typing stops. While the panel has the focus, the document that is visible first
 * counts as open.
 */
export class LiveScores implements Disposable {
  readonly #classifier: ActiveClassifier;
  readonly #log: LogOutputChannel;
  readonly #changed = new EventEmitter<DocumentScores | undefined>();
  readonly #disposables: Disposable[];
  #timer: NodeJS.Timeout | undefined;
  #turn = 0;
  #scores: DocumentScores | undefined;
  #genre: string | undefined;

  /** Fires when other scores are known; undefined where there is nothing to score. */
  readonly onDidChange = this.#changed.event;

  constructor(classifier: ActiveClassifier, log: LogOutputChannel) {
    this.#classifier = classifier;
    this.#log = log;
    let report = classifier.state.report;
    this.#disposables = [
      window.onDidChangeActiveTextEditor(() => this.#schedule(0)),
      workspace.onDidChangeTextDocument(({ document }) => {
        if (document === activeTextDocument()) this.#schedule(PAUSE_MILLISECONDS);
      }),
      classifier.onDidChange((state) => {
        if (state.report === report) return;
        report = state.report;
        this.#schedule(0);
      }),
    ];
  }

  get scores(): DocumentScores | undefined {
    return this.#scores;
  }

  /** Asks for the words that speak for and against a genre; undefined takes the most likely one. */
  explain(genre: string | undefined): void {
    this.#genre = genre;
    this.#schedule(0);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#changed.dispose();
    for (const disposable of this.#disposables) disposable.dispose();
  }

  #schedule(delay: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#score().catch((error: unknown) => {
        this.#log.warn(`The open document could not be scored: ${String(error)}`);
        this.#set(undefined);
      });
    }, delay);
  }

  async #score(): Promise<void> {
    const turn = ++this.#turn;
    const document = activeTextDocument();
    if (!document || !this.#classifier.state.report || !isWorthScoring(document)) {
      this.#set(undefined);
      return;
    }
    const { languageId, version } = document;
    const scores = await this.#classifier.ask('scoreText', {
      text: document.getText(),
      topn: LISTED_WORDS,
      places: true,
      ...(this.#genre !== undefined && { genre: this.#genre }),
    });
    if (turn !== this.#turn) return;
    this.#set({ uri: document.uri.toString(), name: basename(document.uri), languageId, version, scores });
  }

  #set(scores: DocumentScores | undefined): void {
    if (scores === undefined && this.#scores === undefined) return;
    this.#scores = scores;
    this.#changed.fire(scores);
  }
}

function isWorthScoring(document: TextDocument): boolean {
  return !WRITTEN_BY_PROGRAMS.includes(document.uri.scheme) && document.getText().length <= LONGEST_TEXT;
}

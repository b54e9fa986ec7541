import { Disposable, type TextDocument, window, workspace } from 'vscode';
import { activeTextDocument } from '../documents.ts';

/** Pauses in typing shorter than this do not mark the document's words anew. */
const PAUSE_MILLISECONDS = 400;

/** What is told of the document that is being edited. */
export interface DocumentWordsEvents {
  /** Another document came to the front; undefined where none did. */
  onSwitch(document: TextDocument | undefined): void;
  /** It is time to mark the words of the document at the front. */
  onMark(): void;
}

/** Follows the document at the front: others in its place, and pauses in typing. */
export class DocumentWords implements Disposable {
  readonly #events: DocumentWordsEvents;
  readonly #listening: Disposable;
  #timer: NodeJS.Timeout | undefined;

  constructor(events: DocumentWordsEvents) {
    this.#events = events;
    this.#listening = Disposable.from(
      window.onDidChangeActiveTextEditor(() => events.onSwitch(activeTextDocument())),
      workspace.onDidChangeTextDocument(({ document }) => {
        if (document === activeTextDocument()) this.schedule(PAUSE_MILLISECONDS);
      }),
    );
  }

  /** Has the words marked in so many milliseconds, in place of what was planned before. */
  schedule(delay: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#events.onMark(), delay);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#listening.dispose();
  }
}

import { commands, type Disposable, type LogOutputChannel, type TextEditor, window } from 'vscode';
import { hoverSettings } from '../settings.ts';
import type { ActiveVectors } from './ActiveVectors.ts';

/** Long enough for the window to come up first. */
const DELAY_MILLISECONDS = 1000;

/**
 * Starts the engine in the background when it will be needed soon: a document with hover cards is open, or the
 * workspace has vectors of its own whose state is to be shown. Until then Firth costs nothing.
 */
export class Prewarming implements Disposable {
  readonly #vectors: ActiveVectors;
  readonly #log: LogOutputChannel;
  readonly #subscription: Disposable;
  #timer: NodeJS.Timeout | undefined;

  constructor(vectors: ActiveVectors, log: LogOutputChannel) {
    this.#vectors = vectors;
    this.#log = log;
    this.#subscription = window.onDidChangeActiveTextEditor((editor) => this.#consider(editor));
    this.#consider(window.activeTextEditor);
    void vectors.hasStoredWorkspaceVectors().then(
      (stored) => stored && this.#schedule(),
      (error: unknown) => log.warn(`The storage of the workspace cannot be read: ${String(error)}`),
    );
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#subscription.dispose();
  }

  #consider(editor: TextEditor | undefined): void {
    const { enabled, languages } = hoverSettings();
    const reads = enabled && editor !== undefined && languages.includes(editor.document.languageId);
    void commands.executeCommand('setContext', 'firth.readsLanguage', reads);
    if (reads) this.#schedule();
  }

  #schedule(): void {
    this.#timer ??= setTimeout(() => {
      this.#vectors.ready().catch((error: unknown) => {
        this.#log.error(
          `The vectors could not be loaded: ${error instanceof Error ? error.message : String(error)}`,
        );
      });
    }, DELAY_MILLISECONDS);
  }
}

import { type Disposable, l10n, type Memento, Uri, window, workspace } from 'vscode';
import type { SkippedFile } from '../../protocol/engine.ts';

const SCHEME = 'firth-report';
const KEY = 'firth.skippedFiles';
/** More lines than anybody reads; the count above them is of all. */
const MAX_LISTED = 10_000;

/** The files that the last training passed over, shown as a read-only document. */
export class SkippedFilesReport implements Disposable {
  readonly #memory: Memento;
  readonly #provider: Disposable;

  constructor(memory: Memento) {
    this.#memory = memory;
    this.#provider = workspace.registerTextDocumentContentProvider(SCHEME, {
      provideTextDocumentContent: () => this.#text(),
    });
  }

  /** Remembers the files, over restarts too. */
  set(files: readonly SkippedFile[]): void {
    void this.#memory.update(KEY, {
      count: files.length,
      listed: files.slice(0, MAX_LISTED),
    });
  }

  /** Opens the report. */
  async show(): Promise<void> {
    const uri = Uri.from({
      scheme: SCHEME,
      path: l10n.t('Skipped in Training'),
      query: Date.now().toString(),
    });
    await window.showTextDocument(await workspace.openTextDocument(uri), {
      preview: true,
    });
  }

  dispose(): void {
    this.#provider.dispose();
  }

  #text(): string {
    const { count, listed } = this.#memory.get<{
      count: number;
      listed: readonly SkippedFile[];
    }>(KEY, {
      count: 0,
      listed: [],
    });
    if (count === 0) return l10n.t('The last training skipped no file.');
    const lines = listed.map(
      ({ path, reason, detail }) => `${reason}\t${workspace.asRelativePath(path)}\t${detail}`,
    );
    return [l10n.t('The last training skipped {0} files:', count), '', ...lines, ''].join('\n');
  }
}

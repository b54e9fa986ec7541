import { type Disposable, Uri, window, workspace } from 'vscode';

const SCHEME = 'firth-report';

/** Reports as read-only text documents, which can be searched, copied from and saved, and ask nothing when closed. */
export class ReportDocuments implements Disposable {
  readonly #texts = new Map<string, string>();
  readonly #provider: Disposable;
  #shown = 0;

  constructor() {
    this.#provider = workspace.registerTextDocumentContentProvider(SCHEME, {
      provideTextDocumentContent: (uri) => this.#texts.get(uri.query) ?? '',
    });
  }

  /** Opens a report under a title that becomes the name of its tab. */
  async show(title: string, text: string): Promise<void> {
    const key = String(++this.#shown);
    this.#texts.set(key, text);
    const uri = Uri.from({ scheme: SCHEME, path: title, query: key });
    await window.showTextDocument(await workspace.openTextDocument(uri), { preview: true });
    // The document keeps its text; only a window that was restored would ask again.
    this.#texts.delete(key);
  }

  dispose(): void {
    this.#provider.dispose();
  }
}

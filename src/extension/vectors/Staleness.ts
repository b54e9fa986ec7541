import { type Disposable, type LogOutputChannel, RelativePattern, workspace } from 'vscode';
import { findCorpusFiles } from '../corpus/workspaceCorpus.ts';
import { changesCorpus, corpusSettings } from '../settings.ts';
import type { ActiveVectors } from './ActiveVectors.ts';

/** Many files change at once (a checkout, a save of all); they are looked at together. */
const QUIET_MILLISECONDS = 1500;

/**
 * Notices when the files of the workspace are no longer those that its vectors were trained on, and says so to
 * {@link ActiveVectors}. It never trains.
 */
export class Staleness implements Disposable {
  readonly #vectors: ActiveVectors;
  readonly #log: LogOutputChannel;
  readonly #disposables: Disposable[] = [];
  #watchers: Disposable[] = [];
  #timer: NodeJS.Timeout | undefined;
  #running = false;
  #again = false;

  constructor(vectors: ActiveVectors, log: LogOutputChannel) {
    this.#vectors = vectors;
    this.#log = log;
    this.#disposables.push(
      workspace.onDidChangeWorkspaceFolders(() => this.#restart()),
      workspace.onDidChangeConfiguration((event) => {
        if (changesCorpus((section) => event.affectsConfiguration(section))) this.#restart();
      }),
    );
  }

  /** Begins to watch; called when the workspace has vectors to be watched for. */
  watch(): void {
    if (this.#watchers.length === 0) this.#restart();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const disposable of [...this.#disposables, ...this.#watchers]) disposable.dispose();
  }

  #restart(): void {
    for (const watcher of this.#watchers) watcher.dispose();
    this.#watchers = [];
    for (const folder of workspace.workspaceFolders ?? []) {
      for (const glob of corpusSettings(folder).include) {
        const watcher = workspace.createFileSystemWatcher(new RelativePattern(folder, glob));
        watcher.onDidChange(() => this.#schedule());
        watcher.onDidCreate(() => this.#schedule());
        watcher.onDidDelete(() => this.#schedule());
        this.#watchers.push(watcher);
      }
    }
    this.#schedule();
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#compare(), QUIET_MILLISECONDS);
  }

  async #compare(): Promise<void> {
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#running = true;
    try {
      if (this.#vectors.state.workspace) {
        const files = await findCorpusFiles();
        this.#vectors.setChanges(await this.#vectors.ask('compareCorpus', { files }));
      }
    } catch (error) {
      this.#log.warn(`Whether the files have changed since the training is not known: ${String(error)}`);
    } finally {
      this.#running = false;
      if (this.#again) {
        this.#again = false;
        this.#schedule();
      }
    }
  }
}

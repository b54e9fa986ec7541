import {
  type CancellationToken,
  type Disposable,
  EventEmitter,
  type LogOutputChannel,
  type Uri,
} from 'vscode';
import type {
  CorpusChanges,
  EngineMethods,
  SideBySide,
  VectorsSource,
  VectorsSummary,
} from '../../protocol/engine.ts';
import type { EngineCall, EngineThread } from '../EngineThread.ts';
import { fileExists } from '../files.ts';
import { LastingThread } from '../LastingThread.ts';

/** Where the pieces of the extension lie. */
export interface VectorsPaths {
  /** The engine's bundle. */
  readonly engineScript: string;
  /** The general English vectors that the extension carries. */
  readonly general: Uri;
  /** The workspace's own vectors; absent where no folder is open. */
  readonly workspace: Uri | undefined;
}

/** What answers queries now. */
export interface VectorsState extends SideBySide<VectorsSummary> {
  /** The source that answers before the others, where the user has chosen one; it may not be open. */
  readonly first?: VectorsSource;
  /** How the workspace's files differ from those that were trained on; absent while they do not, or it is not known. */
  readonly stale?: CorpusChanges;
  /** Why the workspace's stored vectors could not be opened. */
  readonly workspaceProblem?: string;
  /** Why the vectors that were loaded earlier could not be opened. */
  readonly loadedProblem?: string;
}

/** The sources whose vectors come and go. */
type StoredSource = Exclude<VectorsSource, 'general'>;

/**
 * The embeddings that answer queries, in an engine thread that starts with the first query, and again with the next one when
 * it has died: then it opens the same files.
 */
export class ActiveVectors implements Disposable {
  readonly #paths: VectorsPaths;
  readonly #log: LogOutputChannel;
  readonly #changed = new EventEmitter<VectorsState>();
  readonly #thread: LastingThread;
  #state: VectorsState = {};
  #loadedFile: string | undefined;

  /** Fires when the state has changed. */
  readonly onDidChange = this.#changed.event;

  constructor(paths: VectorsPaths, log: LogOutputChannel) {
    this.#paths = paths;
    this.#log = log;
    this.#thread = new LastingThread({
      script: paths.engineScript,
      name: 'firth-queries',
      log,
      prepare: (thread) => this.#openAll(thread),
    });
  }

  get state(): VectorsState {
    return this.#state;
  }

  /** Whether the workspace has stored vectors, whether or not they are open yet. */
  async hasStoredWorkspaceVectors(): Promise<boolean> {
    return this.#paths.workspace !== undefined && (await fileExists(this.#paths.workspace));
  }

  /** The files of the embeddings that answer, for work in another thread. */
  openFiles(): Readonly<Partial<Record<VectorsSource, string>>> {
    const { general, workspace } = this.#paths;
    return {
      general: general.fsPath,
      ...(workspace && this.#state.workspace && { workspace: workspace.fsPath }),
      ...(this.#loadedFile !== undefined && this.#state.loaded && { loaded: this.#loadedFile }),
    };
  }

  /** Starts the engine and opens the vectors, unless that was done. */
  async ready(): Promise<VectorsState> {
    await this.#thread.ready();
    return this.#state;
  }

  /** Asks the engine, starting it first where needed. */
  async ask<K extends keyof EngineMethods>(
    method: K,
    params: EngineMethods[K]['params'],
    token?: CancellationToken,
    onProgress?: EngineCall<K>['onProgress'],
  ): Promise<EngineMethods[K]['result']> {
    const thread = await this.#thread.ready();
    return thread.call(method, params, { token, ...(onProgress && { onProgress }) });
  }

  /** Names the file of loaded vectors, in Firth's own format, that the engine is to open when it starts. */
  rememberLoaded(file: string): void {
    this.#loadedFile = file;
  }

  /** Opens a file in Firth's own format as the loaded vectors. */
  async openLoaded(file: string): Promise<void> {
    this.#loadedFile = file;
    const { isStarted } = this.#thread;
    const thread = await this.#thread.ready();
    // A thread that this call has started opened the file on its way.
    if (isStarted) await this.#openOrRestart(thread, 'loaded', file);
    if (this.#state.loadedProblem !== undefined) throw new Error(this.#state.loadedProblem);
  }

  /** Stops using the loaded vectors. */
  async closeLoaded(): Promise<void> {
    this.#loadedFile = undefined;
    if (this.#thread.isStarted) await this.ask('close', { source: 'loaded' });
    this.#update({ ...this.#state, loaded: undefined, loadedProblem: undefined });
  }

  /** Lets one source answer before the others. */
  answerFirst(source: VectorsSource | undefined): void {
    this.#update({ ...this.#state, first: source });
  }

  /** Opens the workspace's vectors anew, after a training. */
  async reopenWorkspace(): Promise<void> {
    const file = this.#paths.workspace;
    const thread = await this.#thread.ready();
    if (file) await this.#openOrRestart(thread, 'workspace', file.fsPath);
    if (this.#state.workspaceProblem !== undefined) throw new Error(this.#state.workspaceProblem);
    this.#update({ ...this.#state, stale: undefined });
  }

  /** Stops using the workspace's vectors, whose file is gone. */
  async closeWorkspace(): Promise<void> {
    if (this.#thread.isStarted) await this.ask('close', { source: 'workspace' });
    this.#update({
      ...this.#state,
      workspace: undefined,
      stale: undefined,
      workspaceProblem: undefined,
    });
  }

  /** Takes note of how the files differ from those that were trained on. */
  setChanges(changes: CorpusChanges): void {
    const differs = changes.added + changes.changed + changes.removed > 0;
    this.#update({ ...this.#state, stale: differs ? changes : undefined });
  }

  dispose(): void {
    this.#changed.dispose();
    void this.#thread.stop();
  }

  async #openAll(thread: EngineThread): Promise<void> {
    const started = performance.now();
    // Looking for the workspace's file takes a journey to the window and back, which need not be waited for.
    const [general, hasOwn] = await Promise.all([
      thread.call('open', { source: 'general', path: this.#paths.general.fsPath }),
      this.hasStoredWorkspaceVectors(),
    ]);
    this.#update({ ...this.#state, general });
    if (hasOwn && this.#paths.workspace) {
      await this.#openStored(thread, 'workspace', this.#paths.workspace.fsPath);
    }
    if (this.#loadedFile !== undefined) await this.#openStored(thread, 'loaded', this.#loadedFile);
    this.#log.info(`Vectors ready after ${(performance.now() - started).toFixed(0)} ms.`);
  }

  /** Opens a file in a thread that may end meanwhile; then the next one opens it on its way. */
  async #openOrRestart(thread: EngineThread, source: StoredSource, path: string): Promise<void> {
    try {
      await this.#openStored(thread, source, path);
    } catch {
      await this.#thread.ready();
    }
  }

  /** A damaged file must not take the general vectors along: it is reported and left alone. */
  async #openStored(thread: EngineThread, source: StoredSource, path: string): Promise<void> {
    try {
      const summary = await thread.call('open', { source, path });
      this.#update({ ...this.#state, [source]: summary, [`${source}Problem`]: undefined });
    } catch (error) {
      // Then the file may be as good as ever.
      if (thread.hasEnded) throw error;
      const problem = error instanceof Error ? error.message : String(error);
      this.#log.error(`The ${source} vectors could not be opened: ${problem}`);
      this.#update({ ...this.#state, [source]: undefined, [`${source}Problem`]: problem });
    }
  }

  #update(state: { [K in keyof VectorsState]: VectorsState[K] | undefined }): void {
    this.#state = Object.fromEntries(
      Object.entries(state).filter(([, value]) => value !== undefined),
    ) as VectorsState;
    this.#changed.fire(this.#state);
  }
}

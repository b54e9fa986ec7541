import {
  type CancellationToken,
  type Disposable,
  EventEmitter,
  type LogOutputChannel,
  type Uri,
} from 'vscode';
import type { CorpusChanges, EngineMethods, VectorsSource, VectorsSummary } from '../../protocol/engine.ts';
import { EngineThread } from '../EngineThread.ts';
import { fileExists } from '../files.ts';

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
export interface VectorsState {
  readonly general?: VectorsSummary;
  readonly workspace?: VectorsSummary;
  /** How the workspace's files differ from those that were trained on; absent while they do not, or it is not known. */
  readonly stale?: CorpusChanges;
  /** Why the workspace's stored vectors could not be opened. */
  readonly workspaceProblem?: string;
}

/**
 * The embeddings that answer queries, in an engine thread that starts with the first query. When the thread dies, the
 * next query starts another one and opens the same files again.
 */
export class ActiveVectors implements Disposable {
  readonly #paths: VectorsPaths;
  readonly #log: LogOutputChannel;
  readonly #changed = new EventEmitter<VectorsState>();
  #thread: EngineThread | undefined;
  #opening: Promise<EngineThread> | undefined;
  #state: VectorsState = {};

  /** Fires when the state has changed. */
  readonly onDidChange = this.#changed.event;

  constructor(paths: VectorsPaths, log: LogOutputChannel) {
    this.#paths = paths;
    this.#log = log;
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
    };
  }

  /** Starts the engine and opens the vectors, unless that was done. */
  async ready(): Promise<VectorsState> {
    await this.#openThread();
    return this.#state;
  }

  /** Asks the engine, starting it first where needed. */
  async ask<K extends keyof EngineMethods>(
    method: K,
    params: EngineMethods[K]['params'],
    token?: CancellationToken,
  ): Promise<EngineMethods[K]['result']> {
    const thread = await this.#openThread();
    return thread.call(method, params, { token });
  }

  /** Opens the workspace's vectors anew, after a training. */
  async reopenWorkspace(): Promise<void> {
    const thread = await this.#openThread();
    await this.#openWorkspace(thread);
    if (this.#state.workspaceProblem !== undefined) throw new Error(this.#state.workspaceProblem);
    this.#update({ ...this.#state, stale: undefined });
  }

  /** Stops using the workspace's vectors, whose file is gone. */
  async closeWorkspace(): Promise<void> {
    if (this.#thread) await this.ask('close', { source: 'workspace' });
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
    void this.#thread?.stop();
  }

  #openThread(): Promise<EngineThread> {
    this.#opening ??= this.#start().catch((error: unknown) => {
      this.#opening = undefined;
      throw error;
    });
    return this.#opening;
  }

  async #start(): Promise<EngineThread> {
    const started = performance.now();
    const thread: EngineThread = new EngineThread(
      this.#paths.engineScript,
      'firth-queries',
      this.#log,
      () => {
        if (this.#thread !== thread) return;
        this.#thread = undefined;
        this.#opening = undefined;
      },
    );
    this.#thread = thread;
    // Looking for the workspace's file takes a journey to the window and back, which need not be waited for.
    const [general, hasOwn] = await Promise.all([
      thread.call('open', { source: 'general', path: this.#paths.general.fsPath }),
      this.hasStoredWorkspaceVectors(),
    ]);
    this.#update({ ...this.#state, general });
    if (hasOwn) await this.#openWorkspace(thread);
    this.#log.info(`Vectors ready after ${(performance.now() - started).toFixed(0)} ms.`);
    return thread;
  }

  /** A damaged file of the workspace must not take the general vectors along: it is reported and left alone. */
  async #openWorkspace(thread: EngineThread): Promise<void> {
    const file = this.#paths.workspace;
    if (!file) return;
    try {
      const workspace = await thread.call('open', { source: 'workspace', path: file.fsPath });
      this.#update({ ...this.#state, workspace, workspaceProblem: undefined });
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      this.#log.error(`The vectors of this workspace could not be opened: ${problem}`);
      this.#update({ ...this.#state, workspace: undefined, workspaceProblem: problem });
    }
  }

  #update(state: { [K in keyof VectorsState]: VectorsState[K] | undefined }): void {
    this.#state = Object.fromEntries(
      Object.entries(state).filter(([, value]) => value !== undefined),
    ) as VectorsState;
    this.#changed.fire(this.#state);
  }
}

/** The sources that are open, the workspace's first. */
export function openSources(state: VectorsState): VectorsSource[] {
  return (['workspace', 'general'] as const).filter((source) => state[source] !== undefined);
}

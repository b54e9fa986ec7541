import {
  type CancellationToken,
  commands,
  type Disposable,
  EventEmitter,
  type LogOutputChannel,
  type Memento,
  type Uri,
  workspace,
} from 'vscode';
import type { ClassifierEpoch, TrainingMode } from '../../core/classifier/ClassifierOptions.ts';
import type { ClassifierReport, ModeComparison } from '../../protocol/classifierReport.ts';
import type { EngineMethods } from '../../protocol/engine.ts';
import type { LabelledTexts } from '../../protocol/panel/genre.ts';
import { EngineStoppedError, type EngineThread } from '../EngineThread.ts';
import { fileExists } from '../files.ts';
import { LastingThread } from '../LastingThread.ts';

/** A training under way. */
export interface ClassifierRun {
  readonly mode: TrainingMode;
  readonly epochs: readonly ClassifierEpoch[];
}

/** What is known of the workspace's genre classifier. */
export interface ClassifierState {
  readonly report?: ClassifierReport;
  /** Why the stored classifier could not be opened. */
  readonly problem?: string;
  readonly comparison?: ModeComparison;
  readonly texts?: LabelledTexts;
  readonly run?: ClassifierRun;
}

const COMPARISON_KEY = 'firth.modeComparison';
const HAS_CLASSIFIER = 'firth.hasClassifier';

/**
 * The genre classifier of the workspace, in an engine thread of its own that starts when there is one to ask.
 */
export class ActiveClassifier implements Disposable {
  readonly #file: Uri | undefined;
  readonly #memory: Memento;
  readonly #log: LogOutputChannel;
  readonly #changed = new EventEmitter<ClassifierState>();
  readonly #thread: LastingThread;
  #state: ClassifierState;

  /** Fires when the state has changed. */
  readonly onDidChange = this.#changed.event;

  /**
   * @param engineScript the engine's bundle
   * @param file where the classifier is stored; absent where no folder is open
   */
  constructor(engineScript: string, file: Uri | undefined, memory: Memento, log: LogOutputChannel) {
    this.#file = file;
    this.#memory = memory;
    this.#log = log;
    this.#thread = new LastingThread({
      script: engineScript,
      name: 'firth-genre',
      log,
      prepare: (thread) => this.#open(thread),
    });
    const comparison = memory.get<ModeComparison>(COMPARISON_KEY);
    this.#state = comparison ? { comparison } : {};
  }

  get state(): ClassifierState {
    return this.#state;
  }

  /** Where the classifier is stored; absent where no folder is open. */
  get file(): Uri | undefined {
    return this.#file;
  }

  /** Opens the stored classifier, if there is one. A damaged one is told in the state and left alone. */
  async restore(): Promise<void> {
    if (this.#file && (await fileExists(this.#file))) await this.reopen();
  }

  /** Opens the file anew, after a training. */
  async reopen(): Promise<void> {
    try {
      await this.#thread.stop();
      await this.#thread.ready().catch((error: unknown) => {
        // The file may be as good as ever.
        if (error instanceof EngineStoppedError) return this.#thread.ready();
        throw error;
      });
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      this.#log.error(`The genre classifier could not be opened: ${problem}`);
      this.#update({ report: undefined, problem });
    }
  }

  /** Asks the engine that has the classifier open. */
  async ask<K extends 'scoreText' | 'leanWords'>(
    method: K,
    params: EngineMethods[K]['params'],
    token?: CancellationToken,
  ): Promise<EngineMethods[K]['result']> {
    const thread = await this.#thread.ready();
    return thread.call(method, params, { token });
  }

  /** Takes note of a training that goes on; undefined when it has ended. */
  setRun(run: ClassifierRun | undefined): void {
    this.#update({ run });
  }

  /** Takes note of the texts that were chosen to learn from. */
  setTexts(texts: LabelledTexts): void {
    this.#update({ texts });
  }

  /** Keeps a comparison, over restarts too. */
  async setComparison(comparison: ModeComparison): Promise<void> {
    this.#update({ comparison });
    await this.#memory.update(COMPARISON_KEY, comparison);
  }

  /** Removes the classifier and the comparison. */
  async forget(): Promise<void> {
    if (this.#file && (await fileExists(this.#file))) await workspace.fs.delete(this.#file);
    await this.#thread.stop();
    await this.#memory.update(COMPARISON_KEY, undefined);
    this.#update({ report: undefined, problem: undefined, comparison: undefined, texts: undefined });
  }

  dispose(): void {
    this.#changed.dispose();
    void this.#thread.stop();
  }

  async #open(thread: EngineThread): Promise<void> {
    if (!this.#file) throw new Error('No folder is open, so no genre classifier is stored.');
    const report = await thread.call('openClassifier', { path: this.#file.fsPath });
    const { texts } = this.#state;
    this.#update({
      report,
      problem: undefined,
      ...(texts && { texts: { ...texts, learnt: texts.name === report.data } }),
    });
  }

  #update(change: { [K in keyof ClassifierState]: ClassifierState[K] | undefined }): void {
    const merged = { ...this.#state, ...change };
    this.#state = Object.fromEntries(
      Object.entries(merged).filter(([, value]) => value !== undefined),
    ) as ClassifierState;
    if ('report' in change) {
      void commands.executeCommand('setContext', HAS_CLASSIFIER, change.report !== undefined);
    }
    this.#changed.fire(this.#state);
  }
}

import type { LogOutputChannel } from 'vscode';
import { EngineThread } from './EngineThread.ts';

/** How a {@link LastingThread} is started. */
export interface LastingThreadOptions {
  /** The engine's bundle. */
  readonly script: string;
  /** Shown in logs and debuggers. */
  readonly name: string;
  readonly log: LogOutputChannel;
  /** Whether it stands back for threads that somebody waits for. */
  readonly isBackground?: boolean;
  /** What each new thread does before it is asked anything, such as opening files. A thread that fails in it is ended. */
  readonly prepare?: (thread: EngineThread) => Promise<void>;
}

/**
 * An engine thread that starts when it is first needed. When it dies, calls under way are rejected, and the next need starts
 * and prepares another one.
 */
export class LastingThread {
  readonly #options: LastingThreadOptions;
  #thread: EngineThread | undefined;
  #ready: Promise<EngineThread> | undefined;

  constructor(options: LastingThreadOptions) {
    this.#options = options;
  }

  /** Whether there is a thread now, ready or on its way. */
  get isStarted(): boolean {
    return this.#thread !== undefined;
  }

  /** The prepared thread, started where there is none. */
  ready(): Promise<EngineThread> {
    this.#ready ??= this.#start();
    return this.#ready;
  }

  /** Ends the thread, until it is needed again. */
  async stop(): Promise<void> {
    const thread = this.#thread;
    this.#thread = undefined;
    this.#ready = undefined;
    await thread?.stop();
  }

  async #start(): Promise<EngineThread> {
    const { script, name, log, prepare, isBackground = false } = this.#options;
    const onExit = (): void => {
      if (this.#thread === thread) void this.stop();
    };
    const thread: EngineThread = new EngineThread(script, name, log, onExit, { isBackground });
    this.#thread = thread;
    try {
      await prepare?.(thread);
      return thread;
    } catch (error) {
      if (this.#thread === thread) await this.stop();
      throw error;
    }
  }
}

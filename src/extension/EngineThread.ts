import { Worker } from 'node:worker_threads';
import type { CancellationToken, LogOutputChannel } from 'vscode';
import type { EngineLogMessage, EngineMethods, EngineThreadData } from '../protocol/engine.ts';
import {
  type CallOptions,
  type ProgressOf,
  RpcClient,
  type RpcRequest,
  type RpcResponse,
} from '../protocol/rpc.ts';

/** The engine's thread ended while it was needed. */
export class EngineStoppedError extends Error {
  override readonly name = 'EngineStoppedError';
}

/** A call to one method of the engine. */
export interface EngineCall<K extends keyof EngineMethods> {
  readonly token?: CancellationToken | undefined;
  readonly onProgress?: (progress: ProgressOf<EngineMethods, K>) => void;
}

/** A worker thread that runs the engine, and the typed way to ask it. */
export class EngineThread {
  /** Node's number of the thread, which no other thread of the process ever has. */
  readonly id: number;
  readonly #worker: Worker;
  readonly #client: RpcClient<EngineMethods>;
  readonly #log: LogOutputChannel;
  #ended = false;

  /**
   * @param script the engine's bundle
   * @param name shown in logs and debuggers
   * @param onExit called once when the thread has ended, for whatever reason
   * @param isBackground whether it stands back for threads that somebody waits for
   */
  constructor(
    script: string,
    name: string,
    log: LogOutputChannel,
    onExit: () => void,
    { isBackground = false }: { readonly isBackground?: boolean } = {},
  ) {
    this.#log = log;
    this.#worker = new Worker(script, { name, workerData: { isBackground } satisfies EngineThreadData });
    this.id = this.#worker.threadId;
    this.#client = new RpcClient<EngineMethods>({
      send: (request: RpcRequest) => this.#worker.postMessage(request),
      onMessage: (listener: (response: RpcResponse) => void) => {
        this.#worker.on('message', (message: RpcResponse | EngineLogMessage) => {
          if (message.kind === 'log') log[message.level](`${name}: ${message.message}`);
          else listener(message);
        });
      },
    });
    let failure: Error | undefined;
    this.#worker.on('error', (error: Error) => {
      failure = error;
      log.error(`The thread "${name}" failed: ${error.stack ?? error.message}`);
    });
    this.#worker.on('exit', (code) => {
      this.#ended = true;
      log.debug(`The thread "${name}" ended with code ${code}.`);
      const reason = failure?.message ?? `exit code ${code}`;
      this.#client.close(new EngineStoppedError(`Firth's engine stopped unexpectedly (${reason}).`));
      onExit();
    });
  }

  /** Whether the thread is no more. */
  get hasEnded(): boolean {
    return this.#ended;
  }

  /** Calls a method of the engine; a cancelled token calls the work off. */
  call<K extends keyof EngineMethods>(
    method: K,
    params: EngineMethods[K]['params'],
    { token, onProgress }: EngineCall<K> = {},
  ): Promise<EngineMethods[K]['result']> {
    const options: CallOptions<ProgressOf<EngineMethods, K>> = {
      ...(onProgress && { onProgress }),
      ...(token && {
        onCancel: (cancel: () => void) => {
          if (token.isCancellationRequested) cancel();
          const registration = token.onCancellationRequested(cancel);
          return () => registration.dispose();
        },
      }),
    };
    this.#log.trace(`Engine: ${method}`);
    return this.#client.call(method, params, options);
  }

  /** Ends the thread; calls that have not ended are rejected. */
  async stop(): Promise<void> {
    await this.#worker.terminate();
  }
}

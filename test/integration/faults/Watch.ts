import { createRequire } from 'node:module';
import { join } from 'node:path';
import workerThreads, { type WorkerOptions } from 'node:worker_threads';
import * as vscode from 'vscode';
import type { RpcRequest, RpcResponse } from '../../../src/protocol/rpc.ts';

/** A message that Firth showed to the user. */
export interface ShownMessage {
  readonly severity: 'information' | 'warning' | 'error';
  readonly text: string;
  readonly actions: readonly string[];
}

/** One of Firth's threads. */
export interface WatchedThread {
  readonly name: string;
  /** Ends it as a crash or the system would: without a word to it. */
  kill(): void;
  /** The bundle that it runs. */
  readonly script: string | URL;
}

/** What is told of a thread while it lives. */
export interface ThreadListener {
  onRequest?(thread: WatchedThread, request: RpcRequest): void;
  onResponse?(thread: WatchedThread, response: RpcResponse): void;
}

/**
 * Stands between Firth and what it uses, in the extension host where both run: sees its threads and what is said to them,
 * the messages it shows and its progress, and every rejection that nobody takes. Nothing is replaced but the showing of
 * messages, of which the user of a test presses no button.
 */
export class Watch {
  readonly messages: ShownMessage[] = [];
  /** What was sent to webviews. */
  readonly posted: unknown[] = [];
  readonly rejections: unknown[] = [];
  listener: ThreadListener = {};
  readonly #alive = new Set<WatchedThread>();
  /** Gives a message to the last panel that was opened, as its page would. */
  fromPage: (message: unknown) => void = () => undefined;
  #cancel: (() => void) | undefined;

  /** Begins to watch; before Firth starts its first thread. */
  constructor() {
    process.on('unhandledRejection', (reason) => this.rejections.push(reason));
    this.#watchThreads();
    this.#watchWindow(apiOf('firth.firth').window);
  }

  /** Firth's threads that live. */
  get threads(): readonly WatchedThread[] {
    return [...this.#alive];
  }

  /** Presses Cancel on the progress that shows. */
  cancel(): void {
    this.#cancel?.();
  }

  /** Forgets what was seen so far, and who listens. */
  reset(): void {
    this.messages.length = 0;
    this.posted.length = 0;
    this.rejections.length = 0;
    this.listener = {};
  }

  #watchThreads(): void {
    const watch = this;
    const { Worker } = workerThreads;
    workerThreads.Worker = class extends Worker {
      readonly #seen: WatchedThread;

      constructor(script: string | URL, options?: WorkerOptions) {
        super(script, options);
        this.#seen = {
          name: options?.name ?? '',
          kill: () => void this.terminate(),
          script,
        };
        if (!this.#seen.name.startsWith('firth-')) return;
        watch.#alive.add(this.#seen);
        this.on('exit', () => watch.#alive.delete(this.#seen));
        this.on('message', (message: RpcResponse) => watch.listener.onResponse?.(this.#seen, message));
      }

      override postMessage(message: unknown): void {
        // First, so that a thread that is ended at a request cannot have answered it.
        const { kind } = (message ?? {}) as Partial<RpcRequest>;
        if (kind === 'request' && watch.#alive.has(this.#seen))
          watch.listener.onRequest?.(this.#seen, message as RpcRequest);
        super.postMessage(message);
      }
    };
  }

  #watchWindow(window: typeof vscode.window): void {
    const show =
      (severity: ShownMessage['severity']) =>
      (text: string, ...items: unknown[]): Promise<undefined> => {
        this.messages.push({ severity, text, actions: items.filter((item) => typeof item === 'string') });
        return Promise.resolve(undefined);
      };
    Object.assign(window, {
      showInformationMessage: show('information'),
      showWarningMessage: show('warning'),
      showErrorMessage: show('error'),
    });
    const { withProgress, createWebviewPanel } = window;
    window.withProgress = (options, task) =>
      withProgress(options, (progress, token) => {
        const source = new vscode.CancellationTokenSource();
        token.onCancellationRequested(() => source.cancel());
        this.#cancel = () => source.cancel();
        return task(progress, source.token);
      });
    window.createWebviewPanel = (...options) => {
      const panel = createWebviewPanel(...options);
      const { webview } = panel;
      const { postMessage } = webview;
      webview.postMessage = (message: unknown) => {
        this.posted.push(message);
        return postMessage.call(webview, message);
      };
      const { onDidReceiveMessage } = webview;
      const listeners = new Set<(message: unknown) => unknown>();
      this.fromPage = (message) => {
        for (const listener of listeners) listener(message);
      };
      Object.assign(webview, {
        onDidReceiveMessage(listener: (message: unknown) => unknown): vscode.Disposable {
          listeners.add(listener);
          const registration = onDidReceiveMessage(listener);
          return new vscode.Disposable(() => {
            listeners.delete(listener);
            registration.dispose();
          });
        },
      });
      return panel;
    };
  }
}

/** The API as an extension sees it: VS Code gives each extension an object of its own. */
function apiOf(id: string): typeof vscode {
  const extension = vscode.extensions.getExtension(id);
  if (!extension) throw new Error(`The extension ${id} is not installed.`);
  const { main } = extension.packageJSON as { main: string };
  return createRequire(join(extension.extensionPath, main))('vscode') as typeof vscode;
}

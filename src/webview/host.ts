import { decodePanelState, type FromPanel, type PanelState, type ToPanel } from '../protocol/panel.ts';

/** What VS Code gives to the script of a webview. */
interface WebviewApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): WebviewApi;

/** The extension as the panel sees it. */
export interface Host {
  /** Sends a message. */
  post(message: FromPanel): void;
  /** Hands every message of the extension to `listener`. */
  onMessage(listener: (message: ToPanel) => void): void;
  /** What the panel kept before a reload; empty where it kept nothing. */
  readState(): PanelState;
  /** Keeps the state over a reload. */
  writeState(state: PanelState): void;
}

/** Connects to the extension. A page may do so once. */
export function connectHost(): Host {
  const api = acquireVsCodeApi();
  return {
    post: (message) => api.postMessage(message),
    onMessage: (listener) => {
      window.addEventListener('message', (event: MessageEvent<unknown>) => {
        if (isMessage(event.data)) {
          listener(event.data);
        }
      });
    },
    readState: () => decodePanelState(api.getState()),
    writeState: (state) => api.setState(state),
  };
}

/** The frame around the page sends messages of its own now and then; ours are told by their type. */
function isMessage(data: unknown): data is ToPanel {
  return (
    typeof data === 'object' &&
    data !== null &&
    'type' in data &&
    typeof data.type === 'string' &&
    messageTypes.has(data.type)
  );
}

const messageTypes: ReadonlySet<string> = new Set<ToPanel['type']>([
  'busy',
  'sources',
  'projection',
  'document',
  'reveal',
  'description',
  'problem',
]);

import {
  type Disposable,
  type LogOutputChannel,
  l10n,
  type Uri,
  ViewColumn,
  type WebviewPanel,
  window,
} from 'vscode';
import type { ActiveVectors } from '../vectors/ActiveVectors.ts';
import { MapConversation } from './MapConversation.ts';

const MAP_VIEW_TYPE = 'firth.map';

/** The panel with the map; at most one, which follows the active editor. */
export class MapPanel implements Disposable {
  readonly #extension: Uri;
  readonly #vectors: ActiveVectors;
  readonly #log: LogOutputChannel;
  readonly #registration: Disposable;
  #open: MapConversation | undefined;

  constructor(extension: Uri, vectors: ActiveVectors, log: LogOutputChannel) {
    this.#extension = extension;
    this.#vectors = vectors;
    this.#log = log;
    this.#registration = window.registerWebviewPanelSerializer(MAP_VIEW_TYPE, {
      deserializeWebviewPanel: (panel) => {
        this.#adopt(panel);
        return Promise.resolve();
      },
    });
  }

  /** Opens the map, or brings it to the front; chooses `word` on it where one is given. */
  show(word?: string): void {
    if (this.#open) this.#open.focus();
    const open = this.#open ?? this.#adopt(this.#create());
    if (word !== undefined) open.reveal(word);
  }

  dispose(): void {
    this.#registration.dispose();
    this.#open?.dispose();
  }

  #create(): WebviewPanel {
    return window.createWebviewPanel(
      MAP_VIEW_TYPE,
      l10n.t('Firth Map'),
      // With the focus left in the text, files opened next go beside the map and not in front of it.
      { viewColumn: ViewColumn.Beside, preserveFocus: true },
      {},
    );
  }

  #adopt(panel: WebviewPanel): MapConversation {
    this.#open?.dispose();
    const open = new MapConversation(panel, this.#extension, this.#vectors, this.#log);
    this.#open = open;
    panel.onDidDispose(() => {
      open.dispose();
      if (this.#open === open) this.#open = undefined;
    });
    return open;
  }
}

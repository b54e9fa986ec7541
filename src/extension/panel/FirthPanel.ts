import {
  type Disposable,
  type LogOutputChannel,
  l10n,
  Uri,
  ViewColumn,
  type WebviewPanel,
  window,
} from 'vscode';
import { labSteps } from '../../protocol/panel/lab.ts';
import { decodePanelState, type PanelState, type PanelTab } from '../../protocol/panel.ts';
import type { ActiveVectors } from '../vectors/ActiveVectors.ts';
import { GenreConversation, type GenreParts } from './GenreConversation.ts';
import type { KeptSelections } from './KeptSelections.ts';
import { LabConversation } from './LabConversation.ts';
import { LectureThread } from './LectureThread.ts';
import { MapConversation } from './MapConversation.ts';
import { PanelConversation, type TabConversations } from './PanelConversation.ts';

const PANEL_VIEW_TYPE = 'firth.panel';

interface Conversations extends TabConversations {
  readonly map: MapConversation;
  readonly lab: LabConversation;
}

/** What single tabs work with. */
interface PanelParts {
  readonly genre: GenreParts;
  readonly selections: KeptSelections;
}

/** The panel with the tabs Map, Genre and Lab; at most one, which follows the active editor. */
export class FirthPanel implements Disposable {
  readonly #extension: Uri;
  readonly #vectors: ActiveVectors;
  readonly #parts: PanelParts;
  readonly #log: LogOutputChannel;
  readonly #registration: Disposable;
  #open: PanelConversation<Conversations> | undefined;

  constructor(extension: Uri, vectors: ActiveVectors, parts: PanelParts, log: LogOutputChannel) {
    this.#extension = extension;
    this.#vectors = vectors;
    this.#parts = parts;
    this.#log = log;
    this.#registration = window.registerWebviewPanelSerializer(PANEL_VIEW_TYPE, {
      deserializeWebviewPanel: (panel, state: unknown) => {
        this.#adopt(panel, decodePanelState(state));
        return Promise.resolve();
      },
    });
  }

  /** Opens the panel with a tab at the front. */
  show(tab: PanelTab): void {
    if (this.#open) this.#open.show(tab);
    else this.#adopt(this.#create(), {}, tab);
  }

  /** Opens the map and chooses a word on it. */
  showOnMap(word: string): void {
    this.show('map');
    this.#open?.tabs.map.reveal(word);
  }

  /** Opens the Lab, at a step where one is named. */
  showLab(step?: string): void {
    this.show('lab');
    const known = labSteps.find((name) => name === step);
    if (known) this.#open?.tabs.lab.showStep(known);
  }

  /** Opens the map and draws the arrows of an analogy on it. */
  showAnalogy(expression: string): void {
    this.show('map');
    this.#open?.tabs.map.showAnalogy(expression);
  }

  dispose(): void {
    this.#registration.dispose();
    this.#open?.dispose();
  }

  #create(): WebviewPanel {
    return window.createWebviewPanel(
      PANEL_VIEW_TYPE,
      l10n.t('Firth'),
      // With the focus left in the text, files opened next go beside the panel and not in front of it.
      { viewColumn: ViewColumn.Beside, preserveFocus: true },
      {},
    );
  }

  /** @param kept what the page kept before a reload */
  #adopt(panel: WebviewPanel, kept: PanelState, tab?: PanelTab): void {
    this.#open?.dispose();
    const engineScript = Uri.joinPath(this.#extension, 'dist', 'engine.cjs').fsPath;
    const open = new PanelConversation<Conversations>(
      panel,
      this.#extension,
      this.#log,
      (channel) => ({
        map: new MapConversation(channel('map'), this.#vectors, {
          engineScript,
          classifier: this.#parts.genre.classifier,
          selections: this.#parts.selections,
          log: this.#log,
        }),
        genre: new GenreConversation(channel('genre'), this.#parts.genre),
        lab: new LabConversation(channel('lab'), this.#vectors, new LectureThread(engineScript, this.#log)),
      }),
      tab,
    );
    this.#open = open;
    if ((tab ?? kept.tab) === 'map') {
      // The page hears of what fails as soon as it asks for the map.
      open.tabs.map.prepare(kept.map?.request).catch(() => undefined);
    }
    panel.onDidDispose(() => {
      open.dispose();
      if (this.#open === open) this.#open = undefined;
    });
  }
}

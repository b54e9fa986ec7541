import { type PanelTab, panelTabs } from '../protocol/panel.ts';
import { Announcer } from './Announcer.ts';
import { element } from './dom.ts';
import type { Host, TabHost } from './host.ts';
import { TabBar } from './TabBar.ts';
import { applyPalette, type Palette, watchTheme } from './theme.ts';

/** What the panel gives to each of its tabs. */
export interface TabSurroundings {
  /** Tells screen readers what changed. */
  readonly announcer: Announcer;
  /** The colours of the window's theme at the start; {@link Tab.setPalette} hears of others. */
  readonly palette: Palette;
}

/** The content of one tab. */
export interface Tab {
  readonly element: HTMLElement;
  /** The theme or the font of the window changed. */
  setPalette?(palette: Palette): void;
  /** The tab came to the front, or left it. */
  setShown?(shown: boolean): void;
}

/** Makes each tab's content, when it is first shown. */
export type TabMakers = {
  readonly [Name in PanelTab]: (surroundings: TabSurroundings, host: TabHost<Name>) => Tab;
};

/** The panel: a bar of tabs, and below it the one that is shown. */
export class Panel {
  readonly #host: Host;
  readonly #makers: TabMakers;
  readonly #announcer = new Announcer();
  readonly #bar: TabBar;
  readonly #tabs = new Map<PanelTab, { readonly tab: Tab; readonly pane: HTMLElement }>();
  readonly #root: HTMLElement;
  #palette: Palette;
  #shown: PanelTab | undefined;

  /** Builds the page inside `root`, with the tab that was shown before a reload, and reports that it is ready. */
  constructor(host: Host, root: HTMLElement, makers: TabMakers) {
    this.#host = host;
    this.#root = root;
    this.#makers = makers;
    this.#palette = applyPalette(root);
    this.#bar = new TabBar(panelTabs, (tab) => this.#show(tab));
    root.classList.add('panel');
    const title = element('h1', { class: 'visually-hidden' }, 'Firth');
    root.append(title, this.#bar.element, this.#announcer.element);
    watchTheme(() => {
      this.#palette = applyPalette(root);
      for (const { tab } of this.#tabs.values()) tab.setPalette?.(this.#palette);
    });
    host.onShow((tab) => this.#show(tab));
    if (host.shownTab !== undefined) this.#show(host.shownTab);
    host.ready();
  }

  #show(name: PanelTab): void {
    if (name === this.#shown) return;
    if (this.#shown !== undefined) {
      const { tab, pane } = this.#made(this.#shown);
      pane.hidden = true;
      tab.setShown?.(false);
    }
    this.#shown = name;
    this.#bar.select(name);
    this.#host.keepShownTab(name);
    const { tab, pane } = this.#made(name);
    pane.hidden = false;
    tab.setShown?.(true);
  }

  #made<Name extends PanelTab>(name: Name): { readonly tab: Tab; readonly pane: HTMLElement } {
    const made = this.#tabs.get(name);
    if (made) return made;
    const tab = this.#makers[name](
      { announcer: this.#announcer, palette: this.#palette },
      this.#host.tab(name),
    );
    const pane = element('div', { class: 'tab-pane', ...TabBar.paneAttributes(name) }, tab.element);
    this.#root.append(pane);
    this.#tabs.set(name, { tab, pane });
    return { tab, pane };
  }
}

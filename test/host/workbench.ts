import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import { locateWord, wholeWord } from './locateWord.ts';
import { QuickInput } from './quickInput.ts';
import type { Server } from './server.ts';

/** The colour themes that the UI is looked at in, with the file by which the workbench marks each. */
const themeFiles = {
  'Default Light Modern': 'light_modern',
  'Default Dark Modern': 'dark_modern',
  'Default High Contrast': 'hc_black',
  'Default High Contrast Light': 'hc_light',
} as const;

/** A colour theme by the name that settings.json knows it by. */
export type ColourTheme = keyof typeof themeFiles;

/** All of them, for loops over the themes. */
export const colourThemes = Object.keys(themeFiles) as ColourTheme[];

/** A notification toast. */
export interface Notification {
  readonly severity: 'info' | 'warning' | 'error';
  readonly message: string;
  readonly buttons: readonly string[];
}

/** How a word is to be hovered. */
export interface HoverOptions {
  /** Which of the word's visible occurrences, from 0; default 0. */
  readonly occurrence?: number;
  /** What the hover's text must match before it counts; until then the mouse tries again. */
  readonly expect?: RegExp;
  /** Default 60 s. */
  readonly timeoutMs?: number;
}

/** How a workbench is to be opened. */
export interface WorkbenchOptions {
  /** Absolute path of a file to open in it. */
  readonly openFile?: string;
  /** In CSS pixels; default 1280 x 800. */
  readonly viewport?: { readonly width: number; readonly height: number };
}

/**
 * One open VS Code window, driven as a user would: with mouse and keyboard, reading what stands on the
 * screen. Everything waits (60 s unless said) and throws an Error naming what it waited for.
 */
export class Workbench {
  readonly page: Page;
  /** The box at the top: command palette, quick pick, input box. */
  readonly quickInput: QuickInput;
  readonly #server: Server;

  private constructor(page: Page, server: Server) {
    this.page = page;
    this.quickInput = new QuickInput(page);
    this.#server = server;
  }

  /** Opens a folder (absolute path) in a fresh browser profile and waits until it can be worked with. */
  static async open(
    server: Server,
    browser: Browser,
    folder: string,
    options: WorkbenchOptions = {},
  ): Promise<Workbench> {
    const context = await browser.newContext({ viewport: options.viewport ?? { width: 1280, height: 800 } });
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    const { openFile } = options;
    await page.goto(server.url(folder, openFile === undefined ? {} : { openFile }));
    await page.locator('.monaco-workbench .part.statusbar').waitFor();
    await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor();
    if (openFile !== undefined) await page.locator('.editor-instance .view-line').first().waitFor();
    return new Workbench(page, server);
  }

  /** Closes the window and forgets its browser profile. */
  async close(): Promise<void> {
    await this.page.context().close();
  }

  /** Opens a file by its path relative to the folder, at a line and column counted from 1. */
  async openFile(relativePath: string, line?: number, column = 1): Promise<void> {
    const name = relativePath.split('/').at(-1)!;
    await this.quickInput.open('', line === undefined ? relativePath : `${relativePath}:${line}:${column}`);
    await this.quickInput.accept(name);
    await this.page.locator('.tabs-container .tab.active', { hasText: name }).first().waitFor();
    await this.page.locator('.editor-instance .view-line').first().waitFor();
  }

  /** Runs a command through the palette by its whole title, for example `Firth: Show Map`. */
  async runCommand(title: string): Promise<void> {
    for (const end = performance.now() + 60_000; ; ) {
      await this.quickInput.open('>', title);
      try {
        await this.quickInput.accept(title, 5_000);
        return;
      } catch (error) {
        // The palette lists what there was when it opened; an extension may just have been installed.
        if (performance.now() > end) throw error;
      }
    }
  }

  /**
   * Rests the mouse on a word (any text, found whole) in a visible editor until a hover shows.
   *
   * @returns the hover's text, its cards parted by empty lines.
   */
  async hoverWord(word: string, options: HoverOptions = {}): Promise<string> {
    const { occurrence = 0, expect = /\S/, timeoutMs = 60_000 } = options;
    const deadline = performance.now() + timeoutMs;
    let last = 'the word was not in sight';
    while (performance.now() < deadline) {
      const place = await this.page.evaluate(locateWord, { pattern: wholeWord(word), occurrence });
      if (place !== undefined) {
        // A hover starts when the mouse comes to rest, so come from elsewhere each time.
        await this.page.mouse.move(place.x, 4);
        await sleep(150);
        await this.page.mouse.move(place.x, place.y, { steps: 4 });
        // An extension that was just activated, or a model still being built, answers late.
        for (const end = performance.now() + 3_000; performance.now() < end; await sleep(50)) {
          const text = await this.readHover();
          if (text !== undefined && !/^Loading\b/.test(text) && expect.test(text)) return text;
          last = text === undefined ? 'no hover showed' : `the hover said: ${text}`;
        }
      }
      await sleep(100);
    }
    throw new Error(`Hovering '${word}' gave nothing like ${expect} within ${timeoutMs / 1000} s; ${last}`);
  }

  /**
   * Reloads the window once what its webviews keep is written: the workbench does that every five seconds in which it has the
   * focus and is idle.
   *
   * @param kept JSON that is part of what a webview keeps
   */
  async reloadWithState(kept: string): Promise<void> {
    await this.page.locator('.tab.active .label-name').last().click();
    for (const end = Date.now() + 120_000; !(await storedState(this.page)).includes(kept); await sleep(250)) {
      if (Date.now() > end) throw new Error(`Within two minutes the workbench has not written ${kept}.`);
    }
    await this.page.reload();
  }

  /** The text of the hover that shows now; undefined if none does. */
  async readHover(): Promise<string | undefined> {
    const cards = (await this.hover().allInnerTexts()).map((text) => text.trim()).filter(Boolean);
    return cards.length === 0 ? undefined : cards.join('\n\n');
  }

  /** The cards of the hover that shows now, for what needs more than the text (links, pictures). */
  hover(): Locator {
    return this.page.locator('.monaco-hover:not(.hidden):not(.workbench-hover) .hover-contents');
  }

  /** Takes the mouse away from the text, so that the hover closes. */
  async leaveHover(): Promise<void> {
    await this.page.mouse.move(640, 4);
    await this.page.keyboard.press('Escape');
    await this.hover().first().waitFor({ state: 'hidden' });
  }

  /** The document of the webview that shows (the nth when there are several, from 0). */
  webview(nth = 0): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready').nth(nth).frameLocator('iframe#active-frame');
  }

  /** Switches the colour theme by the settings and waits until the workbench wears it. */
  async setColourTheme(theme: ColourTheme): Promise<void> {
    this.#server.updateSettings({ 'workbench.colorTheme': theme });
    const mark = `vscode-theme-defaults-themes-${themeFiles[theme]}-json`;
    await this.page.locator(`.monaco-workbench.${mark}`).waitFor();
    await sleep(500); // Webviews and icons follow a moment later.
  }

  /** Saves a picture of the window as a PNG file. */
  async screenshot(file: string): Promise<void> {
    await this.page.screenshot({ path: file, animations: 'disabled', caret: 'hide' });
  }

  /** The notification toasts that show now, newest first. */
  async notifications(): Promise<Notification[]> {
    const toasts = await this.page.locator('.notifications-toasts .notification-list-item').all();
    return Promise.all(
      toasts.map(async (toast) => ({
        severity: await severityOf(toast),
        message: (await toast.locator('.notification-list-item-message').allInnerTexts()).join(' ').trim(),
        buttons: await toast
          .locator('.notification-list-item-buttons-container .monaco-button')
          .allInnerTexts(),
      })),
    );
  }

  /** Waits for a toast whose message matches. */
  async waitForNotification(message: RegExp): Promise<Notification> {
    await this.#toast(message).waitFor();
    const found = (await this.notifications()).find((toast) => message.test(toast.message));
    if (found === undefined) throw new Error(`The notification ${message} vanished while being read`);
    return found;
  }

  /** Presses a button of the toast whose message matches. */
  async pressNotificationButton(message: RegExp, button: string): Promise<void> {
    await this.#toast(message).locator('.monaco-button', { hasText: button }).first().click();
  }

  /** Closes all toasts. */
  async closeNotifications(): Promise<void> {
    await this.runCommand('Notifications: Clear All Notifications');
    await this.page
      .locator('.notifications-toasts .notification-list-item')
      .first()
      .waitFor({ state: 'hidden' });
  }

  #toast(message: RegExp): Locator {
    return this.page.locator('.notifications-toasts .notification-list-item', { hasText: message }).first();
  }
}

async function severityOf(toast: Locator): Promise<Notification['severity']> {
  const icon = (await toast.locator('.notification-list-item-icon').getAttribute('class')) ?? '';
  if (icon.includes('codicon-error')) return 'error';
  return icon.includes('codicon-warning') ? 'warning' : 'info';
}

/** All that the workbench has written to the browser's databases, of JSON within JSON the innermost one. */
async function storedState(page: Page): Promise<string> {
  const values = await page.evaluate(async () => {
    const found: unknown[] = [];
    for (const { name } of await indexedDB.databases()) {
      if (!name?.startsWith('vscode-web-state-db')) continue;
      found.push(
        ...(await new Promise<unknown[]>((resolve, reject) => {
          const opening = indexedDB.open(name);
          opening.onerror = () => reject(opening.error);
          opening.onsuccess = () => {
            const database = opening.result;
            const reading = database.transaction('ItemTable').objectStore('ItemTable').getAll();
            reading.onerror = () => reject(reading.error);
            reading.onsuccess = () => resolve(reading.result);
            database.close();
          };
        })),
      );
    }
    return found;
  });
  return values.join('\n').replaceAll('\\', '');
}

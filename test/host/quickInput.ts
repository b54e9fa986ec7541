import { setTimeout as sleep } from 'node:timers/promises';
import type { Locator, Page } from 'playwright-core';

/** One row of a quick pick. */
export interface QuickPickItem {
  readonly label: string;
  readonly description: string;
  readonly detail: string;
}

/** The box at the top of the workbench: command palette, quick open, quick pick, input box. */
export class QuickInput {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Opens the palette (prefix `>`) or quick open (prefix empty) and fills in `text`. */
  async open(prefix: '>' | '', text: string): Promise<void> {
    await this.#page.keyboard.press('Escape');
    for (let attempt = 0; attempt < 12; attempt++) {
      await this.#page.keyboard.press('F1');
      // While the workbench is still restoring, the key goes nowhere; and a focus that comes back late closes the box again.
      if (await succeeds(this.#input().fill(`${prefix}${text}`, { timeout: 5_000 }))) return;
    }
    throw new Error('The command palette did not open within 60 s.');
  }

  /**
   * Waits until a quick pick or input box shows, whose title, placeholder or message contains `text`: after a
   * command was chosen, the palette itself may still be there.
   */
  async waitUntilOpen(text: string): Promise<void> {
    const deadline = performance.now() + 60_000;
    let shown = '';
    while (performance.now() < deadline) {
      const parts = await Promise.all([this.#title(), this.placeholder(), this.message()]).catch(() => []);
      shown = parts.filter(Boolean).join(' | ');
      if (shown.includes(text)) return;
      await sleep(50);
    }
    throw new Error(`No box with '${text}' opened within 60 s; the last one said: ${shown || 'nothing'}`);
  }

  /** Types text in place of what stands in the box. */
  async type(text: string): Promise<void> {
    await this.#input().fill(text);
  }

  /** What stands in the box. */
  async text(): Promise<string> {
    return this.#input().inputValue();
  }

  /** The grey text that stands in an empty box. */
  async placeholder(): Promise<string> {
    return (await this.#input().getAttribute('placeholder', { timeout: 5_000 })) ?? '';
  }

  /** The line below the box: an input box's prompt or what is wrong with the input. */
  async message(): Promise<string> {
    return (await this.#box().locator('.quick-input-message').allInnerTexts()).join(' ').trim();
  }

  /** The rows in sight (a long list holds more than it shows), once they have come to rest. */
  async items(): Promise<QuickPickItem[]> {
    let before = await this.#readItems();
    for (const end = performance.now() + 10_000; performance.now() < end; ) {
      await sleep(100);
      const now = await this.#readItems();
      if (now.length > 0 && JSON.stringify(now) === JSON.stringify(before)) return now;
      before = now;
    }
    return before;
  }

  /**
   * Takes the row with exactly this label, waiting for it to appear; without a label, presses Enter.
   *
   * @throws Error with the labels that were offered instead, when the time is over.
   */
  async accept(label?: string, timeoutMs = 60_000): Promise<void> {
    if (label === undefined) {
      await this.#page.keyboard.press('Enter');
      return;
    }
    const deadline = performance.now() + timeoutMs;
    let offered: string[] = [];
    while (performance.now() < deadline) {
      offered = (await this.#readItems().catch(() => [])).map((item) => item.label);
      const index = offered.indexOf(label);
      if (index >= 0) {
        // The list may be sorted anew between reading and pressing: let Playwright look the label up again.
        const exact = this.#page.getByText(label, { exact: true });
        const row = this.#rows().filter({ has: exact }).first();
        if (await succeeds(row.click({ timeout: 5_000 }))) return;
      }
      await sleep(100);
    }
    throw new Error(
      `No '${label}' was offered within ${timeoutMs / 1000} s, only: ${offered.join(' | ') || 'nothing'}`,
    );
  }

  /** Closes the box without a choice. */
  async cancel(): Promise<void> {
    await this.#page.keyboard.press('Escape');
    await this.#box().waitFor({ state: 'hidden' });
  }

  /** All rows in one go, because the list may change between two questions. */
  async #readItems(): Promise<QuickPickItem[]> {
    return this.#rows().evaluateAll((rows) =>
      rows.map((row) => {
        const [first, second] = row.querySelectorAll('.quick-input-list-row');
        const label = first?.querySelector('.label-name')?.textContent ?? '';
        const description = first?.querySelector('.label-description')?.textContent ?? '';
        const detail = second?.textContent ?? '';
        return { label: label.trim(), description: description.trim(), detail: detail.trim() };
      }),
    );
  }

  async #title(): Promise<string> {
    return (await this.#box().locator('.quick-input-title').allInnerTexts()).join(' ').trim();
  }

  #box(): Locator {
    return this.#page.locator('.quick-input-widget:visible');
  }

  #input(): Locator {
    return this.#box().locator('.quick-input-box input');
  }

  #rows(): Locator {
    return this.#box().locator('.quick-input-list .monaco-list-row');
  }
}

function succeeds(action: Promise<void>): Promise<boolean> {
  return action.then(
    () => true,
    () => false,
  );
}

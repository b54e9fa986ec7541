import type { Page } from 'playwright-core';
import { firstPictureMark } from '../../src/webview/map/pointsPlugin.ts';
import { BROWN_DOCUMENT, fillWithBrown, openSession, type Session } from '../ui/session.ts';
import { type Bench, median, printTable } from './harness.ts';

const sizes = [5000, 10_000, 50_000];

/** Panels that are opened for each number of words, after one that is not measured. */
const ROUNDS = 3;

/** Milliseconds from the command to what came then. */
interface Opening {
  /** VS Code has begun with our page. */
  readonly page: number;
  /** The map is painted. */
  readonly picture: number;
}

const bench: Bench = {
  name: 'opening',
  describe:
    'time from the command that opens the map to its first picture, in a real VS Code; needs "npm run package"',

  async run(report) {
    const session = await openSession(fillWithBrown, BROWN_DOCUMENT);
    try {
      const rows: (string | number)[][] = [];
      for (const size of sizes) {
        session.server.updateSettings({ 'firth.map.words': size });
        await session.workbench.page.waitForTimeout(3000);
        await openAndClose(session, size);
        const openings: Opening[] = [];
        for (let i = 0; i < ROUNDS; i++) openings.push(await openAndClose(session, size));
        const pages = openings.map(({ page }) => page);
        const pictures = openings.map(({ picture }) => picture);
        const own = openings.map(({ page, picture }) => picture - page);
        rows.push([size, ...[pages, own, pictures].map((times) => median(times).toFixed(0))]);
        report(`opening.first_picture_${size}`, median(pictures), 'ms', '< 1000');
        report(`opening.first_picture_after_page_${size}`, median(own), 'ms');
      }
      printTable(['words', 'command to page, ms', 'page to picture, ms', 'command to picture, ms'], rows);
    } finally {
      await session.close();
    }
  },
};

export default bench;

async function openAndClose({ workbench }: Session, words: number): Promise<Opening> {
  const { page, quickInput } = workbench;
  await quickInput.open('>', 'Firth: Open Map');
  await quickInput.items();
  const before = await now(page);
  await quickInput.accept();
  const view = workbench.webview();
  await view.locator('.map:not(.unexplained)').first().waitFor();
  const noted = await view.locator('body').evaluate(async (_, mark) => {
    for (;;) {
      const [picture] = performance.getEntriesByName(mark);
      const { timeOrigin: began } = performance;
      if (picture) return { began, painted: began + picture.startTime };
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }, firstPictureMark);
  await view.locator('.caption', { hasText: words.toLocaleString('en-US') }).waitFor();
  await page.locator('.tab', { hasText: 'Firth' }).locator('.tab-actions .action-label').click();
  await page.locator('iframe.webview').waitFor({ state: 'detached' });
  return { page: noted.began - before, picture: noted.painted - before };
}

/** The page's clock, in milliseconds since 1970. */
function now(page: Page): Promise<number> {
  return page.evaluate(() => performance.timeOrigin + performance.now());
}

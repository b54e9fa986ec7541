import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { gaussian, seededRandom } from '../../src/core/math/random.ts';
import type { ToMap } from '../../src/protocol/panel/map.ts';
import type { Projection, ToPicture } from '../../src/protocol/panel/picture.ts';
import { launchBrowser } from '../host/browser.ts';
import { type Bench, median, printTable } from './harness.ts';

const sizes = [2000, 10_000, 50_000];

/** Pictures that are timed while the map is panned. */
const pictures = 240;

const bench: Bench = {
  name: 'frames',
  describe:
    'time between pictures of the map with its labels while it is panned in Chromium; needs "npm run build"',

  async run(report) {
    const browser = await launchBrowser();
    const rows: (string | number)[][] = [];
    try {
      for (const size of sizes) {
        const page = await browser.newPage({ viewport: { width: 1000, height: 800 } });
        const opened = await took(() => openPanel(page));
        await handPointsOver(page, size);
        // What the page is given comes from the extension otherwise, as typed arrays.
        const firstPicture = opened + (await took(() => drawMap(page)));
        const frames = await panned(page);
        await page.close();
        const { intervals, scripts } = frames;
        const figures = [firstPicture, median(intervals), percentile95(intervals), median(scripts)];
        rows.push([size, ...figures.map((figure) => figure.toFixed(1))]);
        report(`frames.median_${size}`, median(intervals), 'ms', '<= 17');
        report(`frames.p95_${size}`, percentile95(intervals), 'ms');
        report(`frames.script_${size}`, median(scripts), 'ms');
        report(`frames.first_picture_${size}`, firstPicture, 'ms', '< 1000');
      }
    } finally {
      await browser.close();
    }
    printTable(['points', 'first picture, ms', 'median frame, ms', '95% of frames, ms', 'script, ms'], rows);
  },
};

export default bench;

async function took(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** The panel as VS Code would show it, with an extension that says nothing by itself. */
async function openPanel(page: Page): Promise<void> {
  // The loader of this file marks the functions that it hands to the page with a helper that the page lacks.
  await page.addInitScript('globalThis.__name = (named) => named');
  await page.addInitScript(() => {
    Object.assign(globalThis, {
      acquireVsCodeApi: () => ({
        postMessage: () => undefined,
        getState: () => ({ tab: 'map', map: { tableOpen: false } }),
        setState: () => undefined,
      }),
    });
  });
  const styles = await Promise.all(['panel.css', 'map.css'].map((file) => readFile(`media/${file}`, 'utf8')));
  await page.goto('about:blank');
  await page.setContent(`<style>${styles.join('\n')}</style><body><main id="app"></main></body>`);
  await page.addScriptTag({ path: 'dist/panel.js' });
}

/** Points as the page keeps them for {@link drawMap}. */
interface PageWithPoints {
  benchPoints: { readonly x: readonly number[]; readonly y: readonly number[] };
}

async function handPointsOver(page: Page, size: number): Promise<void> {
  const random = seededRandom(1);
  const x = Array.from({ length: size }, () => gaussian(random));
  const y = Array.from({ length: size }, () => gaussian(random));
  await page.evaluate((benchPoints) => void Object.assign(globalThis, { benchPoints }), { x, y });
}

/** Hands a map over as the extension does, and waits until it is painted. */
async function drawMap(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { x, y } = (globalThis as unknown as PageWithPoints).benchPoints;
    const words = x.map((_, i) => `word${i}`);
    const projection: Projection = {
      id: 1,
      request: {
        source: 'general',
        selection: { kind: 'frequent', limit: x.length },
        include: [],
        layout: { method: 'pca' },
      },
      source: 'general',
      name: 'Sample',
      words,
      ranks: Uint32Array.from(words, (_, i) => i + 1),
      found: words.length,
      unknown: [],
      vocabularySize: words.length,
      x: Float32Array.from(x),
      y: Float32Array.from(y),
      explainedVariance: [0.1, 0.1],
      unfinished: false,
      continued: false,
    };
    const send = (message: ToMap): void => window.postMessage({ tab: 'map', message }, '*');
    send({ type: 'sources', available: ['general'], stale: false });
    const draw = (message: ToPicture): void => send({ type: 'toPicture', side: 'map', message });
    draw({ type: 'projection', projection });
    draw({ type: 'document', name: 'sample.txt', words: words.filter((_, i) => i % 10 === 0) });
    const next = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
    for (let i = 0; i < 4; i++) await next();
  });
}

/** What pictures cost, in milliseconds: from one to the next, and of it the script's part. */
interface Frames {
  readonly intervals: readonly number[];
  readonly scripts: readonly number[];
}

/** Times pictures while arrow keys pan the map, a step in each. */
async function panned(page: Page): Promise<Frames> {
  return page.evaluate(async (count) => {
    const surface = document.querySelector<HTMLElement>('.surface')!;
    const next = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
    const press = (key: string): boolean =>
      surface.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    for (let i = 0; i < 4; i++) press('+');
    const intervals: number[] = [];
    const scripts: number[] = [];
    let before = await next();
    for (let i = 0; i < count; i++) {
      press(i % 24 < 12 ? 'ArrowLeft' : 'ArrowRight');
      const now = await next();
      // The map drew in this picture's turn before this did, and the turn began at `now`.
      const script = performance.now() - now;
      if (i >= 20) {
        intervals.push(now - before);
        scripts.push(script);
      }
      before = now;
    }
    return { intervals, scripts };
  }, pictures);
}

function percentile95(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? Number.NaN;
}

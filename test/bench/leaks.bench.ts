import type { CDPSession } from 'playwright-core';
import { BROWN_DOCUMENT, fillWithBrown, openSession, type Session } from '../ui/session.ts';
import { type Bench, printTable } from './harness.ts';

/** Rounds before the first measurement, in which caches fill and code is compiled. */
const WARM_UP = 5;
const ROUNDS = 50;

/** What a window holds, pages of closed panels included where they are held. */
interface Holdings {
  readonly heap: number;
  readonly nodes: number;
  readonly listeners: number;
  readonly documents: number;
}

const bench: Bench = {
  name: 'leaks',
  describe:
    'what is left in the window after the panel was opened and closed 50 times; needs "npm run package"',

  async run(report) {
    const session = await openSession(fillWithBrown, BROWN_DOCUMENT);
    try {
      const { page } = session.workbench;
      const cdp = await page.context().newCDPSession(page);
      await cdp.send('Performance.enable');
      for (let i = 0; i < WARM_UP; i++) await openAndClose(session);
      const before = await holdings(cdp);
      for (let i = 0; i < ROUNDS; i++) await openAndClose(session);
      const after = await holdings(cdp);
      const growth = (what: keyof Holdings): number => (after[what] - before[what]) / ROUNDS;
      report('leaks.heap_per_round', growth('heap') / 1024, 'KiB', '< 50');
      report('leaks.nodes_per_round', growth('nodes'), 'nodes', '< 20');
      report('leaks.listeners_per_round', growth('listeners'), 'listeners', '< 10');
      report('leaks.documents_per_round', growth('documents'), 'documents', '< 0.1');
      printTable(
        ['', 'before', `after ${ROUNDS} rounds`],
        (['heap', 'nodes', 'listeners', 'documents'] as const).map((what) => [
          what,
          before[what],
          after[what],
        ]),
      );
    } finally {
      await session.close();
    }
  },
};

export default bench;

/** Opens the map, waits until it is drawn, and closes the panel. */
async function openAndClose({ workbench }: Session): Promise<void> {
  await workbench.runCommand('Firth: Open Map');
  await workbench.webview().locator('.caption', { hasText: 't-SNE' }).waitFor();
  await workbench.page.locator('.tab', { hasText: 'Firth' }).locator('.tab-actions .action-label').click();
  await workbench.page.locator('iframe.webview').waitFor({ state: 'detached' });
}

/** What is held after everything unreachable is gone. */
async function holdings(cdp: CDPSession): Promise<Holdings> {
  for (let i = 0; i < 3; i++) await cdp.send('HeapProfiler.collectGarbage');
  const { metrics } = await cdp.send('Performance.getMetrics');
  const value = (name: string): number => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
  return {
    heap: value('JSHeapUsedSize'),
    nodes: value('Nodes'),
    listeners: value('JSEventListeners'),
    documents: value('Documents'),
  };
}

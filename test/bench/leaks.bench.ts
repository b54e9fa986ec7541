import type { CDPSession } from 'playwright-core';
import { fillWithBrown, openSession, type Session } from '../ui/session.ts';
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

/** Opens something and closes it. */
type Round = (session: Session) => Promise<void>;

const bench: Bench = {
  name: 'leaks',
  describe:
    "what is left in the window after the panel was opened and closed 50 times, beside what VS Code's own preview of Markdown " +
    'leaves; needs "npm run package"',

  async run(report) {
    const session = await openSession(fillWithBrown, 'README.md');
    try {
      const panel = await perRound(session, openAndCloseMap);
      const preview = await perRound(session, openAndClosePreview);
      report('leaks.heap_per_round', panel.heap / 1024, 'KiB');
      report('leaks.heap_per_round_of_preview', preview.heap / 1024, 'KiB');
      report('leaks.nodes_per_round', panel.nodes, 'nodes', '< 20');
      report('leaks.listeners_per_round', panel.listeners, 'listeners', '< 10');
      report('leaks.documents_per_round', panel.documents, 'documents', '< 0.1');
      printTable(
        [`left of each of ${ROUNDS} rounds`, 'panel', 'preview of Markdown'],
        (['heap', 'nodes', 'listeners', 'documents'] as const).map((what) => [
          what,
          Number(panel[what].toFixed(2)),
          Number(preview[what].toFixed(2)),
        ]),
      );
    } finally {
      await session.close();
    }
  },
};

export default bench;

/** What one round leaves behind, the mean of all. */
async function perRound(session: Session, round: Round): Promise<Holdings> {
  const { page } = session.workbench;
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable');
  for (let i = 0; i < WARM_UP; i++) await round(session);
  const before = await holdings(cdp);
  for (let i = 0; i < ROUNDS; i++) await round(session);
  const after = await holdings(cdp);
  const growth = (what: keyof Holdings): number => (after[what] - before[what]) / ROUNDS;
  return {
    heap: growth('heap'),
    nodes: growth('nodes'),
    listeners: growth('listeners'),
    documents: growth('documents'),
  };
}

/** Opens the map, waits until it is drawn, and closes the panel. */
async function openAndCloseMap({ workbench }: Session): Promise<void> {
  await workbench.runCommand('Firth: Open Map');
  await workbench.webview().locator('.caption', { hasText: 't-SNE' }).waitFor();
  await close(workbench, 'Firth');
}

/** Opens and closes a webview of VS Code's own. */
async function openAndClosePreview({ workbench }: Session): Promise<void> {
  await workbench.runCommand('Markdown: Open Preview to the Side');
  await workbench.webview().locator('h1').first().waitFor();
  await close(workbench, 'Preview README');
}

/** Closes the tab of a webview, and waits until its page is gone. */
async function close({ page }: Session['workbench'], title: string): Promise<void> {
  await page.locator('.tab', { hasText: title }).locator('.tab-actions .action-label').click();
  await page.locator('iframe.webview').waitFor({ state: 'detached' });
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

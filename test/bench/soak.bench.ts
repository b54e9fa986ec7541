import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launchBrowser } from '../host/browser.ts';
import { installHost } from '../host/install.ts';
import { startServer } from '../host/server.ts';
import { temporaryFolder } from '../host/temporaryFolder.ts';
import { Workbench } from '../host/workbench.ts';
import { packagedVsix } from '../packagedVsix.ts';
import { drawnCaption } from '../ui/mapView.ts';
import { trainOnFolders } from '../ui/trainOnFolders.ts';
import { type Bench, median, type Report } from './harness.ts';
import { Probe } from './host/Probe.ts';

/** Each stands for ten minutes of somebody's work; 48 of them are a day of eight hours. */
const rounds = Number(process.env['FIRTH_BENCH_ROUNDS'] ?? 48);

/** Rounds in which everything is used for the first time, and caches fill. */
const WARM_UP = 4;

const DOCUMENT = 'news/ca01-the-atlanta-constitution.txt';
/** In its first lines. */
const HOVERED = ['jury', 'election', 'manner', 'reports', 'primary', 'interest', 'voters'];

const bench: Bench = {
  name: 'soak',
  describe:
    'Memory over a working day in a real VS Code, shortened: hover, type, train, map, genre, close, over and over; needs ' +
    '"npm run package" (FIRTH_BENCH_ROUNDS: how often, 48 unless said)',
  async run(report) {
    if (!(rounds >= 2 * WARM_UP)) throw new RangeError(`FIRTH_BENCH_ROUNDS must be at least ${2 * WARM_UP}.`);
    await installHost();
    const samples = await work();
    reportGrowth(samples, report);
  },
};

export default bench;

/** After a round, in bytes. */
interface Sample {
  /** Heap and buffers of the extension host's own thread, and of Firth's threads together, after their garbage was collected. */
  readonly host: number;
  readonly threads: number;
  /** How many threads Firth has. */
  readonly living: number;
  /** Resident memory of the whole process. */
  readonly resident: number;
}

async function work(): Promise<Sample[]> {
  const temporary = temporaryFolder();
  try {
    const folder = join(temporary.path, 'workspace');
    const probes = join(temporary.path, 'probe');
    mkdirSync(probes);
    for (const genre of ['news', 'fiction'])
      cpSync(`dist/sample/${genre}`, join(folder, genre), { recursive: true });
    const probe = new Probe(probes);
    const server = await startServer({
      vsix: [packagedVsix()],
      ...probe.serverOptions,
      settings: { 'firth.classifier.mode': 'bagOfWords', 'firth.classifier.epochs': 10 },
    });
    const browser = await launchBrowser();
    try {
      const workbench = await Workbench.open(server, browser, folder);
      const samples: Sample[] = [];
      for (let round = 0; round < rounds; round++) {
        await useFor(workbench, round);
        samples.push(await takeSample(probe));
        console.log(rowOf(samples.at(-1)!, round + 1));
      }
      return samples;
    } finally {
      await browser.close();
      await server.stop();
    }
  } finally {
    temporary.remove();
  }
}

/** What somebody does in a while. */
async function useFor(workbench: Workbench, round: number): Promise<void> {
  const { page } = workbench;
  await workbench.openFile(DOCUMENT);
  for (const word of HOVERED) {
    await workbench.hoverWord(word);
    await workbench.leaveHover();
  }
  await page.locator('.editor-instance .view-lines').first().click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(`Round ${round}: the jury praised the mayor. `, { delay: 10 });
  await page.keyboard.press('Control+Home');
  await workbench.runCommand('Firth: Train on This Workspace');
  await workbench.waitForNotification(/Trained [\d,]+ words/);
  await workbench.closeNotifications();
  await workbench.runCommand('Firth: Open Map');
  await drawnCaption(workbench.webview());
  if (round % 4 === 0) {
    await workbench.runCommand('Firth: Train Genre Classifier...');
    await trainOnFolders(workbench, 'Bag of words');
    await workbench.waitForNotification(/test passages/);
    await workbench.closeNotifications();
  }
  await workbench.runCommand('Firth: Open Genre Scores');
  await workbench.webview().locator('.genre-verdict').first().waitFor();
  await workbench.runCommand('View: Close Editor');
  await workbench.openFile(DOCUMENT);
}

async function takeSample(probe: Probe): Promise<Sample> {
  const { rss, threads, ...own } = await probe.memory();
  const sum = (memory: { heapUsed: number; external: number }): number => memory.heapUsed + memory.external;
  return {
    host: sum(own),
    threads: threads.reduce((total, thread) => total + sum(thread), 0),
    living: threads.length,
    resident: rss,
  };
}

/** A line for each round as it ends: a run of a working day takes a while. */
function rowOf({ host, threads, living, resident }: Sample, round: number): string {
  const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);
  return (
    `round ${round}: host ${megabytes(host)} MB, ${living} threads ${megabytes(threads)} MB, ` +
    `resident ${megabytes(resident)} MB`
  );
}

/** What the second half of the rounds after the first few needs more than the first half. */
function reportGrowth(samples: readonly Sample[], report: Report): void {
  const settled = samples.slice(WARM_UP);
  const middle = settled.length >> 1;
  const growth = (figure: (sample: Sample) => number): number => {
    const before = median(settled.slice(0, middle).map(figure));
    const after = median(settled.slice(middle).map(figure));
    return (after - before) / 1e6;
  };
  report('soak.rounds', samples.length, 'rounds');
  report(
    'soak.host_growth',
    growth(({ host }) => host),
    'MB',
    '<= 1',
  );
  report(
    'soak.threads_growth',
    growth(({ threads }) => threads),
    'MB',
    '<= 1',
  );
  report(
    'soak.resident_growth',
    growth(({ resident }) => resident),
    'MB',
    '<= 20',
  );
}

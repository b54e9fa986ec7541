import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { launchBrowser } from '../host/browser.ts';
import { installHost } from '../host/install.ts';
import { startServer } from '../host/server.ts';
import { temporaryFolder } from '../host/temporaryFolder.ts';
import { Workbench } from '../host/workbench.ts';
import { packagedVsix } from '../packagedVsix.ts';
import { CORPUS_HELP, readBenchCorpora } from './benchCorpora.ts';
import { type Bench, median, percentile, printTable, type Report } from './harness.ts';
import { typeAndWatch, watchKeystrokes } from './host/keystrokes.ts';
import { type EventLoopDelay, Probe } from './host/Probe.ts';
import { writeLargeWorkspace } from './largeWorkspace.ts';

const megabytes = Number(process.env['FIRTH_BENCH_MEGABYTES'] ?? 1000);

/** What the setting firth.training.memory allows unless changed: beside the text and the counts. */
const MEMORY_SETTING = 1024;

/** The text is trained on at this share of its size first, to see how time grows. */
const SHARE = 0.1;

const TYPED = 'A writer goes on writing while the words are counted. ';

/** A training that hangs is given up. */
const PATIENCE_MILLISECONDS = 3_600_000;

const bench: Bench = {
  name: 'largeWorkspace',
  describe:
    'Training on a workspace of 1 GB in a real VS Code: time, memory, and how the editor feels meanwhile; needs "npm run ' +
    `package" (FIRTH_BENCH_MEGABYTES: another size; ${CORPUS_HELP})`,
  async run(report) {
    await installHost();
    const documents = (await readBenchCorpora()).flatMap((corpus) => corpus.documents);
    const small = await measure(documents, megabytes * SHARE);
    const large = await measure(documents, megabytes);
    printRuns([small, large]);
    reportFigures(small, large, report);
  },
};

export default bench;

interface Run {
  readonly bytes: number;
  readonly files: number;
  /** Seconds from the command to the message of its end. */
  readonly wall: number;
  /** Seconds of the extension host's process, its threads included. */
  readonly cpu: number;
  /** Bytes. */
  readonly memoryBefore: number;
  readonly peakMemory: number;
  readonly words: number;
  readonly tokens: number;
  readonly nonZeros: number;
  /** Milliseconds by stage. */
  readonly stages: Readonly<Record<string, number>>;
  readonly idle: EventLoopDelay;
  readonly training: EventLoopDelay;
  /** Milliseconds from key to picture. */
  readonly keysIdle: readonly number[];
  readonly keysTraining: readonly number[];
}

/** Makes a workspace, opens it in VS Code, and trains on it while somebody types. */
async function measure(documents: readonly string[], size: number): Promise<Run> {
  const temporary = temporaryFolder();
  try {
    const folder = join(temporary.path, 'workspace');
    const probes = join(temporary.path, 'probe');
    for (const path of [folder, probes]) mkdirSync(path);
    writeFileSync(join(folder, 'notes.md'), '# Notes\n\n');
    const { bytes, files } = writeLargeWorkspace(folder, size * 1e6, documents);
    const probe = new Probe(probes);
    const server = await startServer({ vsix: [packagedVsix()], ...probe.serverOptions });
    const browser = await launchBrowser();
    try {
      const workbench = await Workbench.open(server, browser, folder);
      await workbench.openFile('notes.md', 3);
      await watchKeystrokes(workbench.page);
      await sleep(8000);
      await probe.watchDelay();
      const keysIdle = await typeAndWatch(workbench.page, TYPED.repeat(2));
      const idle = await probe.delay();
      const { rss: memoryBefore } = await probe.memory();
      await workbench.runCommand('Firth: Train on This Workspace');
      await probe.watchDelay();
      const started = performance.now();
      const keysTraining: number[] = [];
      while (!(await isOver(workbench))) {
        if (performance.now() - started > PATIENCE_MILLISECONDS) throw new Error('The training hangs.');
        keysTraining.push(...(await typeAndWatch(workbench.page, TYPED)));
      }
      const wall = (performance.now() - started) / 1000;
      const training = await probe.delay();
      const log = server.extensionHostLogs('firth.firth');
      return {
        bytes,
        files,
        wall,
        cpu: secondsOf(training) - secondsOf(idle),
        memoryBefore,
        peakMemory: await probe.peakMemory(),
        ...readLog(log),
        idle,
        training,
        keysIdle,
        keysTraining,
      };
    } finally {
      await browser.close();
      await server.stop();
    }
  } finally {
    temporary.remove();
  }
}

async function isOver(workbench: Workbench): Promise<boolean> {
  const shown = await workbench.notifications();
  const failure = shown.find(({ severity }) => severity === 'error');
  if (failure) throw new Error(failure.message);
  return shown.some(({ message }) => message.startsWith('Trained '));
}

function secondsOf({ cpu }: EventLoopDelay): number {
  return (cpu.user + cpu.system) / 1e6;
}

/** The figures of the line that Firth logs after a training. */
function readLog(log: string): Pick<Run, 'words' | 'tokens' | 'nonZeros' | 'stages'> {
  const line = /Trained (\d+) words .* on (\d+) tokens of \d+ files: (.*); (\d+) non-zero/.exec(log);
  if (!line) throw new Error(`The log does not tell of the training:\n${log}`);
  const [, words, tokens, stages, nonZeros] = line;
  const times = [...stages!.matchAll(/(\w+) (\d+) ms/g)].map(([, name, time]) => [name!, Number(time)]);
  return {
    words: Number(words),
    tokens: Number(tokens),
    nonZeros: Number(nonZeros),
    stages: Object.fromEntries(times) as Record<string, number>,
  };
}

function printRuns(runs: readonly Run[]): void {
  const row = (name: string, figure: (run: Run) => number, digits = 1): (string | number)[] => [
    name,
    ...runs.map((run) => figure(run).toFixed(digits)),
  ];
  printTable(
    ['', ...runs.map(({ bytes, files }) => `${(bytes / 1e6).toFixed(0)} MB in ${files} files`)],
    [
      row('words in the text, millions', ({ tokens }) => tokens / 1e6),
      row('words learnt', ({ words }) => words, 0),
      row('non-zero counts, millions', ({ nonZeros }) => nonZeros / 1e6),
      row('wall, s', ({ wall }) => wall),
      row('processor, s', ({ cpu }) => cpu),
      ...Object.keys(runs[0]!.stages).map((stage) =>
        row(`${stage}, s`, ({ stages }) => stages[stage]! / 1000),
      ),
      row('memory before, MB', ({ memoryBefore }) => memoryBefore / 1e6, 0),
      row('peak memory, MB', ({ peakMemory }) => peakMemory / 1e6, 0),
      row('of it beside text and counts, MB', (run) => memoryBeside(run) / 1e6, 0),
      row('event loop idle, p99 ms', ({ idle }) => idle.p99),
      row('event loop training, p99 ms', ({ training }) => training.p99),
      row('event loop training, most ms', ({ training }) => training.max),
      row('key to picture idle, median ms', ({ keysIdle }) => median(keysIdle)),
      row('key to picture idle, p95 ms', ({ keysIdle }) => percentile(keysIdle, 0.95)),
      row('key to picture training, median ms', ({ keysTraining }) => median(keysTraining)),
      row('key to picture training, p95 ms', ({ keysTraining }) => percentile(keysTraining, 0.95)),
    ],
  );
}

/** What the training takes beside the words of the text (4 bytes each) and the counts (8 bytes each), in bytes. */
function memoryBeside({ peakMemory, memoryBefore, tokens, nonZeros }: Run): number {
  return peakMemory - memoryBefore - 4 * tokens - 8 * nonZeros;
}

function reportFigures(small: Run, large: Run, report: Report): void {
  const times = large.bytes / small.bytes;
  report('large_workspace.wall', large.wall, 's');
  report('large_workspace.cpu', large.cpu, 's');
  report('large_workspace.words', large.words, 'words');
  report('large_workspace.tokens', large.tokens, 'words in the text');
  report('large_workspace.peak_memory', large.peakMemory / 1e6, 'MB');
  report('large_workspace.memory_beside', memoryBeside(large) / 1e6, 'MB', `<= ${MEMORY_SETTING}`);
  report('large_workspace.growth', large.cpu / small.cpu, `x the time for ${times.toFixed(1)} x the text`);
  report('large_workspace.event_loop_p99', large.training.p99, 'ms', '< 20');
  report('large_workspace.keystroke_idle', median(large.keysIdle), 'ms');
  report('large_workspace.keystroke', median(large.keysTraining), 'ms');
  report('large_workspace.keystroke_p95', percentile(large.keysTraining, 0.95), 'ms');
}

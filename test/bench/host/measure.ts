import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { FirthApi } from '../../../src/extension/api.ts';
import type { TrainingReport } from '../../../src/protocol/engine.ts';
import type { HostMeasurements } from './measurements.ts';

/** Words whose neighbours are printed for a person to judge. */
const WORDS = [
  'president',
  'music',
  'jury',
  'water',
  'church',
  'school',
  'army',
  'doctor',
  'horse',
  'science',
];

/** The window's own start is over after this. */
const SETTLING_MILLISECONDS = 8000;
const IDLE_MILLISECONDS = 3000;
const LATER_HOVERS = 200;

/** Called by VS Code inside the extension host: measures, and prints the measurements as one line of JSON. */
export async function run(): Promise<void> {
  const extension = vscode.extensions.getExtension<FirthApi>('firth.firth');
  if (!extension) throw new Error('Firth is not installed.');
  const api = await extension.activate();

  await sleep(SETTLING_MILLISECONDS);
  const content = WORDS.join(' ');
  const document = await vscode.workspace.openTextDocument({ language: 'plaintext', content });
  const firstHover = await time(() => hover(document, 0));
  const laterHovers: number[] = [];
  const laterAnswers: number[] = [];
  for (let i = 0; i < LATER_HOVERS; i++) {
    const word = WORDS[i % WORDS.length] ?? '';
    laterHovers.push(await time(() => hover(document, content.indexOf(word))));
    laterAnswers.push(await time(() => api.describeWords(word, 6)));
  }

  const idleDelay = await eventLoopDelay(
    () => new Promise((resolve) => setTimeout(resolve, IDLE_MILLISECONDS)),
  );
  let report: TrainingReport | undefined;
  let wall = 0;
  const trainingDelay = await eventLoopDelay(async () => {
    wall = await time(async () => {
      report = await vscode.commands.executeCommand<TrainingReport | undefined>('firth.train');
    });
  });
  if (!report) throw new Error('The training gave no report.');

  const measurements: HostMeasurements = {
    activation: api.activationMilliseconds,
    firstHover,
    laterHovers,
    laterAnswers,
    idleDelay,
    trainingDelay,
    wall,
    report,
    descriptions: await api.describeWords(content, 6),
    analogies: {
      'king - man + woman': await api.solveAnalogy('king - man + woman', 7),
      'brother - man + woman': await api.solveAnalogy('brother - man + woman', 7),
    },
  };
  console.log(`measurements ${JSON.stringify(measurements)}`);
}

async function hover(document: vscode.TextDocument, offset: number): Promise<void> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    document.positionAt(offset + 1),
  );
  if (hovers.length === 0) throw new Error('There was no hover card.');
}

async function time(action: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await action();
  return performance.now() - started;
}

/** How late the event loop's timers came while `action` ran: 50th, 99th and 100th percentile, in milliseconds. */
async function eventLoopDelay(action: () => Promise<unknown>): Promise<readonly [number, number, number]> {
  // The histogram holds whole intervals between timers; what is over the resolution is delay.
  const resolution = 2;
  const histogram = monitorEventLoopDelay({ resolution });
  histogram.enable();
  await action();
  histogram.disable();
  const late = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - resolution);
  return [late(histogram.percentile(50)), late(histogram.percentile(99)), late(histogram.max)];
}

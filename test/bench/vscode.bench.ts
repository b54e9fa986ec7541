import { cpSync } from 'node:fs';
import type { Neighbour } from '../../src/core/vectors/WordVectors.ts';
import { bundleSuite } from '../bundleSuite.ts';
import { runExtensionTests } from '../host/extensionTests.ts';
import { installHost } from '../host/install.ts';
import { temporaryFolder } from '../host/temporaryFolder.ts';
import { packagedVsix } from '../packagedVsix.ts';
import { type Bench, median, printTable, type Report } from './harness.ts';
import type { HostMeasurements } from './host/measurements.ts';

const bench: Bench = {
  name: 'vscode',
  describe:
    'activation, hovers, training on the Brown sample and the event loop meanwhile, in a real VS Code; needs "npm run package"',

  async run(report) {
    const measurements = await measure();
    printNeighbours(measurements);
    reportFigures(measurements, report);
  },
};

export default bench;

async function measure(): Promise<HostMeasurements> {
  const suite = await bundleSuite('test/bench/host/measure.ts', 'measure');
  await installHost();
  const temporary = temporaryFolder();
  try {
    const workspace = `${temporary.path}/brown`;
    cpSync('dist/sample', workspace, { recursive: true });
    const { exitCode, output } = await runExtensionTests({
      vsix: [packagedVsix()],
      workspace,
      suite,
      write: () => undefined,
    });
    const line = /^measurements (.*)$/m.exec(output)?.[1];
    if (exitCode !== 0 || line === undefined) throw new Error(`Nothing was measured:\n${output}`);
    return JSON.parse(line) as HostMeasurements;
  } finally {
    temporary.remove();
  }
}

function printNeighbours({ descriptions, analogies }: HostMeasurements): void {
  const spell = (neighbours: readonly Neighbour[] | undefined): string =>
    neighbours?.map(({ word, similarity }) => `${word} ${similarity.toFixed(2)}`).join(', ') ?? '-';
  printTable(
    ['word', 'count', 'this workspace', 'general English'],
    descriptions.map(({ word, workspace, general }) => [
      word,
      workspace?.count ?? 0,
      spell(workspace?.neighbours),
      spell(general?.neighbours),
    ]),
  );
  console.log();
  printTable(
    ['analogy', 'this workspace', 'general English'],
    Object.entries(analogies).map(([name, answers]) => [
      name,
      spell(answers.workspace),
      spell(answers.general),
    ]),
  );
  console.log();
}

function reportFigures(measurements: HostMeasurements, report: Report): void {
  const { activation, firstHover, laterHovers, laterAnswers, idleDelay, trainingDelay, wall } = measurements;
  const { report: training } = measurements;
  const percentile99 = (values: readonly number[]): number =>
    values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.99)] ?? Number.NaN;
  report('activation.span', activation, 'ms', '< 100');
  report('activation.first_hover', firstHover, 'ms', '< 300');
  report('activation.later_hover_median', median(laterHovers), 'ms');
  report('activation.later_answer_median', median(laterAnswers), 'ms', '< 30');
  report('activation.later_answer_p99', percentile99(laterAnswers), 'ms', '< 30');
  report('responsiveness.idle_p99', idleDelay[1], 'ms');
  report('responsiveness.training_p99', trainingDelay[1], 'ms', '< 20');
  report('responsiveness.training_max', trainingDelay[2], 'ms');
  report('training.wall', wall / 1000, 's');
  for (const [stage, milliseconds] of Object.entries(training.milliseconds)) {
    report(`training.${stage}`, milliseconds / 1000, 's');
  }
  report('training.peak_memory', training.peakMemory / 1e6, 'MB');
  report('training.words', training.words, 'words');
  report('training.tokens', training.corpus.tokens, 'tokens');
  report('training.nonzeros', training.nonZeros, 'entries');
}

import { compileKernels } from '../../src/build/compileKernels.ts';
import { countWindowCooccurrence } from '../../src/core/cooccurrence/countWindowCooccurrence.ts';
import type { SparseMatrix } from '../../src/core/cooccurrence/SparseMatrix.ts';
import { trainGlove } from '../../src/core/embedding/glove.ts';
import { trainGloveLecture } from '../../src/core/embedding/gloveLecture.ts';
import type { AdaGrad } from '../../src/core/math/gloveRows.ts';
import type { Kernels } from '../../src/core/math/Kernels.ts';
import { plainKernels } from '../../src/core/math/plainKernels.ts';
import { CorpusBuilder } from '../../src/core/text/CorpusBuilder.ts';
import { hireNodeHelpers } from '../../src/engine/nodeHelpers.ts';
import { loadKernels } from '../../src/kernels/loadKernels.ts';
import { helperScript } from '../helperScript.ts';
import { CORPUS_HELP, readBenchCorpora } from './benchCorpora.ts';
import { type Bench, printTable } from './harness.ts';
import { runStanfordGlove, STANFORD_HELP } from './stanfordGlove.ts';
import { measureTwoThreads, medianTimes } from './twoThreads.ts';

/** The same for everybody. */
const settings = { vectorSize: 100, xMax: 10, epochs: 5 };

const bench: Bench = {
  name: 'glove',
  describe: `how fast GloVe learns in one thread, beside Stanford's program (${STANFORD_HELP}; ${CORPUS_HELP})`,
  async run(report) {
    const kernels = await loadKernels(await compileKernels());
    const corpus = (await readBenchCorpora()).at(-1)!;
    const builder = new CorpusBuilder();
    for (const document of corpus.documents) {
      builder.beginDocument();
      builder.addText(document);
      builder.endDocument();
    }
    const { vocabulary, corpus: ids, tokens } = builder.finish();
    const cooccurrence = countWindowCooccurrence(ids, vocabulary.size, {
      window: 10,
      weighting: 'harmonic',
      acrossSentences: true,
      kernels,
    });
    const nonZeros = cooccurrence.values.length;
    console.log(
      `${corpus.name}: ${tokens} tokens, ${vocabulary.size} words, ${(nonZeros / 1e6).toFixed(2)} M non-zeros; ` +
        `${settings.vectorSize} dimensions, ${settings.epochs} epochs; seconds are the processor's`,
    );
    const runs: [name: string, run: Run][] = [
      ['element', timeGlove(cooccurrence, 'element', kernels)],
      ['row', timeGlove(cooccurrence, 'row', kernels)],
      ['element, typescript', timeGlove(cooccurrence, 'element', plainKernels)],
      ['row, typescript', timeGlove(cooccurrence, 'row', plainKernels)],
    ];
    const stanford = await runStanfordGlove(vocabulary, cooccurrence, settings);
    if (typeof stanford === 'string') console.log(`skipped: Stanford's program, because ${stanford}`);
    else {
      const { seconds, costs } = stanford;
      runs.push(["Stanford's program", { preparation: 0, learning: seconds, cost: costs.at(-1)! }]);
    }
    const rate = ({ learning }: Run): number => (nonZeros * settings.epochs) / learning / 1e6;
    printTable(
      ['', 'preparation s', 'learning s', 'M non-zeros/s', 'cost'],
      runs.map(([name, run]) => [
        name,
        ...[run.preparation, run.learning, rate(run)].map((value) => value.toFixed(2)),
        run.cost.toFixed(5),
      ]),
    );
    for (const [name, goal] of [
      ['element', 10],
      ['row', 20],
    ] as const) {
      const run = new Map(runs).get(name)!;
      report(`glove.${name}_rate`, rate(run), 'M non-zeros/s');
      if (typeof stanford === 'string') continue;
      report(`glove.${name}_ratio_to_stanford_1t`, stanford.seconds / run.learning, 'x', `>= ${goal}`);
      const whole = run.preparation + run.learning;
      report(`glove.${name}_ratio_with_preparation`, stanford.seconds / whole, 'x');
      report(`glove.${name}_cost_to_stanford`, run.cost / stanford.costs.at(-1)!, 'x', '<= 1.01');
    }

    report('glove.threads_2_to_1_of_the_machine', await measureTwoThreads(), 'x by the clock');
    const { one, two } = await medianTimes(
      () => wallTime(cooccurrence, 0),
      () => wallTime(cooccurrence, 1),
    );
    report('glove.threads_2_to_1', one / two, 'x by the clock', '>= 1.8');

    const start = process.cpuUsage().user;
    const lecture = trainGloveLecture(cooccurrence, { ...settings, seed: 1, kernels });
    const seconds = (process.cpuUsage().user - start) / 1e6 / lecture.epochs.length;
    report('glove.lecture_epoch', seconds, 's');
  },
};
export default bench;

/** Seconds by the clock of the epochs, with helping threads. */
async function wallTime(cooccurrence: SparseMatrix, helpers: number): Promise<number> {
  const kernels = await loadKernels(await compileKernels());
  const dismiss =
    helpers > 0 ? await hireNodeHelpers(kernels, helpers, await helperScript(), console.warn) : undefined;
  let prepared = 0;
  trainGlove(cooccurrence, {
    ...settings,
    heldOut: 0,
    seed: 1,
    kernels,
    task: {
      checkpoint: (done) => {
        if (prepared === 0 && done >= 0.1) prepared = performance.now();
      },
    },
  });
  const seconds = (performance.now() - prepared) / 1000;
  await dismiss?.();
  return seconds;
}

/** What a training took, in seconds of the processor's time, and its last epoch's mean cost. */
interface Run {
  /** Sorting, shuffling and weighing, for which others have programs of their own. */
  readonly preparation: number;
  readonly learning: number;
  readonly cost: number;
}

function timeGlove(cooccurrence: SparseMatrix, adaGrad: AdaGrad, kernels: Kernels): Run {
  const start = process.cpuUsage().user;
  let prepared = 0;
  const { epochs } = trainGlove(cooccurrence, {
    ...settings,
    adaGrad,
    heldOut: 0,
    seed: 1,
    kernels,
    task: {
      checkpoint: (done) => {
        // Where preparation ends, as the training itself divides its work.
        if (prepared === 0 && done >= 0.1) prepared = process.cpuUsage().user;
      },
    },
  });
  const end = process.cpuUsage().user;
  return {
    preparation: (prepared - start) / 1e6,
    learning: (end - prepared) / 1e6,
    cost: epochs.at(-1)!.loss,
  };
}

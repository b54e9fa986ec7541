import { compileKernels } from '../../src/build/compileKernels.ts';
import { countWindowCooccurrence } from '../../src/core/cooccurrence/countWindowCooccurrence.ts';
import { adaptToText } from '../../src/core/embedding/adaptToText.ts';
import { adaptVectors, type GeneralVectors } from '../../src/core/embedding/adaptVectors.ts';
import { trainGlove } from '../../src/core/embedding/glove.ts';
import { trainGloveLecture } from '../../src/core/embedding/gloveLecture.ts';
import { ppmi } from '../../src/core/embedding/ppmi.ts';
import { ppmiSvd } from '../../src/core/embedding/ppmiSvd.ts';
import type { Kernels } from '../../src/core/math/Kernels.ts';
import { evaluateWordAnalogies } from '../../src/core/vectors/evaluation/wordAnalogies.ts';
import { evaluateWordPairs } from '../../src/core/vectors/evaluation/wordPairs.ts';
import { WordVectors } from '../../src/core/vectors/WordVectors.ts';
import { loadKernels } from '../../src/kernels/loadKernels.ts';
import { CORPUS_HELP, readBenchCorpora } from './benchCorpora.ts';
import { readBenchGeneral } from './benchGeneral.ts';
import { beginningOf } from './corpusText.ts';
import { EVALUATION_HELP, type EvaluationSets, readEvaluationSets } from './evaluationSets.ts';
import { type Bench, printTable, type Report } from './harness.ts';
import { areaUnderCurve, type PairsToTell, pairsToTell, prepare, splitText } from './heldOutText.ts';

/** Each fold keeps another tenth of the text aside and has a seed of its own; of a small text, a tenth tells little. */
const sizes = [
  { name: '100KB', length: 100_000, folds: 10 },
  { name: '1MB', length: 1_000_000, folds: 3 },
  { name: 'all', length: Number.POSITIVE_INFINITY, folds: 3 },
];

const bench: Bench = {
  name: 'adapt',
  describe:
    'what each method makes of a text of three sizes: word pairs, analogies, and which words of text kept aside meet, ' +
    `means over folds and seeds (${EVALUATION_HELP}; ${CORPUS_HELP})`,
  async run(report) {
    const kernels = await loadKernels(await compileKernels());
    const sets = await readEvaluationSets();
    const general = await readBenchGeneral();
    const corpus = (await readBenchCorpora()).at(-1)!;
    for (const { name, length, folds } of sizes) {
      const documents = beginningOf(corpus.documents, length);
      console.log(`\n${name}:`);
      const runs = Array.from({ length: folds }, (_, fold) =>
        measureFold(documents, fold, general, sets, kernels),
      );
      tell(name, runs, report);
    }
  },
};
export default bench;

/** Vectors of the vocabulary's words. */
type Method = () => Float32Array;

/** What was measured, by name. */
type Scores = Readonly<Record<string, number>>;

/** Scores by method. */
function measureFold(
  documents: readonly string[],
  fold: number,
  general: GeneralVectors,
  sets: EvaluationSets | undefined,
  kernels: Kernels,
): Map<string, Scores> {
  const { learnt, keptAside } = splitText(documents, fold);
  const prepared = prepare(learnt, 5);
  const { words } = prepared.vocabulary;
  const count = (acrossSentences: boolean) =>
    countWindowCooccurrence(prepared.corpus, words.length, {
      window: 10,
      weighting: 'harmonic',
      acrossSentences,
      kernels,
    });
  const cooccurrence = count(false);
  // Wider than all that is learnt from.
  const wide = count(true);
  const isKnown = (word: string): boolean => general.indexOf(word) !== undefined;
  const seed = fold + 1;
  const pairs = pairsToTell(prepared, wide, keptAside, isKnown, { most: 20_000, seed });
  console.log(
    `fold ${fold}: ${prepared.tokens} tokens, ${words.length} words (${words.filter(isKnown).length} of general English), ` +
      `${(cooccurrence.values.length / 1e6).toFixed(2)} M non-zeros; ${pairs.meeting.length} pairs to tell apart`,
  );
  const options = { seed, kernels, vectorSize: general.dimension };
  const fromText = (): Float32Array => ppmiSvd(ppmi(cooccurrence), options);
  const methods: [name: string, method: Method][] = [
    ['general', () => generalOf(words, general)],
    ['ppmi-svd', fromText],
    ['glove', () => trainGlove(cooccurrence, options).vectors],
    ['glove-from-ppmi-svd', () => trainGlove(cooccurrence, { ...options, startVectors: fromText() }).vectors],
    ['glove-lecture', () => trainGloveLecture(cooccurrence, options).vectors],
    [
      'mittens alone',
      () => adaptVectors(cooccurrence, words, general, { ...options, penalty: 1, epochs: 1 }).vectors,
    ],
    ['adapt', () => adaptToText(cooccurrence, prepared.vocabulary, general, options).vectors],
    [
      'adapt, 1 pass',
      () =>
        adaptToText(cooccurrence, prepared.vocabulary, general, { ...options, penalty: 1, epochs: 1 })
          .vectors,
    ],
  ];
  return new Map(methods.map(([name, method]) => [name, score(words, method, pairs, sets, kernels)]));
}

function tell(size: string, runs: readonly Map<string, Scores>[], report: Report): void {
  const methods = [...runs[0]!.keys()];
  const columns = Object.keys(runs[0]!.get('adapt')!);
  const mean = (of: (run: Map<string, Scores>) => number): number =>
    runs.reduce((sum, run) => sum + of(run), 0) / runs.length;
  printTable(
    ['', ...columns],
    methods.map((name) => [
      name,
      ...columns.map((column) => mean((run) => run.get(name)![column]!).toFixed(3)),
    ]),
  );
  report(
    `adapt.${size}_auc`,
    mean((run) => run.get('adapt')!['auc']!),
    'of 1',
  );
  for (const parent of ['general', 'ppmi-svd']) {
    const gain = mean((run) => run.get('adapt')!['auc']! - run.get(parent)!['auc']!);
    report(`adapt.${size}_auc_over_${parent}`, gain, 'of 1', '> 0');
  }
  if (!columns.includes('ws353')) return;
  const similarity = (name: string): number =>
    mean((run) => (run.get(name)!['ws353']! + run.get(name)!['simlex']!) / 2);
  const loss = similarity('adapt') - Math.max(similarity('general'), similarity('ppmi-svd'));
  report(`adapt.${size}_similarity_over_parents`, loss, 'spearman', '>= -0.02');
}

/** General vectors of the words; zeros for those that are unknown. */
function generalOf(words: readonly string[], { indexOf, dimension, vectors }: GeneralVectors): Float32Array {
  const out = new Float32Array(words.length * dimension);
  for (const [id, word] of words.entries()) {
    const row = indexOf(word);
    if (row !== undefined) out.set(vectors.subarray(row * dimension, (row + 1) * dimension), id * dimension);
  }
  return out;
}

function score(
  words: readonly string[],
  method: Method,
  pairs: PairsToTell,
  sets: EvaluationSets | undefined,
  kernels: Kernels,
): Scores {
  const start = process.cpuUsage().user;
  const learnt = method();
  const seconds = (process.cpuUsage().user - start) / 1e6;
  const dimension = learnt.length / words.length;
  const vectors = new WordVectors({ words, dimension, vectors: learnt }, kernels);
  const auc = areaUnderCurve(vectors, pairs);
  const onSets = sets && scoreOnSets(vectors, sets);
  vectors.dispose();
  return { auc, ...onSets, seconds };
}

function scoreOnSets(vectors: WordVectors, { google, ws353, simlex }: EvaluationSets): Scores {
  const { correct, evaluated } = evaluateWordAnalogies(vectors, google).total;
  return {
    ws353: evaluateWordPairs(vectors, ws353).spearman,
    simlex: evaluateWordPairs(vectors, simlex).spearman,
    google: (100 * correct) / evaluated,
  };
}

import { compileKernels } from '../../src/build/compileKernels.ts';
import { countWindowCooccurrence } from '../../src/core/cooccurrence/countWindowCooccurrence.ts';
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
import { EVALUATION_HELP, type EvaluationSets, readEvaluationSets } from './evaluationSets.ts';
import { type Bench, median, printTable, type Report } from './harness.ts';
import { areaUnderCurve, type PairsToTell, pairsToTell, prepare, splitText } from './heldOutText.ts';

const seeds = [1, 2, 3];
const sizes = [
  { name: '100KB', length: 100_000 },
  { name: '1MB', length: 1_000_000 },
  { name: 'all', length: Number.POSITIVE_INFINITY },
];

const bench: Bench = {
  name: 'adapt',
  describe:
    'what each method makes of a text of three sizes: word pairs, analogies, and which words of text kept aside meet, ' +
    `medians of ${seeds.length} seeds (${EVALUATION_HELP}; ${CORPUS_HELP})`,
  async run(report) {
    const kernels = await loadKernels(await compileKernels());
    const sets = await readEvaluationSets();
    const general = await readBenchGeneral();
    const corpus = (await readBenchCorpora()).at(-1)!;
    for (const { name, length } of sizes) {
      const documents: string[] = [];
      for (let left = length, i = 0; left > 0 && i < corpus.documents.length; i++) {
        documents.push(corpus.documents[i]!.slice(0, left));
        left -= documents.at(-1)!.length;
      }
      measure(name, documents, general, sets, kernels, report);
    }
  },
};
export default bench;

/** Vectors of the vocabulary's words, by the seed. */
type Method = (seed: number) => Float32Array;

function measure(
  size: string,
  documents: readonly string[],
  general: GeneralVectors,
  sets: EvaluationSets | undefined,
  kernels: Kernels,
  report: Report,
): void {
  const { learnt, keptAside } = splitText(documents);
  const prepared = prepare(learnt, 5);
  const { words } = prepared.vocabulary;
  const count = (acrossSentences: boolean) =>
    countWindowCooccurrence(prepared.corpus, words.length, {
      window: 10,
      weighting: 'harmonic',
      acrossSentences,
    });
  const cooccurrence = count(false);
  // Wider than all that is learnt from.
  const wide = count(true);
  const isKnown = (word: string): boolean => general.indexOf(word) !== undefined;
  const pairs = pairsToTell(prepared, wide, keptAside, isKnown, { most: 20_000, seed: 1 });
  console.log(
    `\n${size}: ${prepared.tokens} tokens, ${words.length} words (${words.filter(isKnown).length} of general English), ` +
      `${(cooccurrence.values.length / 1e6).toFixed(2)} M non-zeros; ${pairs.meeting.length} pairs to tell apart`,
  );
  const options = (seed: number) => ({ seed, kernels, vectorSize: general.dimension });
  const methods: [name: string, method: Method][] = [
    ['general', () => generalOf(words, general)],
    ['ppmi-svd', (seed) => ppmiSvd(ppmi(cooccurrence), options(seed))],
    ['glove', (seed) => trainGlove(cooccurrence, options(seed)).vectors],
    [
      'glove from ppmi-svd',
      (seed) => {
        const startVectors = ppmiSvd(ppmi(cooccurrence), options(seed));
        return trainGlove(cooccurrence, { ...options(seed), startVectors }).vectors;
      },
    ],
    ['glove-lecture', (seed) => trainGloveLecture(cooccurrence, options(seed)).vectors],
    ['adapt', (seed) => adaptVectors(cooccurrence, words, general, options(seed)).vectors],
  ];
  const scores = new Map(
    methods.map(([name, method]) => [name, score(words, method, pairs, sets, kernels)] as const),
  );
  const columns = ['auc', ...(sets ? ['ws353', 'simlex', 'google'] : []), 'seconds'];
  printTable(
    ['', ...columns],
    [...scores].map(([name, row]) => [name, ...columns.map((column) => row[column]!.toFixed(3))]),
  );
  const [adapted, fromGeneral, own] = ['adapt', 'general', 'ppmi-svd'].map((name) => scores.get(name)!);
  const gain = adapted!['auc']! - Math.max(fromGeneral!['auc']!, own!['auc']!);
  report(`adapt.${size}_auc`, adapted!['auc']!, 'of 1');
  report(`adapt.${size}_auc_over_parents`, gain, 'of 1', '> 0');
  if (!sets) return;
  const similarity = (row: Record<string, number>): number => (row['ws353']! + row['simlex']!) / 2;
  const loss = similarity(adapted!) - Math.max(similarity(fromGeneral!), similarity(own!));
  report(`adapt.${size}_similarity_over_parents`, loss, 'spearman', '>= -0.02');
  for (const name of ['glove', 'glove-lecture', 'adapt']) {
    report(`quality.${size}_${name}_ws353`, scores.get(name)!['ws353']!, 'spearman');
  }
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

/** The medians over the seeds. */
function score(
  words: readonly string[],
  method: Method,
  pairs: PairsToTell,
  sets: EvaluationSets | undefined,
  kernels: Kernels,
): Record<string, number> {
  const runs = seeds.map((seed) => {
    const start = process.cpuUsage().user;
    const learnt = method(seed);
    const seconds = (process.cpuUsage().user - start) / 1e6;
    const dimension = learnt.length / words.length;
    const vectors = new WordVectors({ words, dimension, vectors: learnt }, kernels);
    const run: Record<string, number> = { auc: areaUnderCurve(vectors, pairs), seconds };
    if (sets) {
      const { correct, evaluated } = evaluateWordAnalogies(vectors, sets.google).total;
      run['ws353'] = evaluateWordPairs(vectors, sets.ws353).spearman;
      run['simlex'] = evaluateWordPairs(vectors, sets.simlex).spearman;
      run['google'] = (100 * correct) / evaluated;
    }
    vectors.dispose();
    return run;
  });
  return Object.fromEntries(Object.keys(runs[0]!).map((key) => [key, median(runs.map((run) => run[key]!))]));
}

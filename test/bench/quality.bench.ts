import { compileKernels } from '../../src/build/compileKernels.ts';
import { type TrainEmbeddingOptions, trainEmbedding } from '../../src/core/embedding/trainEmbedding.ts';
import type { PreparedCorpus } from '../../src/core/text/CorpusBuilder.ts';
import { evaluateWordAnalogies } from '../../src/core/vectors/evaluation/wordAnalogies.ts';
import { evaluateWordPairs } from '../../src/core/vectors/evaluation/wordPairs.ts';
import { WordVectors } from '../../src/core/vectors/WordVectors.ts';
import { loadKernels } from '../../src/kernels/loadKernels.ts';
import { CORPUS_HELP, readBenchCorpora } from './benchCorpora.ts';
import { readBenchGeneral } from './benchGeneral.ts';
import { beginningOf, corpusBuilderOf } from './corpusText.ts';
import { EVALUATION_HELP, type EvaluationSets, readEvaluationSets } from './evaluationSets.ts';
import { type Bench, printTable, type Report } from './harness.ts';

type Options = Omit<TrainEmbeddingOptions, 'seed' | 'kernels'>;

/** What is measured. */
interface Variant {
  readonly name: string;
  readonly options: Options;
}

/** The ways to learn, each with all its defaults. */
const methods: readonly Variant[] = (
  ['ppmi-svd', 'glove', 'glove-from-ppmi-svd', 'glove-lecture', 'adapt'] as const
).map((method) => ({ name: method, options: { method } }));

/** PPMI and SVD with what differs from the defaults in one thing. */
const variants: readonly Variant[] = [
  { name: 'flat weights', options: { weighting: 'flat' } },
  { name: 'across sentences', options: { acrossSentences: true } },
  { name: 'window 5', options: { window: 5 } },
  { name: 'window 15', options: { window: 15 } },
  { name: 'contextSmoothing 1', options: { contextSmoothing: 1 } },
  { name: 'eigenvalueExponent 1', options: { eigenvalueExponent: 1 } },
];

const sizes = [
  { name: '100KB', length: 100_000 },
  { name: '1MB', length: 1_000_000 },
  { name: 'all', length: Number.POSITIVE_INFINITY },
];
const seeds = [1, 2, 3];

/** The figures that training on books of the 19th century must keep. */
const goals: Readonly<Record<string, string>> = {
  'quality.corpus_ws353': '>= 0.44',
  'quality.corpus_simlex': '>= 0.18',
};

const bench: Bench = {
  name: 'quality',
  describe:
    'what vectors learnt from a text are worth, by method and size (means of three seeds and their standard deviation) and by ' +
    `parameter (${EVALUATION_HELP}; ${CORPUS_HELP}; FIRTH_BENCH_SIZE: one of the sizes alone)`,
  async run(report) {
    const kernels = await loadKernels(await compileKernels());
    const sets = await readEvaluationSets();
    const general = await readBenchGeneral();
    const corpus = (await readBenchCorpora()).at(-1)!;
    const only = process.env['FIRTH_BENCH_SIZE'];
    for (const { name, length } of sizes.filter((size) => !only || size.name === only)) {
      const prepared = corpusBuilderOf(beginningOf(corpus.documents, length)).finish();
      const { tokens, sentences, documents, vocabulary } = prepared;
      console.log(
        `\n${corpus.name}, ${name}: ${documents} documents, ${sentences} sentences, ${tokens} tokens, ${vocabulary.size} words`,
      );
      const rows = methods.map(({ name: method, options }) => {
        const runs = seeds.map((seed) => measure(prepared, { ...options, general, seed, kernels }, sets));
        if (length === Number.POSITIVE_INFINITY && method === 'ppmi-svd') tell(corpus.name, runs, report);
        return rowOf(method, runs, sets);
      });
      if (length === Number.POSITIVE_INFINITY) {
        for (const { name: variant, options } of variants) {
          rows.push(rowOf(variant, [measure(prepared, { ...options, seed: 1, kernels }, sets)], sets));
        }
      }
      printTable(['', ...columnsOf(sets).map(({ title }) => title)], rows);
    }
  },
};
export default bench;

/** What one training gave, by column. */
type Run = readonly number[];

interface Column {
  readonly title: string;
  readonly digits: number;
}

/** `sister` is its place among the answers to brother - man + woman. */
function columnsOf(sets: EvaluationSets | undefined): Column[] {
  const scores = ['WS-353', 'SimLex'].map((title) => ({ title, digits: 3 }));
  const percents = ['3CosAdd %', '3CosMul %', 'family %', 'sister'].map((title) => ({ title, digits: 1 }));
  return [...(sets ? [...scores, ...percents] : []), { title: 'seconds', digits: 1 }];
}

function measure(
  prepared: PreparedCorpus,
  options: TrainEmbeddingOptions,
  sets: EvaluationSets | undefined,
): Run {
  const start = process.cpuUsage();
  const { vectors: learnt, vectorSize } = trainEmbedding(prepared, options);
  const { user, system } = process.cpuUsage(start);
  const { words } = prepared.vocabulary;
  const vectors = new WordVectors({ words, dimension: vectorSize, vectors: learnt }, options.kernels);
  const scores = sets ? score(vectors, sets) : [];
  vectors.dispose();
  return [...scores, (user + system) / 1e6];
}

function score(vectors: WordVectors, { google, ws353, simlex }: EvaluationSets): number[] {
  const percent = (part: { correct: number; evaluated: number } | undefined): number =>
    part ? (100 * part.correct) / part.evaluated : Number.NaN;
  const sums = evaluateWordAnalogies(vectors, google);
  const products = evaluateWordAnalogies(vectors, google, { similarityFunction: 'mostSimilarCosmul' });
  const answers = vectors.mostSimilar({
    positive: ['brother', 'woman'],
    negative: ['man'],
    topn: vectors.size,
  });
  return [
    evaluateWordPairs(vectors, ws353).spearman,
    evaluateWordPairs(vectors, simlex).spearman,
    percent(sums.total),
    percent(products.total),
    percent(sums.sections.find(({ name }) => name === 'family')),
    1 + (answers?.findIndex(({ word }) => word === 'sister') ?? Number.NaN),
  ];
}

function tell(corpus: string, runs: readonly Run[], report: Report): void {
  for (const [column, [set, unit]] of [
    ['ws353', 'spearman'],
    ['simlex', 'spearman'],
    ['google', '%'],
  ].entries()) {
    const figure = `quality.${corpus}_${set}`;
    if (runs[0]!.length > 1) report(figure, mean(runs.map((run) => run[column]!)), unit!, goals[figure]);
  }
}

function rowOf(name: string, runs: readonly Run[], sets: EvaluationSets | undefined): string[] {
  return [
    name,
    ...columnsOf(sets).map(({ digits }, column) =>
      spread(
        runs.map((run) => run[column]!),
        digits,
      ),
    ),
  ];
}

/** The mean and, of several, the standard deviation; nothing where no question could be asked. */
function spread(values: readonly number[], digits: number): string {
  const middle = mean(values);
  if (Number.isNaN(middle)) return '';
  if (values.length === 1) return middle.toFixed(digits);
  const deviation = Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
  return `${middle.toFixed(digits)} ± ${deviation.toFixed(digits)}`;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

import { compileKernels } from '../../src/build/compileKernels.ts';
import type { GeneralVectors } from '../../src/core/embedding/adaptVectors.ts';
import {
  type EmbeddingStage,
  type TrainEmbeddingOptions,
  type TrainedEmbedding,
  trainEmbedding,
} from '../../src/core/embedding/trainEmbedding.ts';
import type { Kernels } from '../../src/core/math/Kernels.ts';
import { CorpusBuilder } from '../../src/core/text/CorpusBuilder.ts';
import { evaluateWordAnalogies } from '../../src/core/vectors/evaluation/wordAnalogies.ts';
import { evaluateWordPairs } from '../../src/core/vectors/evaluation/wordPairs.ts';
import { WordVectors } from '../../src/core/vectors/WordVectors.ts';
import { loadKernels } from '../../src/kernels/loadKernels.ts';
import { type BenchCorpus, CORPUS_HELP, readBenchCorpora } from './benchCorpora.ts';
import { readBenchGeneral } from './benchGeneral.ts';
import { EVALUATION_HELP, type EvaluationSets, readEvaluationSets } from './evaluationSets.ts';
import { type Bench, printTable, type Report } from './harness.ts';

type Options = Omit<TrainEmbeddingOptions, 'seed' | 'kernels' | 'onStage' | 'task'>;

/** What is trained: the defaults, then what differs from them in one thing. */
const variants: readonly (readonly [name: string, options: Options])[] = [
  ['defaults', {}],
  ['flat weights', { weighting: 'flat' }],
  ['across sentences', { acrossSentences: true }],
  ['window 5', { window: 5 }],
  ['window 15', { window: 15 }],
  ['contextSmoothing 1', { contextSmoothing: 1 }],
  ['eigenvalueExponent 1', { eigenvalueExponent: 1 }],
  ['glove', { method: 'glove' }],
  ['glove-lecture', { method: 'glove-lecture' }],
  ['adapt', { method: 'adapt' }],
];

/** The figures that training on books of the 19th century must keep. */
const goals: Readonly<Record<string, string>> = {
  'quality.corpus_ws353': '>= 0.44',
  'quality.corpus_simlex': '>= 0.18',
};

const bench: Bench = {
  name: 'quality',
  describe: `what vectors learnt from a text are worth, by parameter (${EVALUATION_HELP}; ${CORPUS_HELP})`,
  async run(report) {
    const kernels = await loadKernels(await compileKernels());
    const sets = await readEvaluationSets();
    const general = await readBenchGeneral();
    for (const corpus of await readBenchCorpora()) measure(corpus, sets, general, kernels, report);
  },
};
export default bench;

function measure(
  corpus: BenchCorpus,
  sets: EvaluationSets | undefined,
  general: GeneralVectors,
  kernels: Kernels,
  report: Report,
): void {
  const start = performance.now();
  const builder = new CorpusBuilder();
  for (const document of corpus.documents) {
    builder.beginDocument();
    builder.addText(document);
    builder.endDocument();
  }
  const prepared = builder.finish();
  const reading = performance.now() - start;
  const { tokens, sentences, documents, vocabulary } = prepared;
  console.log(
    `\n${corpus.name}: ${documents} documents, ${sentences} sentences, ${tokens} tokens, ${vocabulary.size} words; ` +
      `read in ${reading.toFixed(0)} ms`,
  );
  report(`quality.${corpus.name}_reading`, tokens / reading / 1000, 'M tokens/s');

  const rows = variants.map(([name, options]) => {
    const times: Partial<Record<EmbeddingStage, number>> = {};
    const trained = trainTimed(times, (onStage) =>
      trainEmbedding(prepared, { ...options, general, seed: 1, kernels, onStage }),
    );
    const { vectorSize, vectors } = trained;
    const wordVectors = new WordVectors({ words: vocabulary.words, dimension: vectorSize, vectors }, kernels);
    const scores = sets ? score(wordVectors, sets) : [];
    if (name === 'defaults') {
      for (const [set, value, unit] of scores) {
        const figure = `quality.${corpus.name}_${set}`;
        report(figure, value, unit, goals[figure]);
      }
      printAnswers(wordVectors);
    }
    wordVectors.dispose();
    return [
      name,
      (trained.report.nonZeros / 1e6).toFixed(2),
      ...scores.map(([, value]) => value.toFixed(3)),
      ...Object.values(times).map((milliseconds) => milliseconds.toFixed(0)),
    ];
  });
  const columns = sets ? ['WS-353', 'SimLex', 'Google %'] : [];
  printTable(['variant', 'M entries', ...columns, 'counting ms', 'weighting ms', 'learning ms'], rows);
}

/** Notes how long each stage took. */
function trainTimed(
  times: Partial<Record<EmbeddingStage, number>>,
  train: (onStage: (stage: EmbeddingStage) => void) => TrainedEmbedding,
): TrainedEmbedding {
  let stage: EmbeddingStage | undefined;
  let entered = 0;
  const close = (): void => {
    if (stage) times[stage] = performance.now() - entered;
    entered = performance.now();
  };
  const trained = train((next) => {
    close();
    stage = next;
  });
  close();
  return trained;
}

function score(
  vectors: WordVectors,
  { google, ws353, simlex }: EvaluationSets,
): [set: string, value: number, unit: string][] {
  const { correct, evaluated } = evaluateWordAnalogies(vectors, google).total;
  return [
    ['ws353', evaluateWordPairs(vectors, ws353).spearman, 'spearman'],
    ['simlex', evaluateWordPairs(vectors, simlex).spearman, 'spearman'],
    ['google', (100 * correct) / evaluated, '%'],
  ];
}

/** What a reader would ask first, as it comes out. */
function printAnswers(vectors: WordVectors): void {
  const questions = [
    { positive: ['brother', 'woman'], negative: ['man'] },
    ...['president', 'music', 'jury', 'water', 'horse'].map((word) => ({ positive: [word], negative: [] })),
  ];
  for (const { positive, negative } of questions) {
    const answers = vectors.mostSimilar({ positive, negative, topn: 8 });
    const list = answers?.map(({ word, similarity }) => `${word} ${similarity.toFixed(2)}`).join(', ');
    const question = [positive.join(' + '), ...negative].join(' - ');
    console.log(`${question}: ${list ?? 'not in the vocabulary'}`);
  }
}

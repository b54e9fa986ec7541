import { readFile } from 'node:fs/promises';
import { compileKernels } from '../../src/build/compileKernels.ts';
import { bagOfWords } from '../../src/core/classifier/BagOfWords.ts';
import { builtinEngine } from '../../src/core/classifier/builtinEngine.ts';
import {
  type ClassifierOptions,
  type TrainingMode,
  trainingModes,
} from '../../src/core/classifier/ClassifierOptions.ts';
import { embeddingMatrix, type PretrainedVectors } from '../../src/core/classifier/embeddingMatrix.ts';
import { type EncodedExamples, encodeExamples } from '../../src/core/classifier/encodeExamples.ts';
import type { GenreClassifier } from '../../src/core/classifier/GenreClassifier.ts';
import {
  type LabelledDocuments,
  LabelledDocumentsBuilder,
} from '../../src/core/classifier/LabelledDocuments.ts';
import { selectClasses } from '../../src/core/classifier/selectDocuments.ts';
import { splitPassages } from '../../src/core/classifier/splitPassages.ts';
import { trainInMode } from '../../src/core/classifier/trainInMode.ts';
import type { Kernels } from '../../src/core/math/Kernels.ts';
import { TextVectorization } from '../../src/core/text/TextVectorization.ts';
import { loadKernels } from '../../src/kernels/loadKernels.ts';
import { readBenchGeneral } from './benchGeneral.ts';
import { readBrownGenres, toTexts } from './brownGenres.ts';
import {
  fastTextSupervised,
  type PeerResult,
  scikitLearn,
  type TextParts,
  trainFastText,
  withFiles,
} from './classifierPeers.ts';
import { type Bench, median, printTable, type Report } from './harness.ts';

const seeds = [1, 2, 3];
/** What is run: the speeds, the quality on 3 genres and on all 15. */
const parts = (process.env['FIRTH_BENCH_PARTS'] ?? 'speed,3,15').split(',');
const passageWords = 300;
const maxTokens = 5000;
/** Shares of the training documents that the learning curve stops at; the first are some 20 passages a genre. */
const shares = [0.1, 0.3, 1];
/** The epochs of the comparison of speeds. */
const epochs = 25;

const bench: Bench = {
  name: 'classifier',
  describe:
    'genres of the Brown corpus by the four training modes, against fastText supervised and TF-IDF with logistic ' +
    'regression (FIRTH_BENCH_FASTTEXT: the program; FIRTH_BENCH_PYTHON: a Python with scikit-learn; FIRTH_BENCH_PARTS: some of speed,3,15)',
  async run(report) {
    const kernels = await loadKernels(await compileKernels());
    const general = await readBenchGeneral();
    const pretrained: PretrainedVectors = {
      dimension: general.dimension,
      vector(word) {
        const row = general.indexOf(word);
        if (row === undefined) return undefined;
        return general.vectors.subarray(row * general.dimension, (row + 1) * general.dimension);
      },
    };
    const place = { kernels, pretrained };
    const brown = await readBrownGenres();
    if (parts.includes('speed')) await compareSpeed(brown, place, report);
    const three = selectClasses(brown, ['belles_lettres', 'news', 'romance']);
    if (parts.includes('3')) await compareQuality('3', three, place, report);
    if (parts.includes('15')) await compareQuality('15', brown, place, report);
  },
};
export default bench;

interface Place {
  readonly kernels: Kernels;
  readonly pretrained: PretrainedVectors;
}

/** A mode's training, and the CPU seconds that it took. */
interface Trained extends PeerResult {
  readonly classifier: GenreClassifier;
  readonly epochs: number;
}

function train(
  mode: TrainingMode,
  classes: readonly string[],
  { vectorization, training, validation, test }: EncodedExamples,
  { kernels, pretrained }: Place,
  options: Omit<ClassifierOptions, 'mode'>,
): Trained {
  const start = process.cpuUsage();
  const embedding = embeddingMatrix(vectorization.getVocabulary(), pretrained);
  const data = { classes, training, validation, embedding };
  const { classifier, bestEpoch } = trainInMode(builtinEngine(kernels), data, { mode, ...options });
  const seconds = secondsSince(start);
  const scores = classifier.scores(test.bags, kernels);
  const right = test.labels.filter((label, document) => {
    const row = scores.subarray(document * classes.length, (document + 1) * classes.length);
    return row.indexOf(Math.max(...row)) === label;
  });
  return { classifier, epochs: bestEpoch, accuracy: right.length / test.labels.length, seconds };
}

/** Modes and peers on the same parts, and the modes on less and less of the training part. */
async function compareQuality(
  genres: string,
  documents: LabelledDocuments,
  place: Place,
  report: Report,
): Promise<void> {
  const results = new Map<string, PeerResult[]>();
  const add = (name: string, result: PeerResult) => results.set(name, [...(results.get(name) ?? []), result]);
  const passagesOf = new Map<number, number>();
  for (const seed of seeds) {
    const split = splitPassages(documents, { passageWords, seed });
    for (const trainingShare of shares) {
      const examples = encodeExamples(documents, split, {
        maxTokens,
        sequenceLength: undefined,
        trainingShare,
      });
      passagesOf.set(trainingShare, examples.training.labels.length);
      for (const mode of trainingModes) {
        add(`${mode} ${trainingShare}`, train(mode, documents.classes, examples, place, { seed }));
      }
    }
    const texts = toTexts(documents, split);
    for (const [name, run] of [
      ['fastText supervised', fastTextSupervised],
      ['TF-IDF + logistic regression', scikitLearn],
    ] as const) {
      const result = await orSkipped(name, run(texts));
      if (result) add(name, result);
    }
  }
  console.log(`\n${genres} genres of Brown, passages of ${passageWords} words, seeds ${seeds.join(', ')}`);
  const rows = [...results].map(([name, runs]) => [
    name,
    passagesOf.get(Number(name.split(' ')[1])) ?? '',
    mean(runs.map(({ accuracy }) => accuracy)).toFixed(4),
    runs.map(({ accuracy }) => accuracy.toFixed(3)).join(' '),
    mean(runs.map(({ seconds }) => seconds)).toFixed(2),
  ]);
  printTable(['', 'training passages', 'accuracy', 'by seed', 'CPU s'], rows);
  const accuracy = (name: string) => mean(results.get(name)!.map((run) => run.accuracy));
  for (const share of shares) {
    for (const mode of trainingModes) {
      report(`classifier.accuracy_${genres}_${mode}_${share * 100}%`, accuracy(`${mode} ${share}`), 'of 1');
    }
  }
  const peers = [...results.keys()].filter((name) => name.includes(' supervised') || name.includes('+'));
  if (peers.length === 0) return;
  const best = Math.max(...trainingModes.map((mode) => accuracy(`${mode} 1`)));
  const peer = Math.max(...peers.map(accuracy));
  report(`classifier.accuracy_${genres}_over_better_peer`, best - peer, '', '>= 0');
}

/** Whole runs, from the file to the trained classifier, for the same number of epochs as fastText. */
async function compareSpeed(documents: LabelledDocuments, place: Place, report: Report): Promise<void> {
  const split = splitPassages(documents, { passageWords, seed: 1 });
  const examples = encodeExamples(documents, split, { maxTokens, sequenceLength: undefined });
  const texts = toTexts(documents, split);
  await withFiles(texts, async ({ training }, folder) => {
    const minCount = countOfRarest(texts, examples.vectorization.getVocabulary().at(-1)!);
    const seconds = new Map<string, number>();
    const repeated = async (name: string, run: () => number | Promise<number>) => {
      const times: number[] = [];
      for (let i = 0; i < 3; i++) times.push(await run());
      seconds.set(name, median(times));
    };
    for (const mode of trainingModes) await repeated(mode, () => wholeRun(training, mode, place));
    for (const dimension of [100, 64]) {
      const settings = { rate: 0.1, epochs, dimension, minCount };
      const name = `fastText ${dimension}d`;
      await orSkipped(
        name,
        repeated(name, () => trainFastText(training, folder, settings)),
      );
    }
    console.log(`\nWhole runs on ${texts.training.length} passages, ${epochs} epochs, ${maxTokens} words`);
    printTable(
      ['', 'CPU s'],
      [...seconds].map(([name, value]) => [name, value.toFixed(2)]),
    );
    for (const [mode, dimension, goal] of [
      ['frozen', 100, '<= 0.15'],
      ['fineTuned', 100, '<= 0.7'],
      ['fromScratch', 64, '<= 0.7'],
      ['bagOfWords', 100, '<= 0.7'],
    ] as const) {
      const peer = seconds.get(`fastText ${dimension}d`);
      if (peer) report(`classifier.ratio_to_fasttext_${mode}`, seconds.get(mode)! / peer, 'x', goal);
    }
  });
  const { classifier } = train('fineTuned', documents.classes, examples, place, { seed: 1, epochs: 2 });
  const text = texts.test
    .flatMap(({ words }) => words)
    .slice(0, 2000)
    .join(' ');
  const times = Array.from({ length: 100 }, () => {
    const start = performance.now();
    const { vectorization } = examples;
    const bags = bagOfWords([vectorization.vectorize(text)], vectorization.vocabularySize);
    classifier.scores(bags, place.kernels);
    return performance.now() - start;
  });
  report('classifier.score_2000_words', median(times), 'ms', '< 5');
}

/** Reads a file of `__label__x words` and trains on it; the CPU seconds of all. */
async function wholeRun(path: string, mode: TrainingMode, { kernels, pretrained }: Place): Promise<number> {
  const start = process.cpuUsage();
  const builder = new LabelledDocumentsBuilder();
  for (const [i, line] of (await readFile(path, 'utf8')).trimEnd().split('\n').entries()) {
    const space = line.indexOf(' ');
    builder.add(line.slice('__label__'.length, space), line.slice(space + 1), `line ${i + 1}`);
  }
  const { ids, starts, words, labels, classes } = builder.finish();
  const vectorization = new TextVectorization({ outputMode: 'int', maxTokens });
  const passage = (i: number) => ids.subarray(starts[i], starts[i + 1]);
  vectorization.addIndexed(
    words,
    Array.from(labels, (_, i) => passage(i)),
  );
  vectorization.finalizeState();
  const idOfWord = Uint32Array.from(words, (word) => vectorization.idOf(word)!);
  const encoded = Array.from(labels, (_, i) => passage(i).map((word) => idOfWord[word]!));
  const training = { bags: bagOfWords(encoded, vectorization.vocabularySize), labels };
  const embedding = embeddingMatrix(vectorization.getVocabulary(), pretrained);
  builtinEngine(kernels).train({ classes, training, embedding }, { mode, seed: 1, epochs });
  return secondsSince(start);
}

function countOfRarest({ training }: TextParts, rarest: string): number {
  return training.flatMap(({ words }) => words.filter((word) => word === rarest)).length;
}

async function orSkipped<T>(name: string, work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    const lines = (error instanceof Error ? error.message : String(error)).trim().split('\n');
    console.log(`skipped: ${name}, because ${lines.at(-1)}`);
    return undefined;
  }
}

function secondsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b) / values.length;
}

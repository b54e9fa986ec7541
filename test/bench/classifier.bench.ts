import { readFile } from 'node:fs/promises';
import { compileKernels } from '../../src/build/compileKernels.ts';
import { bagOfWords, type LabelledBags } from '../../src/core/classifier/BagOfWords.ts';
import { builtinEngine } from '../../src/core/classifier/builtinEngine.ts';
import { type TrainingMode, trainingModes } from '../../src/core/classifier/ClassifierOptions.ts';
import { embeddingMatrix, type PretrainedVectors } from '../../src/core/classifier/embeddingMatrix.ts';
import { encodeExamples } from '../../src/core/classifier/encodeExamples.ts';
import {
  type LabelledDocuments,
  LabelledDocumentsBuilder,
} from '../../src/core/classifier/LabelledDocuments.ts';
import { selectClasses } from '../../src/core/classifier/selectDocuments.ts';
import { splitPassages } from '../../src/core/classifier/splitPassages.ts';
import { trainInMode } from '../../src/core/classifier/trainInMode.ts';
import { TextVectorization } from '../../src/core/text/TextVectorization.ts';
import { loadKernels } from '../../src/kernels/loadKernels.ts';
import { readBenchGeneral } from './benchGeneral.ts';
import { readBrownGenres, toTexts } from './brownGenres.ts';
import { type TextParts, trainFastText, withFiles } from './classifierPeers.ts';
import {
  compareQuality,
  maxTokens,
  orSkipped,
  type Place,
  passageWords,
  secondsSince,
  train,
} from './classifierQuality.ts';
import { type Bench, median, printTable, type Report } from './harness.ts';

/** What is run: the speeds, the quality on 3 genres and on all 15. */
const parts = (process.env['FIRTH_BENCH_PARTS'] ?? 'speed,3,15').split(',');
/** The epochs of the comparison of speeds. */
const epochs = 25;
/** As `trainInMode` has it: half of the epochs with frozen embeddings, the others with all, each with a look at validation texts. */
const IN_TWO_STEPS = 'fineTuned_in_two_steps';

const bench: Bench = {
  name: 'classifier',
  describe:
    'genres of the Brown corpus by the four training modes, from 20 passages of each up to all, against fastText supervised and TF-IDF with logistic ' +
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

/** Whole runs, from the file to the trained classifier, for the same number of epochs as fastText. */
async function compareSpeed(documents: LabelledDocuments, place: Place, report: Report): Promise<void> {
  const split = splitPassages(documents, { passageWords, seed: 1 });
  const examples = encodeExamples(documents, split, { maxTokens, sequenceLength: undefined });
  const texts = toTexts(documents, split);
  await withFiles(texts, async ({ training, validation }, folder) => {
    const minCount = countOfRarest(texts, examples.vectorization.getVocabulary().at(-1)!);
    const seconds = new Map<string, number>();
    const repeated = async (name: string, run: () => number | Promise<number>) => {
      const times: number[] = [];
      for (let i = 0; i < 3; i++) times.push(await run());
      seconds.set(name, median(times));
    };
    for (const mode of trainingModes) await repeated(mode, () => wholeRun(mode, place, training));
    await repeated(IN_TWO_STEPS, () => wholeRun('fineTuned', place, training, validation));
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
      [IN_TWO_STEPS, 100, '<= 0.7'],
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

/**
 * Reads a file of `__label__x words` and trains on it; the CPU seconds of all. With a second file, of validation texts, as
 * `trainInMode` does, but to the last epoch.
 */
async function wholeRun(
  mode: TrainingMode,
  { kernels, pretrained }: Place,
  path: string,
  validationPath?: string,
): Promise<number> {
  const start = process.cpuUsage();
  const documents = await readLabelled(path);
  const vectorization = new TextVectorization({ outputMode: 'int', maxTokens });
  vectorization.addIndexed(documents.words, passagesOf(documents));
  vectorization.finalizeState();
  const encode = (given: LabelledDocuments): LabelledBags => {
    const idOfWord = Uint32Array.from(given.words, (word) => vectorization.idOf(word)!);
    const encoded = passagesOf(given).map((passage) => passage.map((word) => idOfWord[word]!));
    return { bags: bagOfWords(encoded, vectorization.vocabularySize), labels: given.labels };
  };
  const data = {
    classes: documents.classes,
    training: encode(documents),
    embedding: embeddingMatrix(vectorization.getVocabulary(), pretrained),
    ...(validationPath && { validation: encode(await readLabelled(validationPath)) }),
  };
  trainInMode(builtinEngine(kernels), data, { mode, seed: 1, epochs, patience: Number.POSITIVE_INFINITY });
  return secondsSince(start);
}

async function readLabelled(path: string): Promise<LabelledDocuments> {
  const builder = new LabelledDocumentsBuilder();
  for (const [i, line] of (await readFile(path, 'utf8')).trimEnd().split('\n').entries()) {
    const space = line.indexOf(' ');
    builder.add(line.slice('__label__'.length, space), line.slice(space + 1), `line ${i + 1}`);
  }
  return builder.finish();
}

function passagesOf({ ids, starts, labels }: LabelledDocuments): Uint32Array[] {
  return Array.from(labels, (_, i) => ids.subarray(starts[i], starts[i + 1]));
}

function countOfRarest({ training }: TextParts, rarest: string): number {
  return training.flatMap(({ words }) => words.filter((word) => word === rarest)).length;
}

import { builtinEngine } from '../../src/core/classifier/builtinEngine.ts';
import {
  type ClassifierOptions,
  type TrainingMode,
  trainingModes,
} from '../../src/core/classifier/ClassifierOptions.ts';
import { embeddingMatrix, type PretrainedVectors } from '../../src/core/classifier/embeddingMatrix.ts';
import { type EncodedExamples, encodeExamples } from '../../src/core/classifier/encodeExamples.ts';
import type { GenreClassifier } from '../../src/core/classifier/GenreClassifier.ts';
import type { LabelledDocuments } from '../../src/core/classifier/LabelledDocuments.ts';
import { splitPassages } from '../../src/core/classifier/splitPassages.ts';
import { trainInMode } from '../../src/core/classifier/trainInMode.ts';
import type { Kernels } from '../../src/core/math/Kernels.ts';
import { toTexts } from './brownGenres.ts';
import { fastTextSupervised, type PeerResult, scikitLearn } from './classifierPeers.ts';
import { printTable, type Report } from './harness.ts';
import { firstOfEachClass, passagesAsDocuments } from './learningCurve.ts';

export const passageWords = 300;
export const maxTokens = 5000;
const seeds = [1, 2, 3];
/** Training passages of each genre that the learning curve stops at; of a genre that has fewer, all. */
const sizes = [20, 40, 80, 160, Number.POSITIVE_INFINITY];

/** What trainings need besides texts. */
export interface Place {
  readonly kernels: Kernels;
  readonly pretrained: PretrainedVectors;
}

/** A mode's training: its share of right test passages, and the CPU seconds that it took. */
interface Trained extends PeerResult {
  readonly classifier: GenreClassifier;
}

export function train(
  mode: TrainingMode,
  classes: readonly string[],
  { vectorization, training, validation, test }: EncodedExamples,
  { kernels, pretrained }: Place,
  options: Omit<ClassifierOptions, 'mode'>,
): Trained {
  const start = process.cpuUsage();
  const embedding = embeddingMatrix(vectorization.getVocabulary(), pretrained);
  const data = { classes, training, validation, embedding };
  const { classifier } = trainInMode(builtinEngine(kernels), data, { mode, ...options });
  const seconds = secondsSince(start);
  const scores = classifier.scores(test.bags, kernels);
  const right = test.labels.filter((label, document) => {
    const row = scores.subarray(document * classes.length, (document + 1) * classes.length);
    return row.indexOf(Math.max(...row)) === label;
  });
  return { classifier, accuracy: right.length / test.labels.length, seconds };
}

const peers = [
  ['TF-IDF + logistic regression', scikitLearn],
  ['fastText supervised', fastTextSupervised],
] as const;

/**
 * Modes and peers on the same training passages, from 20 of each genre up to all. Documents are on one side of the split
 * with all their passages; the validation and test passages of a seed are the same for every size.
 */
export async function compareQuality(
  genres: string,
  documents: LabelledDocuments,
  place: Place,
  report: Report,
): Promise<void> {
  const results = new Map<string, Map<number, PeerResult[]>>();
  const add = (name: string, size: number, result: PeerResult) => {
    const bySize = results.get(name) ?? new Map<number, PeerResult[]>();
    bySize.set(size, [...(bySize.get(size) ?? []), result]);
    results.set(name, bySize);
  };
  const passagesOf = new Map<number, number>();
  for (const seed of seeds) {
    const passages = passagesAsDocuments(documents, splitPassages(documents, { passageWords, seed }), seed);
    for (const size of sizes) {
      const split = firstOfEachClass(passages, size);
      const examples = encodeExamples(passages.documents, split, { maxTokens, sequenceLength: undefined });
      passagesOf.set(size, examples.trainingDocuments);
      for (const mode of trainingModes) {
        add(mode, size, train(mode, documents.classes, examples, place, { seed }));
      }
      for (const [name, run] of peers) {
        const result = await orSkipped(name, run(toTexts(passages.documents, split)));
        if (result) add(name, size, result);
      }
    }
  }
  const runs = (name: string, size: number) => results.get(name)?.get(size) ?? [];
  const accuracy = (name: string, size: number) => mean(runs(name, size).map((run) => run.accuracy));
  console.log(
    `\n${genres} genres of Brown, passages of ${passageWords} words, splits ${seeds.join(', ')}: share of the test passages ` +
      `that are right; documents a genre are ${sizes.map(sizeName).join(', ')} passages`,
  );
  const headings = sizes.map((size) => `${sizeName(size)} (${passagesOf.get(size)})`);
  printTable(
    ['', ...headings],
    [...results.keys()].map((name) => [name, ...sizes.map((size) => accuracy(name, size).toFixed(3))]),
  );
  console.log('\nby split; CPU s');
  printTable(
    ['', ...headings],
    [...results.keys()].map((name) => [
      name,
      ...sizes.map((size) => {
        const told = runs(name, size).map((run) => run.accuracy.toFixed(3));
        return `${told.join(' ')}; ${mean(runs(name, size).map((run) => run.seconds)).toFixed(2)}`;
      }),
    ]),
  );
  for (const size of sizes) {
    for (const mode of trainingModes) {
      report(`classifier.accuracy_${genres}_${mode}_${sizeName(size)}`, accuracy(mode, size), 'of 1');
    }
  }
  const [few] = sizes;
  const others = trainingModes.filter((mode) => mode !== 'frozen');
  const bestOther = Math.max(...others.map((mode) => accuracy(mode, few!)));
  report(
    `classifier.accuracy_${genres}_frozen_over_other_modes_${few}`,
    accuracy('frozen', few!) - bestOther,
    '',
    '>= 0',
  );
  const measured = peers.map(([name]) => name).filter((name) => results.has(name));
  if (measured.length === 0) return;
  const all = sizes.at(-1)!;
  const best = Math.max(...trainingModes.map((mode) => accuracy(mode, all)));
  const peer = Math.max(...measured.map((name) => accuracy(name, all)));
  report(`classifier.accuracy_${genres}_over_better_peer`, best - peer, '', '>= 0');
}

function sizeName(size: number): string {
  return size === Number.POSITIVE_INFINITY ? 'all' : String(size);
}

/** What comes of the work; nothing, and a line that says why, where it cannot be done on this machine. */
export async function orSkipped<T>(name: string, work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    const lines = (error instanceof Error ? error.message : String(error)).trim().split('\n');
    console.log(`skipped: ${name}, because ${lines.at(-1)}`);
    return undefined;
  }
}

export function secondsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b) / values.length;
}

import { seededRandom } from '../math/random.ts';
import { shuffledIndices } from '../math/shuffle.ts';
import { DatasetError } from './DatasetError.ts';
import { similarLabels } from './similarLabels.ts';

/** Documents of a class that are needed at least: one to learn from, one to tell by when to stop, one to test on. */
export const MIN_DOCUMENTS = 3;

/** Which documents are learnt from, which tell when to stop, and which are kept for the final test. */
export interface DocumentSplit {
  /** In random order, so that its first so many of a class are a random choice of them. */
  readonly training: Uint32Array;
  readonly validation: Uint32Array;
  readonly test: Uint32Array;
}

/** How documents are split. */
export interface SplitOptions {
  /** Share of each class for validation. Default 0.15. */
  readonly validationShare?: number;
  /** Share of each class for the test. Default 0.15. */
  readonly testShare?: number;
  readonly seed: number;
}

/**
 * Splits documents at random, class by class, so that each part has the classes in the same proportions (stratified).
 * Copies of a document within its class stay together, or the test would ask what was learnt by heart.
 *
 * @param labels the class of each document
 * @param classes names of the classes
 * @param first for each document the place of the first with the same words, as `firstEqualPieces` finds it
 * @throws DatasetError when a class has less than {@link MIN_DOCUMENTS} different documents, or there is one class only
 */
export function splitDocuments(
  labels: Uint32Array,
  classes: readonly string[],
  first: Uint32Array,
  { validationShare = 0.15, testShare = 0.15, seed }: SplitOptions,
): DocumentSplit {
  requireShares(validationShare, testShare);
  const groups = groupCopies(labels, classes.length, first);
  requireClasses(
    classes,
    groups.map((group) => group.length),
  );
  const random = seededRandom(seed);
  const [training, validation, test]: [number[], number[], number[]] = [[], [], []];
  for (const group of groups) {
    const order = shuffledIndices(group.length, random);
    const tests = Math.max(1, Math.round(group.length * testShare));
    const validations = Math.max(1, Math.round(group.length * validationShare));
    for (const [place, index] of order.entries()) {
      const part = place < tests ? test : place < tests + validations ? validation : training;
      part.push(...group[index]!);
    }
  }
  return {
    training: Uint32Array.from(training),
    validation: Uint32Array.from(validation),
    test: Uint32Array.from(test),
  };
}

/** The first `share` of the training documents of each class, one at least. */
export function firstShare(training: Uint32Array, labels: Uint32Array, share: number): Uint32Array {
  const totals = new Map<number, number>();
  for (const document of training) totals.set(labels[document]!, (totals.get(labels[document]!) ?? 0) + 1);
  const taken = new Map<number, number>();
  return training.filter((document) => {
    const label = labels[document]!;
    const count = taken.get(label) ?? 0;
    taken.set(label, count + 1);
    return count < Math.max(1, Math.round(share * totals.get(label)!));
  });
}

/** By class, the sets of documents with the same words. */
function groupCopies(labels: Uint32Array, classes: number, first: Uint32Array): number[][][] {
  const byClass = Array.from({ length: classes }, () => new Map<number, number[]>());
  for (const [document, label] of labels.entries()) {
    const groups = byClass[label]!;
    const group = groups.get(first[document]!);
    if (group) group.push(document);
    else groups.set(first[document]!, [document]);
  }
  return byClass.map((groups) => [...groups.values()]);
}

function requireClasses(classes: readonly string[], different: readonly number[]): void {
  const small = classes.filter((_, label) => different[label]! < MIN_DOCUMENTS);
  const [name] = classes;
  if (name === undefined) throw new DatasetError('There are no labelled documents with words in them.');
  if (classes.length === 1) {
    throw new DatasetError(
      `All documents are of one genre, ${JSON.stringify(name)}; a classifier needs at least two to tell apart.`,
    );
  }
  if (small.length > 0) {
    const named = small.slice(0, 5).map((label) => {
      const count = different[classes.indexOf(label)]!;
      return `${JSON.stringify(label)} has ${count === 1 ? 'one different document' : `${count} different documents`}`;
    });
    const more = small.length > 5 ? `, and ${small.length - 5} other genres have too few` : '';
    const spellings = similarLabels(classes).find((labels) => labels.some((label) => small.includes(label)));
    const remedy = spellings
      ? `${spellings.map((label) => JSON.stringify(label)).join(' and ')} differ by capital letters or blanks alone: spell them alike.`
      : 'Add documents, or leave the genre out.';
    throw new DatasetError(
      `${named.join(', ')}${more}; each genre needs at least ${MIN_DOCUMENTS}: to learn from, to tell when to stop, and to ` +
        `test on. ${remedy}`,
    );
  }
}

function requireShares(validationShare: number, testShare: number): void {
  for (const share of [validationShare, testShare]) {
    if (!(share > 0 && share < 0.5)) {
      throw new DatasetError(
        `A share of ${share} was to be kept aside; expected more than 0 and less than 0.5.`,
      );
    }
  }
}

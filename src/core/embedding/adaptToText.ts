import type { SparseMatrix } from '../cooccurrence/SparseMatrix.ts';
import type { Kernels } from '../math/Kernels.ts';
import { subtask, type Task, untracked } from '../task.ts';
import type { Vocabulary } from '../text/Vocabulary.ts';
import { type AdaptOptions, adaptVectors, type GeneralVectors } from './adaptVectors.ts';
import { addTextVectors } from './addTextVectors.ts';
import type { Epoch } from './Epoch.ts';
import { ppmi } from './ppmi.ts';
import { ppmiSvd } from './ppmiSvd.ts';

/** How general vectors are adapted to a text. */
export interface AdaptToTextOptions extends Pick<AdaptOptions, 'penalty' | 'epochs' | 'onEpoch'> {
  readonly seed: number;
  readonly kernels: Kernels;
  readonly task?: Task;
}

/**
 * General vectors adapted to a text, by two ways that help each other: four passes of GloVe's objective with a penalty for leaving
 * the general vectors ({@link adaptVectors}, here with the penalty 2), then the text's own PPMI and SVD, turned into their space
 * and added ({@link addTextVectors}). The second is left out where the text has fewer different words than dimensions, or
 * nothing in it occurs together more often than by chance.
 *
 * That the two help each other was found on the Brown corpus, by the pairs of words that meet in text kept aside: there the first way
 * alone, in one pass, beat general English by .002 to .017 (area under the curve), the second by .006 to .031, and both by .008 to .041,
 * the more text the more. The passes and the penalty were chosen on books of the 19th century: one pass with the penalty 1 tells
 * such pairs as well and answers 2.5 of a hundred of Google's analogies more, but has daughter, not sister, for brother - man +
 * woman.
 *
 * @param vocabulary the words of the rows and columns of `cooccurrence`, with their counts in the text
 * @throws EmbeddingError as {@link adaptVectors} does
 */
export function adaptToText(
  cooccurrence: SparseMatrix,
  { words, counts }: Pick<Vocabulary, 'words' | 'counts'>,
  general: GeneralVectors,
  { penalty = 2, epochs = 4, onEpoch, seed, kernels, task = untracked }: AdaptToTextOptions,
): { vectors: Float32Array; epochs: readonly Epoch[] } {
  const { dimension, indexOf } = general;
  const adapted = adaptVectors(cooccurrence, words, general, {
    penalty,
    epochs,
    ...(onEpoch && { onEpoch }),
    seed,
    kernels,
    task: subtask(task, 0, 0.5),
  });
  const weighted = ppmi(cooccurrence, { task: subtask(task, 0.5, 0.55) });
  if (words.length < dimension || weighted.values.length === 0) return adapted;
  const textVectors = ppmiSvd(weighted, {
    vectorSize: dimension,
    seed,
    kernels,
    task: subtask(task, 0.55, 1),
  });
  const vectors = addTextVectors(adapted.vectors, textVectors, {
    isKnown: (word) => indexOf(words[word]!) !== undefined,
    counts,
    dimension,
    kernels,
  });
  return { vectors, epochs: adapted.epochs };
}

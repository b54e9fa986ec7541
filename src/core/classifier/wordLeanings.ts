import type { Kernels } from '../math/Kernels.ts';
import { bagOfWords } from './BagOfWords.ts';
import type { GenreClassifier } from './GenreClassifier.ts';

/** What each of some words speaks for. Arrays run in parallel to the words. */
export interface WordLeanings {
  /** The index of the class that the word speaks for most; -1 for a word that the classifier does not know. */
  readonly classOf: Int16Array;
  /**
   * By how much the probability of that class is higher in a text of this word alone than in one of a middling word: from 0
   * to 1; 0 for a word that is not known.
   */
  readonly strengths: Float32Array;
}

/** Ids that are words: 0 is padding and 1 is `[UNK]`. */
const firstWord = 2;

/**
 * Which class each word speaks for, and how much: the probabilities of a text of this word alone, less the mean of those of
 * all words of the vocabulary. So a class that nearly all words speak for, being the most frequent, does not hide the others.
 *
 * @param ids the words by their ids; those below 2 are not known
 */
export function wordLeanings(
  classifier: GenreClassifier,
  ids: ArrayLike<number>,
  kernels: Kernels,
): WordLeanings {
  const { vocabularySize } = classifier.weights;
  const classes = classifier.classes.length;
  const alone = bagOfWords(
    Array.from({ length: vocabularySize }, (_, id) => [id]),
    vocabularySize,
  );
  const scores = classifier.scores(alone, kernels);
  const middling = new Float64Array(classes);
  for (let at = firstWord * classes; at < scores.length; at++) {
    middling[at % classes]! += scores[at]! / (vocabularySize - firstWord);
  }
  const classOf = new Int16Array(ids.length).fill(-1);
  const strengths = new Float32Array(ids.length);
  for (let word = 0; word < ids.length; word++) {
    const id = ids[word]!;
    if (id < firstWord) continue;
    for (let c = 0; c < classes; c++) {
      const strength = scores[id * classes + c]! - middling[c]!;
      if (classOf[word]! >= 0 && strength <= strengths[word]!) continue;
      classOf[word] = c;
      strengths[word] = strength;
    }
  }
  return { classOf, strengths };
}

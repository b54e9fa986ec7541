import type { SparseMatrix } from '../cooccurrence/SparseMatrix.ts';
import type { Kernels } from '../math/Kernels.ts';
import { seededRandom } from '../math/random.ts';
import { shuffledIndices } from '../math/shuffle.ts';
import { Workspace } from '../math/Workspace.ts';
import { type Task, untracked } from '../task.ts';
import { EmbeddingError } from './EmbeddingError.ts';
import { bestEpoch, type Epoch } from './Epoch.ts';
import {
  requireCooccurrences,
  requireEnoughWords,
  requireNotNegative,
  requireShare,
  requireWholeNumber,
} from './embeddingChecks.ts';
import type { GloveTraining } from './glove.ts';
import { heldOutPairs } from './heldOutPairs.ts';
import { LectureDescent } from './LectureDescent.ts';
import { lecturePairs } from './lecturePairs.ts';

/** How the lecture's GloVe learns. */
export interface GloveLectureOptions {
  /** Dimensions of a vector. Default 100. */
  readonly vectorSize?: number;
  /**
   * The price of a vector's squared length: `penalty * |w_i|^2` is added to the sum of squared errors over unordered pairs.
   * Default 1: at 0, as no word is compared with itself, a dimension can be spent on a single frequent word, and pairs
   * kept aside are told worse and worse.
   */
  readonly penalty?: number;
  /** Passes over all words. Default 10. */
  readonly epochs?: number;
  /**
   * The share of the pairs that met which is kept aside, with as many that did not, to measure the validation loss
   * on. Default 0.01; 0 for none.
   */
  readonly heldOut?: number;
  /**
   * Stop after so many epochs in a row without a lower validation loss, and give the vectors of the best epoch. Default:
   * never.
   */
  readonly patience?: number;
  /** The same seed, co-occurrences and kernels give the same vectors. */
  readonly seed: number;
  readonly kernels: Kernels;
  /** Called after each pass. */
  readonly onEpoch?: (epoch: Epoch) => void;
  readonly task?: Task;
}

/** At most so many words of a batch, and no more than one word of so many: they do not see each other's steps. */
const largestBatch = 256;
const smallestShare = 64;

/**
 * GloVe as a regression over all pairs of words: `log(1 + X_ij) ~ b_i + b_j + w_i . w_j`, where most X_ij are 0, with the plain
 * squared error, one vector a word and its bias; the diagonal (a word with itself) is left out of the loss. It
 * differs from the published GloVe ({@link trainGlove}), which weighs pairs, leaves zeros out, and has vectors of their own
 * for contexts.
 *
 * The matrix is never made dense. It is stochastic gradient descent over words: batches of words come in random order,
 * and a batch's gradient is exact, over all of its pairs, because what the zeros add to it is a function of the small Gram
 * matrix of all vectors (as Hu, Koren, Volinsky 2008, "Collaborative filtering for implicit feedback datasets", section
 * 4, have it for alternating least squares). Steps are divided by the curvature, which is the same Gram matrix, so that
 * there is no learning rate to choose. An epoch costs `O(nonZeros d + words d^2)`.
 *
 * Losses are mean squared errors over all pairs that count, without the penalty.
 *
 * @param cooccurrence a symmetric matrix of counts
 * @throws EmbeddingError when an option has no meaning, the text is too little, or the numbers grow beyond all bounds
 */
export function trainGloveLecture(cooccurrence: SparseMatrix, options: GloveLectureOptions): GloveTraining {
  const {
    vectorSize = 100,
    penalty = 1,
    epochs = 10,
    heldOut = 0.01,
    patience,
    seed,
    kernels,
    onEpoch = () => undefined,
    task = untracked,
  } = options;
  requireWholeNumber('vectorSize', vectorSize, 1);
  requireNotNegative('penalty', penalty);
  requireWholeNumber('epochs', epochs, 1);
  requireShare('heldOut', heldOut);
  if (patience !== undefined) requireWholeNumber('patience', patience, 1);
  requireEnoughWords(cooccurrence.rows, vectorSize);
  requireCooccurrences(cooccurrence);

  const workspace = new Workspace(kernels);
  try {
    const random = seededRandom(seed);
    task.checkpoint(0);
    const pairs = lecturePairs(cooccurrence, heldOutPairs(seed, heldOut), random);
    const descent = new LectureDescent(pairs, { vectorSize, penalty, kernels }, workspace);
    descent.setRandom(random);
    const words = cooccurrence.rows;
    const aside = pairs.heldOut.reduce((sum, { length }) => sum + length, 0);
    const batch = Math.max(1, Math.min(largestBatch, Math.floor(words / smallestShare)));
    const batches = Math.ceil(words / batch);
    const history: Epoch[] = [];
    let best: ReturnType<LectureDescent['result']> | undefined;
    for (let epoch = 1; epoch <= epochs; epoch++) {
      descent.refresh();
      let sum = 0;
      for (const [done, index] of shuffledIndices(batches, random).entries()) {
        task.checkpoint((epoch - 1 + done / batches) / epochs);
        sum += descent.step(index * batch, Math.min(words, (index + 1) * batch));
      }
      const validation = descent.validation();
      const result = {
        epoch,
        loss: Math.max(0, sum) / (words * (words - 1) - aside),
        ...(validation && {
          validationLoss: validation.never * pairs.zeroShare + validation.met * (1 - pairs.zeroShare),
        }),
      };
      if (!Number.isFinite(sum)) {
        throw new EmbeddingError(
          `The vectors grew beyond all bounds in epoch ${epoch}. Choose a penalty above ${penalty}, or fewer dimensions.`,
        );
      }
      history.push(result);
      onEpoch(result);
      if (patience === undefined || !validation) continue;
      const bestSoFar = bestEpoch(history)!.epoch;
      if (bestSoFar === epoch) best = descent.result();
      else if (epoch - bestSoFar >= patience) break;
    }
    task.checkpoint(1);
    const { vectors, biases } = best ?? descent.result();
    return {
      vectors,
      model: {
        logarithm: 'log1p',
        vectorSize,
        wordVectors: vectors,
        contextVectors: vectors,
        wordBiases: biases,
        contextBiases: biases,
      },
      epochs: history,
    };
  } finally {
    workspace.releaseAll();
  }
}

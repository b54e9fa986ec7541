import type { CooccurrenceModel } from '../cooccurrence/CooccurrenceModel.ts';
import type { SparseMatrix } from '../cooccurrence/SparseMatrix.ts';
import type { AdaGrad } from '../math/gloveRows.ts';
import type { Kernels } from '../math/Kernels.ts';
import { seededRandom } from '../math/random.ts';
import { Workspace } from '../math/Workspace.ts';
import { subtask, type Task, untracked } from '../task.ts';
import type { Epoch } from './Epoch.ts';
import {
  requireCooccurrences,
  requireEnoughWords,
  requireNotNegative,
  requirePositive,
  requireShare,
  requireWholeNumber,
} from './embeddingChecks.ts';
import { GloveParameters } from './GloveParameters.ts';
import { GloveValidation } from './GloveValidation.ts';
import { gloveRecords } from './gloveRecords.ts';
import { heldOutPairs } from './heldOutPairs.ts';
import { runGloveEpochs } from './runGloveEpochs.ts';

/** How GloVe learns. */
export interface GloveOptions {
  /**
   * Counts from here on have the full weight 1. Default 10, which Stanford's demo takes for small texts; the paper takes 100
   * for billions of words.
   */
  readonly xMax?: number;
  /** Smaller counts have the weight `(count / xMax) ^ alpha`. Default 0.75, as in the paper. */
  readonly alpha?: number;
  /** Default 0.05, as in the paper. */
  readonly learningRate?: number;
  /** Passes over all co-occurrences. Default 25. */
  readonly epochs?: number;
  /**
   * See {@link AdaGrad}. Default `row`: it comes to the same losses and the same scores on word pairs and analogies as
   * `element`, twice as fast.
   */
  readonly adaGrad?: AdaGrad;
  /** The share of all pairs of words that is kept aside to measure the validation loss on. Default 0.01; 0 for none. */
  readonly heldOut?: number;
  /**
   * Stop after so many epochs in a row without a lower validation loss, and give the vectors of the best epoch. Default:
   * never.
   */
  readonly patience?: number;
  /** The same seed, co-occurrences and kernels give the same vectors, however many threads the kernels have. */
  readonly seed: number;
  readonly kernels: Kernels;
  /** Called after each pass. */
  readonly onEpoch?: (epoch: Epoch) => void;
  readonly task?: Task;
}

/** What {@link trainGlove} takes beside {@link GloveOptions}. */
export interface GloveStartOptions extends GloveOptions {
  /** Dimensions of a vector. Default 100. */
  readonly vectorSize?: number;
  /**
   * Vectors to start from, e.g. those of {@link ppmiSvd}, row-major, words x vectorSize: words and contexts start at half of
   * them, so that their sums start at the vectors. Default: small random numbers, as in Stanford's program.
   */
  readonly startVectors?: Float32Array;
}

/** What GloVe has learnt. */
export interface GloveTraining {
  /** The words' vectors: the sums of their word and context vectors, row-major, words x vectorSize. */
  readonly vectors: Float32Array;
  /** Word and context vectors and biases, to make counts from. */
  readonly model: CooccurrenceModel;
  readonly epochs: readonly Epoch[];
}

/**
 * GloVe: vectors whose products come near the logarithms of the counts, `w_i . c_j + b_i + c_j ~ log X_ij` for all counts
 * above 0, by weighted least squares (Pennington, Socher, Manning 2014, "GloVe: Global Vectors for Word Representation",
 * equations 8 and 9), learnt by stochastic gradient descent with AdaGrad as in Stanford's program.
 *
 * It differs from that program in what makes it fast: numbers are float32, logarithms and weights are computed
 * once, and co-occurrences are not shuffled over all but over tiles of 512 words and contexts, whose order is new in each
 * epoch ({@link gloveRecords}).
 *
 * @param cooccurrence counts, or distance-weighted counts, of words (rows) with contexts (columns, the same words)
 * @throws EmbeddingError when an option has no meaning, the text is too little, or the numbers grow beyond all bounds
 */
export function trainGlove(cooccurrence: SparseMatrix, options: GloveStartOptions): GloveTraining {
  const { vectorSize = 100, startVectors } = options;
  requireWholeNumber('vectorSize', vectorSize, 1);
  requireEnoughWords(cooccurrence.rows, vectorSize);
  return learnGlove(cooccurrence, options, (workspace, adaGrad) => {
    const parameters = new GloveParameters(cooccurrence.rows, vectorSize, adaGrad, workspace);
    parameters.setRandom(seededRandom(options.seed));
    if (startVectors) {
      parameters.setVectors(startVectors);
      parameters.setBiases(cooccurrence);
    }
    return parameters;
  });
}

/**
 * What {@link trainGlove} and `adaptVectors` have in common: from the options and the parameters' start to the result.
 *
 * @param afterEpoch changes the parameters between two epochs
 */
export function learnGlove(
  cooccurrence: SparseMatrix,
  options: GloveOptions,
  start: (workspace: Workspace, adaGrad: AdaGrad) => GloveParameters,
  afterEpoch: (parameters: GloveParameters, learningRate: number) => void = () => undefined,
): GloveTraining {
  const {
    xMax = 10,
    alpha = 0.75,
    learningRate = 0.05,
    epochs = 25,
    adaGrad = 'row',
    heldOut = 0.01,
    patience,
    seed,
    kernels,
    onEpoch = () => undefined,
    task = untracked,
  } = options;
  requirePositive('xMax', xMax);
  requireNotNegative('alpha', alpha);
  requirePositive('learningRate', learningRate);
  requireWholeNumber('epochs', epochs, 1);
  requireShare('heldOut', heldOut);
  if (patience !== undefined) requireWholeNumber('patience', patience, 1);
  requireCooccurrences(cooccurrence);

  const workspace = new Workspace(kernels);
  try {
    // Other numbers than those that the start is made of.
    const random = seededRandom(seed + 2 ** 32);
    const isHeldOut = heldOutPairs(seed, heldOut);
    const records = gloveRecords(cooccurrence, {
      xMax,
      alpha,
      isHeldOut,
      random,
      workspace,
      task: subtask(task, 0, 0.1),
    });
    const validation = new GloveValidation(cooccurrence, { xMax, alpha, isHeldOut });
    const parameters = start(workspace, adaGrad);
    const history = runGloveEpochs(records, parameters, {
      validation,
      learningRate,
      epochs,
      patience,
      random,
      kernels,
      afterEpoch: () => afterEpoch(parameters, learningRate),
      onEpoch,
      task: subtask(task, 0.1, 1),
    });
    return { vectors: parameters.vectors(), model: parameters.model(), epochs: history };
  } finally {
    workspace.releaseAll();
  }
}

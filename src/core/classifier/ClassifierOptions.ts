import { ClassifierError } from './ClassifierError.ts';

/**
 * How a classifier learns. `frozen`: the average of pretrained embeddings, which stay as they are. `fineTuned`: the same,
 * and the embeddings are trained on (see `trainInMode`). `fromScratch`: embeddings of its own, from random numbers. `bagOfWords`: no embeddings,
 * but which words occur in a document (multi-hot).
 */
export type TrainingMode = 'frozen' | 'fineTuned' | 'fromScratch' | 'bagOfWords';

/** All modes, in the order in which they are shown. */
export const trainingModes: readonly TrainingMode[] = ['frozen', 'fineTuned', 'fromScratch', 'bagOfWords'];

/** How a classifier is trained. */
export interface ClassifierOptions {
  readonly mode: TrainingMode;
  /** Dimensions of the embeddings that `fromScratch` learns; pretrained ones have theirs. Default 64. */
  readonly vectorSize?: number;
  /** Units of the hidden layer. Default {@link hiddenUnitsFor} the classes. */
  readonly hidden?: number;
  /** Passes over the training data, at most. Default 500: small data takes many, and patience ends them in time. */
  readonly epochs?: number;
  /** Documents of one step. Default 32, as in Keras. */
  readonly batchSize?: number;
  /** Adam's. Default {@link learningRateOf} the mode. */
  readonly learningRate?: number;
  /** Adam's, as Keras has it: added to the root of the second moment before that is corrected for its start. Default 1e-7. */
  readonly epsilon?: number;
  /** The same seed, data and engine give the same classifier; both engines start at the same weights. */
  readonly seed: number;
  /**
   * How much a document of each class counts. `balanced`: documents / (classes * documents of the class), as in scikit-learn.
   * Default: all alike.
   */
  readonly classWeights?: 'balanced' | readonly number[];
  /**
   * Stop after so many epochs in a row without a lower validation loss; the weights are those of the best epoch. Default 20;
   * `Infinity` never stops early. Without validation data there is nothing to tell by, and all epochs run.
   */
  readonly patience?: number;
  /** Called after each epoch. */
  readonly onEpoch?: (epoch: ClassifierEpoch) => void;
}

/** How well the classifier does after one pass over the training data. */
export interface ClassifierEpoch {
  /** From 1. */
  readonly epoch: number;
  /** Mean cross-entropy (nats) of the training documents, each as it was when its turn came; weighted by class where asked. */
  readonly loss: number;
  /** The share of training documents whose class was right when their turn came. */
  readonly accuracy: number;
  /** Mean cross-entropy of the validation documents after the pass; left out where there are none. */
  readonly validationLoss?: number;
  /** The share of validation documents whose class is right. */
  readonly validationAccuracy?: number;
}

/** {@link ClassifierOptions} with every choice made. */
export interface ClassifierSettings {
  readonly mode: TrainingMode;
  readonly vectorSize: number;
  readonly hidden: number;
  readonly epochs: number;
  readonly batchSize: number;
  readonly learningRate: number;
  readonly epsilon: number;
  readonly seed: number;
  readonly patience: number;
}

/**
 * Units of the hidden layer for so many classes: the lecture's 8, and four for each class but one where that is more. With 8
 * for the 15 genres of the Brown corpus the layer is what holds the network back; of 30, 60 and 120 units 60 told most of the
 * validation passages.
 */
function hiddenUnitsFor(classes: number): number {
  return Math.max(8, 4 * (classes - 1));
}

/**
 * The learning rate of a mode: Keras's 1e-3 from scratch, else 3e-3. Averages of pretrained embeddings differ little from
 * document to document, so that weights have far to go, and with few documents an epoch is of few steps: at 1e-3, 500 epochs
 * end before the validation loss does, on 20 passages of each of three genres of the Brown corpus. 3e-3 tells up to 4
 * in 100 validation passages of the three more, frozen and fine-tuned, and up to 12 as a bag of words; of the 15 genres as many as
 * 1e-3, in half of the epochs. From scratch 3e-3 and 1e-2 tell fewer of the 15.
 */
function learningRateOf(mode: TrainingMode): number {
  return mode === 'fromScratch' ? 1e-3 : 3e-3;
}

/**
 * The options with their defaults.
 *
 * @param classes how many there are to tell apart
 * @throws ClassifierError for a value that has no meaning
 */
export function classifierSettings(options: ClassifierOptions, classes: number): ClassifierSettings {
  const {
    mode,
    vectorSize = 64,
    hidden = hiddenUnitsFor(classes),
    epochs = 500,
    batchSize = 32,
    seed,
  } = options;
  const { learningRate = learningRateOf(mode), epsilon = 1e-7, patience = 20 } = options;
  const wholeNumbers = { vectorSize, hidden, epochs, batchSize };
  for (const [name, value] of Object.entries(wholeNumbers)) requireWholeNumber(name, value);
  if (patience !== Infinity) requireWholeNumber('patience', patience);
  for (const [name, value] of Object.entries({ learningRate, epsilon })) {
    if (!Number.isFinite(value) || value <= 0) {
      throw new ClassifierError(`${name} is ${value}; choose a number above 0.`);
    }
  }
  if (!Number.isSafeInteger(seed)) throw new ClassifierError(`seed is ${seed}; choose a whole number.`);
  return { mode, vectorSize, hidden, epochs, batchSize, learningRate, epsilon, seed, patience };
}

function requireWholeNumber(name: string, value: number): void {
  if (Number.isSafeInteger(value) && value >= 1) return;
  throw new ClassifierError(`${name} is ${value}; choose a whole number of at least 1.`);
}

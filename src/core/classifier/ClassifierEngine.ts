import type { Task } from '../task.ts';
import type { LabelledBags } from './BagOfWords.ts';
import type { ClassifierEpoch, ClassifierOptions } from './ClassifierOptions.ts';
import type { ClassifierWeights } from './ClassifierWeights.ts';
import type { EmbeddingMatrix } from './embeddingMatrix.ts';
import type { GenreClassifier } from './GenreClassifier.ts';

/** What a classifier learns from. */
export interface ClassifierData {
  /** Names of the classes; labels are their indices. */
  readonly classes: readonly string[];
  readonly training: LabelledBags;
  /** Documents to tell by when to stop. Neither these nor the training documents are for the final evaluation. */
  readonly validation?: LabelledBags;
  /** Needed by the modes `frozen` and `fineTuned`: see `embeddingMatrix`. */
  readonly embedding?: EmbeddingMatrix;
  /** Weights of an earlier training on the same vocabulary and classes to go on from, in place of random ones. */
  readonly start?: ClassifierWeights;
}

/** A trained classifier, and how it came about. */
export interface ClassifierTraining {
  readonly classifier: GenreClassifier;
  readonly epochs: readonly ClassifierEpoch[];
  /** The epoch whose weights the classifier has: the one with the lowest validation loss, or the last. */
  readonly bestEpoch: number;
  /** Why it ended: all epochs ran, the validation loss no longer fell, or it was called off after at least one epoch. */
  readonly endedBy: 'epochs' | 'patience' | 'cancel';
  /** Which engine ran, for people, e.g. `builtin (wasm-simd)`. */
  readonly engine: string;
  /** Training documents that were left out because they have no words. */
  readonly withoutWords: number;
}

/** What trains classifiers. All engines learn the same network by the same steps, and differ by rounding alone. */
export interface ClassifierEngine {
  /** For people, e.g. `builtin (wasm-simd)`. */
  readonly name: string;
  /**
   * Trains a classifier, in one go: run it in a thread of its own. The task is asked for a checkpoint after each step, which
   * takes some milliseconds; where it throws `CancelledError` after the first epoch, the best classifier so far is the
   * result, else the error is passed on.
   *
   * @throws ClassifierError when the data or an option cannot be learnt from
   */
  train(data: ClassifierData, options: ClassifierOptions, task?: Task): ClassifierTraining;
}

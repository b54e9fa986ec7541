import type { ClassifierTraining } from '../core/classifier/ClassifierEngine.ts';
import type { ClassifierEpoch, TrainingMode } from '../core/classifier/ClassifierOptions.ts';
import type { ParameterCount } from '../core/classifier/ClassifierWeights.ts';
import type { ClassifierEvaluation } from '../core/classifier/evaluateClassifier.ts';

/** What is known of a trained classifier; kept with it. */
export interface ClassifierReport {
  readonly mode: TrainingMode;
  readonly classes: readonly string[];
  /** When it was trained or loaded, as an ISO 8601 date. */
  readonly trainedAt: string;
  /** Where the texts came from, for people. */
  readonly data: string;
  /** Ids of the vocabulary, padding and `[UNK]` included. */
  readonly vocabularySize: number;
  readonly parameters: ParameterCount;
  readonly passageWords: number;
  readonly sequenceLength: number;
  /** How it was trained and tested; absent where it was loaded from a file that does not say. */
  readonly trial?: ClassifierTrial;
}

/** A classifier that was trained here. */
export interface TrainedClassifierReport extends ClassifierReport {
  readonly trial: ClassifierTrial;
}

/** How a classifier was trained and tested. */
export interface ClassifierTrial {
  /** The engine that ran, for people. */
  readonly engine: string;
  /** The vectors that it started from, and the share of the vocabulary's words that they know; absent without any. */
  readonly pretrained?: { readonly name: string; readonly covered: number };
  /** Passages and documents of each part. */
  readonly training: PartSize;
  readonly validation: PartSize;
  readonly test: PartSize;
  /** Passages of validation and test that stand in the training documents too. */
  readonly repeatedPassages: number;
  readonly epochs: readonly ClassifierEpoch[];
  readonly bestEpoch: number;
  readonly endedBy: ClassifierTraining['endedBy'];
  /** On the test part. */
  readonly evaluation: ClassifierEvaluation;
  /** Wall time of the training alone. */
  readonly milliseconds: number;
}

/** How much is in a part of the data. */
export interface PartSize {
  readonly documents: number;
  readonly passages: number;
}

/** One way of training in a comparison. */
export interface ModeResult {
  readonly mode: TrainingMode;
  readonly evaluation: ClassifierEvaluation;
  readonly epochs: number;
  readonly milliseconds: number;
  /**
   * How likely a difference to the best mode as large as this would come about by chance, by the paired test, adjusted for
   * the number of modes; absent for the best.
   */
  readonly pValue?: number;
}

/** The modes on the same split of the same data. */
export interface ModeComparison {
  readonly data: string;
  readonly engine: string;
  readonly comparedAt: string;
  readonly classes: readonly string[];
  /** One for each share of the training documents, the smallest first. */
  readonly shares: readonly ShareComparison[];
}

/** The modes with a share of the training documents. */
export interface ShareComparison {
  readonly share: number;
  readonly trainingDocuments: number;
  /** In the order of the modes. */
  readonly results: readonly ModeResult[];
  /** The mode with the highest accuracy, as a place among {@link results}. */
  readonly best: number;
}

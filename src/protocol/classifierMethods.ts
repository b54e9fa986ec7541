import type { ClassifierEpoch, TrainingMode } from '../core/classifier/ClassifierOptions.ts';
import type { ClassifierReport, ModeComparison, TrainedClassifierReport } from './classifierReport.ts';
import type { CorpusFile, VectorsSource } from './engine.ts';
import type {
  LabelChoices,
  LabelledSource,
  LabelledSummary,
  ReadingLimits,
  TableFile,
  TablePreview,
} from './labelledTexts.ts';
import type { ClassifiedFile, GenreLeanings, TextScores } from './textScores.ts';

/** Which engine calculates. */
export type ClassifierEngineName = 'builtin' | 'tensorflow';

/** How documents are made ready, and how the classifier learns. */
export interface ClassifierTrainingOptions extends ReadingLimits, LabelChoices {
  readonly engine: ClassifierEngineName;
  /** Documents are cut into passages of about so many words; 0 leaves them whole. */
  readonly passageWords: number;
  /** Of each passage the first so many words are read; 0 reads all. */
  readonly sequenceLength: number;
  readonly maxTokens: number;
  /** Dimensions of embeddings that are learnt from scratch. */
  readonly vectorSize: number;
  readonly epochs: number;
  readonly patience: number;
  /** Adam's. Default: that of the mode. */
  readonly learningRate?: number;
  /** Whether documents of rare genres count more, so that all genres count alike. */
  readonly balanced: boolean;
  readonly seed: number;
  /** The vectors that the modes `frozen` and `fineTuned` start from. */
  readonly pretrained: { readonly source: VectorsSource; readonly path: string };
}

/** How far a training is. */
export interface ClassifierProgress {
  /** `reading` the texts, `preparing` the vocabulary and the counts, or `learning`. */
  readonly stage: 'reading' | 'preparing' | 'learning';
  /** Share of the stage that is done, from 0 to 1; learning may end before 1, where it no longer helps. */
  readonly done: number;
  readonly epoch?: ClassifierEpoch;
}

/** How far a comparison is. */
export interface ComparisonProgress {
  /** Share of the whole that is done. */
  readonly done: number;
  /** What is being trained. */
  readonly mode?: TrainingMode;
  readonly share?: number;
}

/** What the engine does for the genre classifier. */
export interface ClassifierMethods {
  /** Reads the first rows of a table. */
  previewTable: {
    params: { file: TableFile } & ReadingLimits;
    result: TablePreview;
  };
  /** Reads labelled texts and counts what they hold. The progress is the share that is done. */
  summarizeLabelled: {
    params: { source: LabelledSource } & ReadingLimits & LabelChoices;
    result: LabelledSummary;
    progress: number;
  };
  /**
   * Trains a classifier on labelled texts, tests it and writes it to a file. Called off after the first epoch, the best so
   * far is kept.
   */
  trainClassifier: {
    params: {
      source: LabelledSource;
      data: string;
      mode: TrainingMode;
      options: ClassifierTrainingOptions;
      output: string;
      trainedAt: string;
    };
    result: TrainedClassifierReport;
    progress: ClassifierProgress;
  };
  /** Trains in all modes on the same split, with growing shares of the training documents. */
  compareTrainingModes: {
    params: {
      source: LabelledSource;
      data: string;
      options: ClassifierTrainingOptions;
      shares: readonly number[];
      comparedAt: string;
    };
    result: ModeComparison;
    progress: ComparisonProgress;
  };
  /** Opens the file of a trained classifier, in place of the one that was open. */
  openClassifier: { params: { path: string }; result: ClassifierReport };
  /**
   * Reads a LayersModel of that kind, also one of Keras's, or a classifier in Firth's own format, and writes it to `output` in
   * Firth's own format.
   */
  importClassifier: {
    params: { path: string; output: string; importedAt: string };
    result: ClassifierReport;
  };
  /** Forgets the open classifier. */
  closeClassifier: { params: null; result: null };
  /**
   * The genre of a text by the open classifier, with the `topn` words that speak most for and against `genre`, or the most
   * likely one; with `places` it tells where all words stand.
   */
  scoreText: {
    params: { text: string; topn: number; genre?: string; places?: boolean };
    result: TextScores;
  };
  /** Which genre each word speaks for, and how much, by the open classifier; null where none is open. */
  leanWords: { params: { words: readonly string[] }; result: GenreLeanings | null };
  /** Scores files by the classifier of a file. The progress is the share that is done. */
  classifyFiles: {
    params: { files: readonly CorpusFile[]; classifier: string } & ReadingLimits;
    result: readonly ClassifiedFile[];
    progress: number;
  };
  /**
   * Writes the classifier of a file as a LayersModel of TensorFlow.js into a folder: `model.json`, `weights.bin` and
   * `vectorization.json`. Tells the paths written.
   */
  exportClassifier: { params: { classifier: string; folder: string }; result: readonly string[] };
}

import type { ClassifierTraining } from '../core/classifier/ClassifierEngine.ts';
import type { ClassifierEpoch, TrainingMode } from '../core/classifier/ClassifierOptions.ts';
import type { ParameterCount } from '../core/classifier/ClassifierWeights.ts';
import type { ClassifierEvaluation } from '../core/classifier/evaluateClassifier.ts';
import type { DatasetSummary } from '../core/classifier/summarizeDataset.ts';
import type { WordLeanings } from '../core/classifier/wordLeanings.ts';
import type { CorpusFile, SkippedFile, VectorsSource } from './engine.ts';

/** How rows of labelled texts stand in a file. */
export type TableFormat = 'csv' | 'tsv' | 'jsonl';

/** A file of a genre's folder. */
export interface LabelledFile extends CorpusFile {
  /** The genre: the folder that the file is in. */
  readonly label: string;
}

/** A column of a table. */
export interface Column {
  /** In JSON Lines the key; in others the head of the column, or `Column 3` where there is none. */
  readonly name: string;
  /** From 0; without meaning in JSON Lines. */
  readonly index: number;
}

/** A file with one labelled text a row. */
export interface TableFile extends CorpusFile {
  readonly format: TableFormat;
}

/** Where labelled texts come from. */
export type LabelledSource =
  | { readonly kind: 'folders'; readonly files: readonly LabelledFile[] }
  | {
      readonly kind: 'table';
      readonly file: TableFile;
      /** Whether the first row names the columns; without meaning in JSON Lines. */
      readonly header: boolean;
      readonly text: Column;
      readonly label: Column;
    };

/** The first rows of a table, to choose columns by. */
export interface TablePreview {
  /** Whether the first row seems to name the columns. */
  readonly header: boolean;
  readonly columns: readonly Column[];
  /** The first rows of data, a cell for each column. */
  readonly rows: readonly (readonly string[])[];
  /** The columns that the text and the label most likely stand in, as places among {@link columns}. */
  readonly text: number;
  readonly label: number;
}

/** Limits on what is read. */
export interface ReadingLimits {
  /** Larger files are passed over in folders, and refused as tables; in bytes. */
  readonly maxFileSize: number;
}

/** What is done about labels that get in the way. */
export interface LabelChoices {
  /** Labels that differ by case or blanks alone are taken for one. */
  readonly mergeSimilar: boolean;
  /** Genres whose documents are left out. */
  readonly leaveOut: readonly string[];
}

/** What labelled texts hold, before anything is learnt from them. */
export interface LabelledSummary extends DatasetSummary {
  readonly skipped: readonly SkippedFile[];
}

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
  readonly learningRate: number;
  /** Whether documents of rare genres count more, so that all genres count alike. */
  readonly balanced: boolean;
  readonly seed: number;
  /** The vectors that the modes `frozen` and `fineTuned` start from. */
  readonly pretrained: { readonly source: VectorsSource; readonly path: string };
}

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

/** How far a training is. */
export interface ClassifierProgress {
  /** `reading` the texts, `preparing` the vocabulary and the counts, or `learning`. */
  readonly stage: 'reading' | 'preparing' | 'learning';
  /** Share of the stage that is done, from 0 to 1; learning may end before 1, where it no longer helps. */
  readonly done: number;
  readonly epoch?: ClassifierEpoch;
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

/** How far a comparison is. */
export interface ComparisonProgress {
  /** Share of the whole that is done. */
  readonly done: number;
  /** What is being trained. */
  readonly mode?: TrainingMode;
  readonly share?: number;
}

/** A word of a scored text. */
export interface WordContribution {
  readonly word: string;
  /** How often it occurs in the text. */
  readonly count: number;
  /** How much less likely the genre would be without the word, from -1 to 1; below 0 it speaks against the genre. */
  readonly contribution: number;
}

/** The genre of a text. */
export type TextScores =
  | {
      readonly kind: 'scores';
      /** The most likely genre first; the probabilities add up to 1. */
      readonly scores: readonly GenreScore[];
      /** Words in the text, and how many of them the classifier does not know. */
      readonly words: number;
      readonly unknownWords: number;
      /** The words that speak most for and against the genre that was asked about, by the size of their contribution. */
      readonly contributions: readonly WordContribution[];
      /** The genre that the contributions are about. */
      readonly explained: string;
      /** Where the words stand, where that was asked for. */
      readonly places?: WordPlaces;
    }
  /** The text has no words. */
  | { readonly kind: 'no words' };

/** Where words stand in a text, and how they contribute. Arrays run in parallel; words out of vocabulary are left out. */
export interface WordPlaces {
  /** In UTF-16 code units; the end is exclusive. */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  /** See {@link WordContribution}; the same at every place of a word. */
  readonly contributions: Float32Array;
}

/** A genre and how likely it is. */
interface GenreScore {
  readonly name: string;
  readonly probability: number;
}

/** A file that was classified, or could not be. */
export interface ClassifiedFile {
  readonly path: string;
  readonly scores?: TextScores;
  /** Why the file could not be read. */
  readonly problem?: string;
}

/** Which genre each of some words speaks for. */
export interface GenreLeanings extends WordLeanings {
  /** The genres, by their index. */
  readonly classes: readonly string[];
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

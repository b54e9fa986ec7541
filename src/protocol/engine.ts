import type { MethodChoice } from '../core/embedding/chooseMethod.ts';
import type { Epoch } from '../core/embedding/Epoch.ts';
import type { EmbeddingMethod } from '../core/embedding/learnVectors.ts';
import type { ParsedAnalogy } from '../core/query/analogyExpression.ts';
import type { AnalogyEvaluation, AnalogyScore } from '../core/vectors/evaluation/wordAnalogies.ts';
import type { WordPairsEvaluation } from '../core/vectors/evaluation/wordPairs.ts';
import type { Neighbour } from '../core/vectors/WordVectors.ts';
import type { ClassifierMethods } from './classifierMethods.ts';
import type { CorpusMethods } from './corpusMethods.ts';
import type { FilesMethods } from './filesMethods.ts';
import type { LabMethods } from './labMethods.ts';
import type { LectureMethods } from './lectureMethods.ts';
import type { MapMethods } from './mapMethods.ts';
import type { QueryMethods } from './queryMethods.ts';

/** The embeddings that Firth keeps side by side, in the order in which they answer unless the user says otherwise. */
export const VECTORS_SOURCES = ['workspace', 'loaded', 'general'] as const;

/** One of them: trained on the workspace, loaded from a file of the user's, or the general English that Firth carries. */
export type VectorsSource = (typeof VECTORS_SOURCES)[number];

/** What is known of an embedding that the engine has open. */
export interface VectorsSummary {
  readonly source: VectorsSource;
  /** A name for people, e.g. `General English (GloVe 6B, 100d)`. */
  readonly name: string;
  /** How the vectors were made, e.g. `PPMI + SVD`. */
  readonly method: string;
  readonly words: number;
  /** How many of the words the text was learnt for, where others keep their general vectors beside them. */
  readonly wordsLearnt?: number;
  readonly dimension: number;
  /** Why this method, where it was left to Firth. */
  readonly choice?: MethodChoice;
  /** When the vectors were trained, as an ISO 8601 date; absent where the file does not say. */
  readonly trainedAt?: string;
  /** What the training read; only for the workspace's own vectors. */
  readonly corpus?: CorpusSummary;
}

/** The text that an embedding was trained on, in figures. */
export interface CorpusSummary {
  readonly documents: number;
  readonly sentences: number;
  readonly tokens: number;
}

/** A word as one embedding sees it. */
export interface WordInVectors {
  /**
   * Position in the embedding's vocabulary by falling frequency, from 1; absent for a word that it lacks, whose vector is the
   * mean of those of its n-grams (Bojanowski et al. 2017).
   */
  readonly rank?: number;
  /** Occurrences in the corpus of the embedding, where it says. */
  readonly count?: number;
  /** Documents (files) of that corpus with the word, where it says. */
  readonly documentCount?: number;
  /** The most similar words, best first. */
  readonly neighbours: readonly Neighbour[];
}

/** Everything the hover card says of a word. */
export interface WordDescription extends SideBySide<WordInVectors> {
  /** The token, as the tokenizer spells it. */
  readonly word: string;
  /** Where the token stands in the text that was asked about, in UTF-16 code units. */
  readonly start: number;
  readonly end: number;
  /** The closest spellings, where no embedding knows the word. */
  readonly suggestions: readonly string[];
}

/** A word that an embedding does not know, with the closest spellings that some open embedding does. */
export interface UnknownWord {
  readonly word: string;
  readonly suggestions: readonly string[];
}

/** What an analogy expression says, and which of its words cannot be used. */
export type AnalogyCheck =
  | {
      readonly ok: true;
      readonly analogy: ParsedAnalogy;
      /** Words that no open embedding knows. */
      readonly unknown: readonly UnknownWord[];
      /** Words that one open embedding lacks, which then cannot answer. */
      readonly missing: SideBySide<readonly string[]>;
    }
  | { readonly ok: false; readonly message: string; readonly position: number };

/** What each open embedding has to say to a question; absent where it has nothing to say. */
export type SideBySide<T> = { readonly [S in VectorsSource]?: T };

/** Two words in one embedding. */
export interface WordPair {
  /** Cosine similarity, from -1 to 1. */
  readonly similarity: number;
  /** Position of the second word among the neighbours of the first, from 1, and the other way round. */
  readonly rankOfSecond: number;
  readonly rankOfFirst: number;
  /** Words near both, with the smaller of their two similarities, best first. */
  readonly shared: readonly Neighbour[];
}

/** The comparison of two words, after the tokenizer. */
export interface Comparison extends SideBySide<WordPair> {
  readonly first: string;
  readonly second: string;
  readonly unknown: readonly UnknownWord[];
}

/** A text file of the corpus, as the extension found it. */
export interface CorpusFile {
  /** Absolute path on the machine where the engine runs. */
  readonly path: string;
  /** Encoding as WHATWG labels it, used where the file has no byte order mark. */
  readonly encoding: string;
}

/** How to train; the names are those of gensim's Word2Vec where it has them. */
export interface TrainingOptions {
  /** `auto` leaves the choice to the engine (see `chooseMethod`). */
  readonly method: EmbeddingMethod | 'auto';
  readonly vectorSize: number;
  readonly window: number;
  readonly minCount: number;
  readonly maxWords: number;
  readonly seed: number;
  /** Larger files are passed over, in bytes. */
  readonly maxFileSize: number;
}

/** What a training may take of the machine. The vectors do not depend on it. */
export interface TrainingResources {
  /** Bytes that counting may take beside the text and the counts themselves; beyond, counts are spilled to the disk. */
  readonly memory: number;
  /** Threads that learn beside each other, the one that leads them included; at least 1. */
  readonly threads: number;
}

/** A file that was not read, and why. */
export interface SkippedFile {
  readonly path: string;
  readonly reason: 'binary' | 'too large' | 'unreadable' | 'empty';
  /** More about it, e.g. the system's message. */
  readonly detail: string;
}

/** What a training did. */
export interface TrainingReport {
  /** Words that vectors were learnt for. */
  readonly words: number;
  /** Words that stand beside them with their general vectors. */
  readonly wordsJoined: number;
  readonly corpus: CorpusSummary;
  readonly skipped: readonly SkippedFile[];
  readonly nonZeros: number;
  /** Wall time by stage, in milliseconds. */
  readonly milliseconds: Readonly<Record<TrainingStage, number>>;
  /** The largest resident memory of the whole process that was seen, in bytes. */
  readonly peakMemory: number;
  readonly kernels: string;
  /** How the vectors were learnt, for people. */
  readonly method: string;
  /** Why this method, where it was left to the engine. */
  readonly choice?: MethodChoice;
  /**
   * How well the vectors recreate the counts, in logarithms, over a random sample of pairs; for the GloVes. `rSquared` is the
   * share of the variance explained, `rmse` the root of the mean squared error.
   */
  readonly fit?: { readonly rSquared: number; readonly rmse: number };
  /** What to do about learning for too long, where that happened. */
  readonly advice?: string;
}

/** The stages of a training, in order. */
export type TrainingStage = 'reading' | 'counting' | 'weighting' | 'learning' | 'saving';

/** How far a training is. */
export interface TrainingProgress {
  readonly stage: TrainingStage;
  /** Share of the whole training that is done, from 0 to 1. */
  readonly done: number;
  /** The last pass of a method that learns in passes. */
  readonly epoch?: Epoch;
}

/** How the files of now differ from those that the workspace's vectors were trained on. */
export interface CorpusChanges {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
}

/** What the open embeddings score on a file of questions or judgements. */
export type EvaluationReport =
  | {
      readonly kind: 'analogies';
      /** By sums of similarities (3CosAdd), the total by products (3CosMul), too. */
      readonly scores: SideBySide<AnalogyEvaluation & { readonly totalByCosmul: AnalogyScore }>;
    }
  | { readonly kind: 'pairs'; readonly pairs: number; readonly scores: SideBySide<WordPairsEvaluation> };

/**
 * Everything that the extension can ask of the engine: the parameters, the result and, where there is one, the kind of
 * progress of each method. The typed client and the typed server are both made from this one map.
 */
export interface EngineMethods
  extends ClassifierMethods,
    CorpusMethods,
    LabMethods,
    LectureMethods,
    MapMethods,
    FilesMethods,
    QueryMethods {
  /** Opens a file of vectors under a source, in place of what was open there. */
  open: { params: { source: VectorsSource; path: string }; result: VectorsSummary };
  /** Forgets the vectors of a source. */
  close: { params: { source: VectorsSource }; result: null };
  /** The word at a position of a piece of text; null where there is none. */
  describeWordAt: {
    params: { text: string; position: number; topn: number };
    result: WordDescription | null;
  };
  /** The words of a text (usually one), described each. */
  describeWords: { params: { text: string; topn: number }; result: readonly WordDescription[] };
  /** Reads an analogy and names the words that no open embedding knows. */
  checkAnalogy: { params: { expression: string }; result: AnalogyCheck };
  /** Answers an analogy; the words of the question are left out. */
  solveAnalogy: {
    params: { analogy: ParsedAnalogy; topn: number };
    result: SideBySide<readonly Neighbour[]>;
  };
  compareWords: { params: { first: string; second: string; topn: number }; result: Comparison };
  /** The words of a text that an embedding knows, most frequent in the text first. */
  wordsOfText: { params: { source: VectorsSource; text: string }; result: readonly string[] };
  /** Compares the files of now with those that the workspace's vectors were trained on. */
  compareCorpus: { params: { files: readonly CorpusFile[] }; result: CorpusChanges };
  /**
   * Scores the open embeddings on a file of analogies (questions-words.txt) or of word pairs with people's judgements
   * (WordSim-353 and its like), told apart by content. The progress is the share that is done.
   */
  evaluate: { params: { path: string }; result: EvaluationReport; progress: number };
  /** Trains vectors on files and writes them to a file. */
  train: {
    params: {
      files: readonly CorpusFile[];
      output: string;
      options: TrainingOptions;
      /** File of the general vectors, for the methods `adapt` and `auto`. */
      general: string;
      /** Without it the training takes all the memory that it likes. */
      resources?: TrainingResources;
      trainedAt: string;
    };
    result: TrainingReport;
    progress: TrainingProgress;
  };
}

/** What a thread of the engine is started with. */
export interface EngineThreadData {
  /** Whether it stands back for threads that somebody waits for. */
  readonly isBackground: boolean;
}

/** A line for the log, sent by the engine at any time beside its answers. */
export interface EngineLogMessage {
  readonly kind: 'log';
  readonly level: 'info' | 'warn';
  readonly message: string;
}

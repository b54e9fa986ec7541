import type { WordCluster } from '../core/projection/clusterWords.ts';
import type { MapQuality } from '../core/projection/mapQuality.ts';
import type { VectorsSource } from './engine.ts';

/** Most words that a map shows. */
export const MOST_MAP_WORDS = 50_000;

/** Which words of an embedding a map shows; `limit` of them at most, the most frequent where there are more. */
export type WordSelection =
  /** The most frequent of the whole vocabulary. */
  | { readonly kind: 'frequent'; readonly limit: number }
  /** Those of a text, by their frequency in it. */
  | { readonly kind: 'text'; readonly text: string; readonly limit: number }
  /** A word and those most similar to it. */
  | { readonly kind: 'near'; readonly word: string; readonly limit: number }
  /** Those named. */
  | { readonly kind: 'list'; readonly words: readonly string[] };

/** Two words whose difference is a direction, `from` to `to`: `man` to `woman`. */
export interface WordAxis {
  readonly from: string;
  readonly to: string;
}

/** The words of a map with all that is needed to lay them out. Arrays run in parallel to the words. */
export interface MapWords {
  readonly source: VectorsSource;
  /** The embedding's name, for people. */
  readonly name: string;
  readonly words: readonly string[];
  /** Positions in the vocabulary by falling frequency, from 1. */
  readonly ranks: Uint32Array;
  /** Occurrences, where the embedding says. */
  readonly counts?: Uint32Array;
  readonly dimension: number;
  /** Row-major `words x dimension`, of unit length, in memory that threads share: it crosses between them uncopied. */
  readonly vectors: Float32Array;
  /** The lengths that the vectors had. */
  readonly norms: Float32Array;
  /** Row-major `axes x dimension`: the differences that were asked for. */
  readonly axes: Float32Array;
  /** How many words the selection found before the limit. */
  readonly found: number;
  /** Words that were asked for by name and that the embedding lacks. */
  readonly unknown: readonly string[];
  /** Words in the whole embedding. */
  readonly vocabularySize: number;
}

/** How words are laid out in the plane. */
export type Layout =
  /** Along the two directions in which the words differ most. */
  | { readonly method: 'pca' }
  /** So that neighbours stay neighbours. */
  | {
      readonly method: 'tsne';
      /** Effective number of neighbours, at least 1; never more than a third of the other words is used. */
      readonly perplexity: number;
      /** Iterations at most; it ends earlier where the map has settled. */
      readonly iterations: number;
      readonly seed: number;
    }
  /** The first two numbers of each vector as they are: the naive plot of textbooks. */
  | { readonly method: 'firstTwo' }
  /** Along the directions of two pairs of words. */
  | { readonly method: 'axes' };

/** How far a map is. */
export interface LayoutProgress {
  /** Finding each word's neighbours, or moving the points. */
  readonly stage: 'neighbours' | 'moving';
  /** Share of the stage that is done, from 0 to 1; a map that settles ends before 1. */
  readonly done: number;
  readonly iteration: number;
  /** Row-major `words x 2`; empty while there are none. */
  readonly coordinates: Float32Array;
}

/** Words laid out in the plane. */
export interface LaidOutWords {
  /** Row-major `words x 2`. */
  readonly coordinates: Float32Array;
  /** By PCA: the share of the variance, from 0 to 1, that each axis keeps. */
  readonly explainedVariance?: readonly [number, number];
  /** By t-SNE: how it ended. */
  readonly descent?: {
    readonly iterations: number;
    /** The perplexity that so many words allow. */
    readonly perplexity: number;
    /** Why it ended: the map moved no more, all iterations were done, or somebody said so. */
    readonly end: 'settled' | 'iterations' | 'stopped';
    /** Whether it went on from an earlier map. */
    readonly warm: boolean;
  };
}

/** What the engine does for the map. */
export interface MapMethods {
  /**
   * Chooses words and gives out their vectors; `include` names words that are shown besides.
   *
   * @throws Error where a word that the selection or an axis rests on is not known
   */
  chooseMapWords: {
    params: {
      source: VectorsSource;
      selection: WordSelection;
      include: readonly string[];
      axes: readonly WordAxis[];
    };
    result: MapWords;
  };
  /**
   * Lays words out. Other requests are answered meanwhile, among them {@link MapMethods.steerLayout} under the same `id`.
   * Up to `threads` threads (1 unless said) share the work where the method moves points, with the same result.
   * Goes on from the places in `known` (row-major `words x 2`, NaN for words without one), where it is given and the
   * method moves points.
   */
  layOutWords: {
    params: {
      id: number;
      words: Pick<MapWords, 'vectors' | 'norms' | 'dimension' | 'axes'>;
      layout: Layout;
      known?: Float32Array;
      threads?: number;
    };
    result: LaidOutWords;
    progress: LayoutProgress;
  };
  /** Holds a layout that is under way, lets it go on, or ends it with the places of now. One that has ended is let be. */
  steerLayout: { params: { id: number; to: 'pause' | 'resume' | 'stop' }; result: null };
  /**
   * How far a map's neighbourhoods can be trusted, at 10 neighbours. The progress is the share that is done. Other requests
   * are answered meanwhile. Up to `threads` threads (1 unless said) share the work, with the same result.
   */
  judgeMap: {
    params: {
      words: Pick<MapWords, 'vectors' | 'dimension'>;
      coordinates: Float32Array;
      threads?: number;
    };
    result: MapQuality;
    progress: number;
  };
  /** Groups words by their vectors. The progress is the share that is done. */
  clusterMapWords: {
    params: { words: Pick<MapWords, 'vectors' | 'dimension'>; clusters: number; seed: number };
    result: { readonly clusterOf: Uint8Array; readonly clusters: readonly WordCluster[] };
    progress: number;
  };
  /** The map as CSV: each word's place and its `k` nearest of the words; of `only` some words where they are given. */
  tabulateMap: {
    params: { words: MapWords; coordinates: Float32Array; k: number; only?: readonly string[] };
    result: string;
    progress: number;
  };
  /** The cosine similarity of a word to each of some others, 0 for those that are not known; null where it is not known itself. */
  similaritiesTo: {
    params: { source: VectorsSource; word: string; words: readonly string[] };
    result: Float32Array | null;
  };
}

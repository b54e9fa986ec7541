import type { WordLeanings } from '../core/classifier/wordLeanings.ts';

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

/** A value that JSON can hold. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** What a file of vectors says of itself. Other members of its JSON object are kept but mean nothing. */
export interface VectorsMetadata {
  /** A name for people, e.g. `General English (GloVe 6B, 100d)`. */
  readonly name: string;
  /** How the vectors were made, e.g. `GloVe` or `PPMI + SVD`. */
  readonly method: string;
  /** Whose work the vectors are, as it should be shown. */
  readonly attribution?: string;
  /** Under which terms the vectors may be passed on. */
  readonly licence?: string;
  readonly [key: string]: JsonValue | undefined;
}

/** Word vectors as they are stored and loaded, before anything is asked of them. */
export interface VectorsData {
  readonly metadata: VectorsMetadata;
  /** The words, the most frequent first, each once. */
  readonly words: readonly string[];
  /** Length of a vector. */
  readonly dimension: number;
  /** `words.length x dimension` finite values, row-major. */
  readonly vectors: Float32Array;
  /** Occurrences of each word in the training text. */
  readonly counts?: Uint32Array;
  /** Documents of the training text that hold each word. */
  readonly documentCounts?: Uint32Array;
}

/** Thrown for a file of vectors that cannot be read; the message says what was found and what was expected. */
export class VectorsFormatError extends Error {
  override readonly name = 'VectorsFormatError';
}

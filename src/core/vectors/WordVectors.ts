import type { Kernels } from '../math/Kernels.ts';
import { RowSearch } from './RowSearch.ts';
import { requireSizes } from './requireSizes.ts';
import { requireWeights } from './requireWeights.ts';
import type { Rows } from './topK.ts';
import { WordIndex } from './WordIndex.ts';

/** A word near another word, a vector or the answer to an analogy. */
export interface Neighbour {
  readonly word: string;
  /** Cosine similarity to what was asked, from -1 to 1; it grows with closeness. */
  readonly similarity: number;
}

/** Options of {@link WordVectors.mostSimilar} and {@link WordVectors.mostSimilarToVector}. */
export interface SearchOptions {
  /** How many neighbours are wanted; 10 unless said. */
  readonly topn?: number;
  /** Search only the first so many words (the most frequent ones, as vocabularies are ordered). */
  readonly restrictVocab?: number;
  /** Search only these rows, as `indexOf` gives them. */
  readonly among?: Rows;
}

/** Vectors of the same space for words out of vocabulary, such as fastText makes of their n-grams. */
export type ComposedWords = ReadonlyMap<string, Float32Array>;

/** What {@link WordVectors.mostSimilar} is asked. */
export interface MostSimilarQuery extends SearchOptions {
  /** Words that count for the answer. */
  readonly positive: readonly string[];
  /** Words that count against it. */
  readonly negative?: readonly string[];
  /** Words out of vocabulary that may be asked with; answers are words in vocabulary. */
  readonly composed?: ComposedWords | undefined;
}

/** A question whose words count differently. */
export interface WeightedQuery extends MostSimilarQuery {
  /** How much each word counts, first the positive ones, then the negative ones; 1 unless said. */
  readonly weights?: readonly number[];
}

/** What {@link WordVectors} is made from. */
export interface WordVectorsData {
  /** The words, the most frequent first, each once. */
  readonly words: readonly string[];
  /** Length of a vector. */
  readonly dimension: number;
  /** `words.length x dimension` values, row-major. */
  readonly vectors: Float32Array;
}

/** Options of {@link WordVectors}. */
export interface WordVectorsOptions {
  /**
   * Take the vectors over in place of copying them: they come from the `allocate` of the same kernels, are brought to unit
   * length where they stand, and nobody else uses or releases them from then on. Where the constructor throws they are
   * still the caller's.
   */
  readonly adopt?: boolean;
}

/**
 * Word vectors and what they are asked: the names and the arithmetic of gensim's `KeyedVectors`.
 *
 * The rows are held with unit length in the kernels' memory, where the exact scan over all words is one matrix-vector
 * product; their norms are kept beside them, so that {@link vector} gives back the original up to float32 rounding. A
 * row of zeros has no direction: its similarity to everything is 0, never NaN.
 *
 * A word out of vocabulary is expected: the answer is then undefined, and {@link unknownWords} says which words it was.
 */
export class WordVectors {
  readonly words: readonly string[];
  readonly dimension: number;
  /** The kernels that hold the rows; whoever scans {@link unitVectors} uses the same ones. */
  readonly kernels: Kernels;
  readonly #indices: WordIndex;
  readonly #norms: Float64Array;
  /** What {@link dispose} gives back. */
  #held: { readonly unitVectors: Float32Array; readonly search: RowSearch } | undefined;

  /**
   * @throws RangeError when the sizes do not fit together, a word stands twice or a value is not finite
   */
  constructor(data: WordVectorsData, kernels: Kernels, { adopt = false }: WordVectorsOptions = {}) {
    const { words, dimension, vectors } = data;
    requireSizes(words, dimension, vectors);
    this.words = words;
    this.dimension = dimension;
    this.kernels = kernels;
    this.#indices = new WordIndex(words);
    const unitVectors = adopt ? vectors : kernels.allocate(vectors.length);
    if (!adopt) unitVectors.set(vectors);
    this.#norms = new Float64Array(words.length);
    kernels.normalizeRows(unitVectors, dimension, this.#norms);
    const odd = this.#norms.findIndex((norm) => !Number.isFinite(norm));
    if (odd >= 0) {
      if (!adopt) kernels.release(unitVectors);
      throw new RangeError(
        `The vector of ${JSON.stringify(words[odd])} (row ${odd}) holds a value that is not finite.`,
      );
    }
    this.#held = { unitVectors, search: new RowSearch(unitVectors, dimension, kernels) };
  }

  /** How many words there are. */
  get size(): number {
    return this.words.length;
  }

  /**
   * All rows with unit length, `size x dimension`, in the kernels' memory: to read, and not after {@link dispose}.
   * @throws Error after {@link dispose}
   */
  get unitVectors(): Float32Array {
    return this.#alive().unitVectors;
  }

  /** Lengths of the original vectors, by row. */
  get norms(): Readonly<Float64Array> {
    return this.#norms;
  }

  has(word: string): boolean {
    return this.#indices.has(word);
  }

  /** The word's row, which is also its rank by frequency, from 0. */
  indexOf(word: string): number | undefined {
    return this.#indices.get(word);
  }

  /** Those of the words that are out of vocabulary, each once, in the order given. */
  unknownWords(words: readonly string[]): string[] {
    return [...new Set(words)].filter((word) => !this.has(word));
  }

  /** A copy of the word's original vector, up to float32 rounding. */
  vector(word: string, composed?: ComposedWords): Float32Array | undefined {
    const index = this.indexOf(word);
    if (index === undefined) return composed?.get(word)?.slice();
    const norm = this.#norms[index]!;
    return this.#unitRow(index).map((value) => value * norm);
  }

  /** Length of the word's original vector. */
  norm(word: string): number | undefined {
    const index = this.indexOf(word);
    return index === undefined ? undefined : this.#norms[index]!;
  }

  /** Cosine similarity of two words, from -1 to 1. */
  similarity(a: string, b: string, composed?: ComposedWords): number | undefined {
    const first = this.#direction(a, composed);
    const second = this.#direction(b, composed);
    if (first === undefined || second === undefined) return undefined;
    return clampCosine(dot(first, second));
  }

  /** Cosine distance, `1 - similarity`: from 0 to 2, shrinks with closeness. */
  distance(a: string, b: string, composed?: ComposedWords): number | undefined {
    const similarity = this.similarity(a, b, composed);
    return similarity === undefined ? undefined : 1 - similarity;
  }

  /**
   * Position of `other` among the neighbours of `word`, from 1 (gensim's `rank`); of a word out of vocabulary that which it
   * would have.
   */
  rank(word: string, other: string, composed?: ComposedWords): number | undefined {
    const direction = this.#direction(word, composed);
    const otherDirection = this.#direction(other, composed);
    if (direction === undefined || otherDirection === undefined) return undefined;
    const index = this.indexOf(word);
    const otherIndex = this.indexOf(other);
    const scores = this.#alive().search.scan(direction, this.size);
    const reference = otherIndex === undefined ? dot(direction, otherDirection) : scores[otherIndex]!;
    let closer = 0;
    for (let i = 0; i < scores.length; i++) {
      if (i !== index && i !== otherIndex && scores[i]! > reference) closer++;
    }
    return closer + 1;
  }

  /**
   * The words most similar to the mean of the positive words' unit vectors and the negative words' negated ones (Mikolov
   * et al. 2013, 3CosAdd; gensim's `most_similar`), by weight where there are weights, best first, equal ones by rank. Words
   * of the question are left out.
   *
   * @returns undefined when a word is out of vocabulary; an empty list when the mean is zero, which is near to nothing
   * @throws RangeError when there is no word at all, or not one finite weight a word
   */
  mostSimilar({
    positive,
    negative = [],
    weights,
    composed,
    ...options
  }: WeightedQuery): Neighbour[] | undefined {
    const words = [...positive, ...negative];
    if (words.length === 0) {
      throw new RangeError('mostSimilar needs at least one positive or negative word.');
    }
    requireWeights(words, weights);
    const mean = new Float64Array(this.dimension);
    const asked = new Set<number>();
    let total = 0;
    for (const [i, word] of words.entries()) {
      const index = this.indexOf(word);
      const row = this.#direction(word, composed);
      if (!row) return undefined;
      if (index !== undefined) asked.add(index);
      const weight = (i < positive.length ? 1 : -1) * (weights?.[i] ?? 1);
      total += Math.abs(weight);
      for (let j = 0; j < mean.length; j++) mean[j] = mean[j]! + weight * row[j]!;
    }
    // Rounding leaves crumbs where words cancel out exactly; they are no direction.
    const crumbs = 1e-6 * total;
    return Math.sqrt(dot(mean, mean)) <= crumbs ? [] : this.#nearest(mean, options, asked);
  }

  /**
   * The words most similar to a vector of this space, best first, equal ones by rank (gensim's `similar_by_vector`).
   *
   * @returns an empty list for a vector of zeros
   * @throws RangeError when the vector has another dimension
   */
  mostSimilarToVector(
    vector: Float32Array | Float64Array | readonly number[],
    options: SearchOptions = {},
  ): Neighbour[] {
    if (vector.length !== this.dimension) {
      throw new RangeError(`The vector has ${vector.length} dimensions; expected ${this.dimension}.`);
    }
    return this.#nearest(vector, options, new Set());
  }

  /** Gives the kernels' memory back; only words, `has`, `indexOf` and the norms answer afterwards. */
  dispose(): void {
    if (this.#held === undefined) return;
    this.kernels.release(this.#held.unitVectors);
    this.#held.search.dispose();
    this.#held = undefined;
  }

  #alive(): { readonly unitVectors: Float32Array; readonly search: RowSearch } {
    if (this.#held === undefined) throw new Error('These word vectors were disposed of.');
    return this.#held;
  }

  /** The word's vector with unit length; undefined where it is out of vocabulary and nothing else is known of it. */
  #direction(word: string, composed: ComposedWords | undefined): Float32Array | undefined {
    const index = this.indexOf(word);
    return index === undefined ? unitVector(composed?.get(word)) : this.#unitRow(index);
  }

  #unitRow(index: number): Float32Array {
    return this.unitVectors.subarray(index * this.dimension, (index + 1) * this.dimension);
  }

  #nearest(
    direction: Float32Array | Float64Array | readonly number[],
    { topn = 10, restrictVocab = this.size, among }: SearchOptions,
    asked: ReadonlySet<number>,
  ): Neighbour[] {
    const norm = Math.sqrt(dot(direction, direction));
    if (!(norm > 0)) return [];
    const limit = Math.max(0, Math.min(Math.floor(restrictVocab), this.size));
    const query = Float32Array.from(direction, (value) => value / norm);
    const count = Math.min(topn, limit);
    const excluded = among ? { has: (row: number) => asked.has(row) || !among.has(row) } : asked;
    return this.#alive()
      .search.nearest(query, count, limit, excluded)
      .map(({ row, score }) => ({ word: this.words[row]!, similarity: clampCosine(score) }));
  }
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j]! * b[j]!;
  return sum;
}

function unitVector(vector: Float32Array | undefined): Float32Array | undefined {
  const norm = vector && Math.sqrt(dot(vector, vector));
  return norm ? vector?.map((value) => value / norm) : undefined;
}

/** Rounding may carry a cosine past its bounds by a hair. */
function clampCosine(value: number): number {
  return Math.max(-1, Math.min(1, value));
}

import { type KerasTokenizer, kerasTokens } from './kerasTokens.ts';
import { TokenCounts } from './TokenCounts.ts';
import { tokenize } from './tokenize.ts';

/** What becomes of a text: ids in the order of its tokens, or one number for each token of the vocabulary. */
export type OutputMode = 'int' | 'multi_hot' | 'count' | 'tf_idf';

/** Who cuts texts into tokens: Firth's one tokenizer, or Keras's with its two choices. */
export type VectorizationTokenizer = 'firth' | KerasTokenizer;

/** The options of a {@link TextVectorization}, by Keras's names. */
export interface TextVectorizationOptions<M extends OutputMode> {
  /** Size of the vocabulary at most, padding (in mode `int`) and `[UNK]` included. Default: no limit. */
  readonly maxTokens?: number | undefined;
  /** Default: Firth's tokenizer, so that the vocabulary is that of the vectors and the hover. */
  readonly tokenizer?: VectorizationTokenizer;
  readonly outputMode: M;
  /** Ids are cut off or padded with 0 to this length; mode `int` only. Default: as many ids as tokens. */
  readonly outputSequenceLength?: number | undefined;
}

/** What {@link TextVectorization.vectorize} gives in a mode. */
export type VectorizedText<M extends OutputMode> = M extends 'int' ? Uint32Array : Float32Array;

/** The token that stands for nothing: the padding of mode `int`, and never part of the vocabulary otherwise. */
const PADDING_TOKEN = '';
/** The token that stands for all tokens out of the vocabulary. */
const UNKNOWN_TOKEN = '[UNK]';

/**
 * Standardize, tokenize, index, encode: Keras's `TextVectorization` layer (version 3), with Firth's tokenizer or with
 * Keras's own.
 *
 * In mode `int` id 0 is padding (the empty string), 1 is `[UNK]`, and words begin at 2; in the other modes 0 is `[UNK]` and
 * words begin at 1. The vocabulary is sorted by falling count, tokens of equal count by falling code points (numpy's
 * `lexsort` of Keras, reversed).
 */
export class TextVectorization<M extends OutputMode = OutputMode> {
  readonly maxTokens: number | undefined;
  readonly tokenizer: VectorizationTokenizer;
  readonly outputMode: M;
  readonly outputSequenceLength: number | undefined;
  /** How many ids come before the first word: 2 in mode `int`, else 1. */
  readonly tokenStart: number;
  #words: readonly string[] = [];
  #ids = new Map<string, number>();
  /** By id, in mode `tf_idf`. */
  #idfWeights: Float32Array | undefined;
  #counts: TokenCounts;

  /** @throws RangeError when an option is out of range or does not go with the mode */
  constructor({
    maxTokens,
    tokenizer = 'firth',
    outputMode,
    outputSequenceLength,
  }: TextVectorizationOptions<M>) {
    if (maxTokens !== undefined && !(Number.isInteger(maxTokens) && maxTokens > 1)) {
      throw new RangeError(`maxTokens is ${maxTokens}; expected a whole number greater than 1.`);
    }
    if (outputSequenceLength !== undefined) {
      if (outputMode !== 'int') {
        throw new RangeError(`outputSequenceLength goes with the mode int only, not with ${outputMode}.`);
      }
      if (!Number.isInteger(outputSequenceLength) || outputSequenceLength < 1) {
        throw new RangeError(
          `outputSequenceLength is ${outputSequenceLength}; expected a whole number of at least 1.`,
        );
      }
    }
    this.maxTokens = maxTokens;
    this.tokenizer = tokenizer;
    this.outputMode = outputMode;
    this.outputSequenceLength = outputSequenceLength;
    this.tokenStart = outputMode === 'int' ? 2 : 1;
    this.#counts = new TokenCounts();
  }

  /** The tokens of a text, in order, before they are indexed. */
  tokens(text: string): string[] {
    return this.tokenizer === 'firth' ? tokenize(text) : kerasTokens(text, this.tokenizer);
  }

  /** Makes the vocabulary from texts, each a document of its own. */
  adapt(texts: Iterable<string>): void {
    this.resetState();
    for (const text of texts) this.updateState(text);
    this.finalizeState();
  }

  /** The same for texts that come one by one, of which none is kept. */
  async adaptStream(texts: AsyncIterable<string>): Promise<void> {
    this.resetState();
    for await (const text of texts) this.updateState(text);
    this.finalizeState();
  }

  /** Forgets the documents counted so far; the vocabulary stays. */
  resetState(): void {
    this.#counts = new TokenCounts();
  }

  /** Counts the tokens of one more document. */
  updateState(text: string): void {
    this.#counts.addDocument(this.tokens(text));
  }

  /** Counts documents whose tokens are given by their places in a list of different ones. */
  addIndexed(tokens: readonly string[], documents: Iterable<Uint32Array>): void {
    this.#counts.addIndexed(tokens, documents);
  }

  /** Makes the vocabulary from the documents counted since {@link resetState}; without a token it stays as it was. */
  finalizeState(): void {
    const counts = this.#counts;
    this.resetState();
    if (counts.size === 0) return;
    const special = [PADDING_TOKEN, UNKNOWN_TOKEN];
    const limit = this.maxTokens === undefined ? undefined : this.maxTokens - this.tokenStart;
    const words = counts.mostFrequent(limit, special);
    this.#index(words);
    if (this.outputMode !== 'tf_idf') return;
    this.#setIdfWeights(
      words.map((word) => Math.log(1 + counts.documents / (1 + counts.documentCount(word)))),
      words.length,
    );
  }

  /** The vocabulary by id; without the special tokens, the id of the first word is {@link tokenStart}. */
  getVocabulary({ includeSpecialTokens = true } = {}): string[] {
    return includeSpecialTokens ? [...this.#specialTokens(), ...this.#words] : [...this.#words];
  }

  /** How many ids there are, special tokens included. */
  get vocabularySize(): number {
    return this.tokenStart + this.#words.length;
  }

  /** The weights of mode `tf_idf`, by id; undefined in the others and before the vocabulary is known. */
  get idfWeights(): Float32Array | undefined {
    return this.#idfWeights;
  }

  /**
   * Sets the vocabulary, with or without the special tokens at its start.
   *
   * @param idfWeights one for each entry of `vocabulary`, in mode `tf_idf` only. Where the special tokens are left out,
   *   the weight of `[UNK]` is the mean of all.
   * @throws RangeError when a token stands twice, the padding token is not in its place, the vocabulary is empty or larger
   *   than `maxTokens`, or weights and vocabulary do not fit together
   */
  setVocabulary(vocabulary: readonly string[], idfWeights?: ArrayLike<number>): void {
    if (vocabulary.length === 0)
      throw new RangeError('The vocabulary is empty; expected at least one token.');
    if ((this.outputMode === 'tf_idf') !== (idfWeights !== undefined)) {
      throw new RangeError(`The mode is ${this.outputMode}; idfWeights go with tf_idf, and with it alone.`);
    }
    if (idfWeights && idfWeights.length !== vocabulary.length) {
      throw new RangeError(
        `${vocabulary.length} tokens with ${idfWeights.length} idfWeights; expected as many of each.`,
      );
    }
    const special = this.#specialTokens();
    const hasSpecial = special.every((token, id) => vocabulary[id] === token);
    const words = hasSpecial ? vocabulary.slice(special.length) : vocabulary;
    const size = special.length + words.length;
    if (this.maxTokens !== undefined && size > this.maxTokens) {
      throw new RangeError(
        `The vocabulary has ${size} tokens with the special ones; maxTokens is ${this.maxTokens}.`,
      );
    }
    requireDistinct(words, special);
    this.#index(words);
    if (idfWeights) this.#setIdfWeights(Array.from(idfWeights), words.length);
  }

  /** The id of a token, that of `[UNK]` for one out of the vocabulary; undefined for padding where it has no id. */
  idOf(token: string): number | undefined {
    if (token === PADDING_TOKEN) return this.outputMode === 'int' ? 0 : undefined;
    return this.#ids.get(token) ?? this.tokenStart - 1;
  }

  /** Encodes a text: ids in mode `int`, else a number for each id. */
  vectorize(text: string): VectorizedText<M> {
    const encoded = this.outputMode === 'int' ? this.#toIds(text) : this.#toWeights(text);
    return encoded as VectorizedText<M>;
  }

  #toIds(text: string): Uint32Array {
    const tokens = this.tokens(text);
    const ids = new Uint32Array(this.outputSequenceLength ?? tokens.length);
    for (let i = 0; i < Math.min(ids.length, tokens.length); i++) ids[i] = this.idOf(tokens[i]!) ?? 0;
    return ids;
  }

  #toWeights(text: string): Float32Array {
    const weights = new Float32Array(this.vocabularySize);
    for (const token of this.tokens(text)) {
      const id = this.idOf(token);
      if (id === undefined) continue;
      weights[id] = this.outputMode === 'multi_hot' ? 1 : weights[id]! + 1;
    }
    if (this.outputMode !== 'tf_idf') return weights;
    const idf = this.#idfWeights;
    if (!idf) throw new Error('The weights of tf_idf are not known; adapt or set the vocabulary first.');
    return weights.map((count, id) => count * idf[id]!);
  }

  #specialTokens(): string[] {
    return this.outputMode === 'int' ? [PADDING_TOKEN, UNKNOWN_TOKEN] : [UNKNOWN_TOKEN];
  }

  #index(words: readonly string[]): void {
    this.#words = words;
    this.#ids = new Map(words.map((word, i) => [word, this.tokenStart + i]));
  }

  /** @param weights of the words, or of all ids */
  #setIdfWeights(weights: readonly number[], words: number): void {
    const mean = weights.reduce((sum, weight) => sum + weight, 0) / Math.max(1, weights.length);
    this.#idfWeights = Float32Array.from(weights.length === words ? [mean, ...weights] : weights);
  }
}

function requireDistinct(words: readonly string[], special: readonly string[]): void {
  const seen = new Set<string>();
  for (const [at, word] of words.entries()) {
    if (word === PADDING_TOKEN) {
      throw new RangeError(
        `The padding token stands at ${at} of the words; expected the special tokens, ` +
          `${JSON.stringify(special)}, at the start, or none of them.`,
      );
    }
    if (seen.has(word))
      throw new RangeError(`The token ${JSON.stringify(word)} stands twice in the vocabulary.`);
    seen.add(word);
  }
}

/** What a {@link Vocabulary} is made from: parallel arrays in the vocabulary's order. */
export interface VocabularyData {
  readonly words: readonly string[];
  readonly counts: Uint32Array;
  readonly documentCounts: Uint32Array;
}

/**
 * The words of a text with their frequencies. A word's id is its place in {@link words}: by falling count, words of
 * equal count by falling code points, which is the order of Keras's `TextVectorization` (`adapt`).
 */
export class Vocabulary {
  /** The words, each once. */
  readonly words: readonly string[];
  /** How often each word occurs. */
  readonly counts: Uint32Array;
  /** In how many documents each word occurs. */
  readonly documentCounts: Uint32Array;
  readonly #ids: Map<string, number>;

  /** @throws RangeError when the arrays differ in length or a word stands twice */
  constructor({ words, counts, documentCounts }: VocabularyData) {
    if (counts.length !== words.length || documentCounts.length !== words.length) {
      throw new RangeError(
        `${words.length} words with ${counts.length} counts and ${documentCounts.length} document counts; ` +
          'expected as many of each.',
      );
    }
    this.words = words;
    this.counts = counts;
    this.documentCounts = documentCounts;
    this.#ids = new Map();
    for (const [id, word] of words.entries()) {
      const earlier = this.#ids.get(word);
      if (earlier !== undefined) {
        throw new RangeError(`The word ${JSON.stringify(word)} stands at ${earlier} and again at ${id}.`);
      }
      this.#ids.set(word, id);
    }
  }

  /** How many words there are. */
  get size(): number {
    return this.words.length;
  }

  /** The id of a word as the tokenizer spells it; undefined where it is out of vocabulary. */
  indexOf(word: string): number | undefined {
    return this.#ids.get(word);
  }
}

/** Negative where `a` comes before `b` by Unicode code points (JavaScript's own order is by UTF-16 units). */
export function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return codePointRank(x) - codePointRank(y);
  }
  return a.length - b.length;
}

/** Surrogates, which stand for code points above U+FFFF, rank above all other units. */
function codePointRank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

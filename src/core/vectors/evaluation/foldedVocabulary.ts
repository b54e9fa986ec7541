/**
 * The words of a vocabulary without regard to case, as gensim's evaluations look them up: of words that differ only in
 * case, the most frequent one stands for all.
 */
export class FoldedVocabulary {
  /** For each word the row of the most frequent word that is the same but for case. */
  readonly representatives: Uint32Array;
  readonly #rows = new Map<string, number>();

  /** @param words the words by falling frequency */
  constructor(words: readonly string[]) {
    this.representatives = new Uint32Array(words.length);
    for (const [row, word] of words.entries()) {
      const folded = word.toUpperCase();
      const first = this.#rows.get(folded) ?? row;
      if (first === row) this.#rows.set(folded, row);
      this.representatives[row] = first;
    }
  }

  /** The row that stands for a word in any case. */
  indexOf(word: string): number | undefined {
    return this.#rows.get(word.toUpperCase());
  }
}

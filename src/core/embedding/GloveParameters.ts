import type { CooccurrenceModel } from '../cooccurrence/CooccurrenceModel.ts';
import type { SparseMatrix } from '../cooccurrence/SparseMatrix.ts';
import { type AdaGrad, type GloveRowLayout, gloveRowLayout } from '../math/gloveRows.ts';
import type { Random } from '../math/random.ts';
import type { Workspace } from '../math/Workspace.ts';
import { rowCount, rowOfContext, rowOfWord } from './wordGroups.ts';

/** What GloVe learns, in the kernels' memory: a row for each word and one for each context. */
export class GloveParameters {
  readonly words: number;
  readonly layout: GloveRowLayout;
  /** Rows of `layout.stride` values, in the order of {@link rowOfWord}. */
  readonly rows: Float32Array;

  constructor(words: number, vectorSize: number, adaGrad: AdaGrad, workspace: Workspace) {
    this.words = words;
    this.layout = gloveRowLayout(vectorSize, adaGrad);
    this.rows = workspace.allocate(rowCount(words) * this.layout.stride);
    const { stride, accumulators, biasAccumulator, paddedSize } = this.layout;
    for (let row = 0; row < this.rows.length; row += stride) {
      // Accumulators start at 1, so that the first steps go at the learning rate.
      const start = row + accumulators;
      this.rows.fill(1, start, start + (adaGrad === 'element' ? paddedSize : 1));
      this.rows[row + biasAccumulator] = 1;
    }
  }

  /** Where the row of a word starts in `rows`. */
  startOfWord(word: number): number {
    return rowOfWord(word, this.words) * this.layout.stride;
  }

  /** Where the row of a word as a context starts in `rows`. */
  startOfContext(word: number): number {
    return rowOfContext(word, this.words) * this.layout.stride;
  }

  /** Vectors and biases between -0.5 and 0.5, divided by the dimensions. */
  setRandom(random: Random): void {
    const { stride, vectorSize, bias } = this.layout;
    for (let row = 0; row < this.rows.length; row += stride) {
      for (let i = 0; i < vectorSize; i++) this.rows[row + i] = (random() - 0.5) / vectorSize;
      this.rows[row + bias] = (random() - 0.5) / vectorSize;
    }
  }

  /**
   * Halves of `vectors` as word and as context vectors.
   *
   * @param vectors row-major, words x vectorSize
   * @param isGiven for which words `vectors` holds one; all unless said
   * @throws RangeError when there are more or fewer
   */
  setVectors(vectors: Float32Array, isGiven: (word: number) => boolean = () => true): void {
    const { vectorSize } = this.layout;
    if (vectors.length !== this.words * vectorSize) {
      throw new RangeError(
        `${vectors.length} values to start from; expected ${this.words} vectors of ${vectorSize}.`,
      );
    }
    for (let word = 0; word < this.words; word++) {
      if (!isGiven(word)) continue;
      const [wordStart, contextStart] = [this.startOfWord(word), this.startOfContext(word)];
      for (let i = 0; i < vectorSize; i++) {
        const half = vectors[word * vectorSize + i]! / 2;
        this.rows[wordStart + i] = half;
        this.rows[contextStart + i] = half;
      }
    }
  }

  /** The biases with which products of zero would say that words meet by chance: `log X_i - log(sum of all) / 2`. */
  setBiases({ rows, rowStart, columns, values }: SparseMatrix): void {
    const wordSums = new Float64Array(this.words);
    const contextSums = new Float64Array(this.words);
    let total = 0;
    for (let row = 0; row < rows; row++) {
      for (let entry = rowStart[row]!; entry < rowStart[row + 1]!; entry++) {
        const value = values[entry]!;
        wordSums[row]! += value;
        contextSums[columns[entry]!]! += value;
        total += value;
      }
    }
    const set = (start: number, sum: number): void => {
      if (sum > 0) this.rows[start + this.layout.bias] = Math.log(sum) - Math.log(total) / 2;
    };
    for (let word = 0; word < this.words; word++) {
      set(this.startOfWord(word), wordSums[word]!);
      set(this.startOfContext(word), contextSums[word]!);
    }
  }

  /** The sums of word and context vectors, row-major, words x vectorSize. */
  vectors(): Float32Array {
    const { vectorSize } = this.layout;
    const vectors = new Float32Array(this.words * vectorSize);
    for (let word = 0, at = 0; word < this.words; word++) {
      const [wordStart, contextStart] = [this.startOfWord(word), this.startOfContext(word)];
      for (let i = 0; i < vectorSize; i++, at++) {
        vectors[at] = this.rows[wordStart + i]! + this.rows[contextStart + i]!;
      }
    }
    return vectors;
  }

  /** The parameters without their accumulators. */
  model(): CooccurrenceModel {
    const { vectorSize, bias } = this.layout;
    const startOfWord = (word: number): number => this.startOfWord(word);
    const startOfContext = (word: number): number => this.startOfContext(word);
    return {
      logarithm: 'log',
      vectorSize,
      wordVectors: this.#extract(startOfWord, 0, vectorSize),
      contextVectors: this.#extract(startOfContext, 0, vectorSize),
      wordBiases: this.#extract(startOfWord, bias, 1),
      contextBiases: this.#extract(startOfContext, bias, 1),
    };
  }

  /** `width` values of each word, from `offset` behind where its row starts. */
  #extract(startOf: (word: number) => number, offset: number, width: number): Float32Array {
    const out = new Float32Array(this.words * width);
    for (let word = 0; word < this.words; word++) {
      const start = startOf(word) + offset;
      out.set(this.rows.subarray(start, start + width), word * width);
    }
    return out;
  }
}

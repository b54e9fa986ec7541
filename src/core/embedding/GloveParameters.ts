import type { CooccurrenceModel } from '../cooccurrence/CooccurrenceModel.ts';
import type { SparseMatrix } from '../cooccurrence/SparseMatrix.ts';
import { type AdaGrad, type GloveRowLayout, gloveRowLayout } from '../math/gloveRows.ts';
import type { Random } from '../math/random.ts';
import type { Workspace } from '../math/Workspace.ts';

/** What GloVe learns, in the kernels' memory: a row for each word, then a row for each context. */
export class GloveParameters {
  readonly words: number;
  readonly layout: GloveRowLayout;
  /** `2 x words` rows of `layout.stride` values. */
  readonly rows: Float32Array;

  constructor(words: number, vectorSize: number, adaGrad: AdaGrad, workspace: Workspace) {
    this.words = words;
    this.layout = gloveRowLayout(vectorSize, adaGrad);
    this.rows = workspace.allocate(2 * words * this.layout.stride);
    const { stride, accumulators, biasAccumulator, paddedSize } = this.layout;
    for (let row = 0; row < this.rows.length; row += stride) {
      // Accumulators start at 1, so that the first steps go at the learning rate.
      const start = row + accumulators;
      this.rows.fill(1, start, start + (adaGrad === 'element' ? paddedSize : 1));
      this.rows[row + biasAccumulator] = 1;
    }
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
    const { stride, vectorSize } = this.layout;
    if (vectors.length !== this.words * vectorSize) {
      throw new RangeError(
        `${vectors.length} values to start from; expected ${this.words} vectors of ${vectorSize}.`,
      );
    }
    for (let word = 0; word < this.words; word++) {
      if (!isGiven(word)) continue;
      for (let i = 0; i < vectorSize; i++) {
        const half = vectors[word * vectorSize + i]! / 2;
        this.rows[word * stride + i] = half;
        this.rows[(this.words + word) * stride + i] = half;
      }
    }
  }

  /** The biases with which products of zero would say that words meet by chance: `log X_i - log(sum of all) / 2`. */
  setBiases({ rows, rowStart, columns, values }: SparseMatrix): void {
    const sums = new Float64Array(2 * this.words);
    let total = 0;
    for (let row = 0; row < rows; row++) {
      for (let entry = rowStart[row]!; entry < rowStart[row + 1]!; entry++) {
        const value = values[entry]!;
        sums[row]! += value;
        sums[this.words + columns[entry]!]! += value;
        total += value;
      }
    }
    for (const [row, sum] of sums.entries()) {
      if (sum === 0) continue;
      this.rows[row * this.layout.stride + this.layout.bias] = Math.log(sum) - Math.log(total) / 2;
    }
  }

  /** The sums of word and context vectors, row-major, words x vectorSize. */
  vectors(): Float32Array {
    const { stride, vectorSize } = this.layout;
    const vectors = new Float32Array(this.words * vectorSize);
    for (let word = 0, at = 0; word < this.words; word++) {
      for (let i = 0; i < vectorSize; i++, at++) {
        vectors[at] = this.rows[word * stride + i]! + this.rows[(this.words + word) * stride + i]!;
      }
    }
    return vectors;
  }

  /** The parameters without their accumulators. */
  model(): CooccurrenceModel {
    const { vectorSize } = this.layout;
    return {
      logarithm: 'log',
      vectorSize,
      wordVectors: this.#extract(0, 0, vectorSize),
      contextVectors: this.#extract(this.words, 0, vectorSize),
      wordBiases: this.#extract(0, this.layout.bias, 1),
      contextBiases: this.#extract(this.words, this.layout.bias, 1),
    };
  }

  /** `width` values from `offset` on of each of the rows from `firstRow` on. */
  #extract(firstRow: number, offset: number, width: number): Float32Array {
    const out = new Float32Array(this.words * width);
    for (let word = 0; word < this.words; word++) {
      const start = (firstRow + word) * this.layout.stride + offset;
      out.set(this.rows.subarray(start, start + width), word * width);
    }
    return out;
  }
}

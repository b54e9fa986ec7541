import { cholesky, solveCholesky } from '../math/cholesky.ts';
import type { Kernels } from '../math/Kernels.ts';
import { gaussian, type Random } from '../math/random.ts';
import type { Workspace } from '../math/Workspace.ts';
import type { HeldOutPair, LecturePairs } from './lecturePairs.ts';

/** Added to the curvature, as a share of its mean, so that steps stay finite where a dimension is not used. */
const smallestCurvature = 1e-7;

/**
 * The lecture's GloVe while it learns. Of word i it knows the row `[w_i, b_i, 1]`.
 *
 * A step is for a batch of words. The gradient of the whole loss by w_i and b_i has a sum over all words j,
 * `sum_j (w_i . w_j + b_i + b_j - y_ij) [w_j, 1]`, where y_ij is 0 but for the words that met. Multiplied out, all that does
 * not hold y_ij is made of the rows' Gram matrix, which is small; the rest is a product with a sparse matrix. Then
 * what is not to be counted, the diagonal and the pairs kept aside, is subtracted pair by pair.
 */
export class LectureDescent {
  readonly #pairs: LecturePairs;
  readonly #vectorSize: number;
  /** Values of a row. */
  readonly #width: number;
  readonly #penalty: number;
  readonly #kernels: Kernels;
  readonly #rows: Float32Array;
  /** Sparse targets times rows, for the words of the present batch. */
  readonly #products: Float32Array;
  /** `transpose(rows) * rows`. */
  readonly #gram: Float64Array;
  /** The part of the Gram matrix of one batch. */
  readonly #part: Float64Array;

  constructor(
    pairs: LecturePairs,
    { vectorSize, penalty, kernels }: { vectorSize: number; penalty: number; kernels: Kernels },
    workspace: Workspace,
  ) {
    this.#pairs = pairs;
    this.#vectorSize = vectorSize;
    this.#width = vectorSize + 2;
    this.#penalty = penalty;
    this.#kernels = kernels;
    this.#rows = workspace.allocate(pairs.targets.rows * this.#width);
    this.#products = workspace.allocate(this.#rows.length);
    this.#gram = new Float64Array(this.#width ** 2);
    this.#part = new Float64Array(this.#width ** 2);
  }

  /** Normally distributed vectors of about unit products, and biases of 0. */
  setRandom(random: Random): void {
    const scale = this.#vectorSize ** -0.25 / 2;
    for (let at = 0; at < this.#rows.length; at += this.#width) {
      for (let i = 0; i < this.#vectorSize; i++) this.#rows[at + i] = scale * gaussian(random);
      this.#rows[at + this.#vectorSize + 1] = 1;
    }
    this.refresh();
  }

  /** Computes the Gram matrix anew, in which the batches' changes leave rounding errors. */
  refresh(): void {
    const words = this.#pairs.targets.rows;
    this.#kernels.gram(this.#rows, this.#width, this.#rows, this.#width, words, this.#gram);
  }

  /**
   * A step for the words at the places from `from` up to `to`.
   *
   * @returns the sum of the squared errors of their pairs before
   */
  step(from: number, to: number): number {
    const { targets, heldOut } = this.#pairs;
    const width = this.#width;
    this.#kernels.sparseTimesDense(targets, this.#rows, width, this.#products, from, to);
    const factor = this.#curvature();
    const gradient = new Float64Array(this.#vectorSize + 1);
    let loss = 0;
    const changed = new Float32Array(this.#rows.subarray(from * width, to * width));
    for (let word = from; word < to; word++) {
      loss += this.#gradient(word, heldOut[word]!, gradient);
      solveCholesky(factor, gradient.length, gradient);
      const start = (word - from) * width;
      for (let i = 0; i < gradient.length; i++) changed[start + i]! -= gradient[i]!;
    }
    this.#addGram(from, to, -1);
    this.#rows.set(changed, from * width);
    this.#addGram(from, to, 1);
    return loss;
  }

  /** Mean squared errors over pairs kept aside: of those that met, and of those that did not. */
  validation(): { met: number; never: number } | undefined {
    const sums = { met: 0, never: 0 };
    const counts = { met: 0, never: 0 };
    for (const [word, pairs] of this.#pairs.heldOut.entries()) {
      for (const { other, target } of pairs) {
        const kind = target > 0 ? 'met' : 'never';
        sums[kind] += (this.#predict(word, other) - target) ** 2;
        counts[kind]++;
      }
    }
    if (counts.met + counts.never === 0) return undefined;
    return { met: sums.met / Math.max(1, counts.met), never: sums.never / Math.max(1, counts.never) };
  }

  /** Vectors and biases in the order of the vocabulary. */
  result(): { vectors: Float32Array; biases: Float32Array } {
    const { order } = this.#pairs;
    const vectors = new Float32Array(order.length * this.#vectorSize);
    const biases = new Float32Array(order.length);
    for (const [place, word] of order.entries()) {
      const start = place * this.#width;
      vectors.set(this.#rows.subarray(start, start + this.#vectorSize), word * this.#vectorSize);
      biases[word] = this.#rows[start + this.#vectorSize]!;
    }
    return { vectors, biases };
  }

  /** The place in a row of number `i` of `[w, 1]`. */
  #column(i: number): number {
    return i < this.#vectorSize ? i : this.#vectorSize + 1;
  }

  /** The factor of half the second derivative by `[w_i, b_i]`; it is the same for all words but for their own part. */
  #curvature(): Float64Array {
    const size = this.#vectorSize + 1;
    const matrix = new Float64Array(size * size);
    let trace = 0;
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        matrix[i * size + j] = this.#gram[this.#column(i) * this.#width + this.#column(j)]!;
      }
      if (i < this.#vectorSize) matrix[i * size + i]! += this.#penalty;
      trace += matrix[i * size + i]!;
    }
    for (let ridge = (smallestCurvature * trace) / size; ; ridge *= 10) {
      for (let i = 0; i < size; i++) matrix[i * size + i]! += ridge;
      const factor = cholesky(matrix, size);
      // Numbers that are not finite have no factor ever; they end the training by its loss.
      if (factor || !Number.isFinite(ridge)) return factor ?? new Float64Array(size * size).fill(Number.NaN);
    }
  }

  /** Sets half the gradient by `[w_i, b_i]`, and returns the sum of the squared errors of the word's pairs. */
  #gradient(word: number, heldOut: readonly HeldOutPair[], out: Float64Array): number {
    const [gram, width, size] = [this.#gram, this.#width, this.#vectorSize];
    const rows = this.#rows;
    const start = word * width;
    const { targets } = this.#pairs;
    let squares = gram[size * width + size]!;
    for (let entry = targets.rowStart[word]!; entry < targets.rowStart[word + 1]!; entry++) {
      squares += targets.values[entry]! ** 2;
    }
    squares -= 2 * this.#products[start + size]!;
    for (let i = 0; i <= size; i++) {
      const row = this.#column(i) * width;
      let sum = gram[row + size]!;
      const bias = sum;
      for (let k = 0; k <= size; k++) sum += gram[row + this.#column(k)]! * rows[start + k]!;
      out[i] = sum - this.#products[start + this.#column(i)]!;
      squares += rows[start + i]! * (sum + bias - 2 * this.#products[start + this.#column(i)]!);
      if (i < size) out[i]! += this.#penalty * rows[start + i]!;
    }
    squares -= this.#leaveOut(word, word, out);
    for (const { other } of heldOut) squares -= this.#leaveOut(word, other, out);
    return squares;
  }

  /** Takes the pair out of the gradient, in which its target is 0, and returns its squared error. */
  #leaveOut(word: number, other: number, gradient: Float64Array): number {
    const error = this.#predict(word, other);
    for (let i = 0; i < gradient.length; i++) {
      gradient[i]! -= error * this.#rows[other * this.#width + this.#column(i)]!;
    }
    return error ** 2;
  }

  #predict(a: number, b: number): number {
    const [first, second] = [a * this.#width, b * this.#width];
    let sum = this.#rows[first + this.#vectorSize]! + this.#rows[second + this.#vectorSize]!;
    for (let i = 0; i < this.#vectorSize; i++) sum += this.#rows[first + i]! * this.#rows[second + i]!;
    return sum;
  }

  /** Adds the batch's part of the Gram matrix, or takes it out. */
  #addGram(from: number, to: number, sign: 1 | -1): void {
    const batch = this.#rows.subarray(from * this.#width, to * this.#width);
    this.#kernels.gram(batch, this.#width, batch, this.#width, to - from, this.#part);
    for (let i = 0; i < this.#gram.length; i++) this.#gram[i]! += sign * this.#part[i]!;
  }
}

import type { SparseMatrix } from '../cooccurrence/SparseMatrix.ts';
import type { GloveParameters } from './GloveParameters.ts';

/** Which pairs are kept aside and how they count; see GloveRecordOptions. */
interface ValidationOptions {
  readonly xMax: number;
  readonly alpha: number;
  readonly isHeldOut: (word: number, context: number) => boolean;
}

/** The co-occurrences that GloVe does not learn from, to see how well it tells them. */
export class GloveValidation {
  readonly #words: readonly number[];
  readonly #contexts: readonly number[];
  readonly #logarithms: readonly number[];
  readonly #weights: readonly number[];

  constructor(
    { rows, rowStart, columns, values }: SparseMatrix,
    { xMax, alpha, isHeldOut }: ValidationOptions,
  ) {
    const words: number[] = [];
    const contexts: number[] = [];
    const logarithms: number[] = [];
    const weights: number[] = [];
    for (let row = 0; row < rows; row++) {
      for (let entry = rowStart[row]!; entry < rowStart[row + 1]!; entry++) {
        const value = values[entry]!;
        if (value <= 0 || !isHeldOut(row, columns[entry]!)) continue;
        words.push(row);
        contexts.push(columns[entry]!);
        logarithms.push(Math.log(value));
        weights.push(Math.min(1, (value / xMax) ** alpha));
      }
    }
    this.#words = words;
    this.#contexts = contexts;
    this.#logarithms = logarithms;
    this.#weights = weights;
  }

  /** Mean of GloVe's weighted squared error, as in training; undefined where nothing was kept aside. */
  loss(parameters: GloveParameters): number | undefined {
    if (this.#words.length === 0) return undefined;
    const { rows } = parameters;
    const { bias, vectorSize } = parameters.layout;
    let sum = 0;
    for (const [i, word] of this.#words.entries()) {
      const wordRow = parameters.startOfWord(word);
      const contextRow = parameters.startOfContext(this.#contexts[i]!);
      let error = rows[wordRow + bias]! + rows[contextRow + bias]! - this.#logarithms[i]!;
      for (let k = 0; k < vectorSize; k++) error += rows[wordRow + k]! * rows[contextRow + k]!;
      sum += 0.5 * this.#weights[i]! * error * error;
    }
    return sum / this.#words.length;
  }
}

/**
 * Vectors and biases whose products stand for counts: `w_i . c_j + b_i + c_j` is near the logarithm of how often word i
 * occurs with context j.
 */
export interface CooccurrenceModel {
  /** What the products are near: `log` of a count (which must not be 0), or `log1p`, of the count and one. */
  readonly logarithm: 'log' | 'log1p';
  /** Numbers of a vector. */
  readonly vectorSize: number;
  /** Row-major, words x vectorSize. */
  readonly wordVectors: Float32Array;
  /** Row-major, words x vectorSize; the same array as `wordVectors` where a word is its own context. */
  readonly contextVectors: Float32Array;
  readonly wordBiases: Float32Array;
  readonly contextBiases: Float32Array;
}

/** What the model says of word `i` with context `j`: `w_i . c_j + b_i + c_j`. */
export function predictedLogarithm(model: CooccurrenceModel, i: number, j: number): number {
  const { vectorSize, wordVectors, contextVectors, wordBiases, contextBiases } = model;
  let sum = wordBiases[i]! + contextBiases[j]!;
  for (let k = 0; k < vectorSize; k++) {
    sum += wordVectors[i * vectorSize + k]! * contextVectors[j * vectorSize + k]!;
  }
  return sum;
}

/**
 * How the step sizes of GloVe adapt (Duchi, Hazan, Singer 2011, AdaGrad). `element`: each number of a vector has a sum of
 * its squared gradients, as in the paper and in Stanford's program. `row`: all numbers of a vector share one, the mean of
 * these sums, which takes half of the memory and less than half of the time.
 */
export type AdaGrad = 'element' | 'row';

/** How the parameters of one word, or of one context, lie together in a row of float32 values. */
export interface GloveRowLayout {
  readonly adaGrad: AdaGrad;
  /** Numbers of a vector that mean something; it starts the row. */
  readonly vectorSize: number;
  /** `vectorSize` rounded up to a multiple of 4. The numbers between are and stay 0. */
  readonly paddedSize: number;
  /** Where the accumulators start: `paddedSize` of them, or one. */
  readonly accumulators: number;
  /** Where the bias stands. */
  readonly bias: number;
  /** Where the bias's own accumulator stands. */
  readonly biasAccumulator: number;
  /** Values of a row, a multiple of 4. */
  readonly stride: number;
}

/** The layout of rows with vectors of `vectorSize` numbers. */
export function gloveRowLayout(vectorSize: number, adaGrad: AdaGrad): GloveRowLayout {
  const paddedSize = Math.ceil(vectorSize / 4) * 4;
  const bias = adaGrad === 'element' ? 2 * paddedSize : paddedSize;
  return {
    adaGrad,
    vectorSize,
    paddedSize,
    accumulators: adaGrad === 'element' ? paddedSize : bias + 2,
    bias,
    biasAccumulator: bias + 1,
    stride: bias + 4,
  };
}

/** The values that make one record of {@link GloveDescent.records}. */
export const gloveRecordSize = 4;

/** Weighted errors are cut to this size before they become gradients, as in Stanford's program. */
export const largestGloveError = 100;

/** Some steps of GloVe's stochastic gradient descent (see `Kernels.descendGlove`). */
export interface GloveDescent {
  readonly layout: GloveRowLayout;
  /** Rows of `layout.stride` values: those of words and those of contexts. Read and written. */
  readonly parameters: Float32Array;
  /**
   * Four values a co-occurrence: the rows of its word and of its context, and the bits of two float32 numbers, the
   * logarithm of its count and its weight.
   */
  readonly records: Uint32Array;
  /** Pairs: the first record of a range, and the one behind its last. No two ranges have a row in common. */
  readonly ranges: Uint32Array;
  readonly learningRate: number;
}

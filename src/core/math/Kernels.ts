import type { SparseMatrix } from '../cooccurrence/SparseMatrix.ts';
import type { PointTree } from '../projection/PointTree.ts';
import type { AdamState } from './adam.ts';
import type { GloveDescent } from './gloveRows.ts';
import type { NeighbourSearch } from './NeighbourSearch.ts';
import type { QuantizedMatrix } from './QuantizedMatrix.ts';
import type { RankCount } from './RankCount.ts';
import type { WindowRows, WindowSums } from './windowSums.ts';

/**
 * The inner loops that decide how fast Firth is. Two implementations give the same results up to rounding: plain
 * TypeScript (`plainKernels`, fallback and test oracle) and WebAssembly with SIMD (src/kernels).
 *
 * All matrices are row-major Float32Arrays. Arrays passed to a kernel should come from {@link allocate}: memory that
 * the kernels can reach without copying; a subarray of such an array is as good. An array from elsewhere works too,
 * at the price of a copy. An output must not overlap an input.
 *
 * Every kernel throws a RangeError that names the argument when the lengths do not fit together.
 */
export interface Kernels {
  /** Which implementation this is, for logs and reports. */
  readonly name: 'wasm-simd' | 'typescript';

  /** A zeroed array of `length` float32 values that the kernels reach without copying. */
  allocate(length: number): Float32Array;

  /**
   * Gives an array of {@link allocate} back; neither it nor its subarrays may be used any more. Other arrays, and an
   * array that was given back already, are ignored.
   */
  release(array: Float32Array): void;

  /** Matrix times vector: `out[i] = matrix[i] . vector` for `out.length` rows of `vector.length` columns. */
  matrixTimesVector(matrix: Float32Array, vector: Float32Array, out: Float32Array): void;

  /**
   * `out = sparse * dense`, where dense is `sparse.cols x width` and out is `sparse.rows x width`, for the rows from
   * `fromRow` up to, but not including, `toRow` (so that a caller can report progress between pieces).
   */
  sparseTimesDense(
    sparse: SparseMatrix,
    dense: Float32Array,
    width: number,
    out: Float32Array,
    fromRow: number,
    toRow: number,
  ): void;

  /**
   * Adds `transpose(sparse) * dense` for the rows of `sparse` (and of dense) from `fromRow` up to, but not including,
   * `toRow` to out; dense is `sparse.rows x width`, out `sparse.cols x width` (the caller zeroes it first).
   */
  addTransposedSparseTimesDense(
    sparse: SparseMatrix,
    dense: Float32Array,
    width: number,
    out: Float32Array,
    fromRow: number,
    toRow: number,
  ): void;

  /**
   * `out = transpose(a) * b`, summed in float64, where a is `rows x aWidth`, b is `rows x bWidth` and out is
   * `aWidth x bWidth`. With `b` = `a` it is the Gram matrix, and exactly symmetric.
   */
  gram(
    a: Float32Array,
    aWidth: number,
    b: Float32Array,
    bWidth: number,
    rows: number,
    out: Float64Array,
  ): void;

  /** Adds `a * b` to out, for a tall `rows x inner` matrix a, a small `inner x width` b and a `rows x width` out. */
  addDenseTimesSmall(
    a: Float32Array,
    rows: number,
    inner: number,
    b: Float32Array,
    width: number,
    out: Float32Array,
  ): void;

  /**
   * Rows of 8-bit integers times one scale a row: `out[i] = integers[i] * scales[row of i]`, where all rows have
   * `integers.length / scales.length` values.
   */
  dequantizeRows(integers: Int8Array, scales: Float32Array, out: Float32Array): void;

  /**
   * Rounds the rows of a matrix of `width` columns to 255 levels between minus and plus their largest magnitude, halves
   * to even, and gives the largest Euclidean length of what a row loses by that.
   *
   * @param out has the stride `strideOf(width)`
   */
  quantizeRows(matrix: Float32Array, width: number, out: QuantizedMatrix): number;

  /**
   * The product of a quantized matrix and the vector `scale * vector`: exact up to the rounding of each result to
   * float32, where no integer of the vector is above `largestLevel(stride)`.
   *
   * @param vector has `stride` values, zeros behind the columns
   */
  quantizedTimesVector(matrix: QuantizedMatrix, vector: Int16Array, scale: number, out: Float32Array): void;

  /**
   * Brings the rows of a matrix of `width` columns to length 1 in place, and writes the lengths that they had to
   * `norms`, one for each row, summed in float64. A row whose length is 0 or not finite stays as it is.
   */
  normalizeRows(matrix: Float32Array, width: number, norms: Float64Array): void;

  /**
   * Reads a row of decimal numbers, each with one blank or tab in front of it, up to the end of the line. Every value is
   * `Math.fround(Number(text))`, to the last bit.
   *
   * @param text bytes with a line feed somewhere behind `at`
   * @param at where the blank in front of the first number stands
   * @param out takes the numbers, of which the row must have as many
   * @returns where the next line begins, or -1 where the line is not exactly such a row or a value is not finite in float32
   */
  parseDecimalRow(text: Uint8Array, at: number, out: Float32Array): number;

  /**
   * One step of gradient descent for each record of each range, in the ranges' order, on GloVe's weighted squared error
   * `f / 2 * (w . c + b_w + b_c - log)^2` (Pennington, Socher, Manning 2014, equation 8), with AdaGrad. A step divides by the
   * roots of the accumulators first and adds the squares to them then, as Stanford's program does; there, too, the
   * learning rate is part of what is squared, and biases learn at the rate 1.
   *
   * @param losses has one value for each range: the sum of its records' errors, each as it was before its step, is added
   * @throws RangeError also when a record names a row that is not there; steps before it may have been taken
   */
  descendGlove(descent: GloveDescent, losses: Float64Array): void;

  /**
   * One step of Adam (Kingma and Ba 2015) for each parameter, with Keras's epsilon: `m += 0.1 (g - m)`,
   * `v += 0.001 (g^2 - v)`, `parameter -= rate * m / (sqrt(v) + epsilon)`. The gradients are zero afterwards.
   *
   * @param rate the learning rate, corrected for the step (`correctedRate`)
   */
  adamStep(state: AdamState, rate: number, epsilon: number): void;

  /**
   * Adds to the sums what the words in windows around places of a text count. Sums of weights that are multiples of
   * one power of 2 are exact, and so do not depend on the order of the windows.
   *
   * @param spans two numbers a window: its place in `windows.text`, and its `windowExtents`
   * @throws RangeError when a window leaves the text or holds a word without a sum
   */
  addWindows(windows: WindowSums, spans: Uint32Array): void;

  /**
   * For one row after another, adds its windows ({@link addWindows}) and moves the sums that are not 0 out, by
   * rising word. What was added before goes to the first row; the sums are 0 then.
   *
   * @param spans as in {@link addWindows}, row by row
   * @param rowEnds where the windows of each row end, counted in windows
   * @param rows are filled from their beginnings; columns and values have room for `roomForRows`
   */
  takeWindowRows(windows: WindowSums, spans: Uint32Array, rowEnds: Uint32Array, rows: WindowRows): void;

  /**
   * Lets the rows of blocks look for neighbours in each other: for each pair of blocks, every row of the first is offered
   * every row of the second and the other way round; a block that is paired with itself is offered itself, but no row is
   * offered itself.
   *
   * @param pairs two numbers of blocks each; no block is in two pairs
   */
  gatherNeighbours(search: NeighbourSearch, pairs: Uint32Array): void;

  /**
   * Ends a search: the neighbours of each row come in order of their Euclidean distances, computed anew in float64, which
   * take the place of the scores; of equal distances the lower position comes first, and places without a neighbour come
   * last.
   */
  rankNeighbours(search: NeighbourSearch): void;

  /** Begins a count of ranks: the thresholds become the scores of the rows listed. */
  scoreListed(count: RankCount): void;

  /**
   * Adds to the counts, for each pair of blocks, how many rows of the second have a score above each threshold of each row
   * of the first, and the other way round; a block that is paired with itself is compared with itself, but no row with
   * itself.
   *
   * @param pairs two numbers of blocks each; no block is in two pairs
   */
  countNearer(count: RankCount, pairs: Uint32Array): void;

  /**
   * The attractive half of t-SNE's gradient (van der Maaten 2014, equation 8, without the factor 4):
   * `out[i] = sum over j of p_ij (y_i - y_j) / (1 + |y_i - y_j|^2)` for the rows of the square matrix p; points y and out
   * are row-major `p.rows x 2`.
   *
   * @param meanwhile is called once, before or while other threads have begun: it may read the points
   */
  neighbourAttraction(p: SparseMatrix, points: Float32Array, out: Float32Array, meanwhile?: () => void): void;

  /**
   * The repulsive half, before it is divided by the sum that is returned:
   * `out[i] = sum over nodes of count (y_i - y) / (1 + |y_i - y|^2)^2`, where the nodes, of `count` points about y, are
   * those that the tree lets y_i take as a whole, or smaller ones. Points y_i and out are row-major `n x 2`.
   *
   * @returns the sum over all i and their nodes of `count / (1 + |y_i - y|^2)`, in float64. A point that is in the tree
   * too counts 1 for itself.
   */
  treeRepulsion(tree: PointTree, points: Float32Array, out: Float32Array): number;
}

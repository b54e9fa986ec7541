import type { SparseMatrix } from '../cooccurrence/SparseMatrix.ts';

/**
 * The inner loops that decide how fast Firth is. Two implementations give the same results up to rounding: plain
 * TypeScript (`plainKernels`, fallback and test oracle) and WebAssembly with SIMD (src/kernels).
 *
 * All matrices are row-major Float32Arrays. Arrays passed to a kernel should come from {@link allocate}: memory that
 * the kernels can reach without copying. An array from elsewhere works too, at the price of a copy.
 */
export interface Kernels {
  /** Which implementation this is, for logs and reports. */
  readonly name: 'wasm-simd' | 'typescript';

  /** A zeroed array of `length` float32 values that the kernels reach without copying. */
  allocate(length: number): Float32Array;

  /** Gives an array of {@link allocate} back; it must not be used any more. Other arrays are ignored. */
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

  /** Gram matrix `out = transpose(a) * a` of a `rows x width` matrix; out is `width x width`, summed in float64. */
  gram(a: Float32Array, rows: number, width: number, out: Float64Array): void;

  /** `out = a * b` for a dense `rows x inner` matrix and a small `inner x width` one. */
  denseTimesSmall(
    a: Float32Array,
    rows: number,
    inner: number,
    b: Float32Array,
    width: number,
    out: Float32Array,
  ): void;
}

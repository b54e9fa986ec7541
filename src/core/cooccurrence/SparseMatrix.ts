/**
 * A sparse matrix in compressed-row form (CSR). Row `i` owns the entries `rowStart[i]` up to, but not including,
 * `rowStart[i + 1]` of `columns` and `values`; the columns of a row rise strictly.
 */
export interface SparseMatrix {
  /** Number of rows. */
  readonly rows: number;
  /** Number of columns. */
  readonly cols: number;
  /** `rows + 1` offsets into `columns` and `values`. */
  readonly rowStart: Uint32Array;
  /** Column of each entry. */
  readonly columns: Uint32Array;
  /** Value of each entry; zeros are not stored. */
  readonly values: Float32Array;
}

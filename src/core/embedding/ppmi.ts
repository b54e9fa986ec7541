import type { SparseMatrix } from '../cooccurrence/SparseMatrix.ts';
import { type Task, untracked } from '../task.ts';

/** How association is measured. */
export interface PpmiOptions {
  /**
   * Exponent of the contexts' probabilities; below 1 it dampens PMI's liking for rare contexts. Default 0.75 (Levy,
   * Goldberg, Dagan 2015, section 3.2, "context distribution smoothing").
   */
  readonly contextSmoothing?: number;
  /** Associations are lowered by `log(shift)`: word2vec's number of negative samples. Default 1: not at all. */
  readonly shift?: number;
  readonly task?: Task;
}

const ENTRIES_PER_CHECKPOINT = 65_536;

/**
 * Positive pointwise mutual information: how much more often word w (row) and context c (column) occur together than by
 * chance, `max(0, log(P(w, c) / (P(w) P'(c))) - log(shift))` with `P'(c)` proportional to `P(c)^contextSmoothing`, and
 * nothing stored where that is 0 (Levy, Goldberg, Dagan 2015, "Improving distributional similarity with lessons learned
 * from word embeddings", sections 2.1 and 3.2). The result is not symmetric unless contextSmoothing is 1.
 *
 * @param cooccurrence counts, or weights, that are not negative
 * @throws RangeError when contextSmoothing is negative or shift is not positive
 */
export function ppmi(
  cooccurrence: SparseMatrix,
  { contextSmoothing = 0.75, shift = 1, task = untracked }: PpmiOptions = {},
): SparseMatrix {
  if (!(contextSmoothing >= 0)) {
    throw new RangeError(`contextSmoothing is ${contextSmoothing}; expected a number from 0.`);
  }
  if (!(shift > 0)) throw new RangeError(`shift is ${shift}; expected a number above 0.`);
  const { rows, cols, rowStart } = cooccurrence;
  const { wordTotals, contextTotals } = totals(cooccurrence);
  const smoothed = contextTotals.map((total) => total ** contextSmoothing);
  // A context that never occurs has no part in the distribution, even where 0 ** 0 is 1.
  const smoothedTotal = smoothed.reduce((sum, value, c) => (contextTotals[c]! > 0 ? sum + value : sum), 0);

  const columns = new Uint32Array(cooccurrence.columns.length);
  const values = new Float32Array(cooccurrence.values.length);
  const keptStart = new Uint32Array(rows + 1);
  let kept = 0;
  let next = 0;
  for (let row = 0; row < rows; row++) {
    const scale = smoothedTotal / (wordTotals[row]! * shift);
    for (let entry = rowStart[row]!; entry < rowStart[row + 1]!; entry++) {
      const column = cooccurrence.columns[entry]!;
      const ratio = (cooccurrence.values[entry]! * scale) / smoothed[column]!;
      const value = ratio > 1 ? Math.fround(Math.log(ratio)) : 0;
      if (value > 0) {
        columns[kept] = column;
        values[kept] = value;
        kept++;
      }
    }
    keptStart[row + 1] = kept;
    if (rowStart[row]! >= next) {
      task.checkpoint(rowStart[row]! / values.length);
      next = rowStart[row]! + ENTRIES_PER_CHECKPOINT;
    }
  }
  task.checkpoint(1);
  return { rows, cols, rowStart: keptStart, columns: columns.slice(0, kept), values: values.slice(0, kept) };
}

/** Sums of the rows and of the columns. */
function totals({ rows, cols, rowStart, columns, values }: SparseMatrix): {
  wordTotals: Float64Array;
  contextTotals: Float64Array;
} {
  const wordTotals = new Float64Array(rows);
  const contextTotals = new Float64Array(cols);
  for (let row = 0; row < rows; row++) {
    for (let entry = rowStart[row]!; entry < rowStart[row + 1]!; entry++) {
      wordTotals[row]! += values[entry]!;
      contextTotals[columns[entry]!]! += values[entry]!;
    }
  }
  return { wordTotals, contextTotals };
}

import type { Kernels } from '../math/Kernels.ts';
import { plainKernels } from '../math/plainKernels.ts';
import { widestWindow } from '../math/windowSums.ts';
import type { MemoryLimit } from '../spill.ts';
import { subtask, type Task, untracked } from '../task.ts';
import type { Corpus } from '../text/CorpusBuilder.ts';
import { MatrixBuilder } from './MatrixBuilder.ts';
import type { SparseMatrix } from './SparseMatrix.ts';
import { SpilledRun } from './SpilledRun.ts';
import { WindowCounter } from './WindowCounter.ts';

/** Which words count as near each other, and how much. */
export interface WindowOptions {
  /** How many words to the left and to the right are near: from 1 to 65,535. */
  readonly window: number;
  /** `flat`: every neighbour counts 1. `harmonic`: the neighbour at distance d counts 1 / d (GloVe, section 4.2). */
  readonly weighting: 'flat' | 'harmonic';
  /** Whether windows reach over the ends of sentences. They never reach over the ends of documents. */
  readonly acrossSentences: boolean;
  /** Whether words to the right are near, too, or only those to the left (`-symmetric 0` of GloVe's `cooccur`). Default true. */
  readonly symmetric?: boolean;
  /** Default {@link plainKernels}. */
  readonly kernels?: Kernels;
  /** How much memory counting may take; default: as much as it likes. The counts are the same to the last bit. */
  readonly limit?: MemoryLimit;
  readonly task?: Task;
}

/** What a place takes while it is counted: at most 4 bytes for its id, and 8 for its window. */
const bytesPerPlace = 12;
/** Fewer places at a time would save little memory and take much time. */
const fewestPlaces = 4096;

/** Harmonic weights are multiples of 2 to the power of minus so many. */
const weightBits = 28;

/** The share of the work that is done when all parts are counted and only have to be added up. */
const shareOfCounting = 0.8;

/**
 * How often, by weight, each word (column) occurs in the windows around each word (row): a `vocabularySize x vocabularySize`
 * matrix, symmetric unless asked otherwise. Each pair of places within a window is then counted from both of its ends, so
 * that two places of the same word add twice to the diagonal, as in word2vec and in GloVe's `cooccur`; a row's sum is what
 * all windows around the word hold together.
 *
 * Weights are rounded to multiples of 2^-28. So sums below 2^25 are exact in float64, whatever is added first: the matrix is
 * exactly symmetric, and the same whether the text is counted in one piece or in many. Where memory is limited, each part of the
 * text is counted by itself, its rows are spilled in order, and the runs are merged row by row.
 *
 * @throws RangeError when the window is not a whole number from 1 to 65,535 or an id is not below `vocabularySize`
 * @throws SpillError where there is no room to spill to
 */
export function countWindowCooccurrence(
  corpus: Corpus,
  vocabularySize: number,
  options: WindowOptions,
): SparseMatrix {
  const { window, weighting, acrossSentences, symmetric = true, kernels = plainKernels } = options;
  const { limit, task = untracked } = options;
  if (!Number.isInteger(window) || window < 1 || window > widestWindow) {
    throw new RangeError(`The window is ${window}; expected a whole number from 1 to ${widestWindow}.`);
  }
  const unit = 2 ** weightBits;
  const counter = new WindowCounter(
    {
      ids: corpus.ids,
      stretchStart: acrossSentences ? corpus.documentStart : corpus.sentenceStart,
      weights: Float64Array.from({ length: window }, (_, i) =>
        weighting === 'flat' ? 1 : Math.round(unit / (i + 1)) / unit,
      ),
      symmetric,
      vocabularySize,
    },
    kernels,
  );
  try {
    // One half of the memory for the places, one for the entries.
    const half = limit && { ...limit, bytes: limit.bytes / 2 };
    const places = half ? Math.max(fewestPlaces, Math.floor(half.bytes / bytesPerPlace)) : counter.length;
    if (!half || places >= counter.length) {
      const matrix = new MatrixBuilder(vocabularySize, half);
      counter.countRows(0, counter.length, (rows) => matrix.addRows(rows), task);
      task.checkpoint(1);
      return matrix.finish();
    }
    const parts = Math.ceil(counter.length / places);
    const runs = Array.from({ length: parts }, (_, part) => {
      const run = new SpilledRun(half.spill, vocabularySize);
      const share = shareOfCounting / parts;
      const to = Math.min(counter.length, (part + 1) * places);
      counter.countRows(
        part * places,
        to,
        (rows) => run.addRows(rows),
        subtask(task, part * share, (part + 1) * share),
      );
      run.rewind();
      return run;
    });
    return mergeRuns(runs, vocabularySize, half, subtask(task, shareOfCounting, 1));
  } finally {
    counter.release();
  }
}

/** Adds the rows of the runs up. */
function mergeRuns(
  runs: readonly SpilledRun[],
  vocabularySize: number,
  limit: MemoryLimit,
  task: Task,
): SparseMatrix {
  const matrix = new MatrixBuilder(vocabularySize, limit);
  const totals = new Float64Array(vocabularySize);
  const met = new Uint32Array(vocabularySize);
  const values = new Float64Array(vocabularySize);
  for (let row = 0; row < vocabularySize; row++) {
    let count = 0;
    for (const run of runs) {
      const { columns, sums } = run.next();
      for (let i = 0; i < columns.length; i++) {
        const column = columns[i]!;
        if (totals[column] === 0) met[count++] = column;
        totals[column]! += sums[i]!;
      }
    }
    const columns = met.subarray(0, count).sort();
    for (let i = 0; i < count; i++) {
      values[i] = totals[columns[i]!]!;
      totals[columns[i]!] = 0;
    }
    matrix.addRows({ columns, values: values.subarray(0, count), lengths: Uint32Array.of(count) });
    if (row % 64 === 0) task.checkpoint(row / vocabularySize);
  }
  task.checkpoint(1);
  return matrix.finish();
}

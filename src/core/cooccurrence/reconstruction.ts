import { seededRandom } from '../math/random.ts';
import { type CooccurrenceModel, predictedLogarithm } from './CooccurrenceModel.ts';
import { countOf } from './countOf.ts';
import type { SparseMatrix } from './SparseMatrix.ts';

/** A pair of words, with its count and what a model makes of it. */
export interface ReconstructedCount {
  readonly word: number;
  readonly context: number;
  readonly actual: number;
  readonly reconstructed: number;
  /**
   * The logarithm of the count (and one, where the model is of that kind) less the model's; not finite for a count of 0
   * where the model is of logarithms of counts alone.
   */
  readonly error: number;
}

/** The count of word `word` with context `context`, and what the model makes of it. */
export function reconstructCount(
  model: CooccurrenceModel,
  cooccurrence: SparseMatrix,
  word: number,
  context: number,
): ReconstructedCount {
  const actual = countOf(cooccurrence, word, context);
  const predicted = predictedLogarithm(model, word, context);
  const isLog1p = model.logarithm === 'log1p';
  return {
    word,
    context,
    actual,
    reconstructed: isLog1p ? Math.max(0, Math.expm1(predicted)) : Math.exp(predicted),
    error: (isLog1p ? Math.log1p(actual) : Math.log(actual)) - predicted,
  };
}

/** How well a model tells counts. */
export interface ReconstructionFit {
  /** The sample, for a chart of actual against reconstructed counts. */
  readonly sample: readonly ReconstructedCount[];
  /**
   * The share of the variance of the logarithms that the model explains, at most 1; below 0 where their mean would be
   * nearer. NaN where they do not vary.
   */
  readonly rSquared: number;
  /** Root of the mean squared error of the logarithms. */
  readonly rmse: number;
}

/**
 * How well the model tells counts, over a random sample of the pairs that it is about: with `log1p` all pairs of
 * different words, most of which never met; with `log` the pairs that met.
 *
 * @param pairs the size of the sample; a pair may be drawn twice
 * @throws RangeError when there is nothing to draw from
 */
export function reconstructionFit(
  model: CooccurrenceModel,
  cooccurrence: SparseMatrix,
  { pairs, seed }: { pairs: number; seed: number },
): ReconstructionFit {
  const draw = model.logarithm === 'log1p' ? anyPair(cooccurrence, seed) : pairThatMet(cooccurrence, seed);
  const sample = Array.from({ length: pairs }, () => {
    const [word, context] = draw();
    return reconstructCount(model, cooccurrence, word, context);
  });
  const logarithm = model.logarithm === 'log1p' ? Math.log1p : Math.log;
  const logarithms = sample.map(({ actual }) => logarithm(actual));
  const mean = logarithms.reduce((sum, value) => sum + value, 0) / pairs;
  const variance = logarithms.reduce((sum, value) => sum + (value - mean) ** 2, 0) / pairs;
  const squaredError = sample.reduce((sum, { error }) => sum + error ** 2, 0) / pairs;
  return {
    sample,
    rSquared: variance === 0 ? Number.NaN : 1 - squaredError / variance,
    rmse: Math.sqrt(squaredError),
  };
}

type Draw = () => [word: number, context: number];

function anyPair({ rows }: SparseMatrix, seed: number): Draw {
  if (rows < 2) throw new RangeError(`There are no pairs of different words among ${rows}.`);
  const random = seededRandom(seed);
  return () => {
    const word = Math.floor(random() * rows);
    const other = Math.floor(random() * (rows - 1));
    return [word, other < word ? other : other + 1];
  };
}

function pairThatMet({ rowStart, columns }: SparseMatrix, seed: number): Draw {
  if (columns.length === 0) throw new RangeError('No two words ever met.');
  const random = seededRandom(seed);
  return () => {
    const entry = Math.floor(random() * columns.length);
    return [rowOf(rowStart, entry), columns[entry]!];
  };
}

/** The row that an entry is in: the last that starts at it or before it and is not empty. */
function rowOf(rowStart: Uint32Array, entry: number): number {
  let from = 0;
  let to = rowStart.length - 1;
  while (to - from > 1) {
    const middle = (from + to) >> 1;
    if (rowStart[middle]! <= entry) from = middle;
    else to = middle;
  }
  return from;
}

import type { ReconstructedPair } from '../../protocol/lectureMethods.ts';
import { dataTable, figureColumn, textColumn } from '../dataTable.ts';
import { formatCount, formatDecimal } from '../format.ts';

/** The terms of the regression for some pairs, and what becomes of the counts. */
export function termsTable(pairs: readonly ReconstructedPair[]): HTMLElement {
  return dataTable(
    'Each pair, term by term: b₁ + b₂ + w₁·w₂ against log(X + 1)',
    [
      textColumn('Pair'),
      figureColumn('b₁'),
      figureColumn('b₂'),
      figureColumn('w₁·w₂'),
      figureColumn('Sum'),
      figureColumn('log(X + 1)'),
      figureColumn('Error'),
      figureColumn('X'),
      figureColumn('X from the vectors'),
    ],
    pairs.map(({ first, second, product, predicted, logarithm, error, actual, reconstructed }) => [
      `${first.word} – ${second.word}`,
      formatDecimal(first.bias),
      formatDecimal(second.bias),
      formatDecimal(product),
      formatDecimal(predicted),
      formatDecimal(logarithm),
      formatDecimal(error),
      formatCount(actual),
      formatCount(Math.round(10 * reconstructed) / 10),
    ]),
  );
}

import type { SparseMatrix } from '../cooccurrence/SparseMatrix.ts';
import { EmbeddingError } from './EmbeddingError.ts';

/** @throws EmbeddingError when `words` words cannot have vectors of `vectorSize` dimensions */
export function requireEnoughWords(words: number, vectorSize: number): void {
  if (words >= vectorSize) return;
  throw new EmbeddingError(
    `Vectors of ${vectorSize} dimensions need at least ${vectorSize} different words that occur often enough; found ` +
      `${words}. Add more text, lower the minimum count of a word, or choose fewer dimensions.`,
  );
}

/** @throws EmbeddingError when no two words ever occurred near each other */
export function requireCooccurrences({ rows, values }: SparseMatrix): void {
  if (rows >= 2 && values.length > 0) return;
  throw new EmbeddingError(
    `No two different words of the ${rows} in the vocabulary occur near each other, so there is nothing to learn. Add ` +
      'more text, or lower the minimum count of a word.',
  );
}

/** @throws EmbeddingError when `value` is not a whole number of at least `least` */
export function requireWholeNumber(name: string, value: number, least: number): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  throw new EmbeddingError(`${name} is ${value}; choose a whole number of at least ${least}.`);
}

/** @throws EmbeddingError when `value` is not a finite number above 0 */
export function requirePositive(name: string, value: number): void {
  if (Number.isFinite(value) && value > 0) return;
  throw new EmbeddingError(`${name} is ${value}; choose a number above 0.`);
}

/** @throws EmbeddingError when `value` is not a finite number of at least 0 */
export function requireNotNegative(name: string, value: number): void {
  if (Number.isFinite(value) && value >= 0) return;
  throw new EmbeddingError(`${name} is ${value}; choose a number of at least 0.`);
}

/** @throws EmbeddingError when `value` is not from 0 to below 1 */
export function requireShare(name: string, value: number): void {
  if (value >= 0 && value < 1) return;
  throw new EmbeddingError(`${name} is ${value}; choose a share from 0 to below 1.`);
}

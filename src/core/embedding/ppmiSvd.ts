import type { SparseMatrix } from '../cooccurrence/SparseMatrix.ts';
import type { Kernels } from '../math/Kernels.ts';
import { truncatedSvd } from '../math/truncatedSvd.ts';
import type { Task } from '../task.ts';
import { EmbeddingError } from './EmbeddingError.ts';
import { requireEnoughWords } from './embeddingChecks.ts';

/** How a PPMI matrix becomes vectors. */
export interface PpmiSvdOptions {
  /** Dimensions of a vector. Default 100. */
  readonly vectorSize?: number;
  /**
   * Exponent of the singular values. Default 0.5: words and contexts share them evenly, which is better than the whole
   * (1) for similarity (Levy, Goldberg, Dagan 2015, section 3.3, "eigenvalue weighting").
   */
  readonly eigenvalueExponent?: number;
  /** Seed of the decomposition's random start. */
  readonly seed: number;
  readonly kernels: Kernels;
  readonly task?: Task;
}

/**
 * Word vectors from a PPMI matrix (see {@link ppmi}): the rows of `U S^p` of its truncated singular value decomposition,
 * as a row-major `rows x vectorSize` matrix (Levy, Goldberg, Dagan 2015, sections 2.2 and 3.3).
 *
 * A word without any positive association has a vector of zeros; so have all words in the last dimensions where
 * the matrix has fewer singular values than dimensions were asked for.
 *
 * @throws EmbeddingError when there are fewer words than dimensions, or nothing is associated with anything
 */
export function ppmiSvd(
  weighted: SparseMatrix,
  { vectorSize = 100, eigenvalueExponent = 0.5, seed, kernels, task }: PpmiSvdOptions,
): Float32Array {
  if (!Number.isInteger(vectorSize) || vectorSize < 1) {
    throw new RangeError(`vectorSize is ${vectorSize}; expected a whole number of at least 1.`);
  }
  requireEnoughWords(weighted.rows, vectorSize);
  if (weighted.values.length === 0) {
    throw new EmbeddingError(
      `None of the ${weighted.rows} words occurs near another more often than by chance, so there is nothing to ` +
        'learn. Add more text.',
    );
  }
  const { u, singularValues } = truncatedSvd(weighted, vectorSize, {
    kernels,
    seed,
    ...(task && { task }),
  });
  const scales = singularValues.map((value) => (value > 0 ? value ** eigenvalueExponent : 0));
  const vectors = new Float32Array(u.length);
  for (let i = 0; i < u.length; i++) vectors[i] = u[i]! * scales[i % vectorSize]!;
  kernels.release(u);
  return vectors;
}

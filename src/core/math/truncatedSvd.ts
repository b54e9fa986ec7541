import type { SparseMatrix } from '../cooccurrence/SparseMatrix.ts';
import { type Task, untracked } from '../task.ts';
import type { Kernels } from './Kernels.ts';
import { requireCount } from './kernelShapes.ts';
import { blockWidth, krylovSpace } from './krylovSpace.ts';
import { seededRandom } from './random.ts';
import { type SymmetricEigen, symmetricEigen } from './symmetricEigen.ts';
import { addProduct, gramOf, type Spent, type TallMatrix } from './tallMatrix.ts';
import { Workspace } from './Workspace.ts';

/** How to decompose. */
export interface TruncatedSvdOptions {
  readonly kernels: Kernels;
  /** Seed of the random start; the same seed (and kernels) give the same bytes. */
  readonly seed: number;
  /**
   * How many dimensions the subspace has from which the result is taken, rounded up to whole blocks of 16. More are more
   * exact and take more time and memory (8 bytes for each and each row). Default: 3.2 times the rank and 80 more, which
   * leaves no singular value of PPMI matrices, whose values fall slowly, more than 1% too low.
   */
  readonly basisSize?: number;
  readonly task?: Task;
}

/** The largest singular values of a matrix and their left singular vectors. */
export interface TruncatedSvd {
  /**
   * Row-major `rows x rank`: column j is the left singular vector, of length 1, for `singularValues[j]`, its sign such
   * that the entry furthest from 0 is positive. From {@link Kernels.allocate}: release it when it is not needed.
   */
  readonly u: Float32Array;
  /** The `rank` largest singular values, falling. */
  readonly singularValues: Float64Array;
}

/** A singular value below this share of the largest is rounding in float32. */
const smallestShare = 1e-6;

/**
 * The `rank` largest singular values of a sparse matrix, which need be neither square nor symmetric, and their left
 * singular vectors, by a randomized block Krylov method (Musco and Musco 2015, "Randomized block Krylov methods for
 * stronger and faster approximate singular value decomposition", Algorithm 2; the subspace iteration of Halko, Martinsson,
 * Tropp 2011 needs some three times the multiplications for the same error where singular values fall slowly, as those of
 * PPMI matrices do). Each block is made orthonormal to all earlier ones.
 *
 * Where the matrix has fewer than `rank` singular values above rounding, the other values and columns are zero.
 *
 * @throws RangeError when the matrix is empty or holds a value that is not finite, or rank is not a whole number from 1.
 */
export function truncatedSvd(matrix: SparseMatrix, rank: number, options: TruncatedSvdOptions): TruncatedSvd {
  requireCount('rank', rank);
  if (rank === 0) {
    throw new RangeError('The rank must be at least 1.');
  }
  const scale = frobeniusNorm(matrix);
  if (scale === 0) {
    throw new RangeError(`The ${matrix.rows} x ${matrix.cols} matrix is empty: it has no value but 0.`);
  }
  const { kernels, seed, task = untracked } = options;
  const basisSize = Math.min(options.basisSize ?? Math.round(3.2 * rank) + 80, matrix.rows, matrix.cols);
  const blocks = Math.ceil(Math.max(basisSize, Math.min(rank, matrix.rows, matrix.cols)) / blockWidth);
  const spent = share(task, estimatedMultiplications(matrix, blocks, rank));
  const workspace = new Workspace(kernels);
  try {
    const { basis, images } = krylovSpace(matrix, blocks, {
      kernels,
      workspace,
      random: seededRandom(seed),
      scale,
      spent,
    });
    const eigen = gramEigen(kernels, images, matrix.cols, spent);
    const u = workspace.allocate(matrix.rows * rank);
    const singularValues = new Float64Array(rank);
    const smallest = smallestShare ** 2 * eigen.values[0]!;
    const found = Math.min(rank, eigen.values.filter((value) => value > smallest).length);
    for (let i = 0; i < found; i++) {
      singularValues[i] = scale * Math.sqrt(eigen.values[i]!);
    }
    let start = 0;
    for (const block of basis) {
      const combination = new Float32Array(block.width * rank);
      for (let i = 0; i < block.width; i++) {
        for (let j = 0; j < found; j++) {
          combination[i * rank + j] = eigen.vectors[j * eigen.values.length + start + i]!;
        }
      }
      addProduct(kernels, block, combination, rank, matrix.rows, u, spent);
      start += block.width;
    }
    fixSigns(u, rank);
    task.checkpoint(1);
    return { u: workspace.keep(u), singularValues };
  } finally {
    workspace.releaseAll();
  }
}

/** Eigenvalues and eigenvectors of `transpose(M) * M`, where M is all the blocks side by side. */
function gramEigen(
  kernels: Kernels,
  blocks: readonly TallMatrix[],
  rows: number,
  spent: Spent,
): SymmetricEigen {
  const size = blocks.reduce((sum, block) => sum + block.width, 0);
  const gram = new Float64Array(size * size);
  let top = 0;
  for (const [index, block] of blocks.entries()) {
    // The part left of the diagonal, and the diagonal, are all that symmetricEigen reads.
    let left = 0;
    for (const other of blocks.slice(0, index + 1)) {
      const part = gramOf(kernels, block, other, rows, spent);
      for (let i = 0; i < block.width; i++) {
        gram.set(part.subarray(i * other.width, (i + 1) * other.width), (top + i) * size + left);
      }
      left += other.width;
    }
    top += block.width;
  }
  return symmetricEigen(gram, size, { checkpoint: () => spent(0) });
}

/** Turns every column such that its entry furthest from 0 (the first of them) is positive. */
function fixSigns(matrix: Float32Array, width: number): void {
  const furthest = new Float32Array(width);
  for (let i = 0; i < matrix.length; i++) {
    if (Math.abs(matrix[i]!) > Math.abs(furthest[i % width]!)) {
      furthest[i % width] = matrix[i]!;
    }
  }
  for (let i = 0; i < matrix.length; i++) {
    if (furthest[i % width]! < 0) {
      matrix[i] = -matrix[i]!;
    }
  }
}

/** Square root of the sum of all squares; throws a RangeError that names the first value that is not finite. */
function frobeniusNorm(matrix: SparseMatrix): number {
  const { rows, rowStart, columns, values } = matrix;
  let sum = 0;
  for (let row = 0; row < rows; row++) {
    for (let entry = rowStart[row]!; entry < rowStart[row + 1]!; entry++) {
      const value = values[entry]!;
      if (!Number.isFinite(value)) {
        throw new RangeError(`The matrix has ${value} at row ${row}, column ${columns[entry]}.`);
      }
      sum += value * value;
    }
  }
  return Math.sqrt(sum);
}

/** Reports to `task` what share of the `total` is spent. */
function share(task: Task, total: number): Spent {
  let sum = 0;
  return (multiplications) => {
    sum += multiplications;
    task.checkpoint(Math.min(1, sum / total));
  };
}

/** About how many multiplications `blocks` full blocks take. */
function estimatedMultiplications(matrix: SparseMatrix, blocks: number, rank: number): number {
  const sparse = 2 * blocks * (matrix.values.length + matrix.rows) * blockWidth;
  // A projection is two products a pair of blocks; the first round projects out two blocks, the second one all.
  const pairs = (blocks * (blocks - 1)) / 2;
  const orthonormal = (2 * pairs + 9 * blocks) * matrix.rows * blockWidth ** 2;
  const result = (pairs + blocks) * matrix.cols * blockWidth ** 2 + blocks * blockWidth * rank * matrix.rows;
  return sparse + orthonormal + result;
}

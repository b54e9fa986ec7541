import type { SparseMatrix } from '../cooccurrence/SparseMatrix.ts';
import type { Kernels } from './Kernels.ts';
import { orthonormalize } from './orthonormalize.ts';
import { gaussian, type Random } from './random.ts';
import { multiply, multiplyTransposed, type Spent, type TallMatrix } from './tallMatrix.ts';
import type { Workspace } from './Workspace.ts';

/** Columns of a block, which are multiplied at once: as many as the kernels hold the sums of in registers. */
export const blockWidth = 16;

interface Context {
  readonly kernels: Kernels;
  readonly workspace: Workspace;
  readonly random: Random;
  /** A norm of the matrix. Images are divided by it, so that products of products stay within float32. */
  readonly scale: number;
  readonly spent: Spent;
}

/** An orthonormal basis in blocks, and for each block Q its image `transpose(matrix) * Q / scale`. */
interface KrylovSpace {
  readonly basis: readonly TallMatrix[];
  readonly images: readonly TallMatrix[];
}

/**
 * An orthonormal basis of the Krylov space `[A X, (A A')A X, (A A')^2 A X, ...]`, where A is the matrix and X a random
 * block, in up to `blocks` blocks of {@link blockWidth} columns. Where that space ends before (a matrix of low rank, or
 * with singular values that are equal more than blockWidth times), it goes on from another random block, so that the
 * basis has fewer columns only when it spans all that the matrix does.
 */
export function krylovSpace(
  matrix: SparseMatrix,
  blocks: number,
  { kernels, workspace, random, scale, spent }: Context,
): KrylovSpace {
  const basis: TallMatrix[] = [];
  const images: TallMatrix[] = [];
  while (basis.length < blocks) {
    const image = images.at(-1);
    // A A' Q is orthogonal to all blocks but Q and the one before it (the three-term recurrence of Lanczos).
    let block = image && orthonormal(product(image), basis.slice(-2));
    if (!block || block.width === 0) {
      block = orthonormal(randomProduct(), basis);
    }
    if (block.width === 0) {
      break;
    }
    basis.push(block);
    images.push(transposedProduct(block));
  }
  return { basis, images };

  function orthonormal(block: TallMatrix, near: readonly TallMatrix[]): TallMatrix {
    return orthonormalize(kernels, workspace, block, basis, near, matrix.rows, spent);
  }

  function product({ width, data }: TallMatrix): TallMatrix {
    const out = workspace.allocate(matrix.rows * width);
    multiply(kernels, matrix, { width, data }, out, spent);
    return { width, data: out };
  }

  function randomProduct(): TallMatrix {
    const data = workspace.allocate(matrix.cols * blockWidth);
    for (let i = 0; i < data.length; i++) {
      data[i] = gaussian(random) / scale;
    }
    const block = product({ width: blockWidth, data });
    workspace.release(data);
    return block;
  }

  function transposedProduct({ width, data }: TallMatrix): TallMatrix {
    const out = workspace.allocate(matrix.cols * width);
    multiplyTransposed(kernels, matrix, { width, data }, out, spent);
    for (let i = 0; i < out.length; i++) {
      out[i]! /= scale;
    }
    return { width, data: out };
  }
}

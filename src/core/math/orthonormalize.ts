import type { Kernels } from './Kernels.ts';
import { symmetricEigen } from './symmetricEigen.ts';
import { addProduct, gramOf, type Spent, type TallMatrix } from './tallMatrix.ts';
import type { Workspace } from './Workspace.ts';

/**
 * Directions that keep less than this share of the block's length, once the earlier blocks are taken out, are rounding
 * errors of float32 (which come to some 1e-7) and not directions.
 */
const smallestShare = 1e-5;

/**
 * An orthonormal basis of what the columns of `block` add to the span of the `earlier` blocks, orthonormal each and to
 * one another. It has fewer columns than the block, or none, when the block adds fewer dimensions.
 *
 * The columns are projected and then combined by the eigenvectors of their Gram matrix (SVQB: Stathopoulos and Wu 2002,
 * "A block orthogonalization procedure with constant synchronization requirements", SIAM J. Sci. Comput. 23), all of it
 * twice: the first round scales rounding errors up together with small directions, the second one removes them.
 *
 * @param block `rows x width` in `workspace`; it is used up.
 * @param near those of the earlier blocks that the first round projects out. The others may be left to the second round
 * if the block is orthogonal to them but for rounding.
 */
export function orthonormalize(
  kernels: Kernels,
  workspace: Workspace,
  block: TallMatrix,
  earlier: readonly TallMatrix[],
  near: readonly TallMatrix[],
  rows: number,
  spent: Spent,
): TallMatrix {
  const lengthBefore = largestColumn(gramOf(kernels, block, block, rows, spent), block.width);
  if (lengthBefore === 0) {
    workspace.release(block.data);
    return { width: 0, data: workspace.allocate(0) };
  }
  const smallest = smallestShare ** 2 * lengthBefore;
  const once = combine(kernels, workspace, block, near, rows, smallest, spent);
  // Now all columns should have length 1 but for rounding; one that lost most of it was rounding alone.
  return combine(kernels, workspace, once, earlier, rows, 0.1, spent);
}

/** Projects `block` and combines its columns to orthonormal ones, leaving out squared lengths below `smallest`. */
function combine(
  kernels: Kernels,
  workspace: Workspace,
  block: TallMatrix,
  earlier: readonly TallMatrix[],
  rows: number,
  smallest: number,
  spent: Spent,
): TallMatrix {
  const { width, data } = block;
  for (const basis of earlier) {
    const shares = Float32Array.from(gramOf(kernels, basis, block, rows, spent), (share) => -share);
    addProduct(kernels, basis, shares, width, rows, data, spent);
  }
  const { values, vectors } = symmetricEigen(gramOf(kernels, block, block, rows, spent), width);
  const kept = values.filter((value) => value > smallest).length;
  const combination = new Float32Array(width * kept);
  for (let i = 0; i < width; i++) {
    for (let j = 0; j < kept; j++) {
      combination[i * kept + j] = vectors[j * width + i]! / Math.sqrt(values[j]!);
    }
  }
  const result = workspace.allocate(rows * kept);
  addProduct(kernels, block, combination, kept, rows, result, spent);
  workspace.release(data);
  return { width: kept, data: result };
}

/** The largest value on the diagonal of a Gram matrix. */
function largestColumn(gram: Float64Array, width: number): number {
  let largest = 0;
  for (let i = 0; i < width; i++) {
    largest = Math.max(largest, gram[i * width + i]!);
  }
  return largest;
}

import type { Kernels } from '../core/math/Kernels.ts';
import { requireLength, requirePoints, requireSparseRows, requireTree } from '../core/math/kernelShapes.ts';
import { equalRanges } from './equalRanges.ts';
import { type CrewLeader, shareRanges } from './threads/CrewLeader.ts';
import type { CrewExports } from './threads/crewWorks.ts';
import type { WasmMemory } from './WasmMemory.ts';

/** The kernel takes so many points at once. */
const pointsAtOnce = 8;

/**
 * Those of {@link Kernels} that t-SNE is made of, over a module and its memory. Each is one call a range: short enough that
 * the optimized translation of the module is in place after the first few.
 *
 * @param crew the threads that help now, if any
 */
export function tsneKernels(
  module: CrewExports,
  memory: WasmMemory,
  crew: () => CrewLeader | undefined,
): Pick<Kernels, 'neighbourAttraction' | 'treeRepulsion'> {
  return {
    neighbourAttraction(p, points, out, meanwhile) {
      requireSparseRows(p, 0, p.rows);
      requireLength('points', points, 2 * p.rows);
      requireLength('points', points, 2 * p.cols);
      requireLength('out', out, points.length);
      memory.withLoans((loans) => {
        const matrix = [loans.toRead(p.rowStart), loans.toRead(p.columns), loans.toRead(p.values)];
        const numbers = [...matrix, loans.toRead(points), loans.toUpdate(out)];
        shareRanges(crew(), module, { name: 'attraction', numbers }, equalRanges(p.rows), meanwhile);
      });
    },

    treeRepulsion(tree, points, out) {
      requireTree(tree);
      requirePoints(points, out);
      return memory.withLoans((loans) => {
        const nodes = [loans.toRead(tree.nodes), loans.toRead(tree.next), tree.next.length];
        const numbers = [...nodes, loans.toRead(points), loans.toUpdate(out)];
        const ranges = equalRanges(points.length / 2, pointsAtOnce);
        const sums = shareRanges(crew(), module, { name: 'repulsion', numbers }, ranges);
        // In order, so that it does not depend on which range was done first.
        return sums.reduce((total, sum) => total + sum, 0);
      });
    },
  };
}

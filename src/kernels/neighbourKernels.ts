import type { Kernels } from '../core/math/Kernels.ts';
import { requireNeighbourSearch } from '../core/math/NeighbourSearch.ts';
import { equalRanges } from './equalRanges.ts';
import { type CrewLeader, shareRanges } from './threads/CrewLeader.ts';
import type { CrewExports } from './threads/crewWorks.ts';
import type { WasmMemory } from './WasmMemory.ts';
import { withScratchForPairs } from './withScratchForPairs.ts';

/**
 * Those of {@link Kernels} that find neighbours, over a module and its memory.
 *
 * @param crew the threads that help now, if any
 */
export function neighbourKernels(
  module: CrewExports,
  memory: WasmMemory,
  crew: () => CrewLeader | undefined,
): Pick<Kernels, 'gatherNeighbours' | 'rankNeighbours'> {
  return {
    gatherNeighbours(search, pairs) {
      requireNeighbourSearch(search, pairs);
      const { rows, width, halves, k, scores, positions, blockSize } = search;
      if (k === 0) return;
      withScratchForPairs(memory, pairs, module.gatherScratchBytes(width), (scratch) => {
        memory.withLoans((loans) => {
          const matrix = [loans.toRead(rows), width, halves.length, loans.toRead(halves)];
          const heaps = [k, loans.toUpdate(scores), loans.toUpdate(positions)];
          const numbers = [...matrix, ...heaps, blockSize, loans.toRead(scratch)];
          shareRanges(crew(), module, { name: 'neighbours', numbers }, pairs);
        });
      });
    },

    rankNeighbours(search) {
      requireNeighbourSearch(search);
      const { rows, width, halves, k, scores, positions } = search;
      if (k === 0) return;
      memory.withLoans((loans) => {
        const heaps = [loans.toUpdate(scores), loans.toUpdate(positions)];
        const numbers = [loans.toRead(rows), width, k, ...heaps];
        shareRanges(crew(), module, { name: 'ranking', numbers }, equalRanges(halves.length));
      });
    },
  };
}

import type { Kernels } from '../core/math/Kernels.ts';
import { requireListed, requireRankCount } from '../core/math/RankCount.ts';
import { equalRanges } from './equalRanges.ts';
import { type CrewLeader, shareRanges } from './threads/CrewLeader.ts';
import type { CrewExports } from './threads/crewWorks.ts';
import type { WasmMemory } from './WasmMemory.ts';
import { withScratchForPairs } from './withScratchForPairs.ts';

/**
 * Those of {@link Kernels} that count ranks, over a module and its memory.
 *
 * @param crew the threads that help now, if any
 */
export function rankKernels(
  module: CrewExports,
  memory: WasmMemory,
  crew: () => CrewLeader | undefined,
): Pick<Kernels, 'scoreListed' | 'countNearer'> {
  return {
    scoreListed(count) {
      requireRankCount(count);
      requireListed(count);
      const { rows, width, halves, k, positions, thresholds } = count;
      memory.withLoans((loans) => {
        const matrix = [loans.toRead(rows), width, loans.toRead(halves)];
        const numbers = [...matrix, k, loans.toRead(positions), loans.toUpdate(thresholds)];
        shareRanges(crew(), module, { name: 'listed', numbers }, equalRanges(halves.length));
      });
    },

    countNearer(count, pairs) {
      requireRankCount(count, pairs);
      const { rows, width, halves, k, thresholds, counts, blockSize } = count;
      if (k === 0) return;
      withScratchForPairs(memory, pairs, module.rankScratchBytes(width, k), (scratch) => {
        memory.withLoans((loans) => {
          const matrix = [loans.toRead(rows), width, halves.length, loans.toRead(halves)];
          const lists = [k, loans.toRead(thresholds), loans.toUpdate(counts)];
          const numbers = [...matrix, ...lists, blockSize, loans.toRead(scratch)];
          shareRanges(crew(), module, { name: 'nearer', numbers }, pairs);
        });
      });
    },
  };
}

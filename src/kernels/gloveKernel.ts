import type { Kernels } from '../core/math/Kernels.ts';
import { requireGloveDescent, unknownGloveRow } from '../core/math/kernelShapes.ts';
import { gloveNumbers } from './gloveRange.ts';
import { type CrewLeader, shareRanges } from './threads/CrewLeader.ts';
import type { CrewExports } from './threads/crewWorks.ts';
import type { WasmMemory } from './WasmMemory.ts';

/**
 * `Kernels.descendGlove` over a module and its memory.
 *
 * @param crew the threads that help now, if any
 */
export function gloveKernel(
  module: CrewExports,
  memory: WasmMemory,
  crew: () => CrewLeader | undefined,
): Kernels['descendGlove'] {
  return (descent, losses) => {
    requireGloveDescent(descent, losses);
    const { layout, parameters, records, ranges, learningRate } = descent;
    const rowCount = parameters.length / layout.stride;
    memory.withLoans((loans) => {
      const numbers = gloveNumbers({
        records: loans.toRead(records),
        parameters: loans.toUpdate(parameters),
        rowCount,
        paddedSize: layout.paddedSize,
        vectorSize: layout.vectorSize,
        byElement: layout.adaGrad === 'element',
        learningRate,
      });
      const sums = shareRanges(crew(), module, { name: 'glove', numbers }, ranges);
      for (const [range, sum] of sums.entries()) {
        if (sum < 0) throw unknownGloveRow(ranges[2 * range]!, ranges[2 * range + 1]!, rowCount);
        losses[range]! += sum;
      }
    });
  };
}

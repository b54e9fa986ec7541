import { gloveRecordSize, largestGloveError } from '../core/math/gloveRows.ts';
import type { Kernels } from '../core/math/Kernels.ts';
import { requireGloveDescent, unknownGloveRow } from '../core/math/kernelShapes.ts';
import type { WasmMemory } from './WasmMemory.ts';

/** The part of the module that {@link gloveKernel} calls; see assembly/glove.ts. */
export interface GloveExports {
  descendGloveByElement(
    records: number,
    count: number,
    rows: number,
    rowCount: number,
    size: number,
    rate: number,
    limit: number,
  ): number;
  descendGloveByRow(
    records: number,
    count: number,
    rows: number,
    rowCount: number,
    size: number,
    rate: number,
    limit: number,
    dimension: number,
  ): number;
}

/** Steps of one call: one long call would run in the quick translation to its end. */
const recordsPerCall = 16_384;

const bytes = Float32Array.BYTES_PER_ELEMENT;

/** `Kernels.descendGlove` over a module and its memory. */
export function gloveKernel(module: GloveExports, memory: WasmMemory): Kernels['descendGlove'] {
  return (descent, losses) => {
    requireGloveDescent(descent, losses);
    const { layout, parameters, records, ranges, learningRate } = descent;
    const rowCount = parameters.length / layout.stride;
    memory.withLoans((loans) => {
      const parametersAddress = loans.toUpdate(parameters);
      const recordsAddress = loans.toRead(records);
      for (let range = 0; range < losses.length; range++) {
        const [start, end] = [ranges[2 * range]!, ranges[2 * range + 1]!];
        for (let from = start; from < end; from += recordsPerCall) {
          const call = layout.adaGrad === 'element' ? module.descendGloveByElement : module.descendGloveByRow;
          const loss = call(
            recordsAddress + from * gloveRecordSize * bytes,
            Math.min(recordsPerCall, end - from),
            parametersAddress,
            rowCount,
            layout.paddedSize * bytes,
            learningRate,
            largestGloveError,
            layout.vectorSize,
          );
          if (loss < 0) throw unknownGloveRow(start, end, rowCount);
          losses[range]! += loss;
        }
      }
    });
  };
}

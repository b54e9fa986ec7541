import type { Kernels } from '../core/math/Kernels.ts';
import { requirePlace, requireWindowRows, requireWindowSums } from '../core/math/windowSums.ts';
import type { WasmMemory } from './WasmMemory.ts';

/** The part of the module that {@link windowKernels} calls; see assembly/windows.ts. */
export interface WindowExports {
  addWindows(
    text: number,
    places: number,
    count: number,
    weights: number,
    window: number,
    sums: number,
    blocks: number,
    words: number,
    symmetric: number,
  ): void;
  takeWindowRows(
    text: number,
    places: number,
    rowEnds: number,
    rows: number,
    weights: number,
    window: number,
    sums: number,
    blocks: number,
    blockCount: number,
    symmetric: number,
    columns: number,
    values: number,
    lengths: number,
  ): void;
}

/** Words that one call looks at: one long call would run in the quick translation to its end. */
const wordsPerCall = 32_768;

/** `Kernels.addWindows` and `Kernels.takeWindowRows` over a module and its memory. */
export function windowKernels(
  module: WindowExports,
  memory: WasmMemory,
): Pick<Kernels, 'addWindows' | 'takeWindowRows'> {
  return {
    addWindows(windows, places) {
      requireWindowSums(windows);
      const { text, weights, symmetric, sums, blocks } = windows;
      for (let i = 0; i < places.length; i++) requirePlace(places[i]!, text);
      const perCall = Math.max(1, Math.ceil(wordsPerCall / (2 * weights.length)));
      memory.withLoans((loans) => {
        const textAddress = loans.toRead(text);
        const placesAddress = loans.toRead(places);
        const weightsAddress = loans.toRead(weights);
        const sumsAddress = loans.toUpdate(sums);
        const blocksAddress = loans.toUpdate(blocks);
        for (let from = 0; from < places.length; from += perCall) {
          module.addWindows(
            textAddress,
            placesAddress + from * Uint32Array.BYTES_PER_ELEMENT,
            Math.min(perCall, places.length - from),
            weightsAddress,
            weights.length,
            sumsAddress,
            blocksAddress,
            sums.length,
            symmetric ? 1 : 0,
          );
        }
      });
    },

    takeWindowRows(windows, places, rowEnds, { columns, values, lengths }) {
      requireWindowRows(windows, places, rowEnds, { columns, values, lengths });
      const { text, weights, symmetric, sums, blocks } = windows;
      for (let i = 0; i < places.length; i++) requirePlace(places[i]!, text);
      memory.withLoans((loans) => {
        module.takeWindowRows(
          loans.toRead(text),
          loans.toRead(places),
          loans.toRead(rowEnds),
          rowEnds.length,
          loans.toRead(weights),
          weights.length,
          loans.toUpdate(sums),
          loans.toUpdate(blocks),
          blocks.length,
          symmetric ? 1 : 0,
          loans.toUpdate(columns),
          loans.toUpdate(values),
          loans.toUpdate(lengths),
        );
      });
    },
  };
}

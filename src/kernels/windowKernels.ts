import type { Kernels } from '../core/math/Kernels.ts';
import {
  requireWindowRows,
  requireWindowSums,
  requireWindows,
  unknownWord,
  type WindowSums,
} from '../core/math/windowSums.ts';
import type { WasmMemory } from './WasmMemory.ts';

/** The part of the module that {@link windowKernels} calls; see assembly/windows.ts. */
export interface WindowExports {
  addWindows(
    text: number,
    wide: number,
    length: number,
    spans: number,
    count: number,
    centre: number,
    side: number,
    sums: number,
    marks: number,
    flags: number,
    words: number,
  ): number;
  takeWindowRows(
    text: number,
    wide: number,
    length: number,
    spans: number,
    rowEnds: number,
    rows: number,
    centre: number,
    side: number,
    sums: number,
    marks: number,
    flags: number,
    flagCount: number,
    columns: number,
    values: number,
    lengths: number,
  ): number;
}

/** Words that one call looks at: one long call would run in the quick translation to its end. */
const wordsPerCall = 32_768;

/** `Kernels.addWindows` and `Kernels.takeWindowRows` over a module and its memory. */
export function windowKernels(
  module: WindowExports,
  memory: WasmMemory,
): Pick<Kernels, 'addWindows' | 'takeWindowRows'> {
  return {
    addWindows(windows, spans) {
      requireWindowSums(windows, spans);
      const { text, weights, sums, marks, flags } = windows;
      const perCall = Math.ceil(wordsPerCall / weights.length);
      memory.withLoans((loans) => {
        const textAddress = loans.toRead(text);
        const spansAddress = loans.toRead(spans);
        const centre = loans.toRead(weights) + sideOf(weights) * weights.BYTES_PER_ELEMENT;
        const sumsAddress = loans.toUpdate(sums);
        const marksAddress = loans.toUpdate(marks);
        const flagsAddress = loans.toUpdate(flags);
        for (let from = 0; from < spans.length / 2; from += perCall) {
          const isDone = module.addWindows(
            textAddress,
            isWide(text),
            text.length,
            spansAddress + 2 * from * spans.BYTES_PER_ELEMENT,
            Math.min(perCall, spans.length / 2 - from),
            centre,
            sideOf(weights),
            sumsAddress,
            marksAddress,
            flagsAddress,
            sums.length,
          );
          if (!isDone) throw whatDoesNotFit(windows, spans);
        }
      });
    },

    takeWindowRows(windows, spans, rowEnds, { columns, values, lengths }) {
      requireWindowRows(windows, spans, rowEnds, { columns, values, lengths });
      const { text, weights, sums, marks, flags } = windows;
      memory.withLoans((loans) => {
        const isDone = module.takeWindowRows(
          loans.toRead(text),
          isWide(text),
          text.length,
          loans.toRead(spans),
          loans.toRead(rowEnds),
          rowEnds.length,
          loans.toRead(weights) + sideOf(weights) * weights.BYTES_PER_ELEMENT,
          sideOf(weights),
          loans.toUpdate(sums),
          loans.toUpdate(marks),
          loans.toUpdate(flags),
          flags.length,
          loans.toUpdate(columns),
          loans.toUpdate(values),
          loans.toUpdate(lengths),
        );
        if (!isDone) throw whatDoesNotFit(windows, spans);
      });
    },
  };
}

function isWide(text: Uint16Array | Uint32Array): number {
  return text.BYTES_PER_ELEMENT === Uint32Array.BYTES_PER_ELEMENT ? 1 : 0;
}

/** Weights on each side of that of the place itself. */
function sideOf(weights: Float64Array): number {
  return (weights.length - 1) / 2;
}

/** Why the module refused. */
function whatDoesNotFit(windows: WindowSums, spans: Uint32Array): RangeError {
  requireWindows(windows, spans);
  return unknownWord(windows);
}

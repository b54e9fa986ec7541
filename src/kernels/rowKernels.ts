import type { Kernels } from '../core/math/Kernels.ts';
import { requireLength } from '../core/math/kernelShapes.ts';
import type { WasmMemory } from './WasmMemory.ts';

/** The part of the module that {@link rowKernels} calls; see assembly/normalize.ts and assembly/dequantize.ts. */
export interface RowExports {
  normalizeRows(matrix: number, rows: number, width: number, norms: number): void;
  dequantizeRows(integers: number, scales: number, rows: number, width: number, out: number): void;
}

/** Values of one call: one long call would run in the quick translation to its end. */
const valuesPerCall = 1 << 18;

/** Those of {@link Kernels} that take a matrix row by row, over a module and its memory. */
export function rowKernels(
  module: RowExports,
  memory: WasmMemory,
): Pick<Kernels, 'normalizeRows' | 'dequantizeRows'> {
  return {
    normalizeRows(matrix, width, norms) {
      requireLength('matrix', matrix, norms.length * width);
      forPieces(norms.length, width, (from, to) =>
        memory.withLoans((loans) => {
          const matrixAddress = loans.toUpdate(matrix.subarray(from * width, to * width));
          const normsAddress = loans.toUpdate(norms.subarray(from, to));
          module.normalizeRows(matrixAddress, to - from, width, normsAddress);
        }),
      );
    },

    dequantizeRows(integers, scales, out) {
      requireLength('out', out, integers.length);
      const width = scales.length === 0 ? 0 : integers.length / scales.length;
      requireLength('integers', integers, scales.length * Math.floor(width));
      forPieces(scales.length, width, (from, to) =>
        memory.withLoans((loans) => {
          const integersAddress = loans.toRead(integers.subarray(from * width, to * width));
          const scalesAddress = loans.toRead(scales.subarray(from, to));
          const outAddress = loans.toUpdate(out.subarray(from * width, to * width));
          module.dequantizeRows(integersAddress, scalesAddress, to - from, width, outAddress);
        }),
      );
    },
  };
}

function forPieces(rows: number, width: number, work: (from: number, to: number) => void): void {
  const step = Math.max(1, Math.floor(valuesPerCall / Math.max(1, width)));
  for (let from = 0; from < rows; from += step) work(from, Math.min(rows, from + step));
}

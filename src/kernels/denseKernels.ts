import type { Kernels } from '../core/math/Kernels.ts';
import { requireLength } from '../core/math/kernelShapes.ts';
import type { WasmMemory } from './WasmMemory.ts';

/** The part of the module that {@link denseKernels} calls; see assembly/dense.ts and assembly/gram.ts. */
export interface DenseExports {
  matrixTimesVector(matrix: number, vector: number, out: number, rows: number, width: number): void;
  addDenseTimesSmall(a: number, rows: number, inner: number, b: number, width: number, out: number): void;
  addGram(
    a: number,
    aWidth: number,
    b: number,
    bWidth: number,
    rows: number,
    out: number,
    isSymmetric: boolean,
  ): void;
}

/** Multiplications of one call: one long call would run in the quick translation to its end. */
const multiplicationsPerCall = 1 << 20;

/** Those of {@link Kernels} that multiply dense matrices, over a module and its memory. */
export function denseKernels(
  module: DenseExports,
  memory: WasmMemory,
): Pick<Kernels, 'matrixTimesVector' | 'gram' | 'addDenseTimesSmall'> {
  return {
    matrixTimesVector(matrix, vector, out) {
      const width = vector.length;
      requireLength('matrix', matrix, out.length * width);
      memory.withLoans((loans) => {
        const vectorAddress = loans.toRead(vector);
        forRowBlocks(out.length, width, (from, to) =>
          memory.withLoans((block) => {
            const matrixAddress = block.toRead(matrix.subarray(from * width, to * width));
            const outAddress = block.toUpdate(out.subarray(from, to));
            module.matrixTimesVector(matrixAddress, vectorAddress, outAddress, to - from, width);
          }),
        );
      });
    },

    gram(a, aWidth, b, bWidth, rows, out) {
      requireLength('a', a, rows * aWidth);
      requireLength('b', b, rows * bWidth);
      requireLength('out', out, aWidth * bWidth);
      out.fill(0);
      const isSymmetric = a === b && aWidth === bWidth;
      memory.withLoans((loans) => {
        const outAddress = loans.toUpdate(out);
        forRowBlocks(rows, aWidth * bWidth, (from, to) =>
          memory.withLoans((block) => {
            const aAddress = block.toRead(a.subarray(from * aWidth, to * aWidth));
            const bAddress = isSymmetric ? aAddress : block.toRead(b.subarray(from * bWidth, to * bWidth));
            module.addGram(aAddress, aWidth, bAddress, bWidth, to - from, outAddress, isSymmetric);
          }),
        );
      });
      if (isSymmetric) mirrorUpper(out, aWidth);
    },

    addDenseTimesSmall(a, rows, inner, b, width, out) {
      requireLength('a', a, rows * inner);
      requireLength('b', b, inner * width);
      requireLength('out', out, rows * width);
      memory.withLoans((loans) => {
        const bAddress = loans.toRead(b);
        forRowBlocks(rows, inner * width, (from, to) =>
          memory.withLoans((block) => {
            const aAddress = block.toRead(a.subarray(from * inner, to * inner));
            const outAddress = block.toUpdate(out.subarray(from * width, to * width));
            module.addDenseTimesSmall(aAddress, to - from, inner, bAddress, width, outAddress);
          }),
        );
      });
    },
  };
}

/** Copies what is above the diagonal of a square matrix to below it. */
function mirrorUpper(matrix: Float64Array, width: number): void {
  for (let row = 1; row < width; row++) {
    for (let column = 0; column < row; column++) {
      matrix[row * width + column] = matrix[column * width + row]!;
    }
  }
}

/** Calls `work` for blocks of whole rows that take about {@link multiplicationsPerCall} each. */
function forRowBlocks(rows: number, perRow: number, work: (from: number, to: number) => void): void {
  // A multiple of four rows, which the kernels take at once.
  const step = Math.max(4, Math.floor(multiplicationsPerCall / Math.max(perRow, 1) / 4) * 4);
  for (let from = 0; from < rows; from += step) {
    work(from, Math.min(rows, from + step));
  }
}

import { endRow, parseDecimalInto } from '../core/math/decimalRow.ts';
import type { Kernels } from '../core/math/Kernels.ts';
import type { WasmMemory } from './WasmMemory.ts';

/** The part of the module that {@link decimalKernel} calls; see assembly/decimals.ts. */
export interface DecimalExports {
  parseDecimals(text: number, last: number, out: number, count: number): number;
}

const bytesAtOnce = 16;

/** `Kernels.parseDecimalRow` over a module and its memory. What the module does not read, such as an exponent, is read here. */
export function decimalKernel(module: DecimalExports, memory: WasmMemory): Kernels['parseDecimalRow'] {
  return (text, at, out) => {
    let position = at;
    for (let index = 0; index < out.length; index++) {
      memory.withLoans((loans) => {
        const start = loans.toRead(text);
        const stopped = module.parseDecimals(
          start + position,
          start + text.length - bytesAtOnce,
          loans.toUpdate(index === 0 ? out : out.subarray(index)),
          out.length - index,
        );
        const read = Math.floor(stopped / 2 ** 32);
        position = stopped - read * 2 ** 32 - start;
        index += read;
      });
      if (index === out.length) break;
      position = parseDecimalInto(text, position, out, index);
      if (position < 0) return -1;
    }
    return endRow(text, position);
  };
}

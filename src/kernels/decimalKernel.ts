import { endRow, parseDecimalInto } from '../core/math/decimalRow.ts';
import type { Kernels } from '../core/math/Kernels.ts';
import type { WasmMemory } from './WasmMemory.ts';

/** The part of the module that {@link decimalKernel} calls; see assembly/decimals.ts. */
export interface DecimalExports {
  parseDecimals(text: number, last: number, out: number, count: number): number;
}

const BYTES_AT_ONCE = 16;

/** `Kernels.parseDecimalRow` over a module and its memory. What the module does not read, such as an exponent, is read here. */
export function decimalKernel(module: DecimalExports, memory: WasmMemory): Kernels['parseDecimalRow'] {
  /** The module's answer from `at` on, for the places of `out` from `index` on. */
  const parse = (text: Uint8Array, at: number, out: Float32Array, index: number): number => {
    const textAddress = memory.addressOf(text);
    const outAddress = memory.addressOf(out);
    // A file has a row for each word: loans would take a fifth of the time.
    if (textAddress === undefined || outAddress === undefined) {
      return memory.withLoans((loans) => parseAt(loans.toRead(text), loans.toUpdate(out)));
    }
    return parseAt(textAddress, outAddress);

    function parseAt(from: number, to: number): number {
      const stopped = module.parseDecimals(
        from + at,
        from + text.length - BYTES_AT_ONCE,
        to + index * Float32Array.BYTES_PER_ELEMENT,
        out.length - index,
      );
      return stopped - from;
    }
  };
  return (text, at, out) => {
    let position = at;
    for (let index = 0; index < out.length; index++) {
      const stopped = parse(text, position, out, index);
      const read = Math.floor(stopped / 2 ** 32);
      position = stopped - read * 2 ** 32;
      index += read;
      if (index === out.length) break;
      position = parseDecimalInto(text, position, out, index);
      if (position < 0) return -1;
    }
    return endRow(text, position);
  };
}

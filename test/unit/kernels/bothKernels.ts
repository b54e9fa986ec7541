import { compileKernels } from '../../../src/build/compileKernels.ts';
import type { Kernels } from '../../../src/core/math/Kernels.ts';
import { plainKernels } from '../../../src/core/math/plainKernels.ts';
import { loadKernels } from '../../../src/kernels/loadKernels.ts';

let compiled: Promise<Uint8Array> | undefined;

/** The WebAssembly module of the kernels, compiled once for all tests. */
export function kernelsModule(): Promise<Uint8Array> {
  compiled ??= compileKernels();
  return compiled;
}

/** Runs the same test body over both implementations of the kernels; `kernels()` gives them inside of the tests. */
export function describeForBothKernels(title: string, body: (kernels: () => Kernels) => void): void {
  describe(`${title} (typescript)`, () => {
    body(() => plainKernels);
  });
  describe(`${title} (wasm-simd)`, () => {
    let kernels: Kernels;
    before(async () => {
      kernels = await loadKernels(await kernelsModule());
    });
    body(() => kernels);
  });
}

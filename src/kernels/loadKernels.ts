import type { Kernels } from '../core/math/Kernels.ts';
import { requireCount } from '../core/math/kernelShapes.ts';
import { type AdamExports, adamKernel } from './adamKernel.ts';
import { type DecimalExports, decimalKernel } from './decimalKernel.ts';
import { type DenseExports, denseKernels } from './denseKernels.ts';
import { gloveKernel } from './gloveKernel.ts';
import { neighbourKernels } from './neighbourKernels.ts';
import { type QuantizedExports, quantizedKernels } from './quantizedKernels.ts';
import { rankKernels } from './rankKernels.ts';
import { type RowExports, rowKernels } from './rowKernels.ts';
import { type SparseExports, sparseKernels } from './sparseKernels.ts';
import { CrewLeader, type CrewSeat } from './threads/CrewLeader.ts';
import type { CrewExports } from './threads/crewWorks.ts';
import { tsneKernels } from './tsneKernels.ts';
import { createSharedMemory, WasmMemory } from './WasmMemory.ts';
import { type WindowExports, windowKernels } from './windowKernels.ts';

/** What assembly/index.ts exports. Arguments are addresses and counts. */
interface KernelExports
  extends WindowExports,
    AdamExports,
    CrewExports,
    DecimalExports,
    DenseExports,
    RowExports,
    QuantizedExports,
    SparseExports {
  heapBase(): number;
}

/** Kernels that other threads can help. */
export interface WasmKernels extends Kernels {
  /**
   * Lets threads that call `serveCrew` with the seat share the work of `descendGlove`, `gatherNeighbours`, `rankNeighbours`,
   * `scoreListed`, `countNearer`, `neighbourAttraction` and `treeRepulsion` from now on. The results are the same to the
   * last bit.
   */
  hire(): Crew;
}

/** Threads that help. */
interface Crew {
  readonly seat: CrewSeat;
  /** Sends them home; the kernels work alone again. */
  dismiss(): void;
}

/**
 * The kernels in WebAssembly with SIMD, over a memory of their own.
 *
 * @param wasm the module that `compileKernels` makes.
 * @throws Error where WebAssembly, its SIMD instructions or shared memory are missing: use `plainKernels` there.
 */
export async function loadKernels(wasm: Uint8Array): Promise<WasmKernels> {
  if (typeof WebAssembly === 'undefined') {
    throw new Error('The fast kernels need WebAssembly, which is missing here.');
  }
  if (typeof SharedArrayBuffer === 'undefined') {
    throw new Error('The fast kernels need shared memory (SharedArrayBuffer), which is missing here.');
  }
  const bytes = new Uint8Array(wasm);
  if (!WebAssembly.validate(bytes)) {
    throw new Error('The fast kernels need WebAssembly with SIMD and threads, or their module is damaged.');
  }
  const memory = createSharedMemory();
  const { instance, module } = await WebAssembly.instantiate(bytes, { env: { memory } });
  const exports = instance.exports as unknown as KernelExports;
  let leader: CrewLeader | undefined;
  return {
    ...wasmKernels(exports, new WasmMemory(memory, exports.heapBase()), () => leader),

    hire() {
      const hired = new CrewLeader(exports);
      leader = hired;
      return {
        seat: { module, memory, board: hired.board },
        dismiss() {
          if (leader === hired) leader = undefined;
          hired.dismiss();
        },
      };
    },
  };
}

function wasmKernels(module: KernelExports, memory: WasmMemory, crew: () => CrewLeader | undefined): Kernels {
  return {
    name: 'wasm-simd',

    allocate(length) {
      requireCount('length', length);
      return memory.allocate(length);
    },

    release(array) {
      memory.release(array);
    },

    ...denseKernels(module, memory),
    ...sparseKernels(module, memory),
    ...rowKernels(module, memory),
    ...quantizedKernels(module, memory),
    ...windowKernels(module, memory),
    ...neighbourKernels(module, memory, crew),
    ...rankKernels(module, memory, crew),
    ...tsneKernels(module, memory, crew),
    adamStep: adamKernel(module, memory),
    parseDecimalRow: decimalKernel(module, memory),
    descendGlove: gloveKernel(module, memory, crew),
  };
}

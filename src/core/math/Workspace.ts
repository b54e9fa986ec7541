import type { Kernels } from './Kernels.ts';

/** The kernel memory that one computation holds, so that it can be given back whatever way the computation ends. */
export class Workspace {
  readonly #kernels: Kernels;
  readonly #arrays = new Set<Float32Array>();

  constructor(kernels: Kernels) {
    this.#kernels = kernels;
  }

  /** A zeroed array, as {@link Kernels.allocate} gives it. */
  allocate(length: number): Float32Array {
    const array = this.#kernels.allocate(length);
    this.#arrays.add(array);
    return array;
  }

  /** Gives one array back before the end. */
  release(array: Float32Array): void {
    this.#arrays.delete(array);
    this.#kernels.release(array);
  }

  /** Leaves an array to the caller of the computation: {@link releaseAll} will not touch it. */
  keep(array: Float32Array): Float32Array {
    this.#arrays.delete(array);
    return array;
  }

  /** Gives back all that is not kept. */
  releaseAll(): void {
    for (const array of this.#arrays) {
      this.#kernels.release(array);
    }
    this.#arrays.clear();
  }
}

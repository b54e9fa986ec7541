import { MemoryAllocator } from './MemoryAllocator.ts';

/** A typed array that kernels read or write. */
type NumberArray =
  | Float32Array
  | Float64Array
  | Uint32Array
  | Uint16Array
  | Uint8Array
  | Int16Array
  | Int8Array;

const pageSize = 65536;

/** Memory grows by at least this many pages (1 MiB) at a time. */
const growthPages = 16;

/** The most pages that a memory may have, the 4 GiB of 32-bit addresses first; some systems cannot reserve as many. */
const maximumPages = [65536, 32768, 16384, 4096];

/** A new shared memory; throws what the host throws when it cannot make even a small one. */
export function createSharedMemory(): WebAssembly.Memory {
  let failure: unknown;
  for (const maximum of maximumPages) {
    try {
      return new WebAssembly.Memory({ initial: growthPages, maximum, shared: true });
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

/**
 * The arrays in a shared linear memory, and the loans that bring other arrays into it. As the memory is shared, views
 * of it stay valid when it grows. Memory that is released is used again, but never goes back to the system.
 */
export class WasmMemory {
  readonly #memory: WebAssembly.Memory;
  readonly #allocator: MemoryAllocator;
  /** Growing gives the same memory a new buffer object; views over any of them need no copy. */
  readonly #buffers = new WeakSet<ArrayBufferLike>();
  readonly #addresses = new WeakMap<Float32Array, number>();
  /** Memory from here on was never handed out, and is still zero as it came from the system. */
  #untouched: number;

  /** @param heapBase the first address that the module leaves free. */
  constructor(memory: WebAssembly.Memory, heapBase: number) {
    this.#memory = memory;
    this.#buffers.add(memory.buffer);
    this.#untouched = heapBase;
    this.#allocator = new MemoryAllocator(heapBase, memory.buffer.byteLength, (end) => this.#growTo(end));
  }

  /** A zeroed array in the memory; throws a RangeError when the memory is full. */
  allocate(length: number): Float32Array {
    const { untouched, address } = this.#take(length * Float32Array.BYTES_PER_ELEMENT);
    const array = new Float32Array(this.#memory.buffer, address, length);
    array.fill(0, 0, Math.max(0, (untouched - address) / Float32Array.BYTES_PER_ELEMENT));
    this.#addresses.set(array, address);
    return array;
  }

  /** Frees an array of {@link allocate}; others are ignored. */
  release(array: Float32Array): void {
    const address = this.#addresses.get(array);
    if (address !== undefined) {
      this.#addresses.delete(array);
      this.#allocator.release(address);
    }
  }

  /** Where an array lies in the memory; undefined where it lies elsewhere, and needs a loan. */
  addressOf(array: NumberArray): number | undefined {
    return this.#buffers.has(array.buffer) ? array.byteOffset : undefined;
  }

  /** Runs `work` with a loan desk, and ends its loans when it is done. */
  withLoans<T>(work: (loans: Loans) => T): T {
    const loans = new Loans(
      (array) => this.#lend(array),
      (address) => this.#allocator.release(address),
    );
    try {
      const result = work(loans);
      loans.copyBack();
      return result;
    } finally {
      loans.end();
    }
  }

  /** A free address, and from where on memory was untouched until now. */
  #take(bytes: number): { address: number; untouched: number } {
    const address = this.#allocator.allocate(bytes);
    const untouched = this.#untouched;
    this.#untouched = Math.max(untouched, address + bytes);
    return { address, untouched };
  }

  #lend<A extends NumberArray>(array: A): { address: number; copy: A | undefined } {
    const own = this.addressOf(array);
    if (own !== undefined) return { address: own, copy: undefined };
    const { address } = this.#take(array.byteLength);
    const ArrayType = array.constructor as new (buffer: ArrayBufferLike, start: number, length: number) => A;
    return { address, copy: new ArrayType(this.#memory.buffer, address, array.length) };
  }

  #growTo(end: number): number {
    const size = this.#memory.buffer.byteLength;
    const needed = Math.ceil((end - size) / pageSize);
    try {
      this.#memory.grow(Math.max(needed, growthPages));
    } catch {
      try {
        this.#memory.grow(needed);
      } catch {
        const [has, wants] = [size, end].map((bytes) => Math.ceil(bytes / 2 ** 20));
        throw new RangeError(`The kernels' memory cannot grow from ${has} to ${wants} MiB.`);
      }
    }
    this.#buffers.add(this.#memory.buffer);
    return this.#memory.buffer.byteLength;
  }
}

/** The addresses, during one kernel call, of arrays that may lie outside of the memory. */
class Loans {
  readonly #lend: <A extends NumberArray>(array: A) => { address: number; copy: A | undefined };
  readonly #release: (address: number) => void;
  readonly #lent: number[] = [];
  readonly #written: { array: NumberArray; copy: NumberArray }[] = [];

  constructor(
    lend: <A extends NumberArray>(array: A) => { address: number; copy: A | undefined },
    release: (address: number) => void,
  ) {
    this.#lend = lend;
    this.#release = release;
  }

  /** The address of an array, or of a copy of it, to read from. */
  toRead(array: NumberArray): number {
    const { address, copy } = this.#lend(array);
    if (copy) {
      this.#lent.push(address);
      copy.set(array);
    }
    return address;
  }

  /** The address of an array, or of a copy of it that is copied back in the end, to read and write. */
  toUpdate(array: NumberArray): number {
    const { address, copy } = this.#lend(array);
    if (copy) {
      this.#lent.push(address);
      copy.set(array);
      this.#written.push({ array, copy });
    }
    return address;
  }

  /** Copies what was written to the arrays that it is meant for. */
  copyBack(): void {
    for (const { array, copy } of this.#written) {
      array.set(copy);
    }
  }

  /** Frees the copies. */
  end(): void {
    for (const address of this.#lent) {
      this.#release(address);
    }
  }
}

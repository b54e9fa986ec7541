/** A stretch of free addresses. */
interface FreeBlock {
  start: number;
  size: number;
}

/** Blocks start at multiples of this many bytes, a cache line. */
const alignment = 64;

/**
 * Hands out addresses of a linear memory: the first free block that is large enough, with neighbours joined again when
 * they come back. It keeps its books outside of the memory, so nothing that is written there can damage them.
 */
export class MemoryAllocator {
  /** Free blocks by rising address; no two touch. */
  readonly #free: FreeBlock[] = [];
  readonly #sizes = new Map<number, number>();
  readonly #growTo: (end: number) => number;
  #end: number;

  /**
   * @param start the first address to hand out.
   * @param end the end of the memory that is there now.
   * @param growTo makes the memory at least as long as asked and returns its new end; throws when it cannot.
   */
  constructor(start: number, end: number, growTo: (end: number) => number) {
    const first = roundUp(start);
    if (end > first) {
      this.#free.push({ start: first, size: end - first });
    }
    this.#end = Math.max(end, first);
    this.#growTo = growTo;
  }

  /** The address of `size` bytes that are nobody else's until they are released. What they hold is left over. */
  allocate(size: number): number {
    const rounded = Math.max(roundUp(size), alignment);
    let index = this.#free.findIndex((block) => block.size >= rounded);
    if (index < 0) {
      const last = this.#free.at(-1);
      const atEnd = last !== undefined && last.start + last.size === this.#end ? last.size : 0;
      const end = this.#growTo(this.#end + rounded - atEnd);
      this.#insert(this.#end, end - this.#end);
      this.#end = end;
      index = this.#free.length - 1;
    }
    const block = this.#free[index]!;
    const address = block.start;
    block.start += rounded;
    block.size -= rounded;
    if (block.size === 0) {
      this.#free.splice(index, 1);
    }
    this.#sizes.set(address, rounded);
    return address;
  }

  /** Makes the block at `address`, as returned by {@link allocate}, free again. */
  release(address: number): void {
    const size = this.#sizes.get(address);
    if (size === undefined) {
      throw new RangeError(`Nothing is allocated at address ${address}.`);
    }
    this.#sizes.delete(address);
    this.#insert(address, size);
  }

  #insert(start: number, size: number): void {
    const found = this.#free.findIndex((block) => block.start > start);
    const index = found < 0 ? this.#free.length : found;
    const before = this.#free[index - 1];
    const after = this.#free[index];
    const joinsBefore = before !== undefined && before.start + before.size === start;
    const joinsAfter = after !== undefined && start + size === after.start;
    if (joinsBefore) {
      before.size += size + (joinsAfter ? after.size : 0);
      if (joinsAfter) {
        this.#free.splice(index, 1);
      }
    } else if (joinsAfter) {
      after.start = start;
      after.size += size;
    } else {
      this.#free.splice(index, 0, { start, size });
    }
  }
}

function roundUp(size: number): number {
  return Math.ceil(size / alignment) * alignment;
}

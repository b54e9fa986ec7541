import { mostRanges } from './threads/CrewBoard.ts';
import type { WasmMemory } from './WasmMemory.ts';

/** Runs `work` with scratch memory for each slot that compares some of the pairs. */
export function withScratchForPairs(
  memory: WasmMemory,
  pairs: Uint32Array,
  bytesPerSlot: number,
  work: (scratch: Float32Array) => void,
): void {
  const slots = Math.min(mostRanges, pairs.length / 2);
  const scratch = memory.allocate((slots * bytesPerSlot) / Float32Array.BYTES_PER_ELEMENT);
  try {
    work(scratch);
  } finally {
    memory.release(scratch);
  }
}

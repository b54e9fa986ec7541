/** Rows of a block at most: two blocks and the roots of their heaps stay in a processor's own cache. */
const largestBlock = 512;

/** Fewer vectors than this are one block. From there on there are at least so many blocks, for threads to share. */
const vectorsWorthBlocks = 1024;
const blocksTogether = 16;

/** How many rows of a matrix that is compared with itself make a block, so that there are blocks for threads to share. */
export function blockSizeOf(n: number): number {
  if (n < vectorsWorthBlocks) return Math.max(1, n);
  const blocks = blocksTogether * Math.ceil(n / (blocksTogether * largestBlock));
  return Math.ceil(n / blocks);
}

/**
 * All pairs of blocks, also of each with itself, in rounds in which no block comes twice (the circle method of tournaments:
 * one block stays, the others move on by a place), and the share of the work that is done after each.
 */
export function* blockPairs(blocks: number): Generator<{ pairs: Uint32Array; done: number }> {
  if (blocks === 0) return;
  const players = blocks + (blocks % 2);
  const others = blocks > 1 ? players - 1 : 0;
  yield { pairs: Uint32Array.from({ length: 2 * blocks }, (_, i) => i >> 1), done: 1 / (others + 1) };
  for (let round = 0; round < others; round++) {
    const pairs: number[] = [];
    for (let i = 0; i < players / 2; i++) {
      const first = i === 0 ? others : (round + i) % others;
      const second = (round + others - i) % others;
      // The last of an odd number of players is nobody.
      if (first < blocks && second < blocks) pairs.push(first, second);
    }
    yield { pairs: Uint32Array.from(pairs), done: (round + 2) / (others + 1) };
  }
}

/**
 * Adds the weights of the words in the windows around `count` places of a text to sums by word, and marks their blocks.
 *
 * @param window the number of weights, float64, the first for the distance 1
 * @param words ids from here on end a window
 * @param symmetric whether windows reach to the right, too
 */
export function addWindows(
  text: usize,
  places: usize,
  count: u32,
  weights: usize,
  window: u32,
  sums: usize,
  blocks: usize,
  words: u32,
  symmetric: bool,
): void {
  const end = places + ((<usize>count) << 2);
  const lastWeight = weights + ((<usize>window) << 3);
  for (; places < end; places += 4) {
    const place = text + ((<usize>load<u32>(places)) << 2);
    let at = place - 4;
    for (let weight = weights; weight < lastWeight; weight += 8, at -= 4) {
      const word = load<u32>(at);
      if (word >= words) break;
      const sum = sums + ((<usize>word) << 3);
      store<f64>(sum, load<f64>(sum) + load<f64>(weight));
      store<u8>(blocks + <usize>(word >> 4), 1);
    }
    if (!symmetric) continue;
    at = place + 4;
    for (let weight = weights; weight < lastWeight; weight += 8, at += 4) {
      const word = load<u32>(at);
      if (word >= words) break;
      const sum = sums + ((<usize>word) << 3);
      store<f64>(sum, load<f64>(sum) + load<f64>(weight));
      store<u8>(blocks + <usize>(word >> 4), 1);
    }
  }
}

/**
 * For one row after another, adds the windows around its places and moves the sums out: words to `columns` (uint32), sums to
 * `values` (float64), how many they are to `lengths` (uint32). What was added before belongs to the first row.
 *
 * @param rowEnds where the places of each row end (uint32); `rows` of them
 * @param blockCount a multiple of 16
 */
export function takeWindowRows(
  text: usize,
  places: usize,
  rowEnds: usize,
  rows: u32,
  weights: usize,
  window: u32,
  sums: usize,
  blocks: usize,
  blockCount: u32,
  symmetric: bool,
  columns: usize,
  values: usize,
  lengths: usize,
): void {
  let from: u32 = 0;
  for (let row: u32 = 0; row < rows; row++) {
    const to = load<u32>(rowEnds + ((<usize>row) << 2));
    const first = places + ((<usize>from) << 2);
    addWindows(text, first, to - from, weights, window, sums, blocks, blockCount << 4, symmetric);
    const count = takeSums(sums, blocks, blockCount, columns, values);
    store<u32>(lengths + ((<usize>row) << 2), count);
    columns += (<usize>count) << 2;
    values += (<usize>count) << 3;
    from = to;
  }
}

/**
 * Moves the sums that are not 0 out by rising word, and returns how many they are. Blocks are looked at 16 at a time, and of
 * each group and block only what its bits say is there.
 */
function takeSums(sums: usize, blocks: usize, blockCount: u32, columns: usize, values: usize): u32 {
  const firstColumn = columns;
  const none = i8x16.splat(0);
  for (let group: u32 = 0; group < blockCount; group += 16) {
    const marks = v128.load(blocks + <usize>group);
    let marked = i8x16.bitmask(i8x16.ne(marks, none));
    if (marked == 0) continue;
    v128.store(blocks + <usize>group, none);
    for (; marked != 0; marked &= marked - 1) {
      const block = group + <u32>ctz(marked);
      const sum = sums + ((<usize>block) << 7);
      for (let filled = filledPlaces(sum); filled != 0; filled &= filled - 1) {
        const place = <u32>ctz(filled);
        store<u32>(columns, (block << 4) + place);
        store<f64>(values, load<f64>(sum + ((<usize>place) << 3)));
        columns += 4;
        values += 8;
      }
      memory.fill(sum, 0, 128);
    }
  }
  return <u32>((columns - firstColumn) >> 2);
}

/** A bit for each of 16 sums: whether it is not 0. */
function filledPlaces(sum: usize): u32 {
  let filled: u32 = 0;
  const zero = f64x2.splat(0);
  for (let pair: u32 = 0; pair < 8; pair++) {
    const differs = f64x2.ne(v128.load(sum + ((<usize>pair) << 4)), zero);
    filled |= (<u32>i64x2.bitmask(differs)) << (2 * pair);
  }
  return filled;
}

/** Words whose marks have one flag together, and are looked at as the bits of one number. */
// @ts-ignore: decorator
@inline
const wordsPerFlag: u32 = 64;

/**
 * Adds the weights of the words in `count` windows to sums by word, marks the words and flags the marks. Returns whether all windows are
 * within the text and the weights, and all words below `words`; the first that is not ends the work.
 *
 * @param text ids, uint32 where `wide`, else uint16; `length` of them
 * @param spans two uint32 a window: its place in the text; how many words of it stand before the place and, 16 bits higher, behind
 *   it
 * @param centre the weight of the place itself, float64; weights of what stands before and behind it are on its two sides, `side` on
 *   each
 */
export function addWindows(
  text: usize,
  wide: bool,
  length: u32,
  spans: usize,
  count: u32,
  centre: usize,
  side: u32,
  sums: usize,
  marks: usize,
  flags: usize,
  words: u32,
): bool {
  return wide
    ? addAll<u32>(text, length, spans, count, centre, side, sums, marks, flags, words)
    : addAll<u16>(text, length, spans, count, centre, side, sums, marks, flags, words);
}

function addAll<T>(
  text: usize,
  length: u32,
  spans: usize,
  count: u32,
  centre: usize,
  side: u32,
  sums: usize,
  marks: usize,
  flags: usize,
  words: u32,
): bool {
  const end = spans + ((<usize>count) << 3);
  for (; spans < end; spans += 8) {
    const place = load<u32>(spans);
    const extents = load<u32>(spans, 4);
    const before = extents & 0xffff;
    const behind = extents >> 16;
    if (before > side || behind > side || before > place || place >= length || behind >= length - place) return false;
    const last = text + <usize>(place + behind) * sizeof<T>();
    let weight = centre - ((<usize>before) << 3);
    // One loop over both sides, of a length that is known before the text is read, lets the processor read ahead.
    for (let at = text + <usize>(place - before) * sizeof<T>(); at <= last; at += sizeof<T>(), weight += 8) {
      const word = <u32>load<T>(at);
      if (word >= words) return false;
      const sum = sums + ((<usize>word) << 3);
      store<f64>(sum, load<f64>(sum) + load<f64>(weight));
      store<u8>(marks + <usize>word, 1);
      store<u8>(flags + <usize>(word / wordsPerFlag), 1);
    }
  }
  return true;
}

/**
 * For one row after another, adds its windows and moves the sums out: words to `columns` (uint32), sums to
 * `values` (float64), how many they are to `lengths` (uint32). What was added before belongs to the first row. Returns as
 * {@link addWindows} does.
 *
 * @param rowEnds where the windows of each row end (uint32); `rows` of them
 * @param flagCount a multiple of 16
 */
export function takeWindowRows(
  text: usize,
  wide: bool,
  length: u32,
  spans: usize,
  rowEnds: usize,
  rows: u32,
  centre: usize,
  side: u32,
  sums: usize,
  marks: usize,
  flags: usize,
  flagCount: u32,
  columns: usize,
  values: usize,
  lengths: usize,
): bool {
  const words = flagCount * wordsPerFlag;
  let from: u32 = 0;
  for (let row: u32 = 0; row < rows; row++) {
    const to = load<u32>(rowEnds + ((<usize>row) << 2));
    const first = spans + ((<usize>from) << 3);
    if (!addWindows(text, wide, length, first, to - from, centre, side, sums, marks, flags, words)) return false;
    const count = takeSums(sums, marks, flags, flagCount, columns, values);
    store<u32>(lengths + ((<usize>row) << 2), count);
    columns += (<usize>count) << 2;
    values += (<usize>count) << 3;
    from = to;
  }
  return true;
}

/**
 * Moves the sums that are not 0 out by rising word, and returns how many they are. A place behind the last of them is written
 * to as well.
 */
function takeSums(
  sums: usize,
  marks: usize,
  flags: usize,
  flagCount: u32,
  columns: usize,
  values: usize,
): u32 {
  const firstColumn = columns;
  const none = i8x16.splat(0);
  for (let group: u32 = 0; group < flagCount; group += 16) {
    let flagged = setBytes(flags + <usize>group);
    if (flagged == 0) continue;
    v128.store(flags + <usize>group, none);
    for (; flagged != 0; flagged &= flagged - 1) {
      const first = (group + <u32>ctz(flagged)) * wordsPerFlag;
      const mark = marks + <usize>first;
      let marked =
        <u64>setBytes(mark) |
        (<u64>setBytes(mark + 16) << 16) |
        (<u64>setBytes(mark + 32) << 32) |
        (<u64>setBytes(mark + 48) << 48);
      v128.store(mark, none);
      v128.store(mark, none, 16);
      v128.store(mark, none, 32);
      v128.store(mark, none, 48);
      for (; marked != 0; marked &= marked - 1) {
        const word = first + <u32>ctz(marked);
        const sum = sums + ((<usize>word) << 3);
        const value = load<f64>(sum);
        store<f64>(sum, 0);
        store<u32>(columns, word);
        store<f64>(values, value);
        // The word of the row itself is marked, though it may stand near no other place of the same word.
        const filled = <usize>(value != 0);
        columns += filled << 2;
        values += filled << 3;
      }
    }
  }
  return <u32>((columns - firstColumn) >> 2);
}

/** A bit for each of 16 bytes: whether it is not 0. */
// @ts-ignore: decorator
@inline
function setBytes(bytes: usize): u32 {
  return <u32>i8x16.bitmask(i8x16.ne(v128.load(bytes), i8x16.splat(0)));
}

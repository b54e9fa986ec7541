/** Stands before, between and behind the stretches of text that windows may not leave. */
export const windowBoundary = 0xffffffff;

/** Sums are taken out in groups of so many blocks of 16 words. */
const blocksPerGroup = 16;
const wordsPerBlock = 16;

/** How many words {@link WindowSums.sums} has room for, where there are `vocabularySize`. */
export function roomForSums(vocabularySize: number): number {
  const group = wordsPerBlock * blocksPerGroup;
  return Math.ceil(vocabularySize / group) * group;
}

/** One row of a co-occurrence matrix in the making (see `Kernels.addWindows`). */
export interface WindowSums {
  /**
   * Ids of words; any number from `sums.length` on ends a window, and the first and the last are such ({@link windowBoundary}).
   */
  readonly text: Uint32Array;
  /** What a word counts at the distance 1, 2 and so on; as many as the window is wide. */
  readonly weights: Float64Array;
  /** Whether windows reach to the right as well as to the left. */
  readonly symmetric: boolean;
  /** By word: the sum of its weights; `roomForSums` of them. Zeros where nothing was added since they were last taken. */
  readonly sums: Float64Array;
  /** One for each block of 16 words: not 0 where a sum of the block may be. */
  readonly blocks: Int8Array;
}

/** Rows of a co-occurrence matrix, one after another (see `Kernels.takeWindowRows`). */
export interface WindowRows {
  /** The words of all rows, rising within a row. */
  readonly columns: Uint32Array;
  /** As many sums. */
  readonly values: Float64Array;
  /** How many words each row has. */
  readonly lengths: Uint32Array;
}

/** How many words the rows of so many places can have together, where others were added to the first of them before. */
export function roomForRows({ sums, weights, symmetric }: Omit<WindowSums, 'text'>, places: number): number {
  return sums.length + (symmetric ? 2 : 1) * weights.length * places;
}

/** Throws a RangeError unless the arrays fit together and no window can leave the text. */
export function requireWindowSums({ text, sums, blocks }: WindowSums): void {
  if (sums.length !== roomForSums(sums.length) || blocks.length * wordsPerBlock !== sums.length) {
    throw new RangeError(
      `${sums.length} sums with ${blocks.length} blocks; expected a multiple of ${wordsPerBlock * blocksPerGroup} sums and a ` +
        `block for each ${wordsPerBlock}.`,
    );
  }
  if (text.length < 2 || text[0]! < sums.length || text.at(-1)! < sums.length) {
    throw new RangeError('The text does not begin and end with a boundary.');
  }
}

/** `Kernels.addWindows` in plain TypeScript. */
export function addWindowsPlainly(windows: WindowSums, places: Uint32Array): void {
  requireWindowSums(windows);
  const { text, weights, symmetric, sums, blocks } = windows;
  for (const place of places) {
    requirePlace(place, text);
    for (let step = -1; step <= (symmetric ? 1 : -1); step += 2) {
      let at = place;
      for (let distance = 0; distance < weights.length; distance++) {
        at += step;
        const word = text[at]!;
        if (word >= sums.length) break;
        sums[word]! += weights[distance]!;
        blocks[word >>> 4] = 1;
      }
    }
  }
}

/** Throws a RangeError for a place that is not between the boundaries. */
export function requirePlace(place: number, text: Uint32Array): void {
  if (place > 0 && place < text.length - 1) return;
  throw new RangeError(`The place ${place} is not within the ${text.length} of the text.`);
}

/** Throws a RangeError unless the rows end within the places, one after another, and there is room for what they hold. */
export function requireWindowRows(
  windows: WindowSums,
  places: Uint32Array,
  rowEnds: Uint32Array,
  { columns, values, lengths }: WindowRows,
): void {
  requireWindowSums(windows);
  const room = roomForRows(windows, places.length);
  if (columns.length < room || values.length < room || lengths.length < rowEnds.length) {
    throw new RangeError(
      `There is room for ${columns.length} columns, ${values.length} values and ${lengths.length} lengths; expected ${room}, ` +
        `as many, and ${rowEnds.length}.`,
    );
  }
  let before = 0;
  for (const end of rowEnds) {
    if (end < before || end > places.length) {
      throw new RangeError(`A row ends at ${end}, behind ${before}, of ${places.length} places.`);
    }
    before = end;
  }
}

/** `Kernels.takeWindowRows` in plain TypeScript. */
export function takeWindowRowsPlainly(
  windows: WindowSums,
  places: Uint32Array,
  rowEnds: Uint32Array,
  rows: WindowRows,
): void {
  requireWindowRows(windows, places, rowEnds, rows);
  let from = 0;
  let filled = 0;
  for (const [row, end] of rowEnds.entries()) {
    addWindowsPlainly(windows, places.subarray(from, end));
    const count = takeSums(windows, rows, filled);
    rows.lengths[row] = count;
    filled += count;
    from = end;
  }
}

/** Moves the sums out, to `first` and behind, and returns how many they are. */
function takeSums({ sums, blocks }: WindowSums, { columns, values }: WindowRows, first: number): number {
  let place = first;
  for (let block = 0; block < blocks.length; block++) {
    if (blocks[block] === 0) continue;
    blocks[block] = 0;
    for (let word = wordsPerBlock * block; word < wordsPerBlock * (block + 1); word++) {
      if (sums[word] === 0) continue;
      columns[place] = word;
      values[place++] = sums[word]!;
      sums[word] = 0;
    }
  }
  return place - first;
}

/** Sums are flagged in groups of so many words, and flags looked at so many at a time. */
const wordsPerFlag = 64;
const flagsPerGroup = 16;

/** The widest window: as much as 16 bits tell of each of its sides. */
export const widestWindow = 0xffff;

/** How many words {@link WindowSums.sums} has room for, where there are `vocabularySize`. */
export function roomForSums(vocabularySize: number): number {
  const group = wordsPerFlag * flagsPerGroup;
  return Math.ceil(vocabularySize / group) * group;
}

/** How many flags go with so many sums. */
export function roomForFlags(sums: number): number {
  return sums / wordsPerFlag;
}

/** One row of a co-occurrence matrix in the making (see `Kernels.addWindows`). */
export interface WindowSums {
  /** Ids of words, below `sums.length`. Half as many bytes stay in a processor's cache twice as well. */
  readonly text: Uint16Array | Uint32Array;
  /**
   * What a word counts, from the furthest before a place to the furthest behind it; that of the place itself, in the middle, is 0.
   * See {@link windowWeights}.
   */
  readonly weights: Float64Array;
  /** By word: the sum of its weights; `roomForSums` of them. Zeros where nothing was added since they were last taken. */
  readonly sums: Float64Array;
  /** By word: not 0 where its sum may be. */
  readonly marks: Int8Array;
  /** By group of words, `roomForFlags` of them: not 0 where a mark may be. */
  readonly flags: Int8Array;
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

/** The weights of both sides of a place (see {@link WindowSums.weights}) from those at the distance 1, 2 and so on. */
export function windowWeights(byDistance: Float64Array): Float64Array {
  const weights = new Float64Array(2 * byDistance.length + 1);
  weights.set(byDistance.toReversed());
  weights.set(byDistance, byDistance.length + 1);
  return weights;
}

/** The second number of a window (see `Kernels.addWindows`), as int32: how many words are in it before and behind its place. */
export function windowExtents(before: number, behind: number): number {
  return (behind << 16) | before;
}

/**
 * How many words the rows of so many windows can have together, where others were added to the first of them before; the
 * place behind the last is used, too.
 */
export function roomForRows(
  { sums, weights }: Pick<WindowSums, 'sums' | 'weights'>,
  windows: number,
): number {
  return sums.length + weights.length * windows + 1;
}

/** Throws a RangeError unless the arrays fit together. */
export function requireWindowSums({ weights, sums, marks, flags }: WindowSums, spans: Uint32Array): void {
  const { length } = sums;
  if (length !== roomForSums(length) || marks.length !== length || flags.length !== roomForFlags(length)) {
    throw new RangeError(
      `${length} sums with ${marks.length} marks and ${flags.length} flags; expected a multiple of ` +
        `${wordsPerFlag * flagsPerGroup} sums, as many marks, and a flag for each ${wordsPerFlag}.`,
    );
  }
  if (weights.length % 2 === 0 || spans.length % 2 !== 0) {
    throw new RangeError(
      `${weights.length} weights and ${spans.length} numbers of windows; expected an odd and an even number.`,
    );
  }
}

/** Throws a RangeError unless all windows are within the text and the weights. */
export function requireWindows({ text, weights }: WindowSums, spans: Uint32Array): void {
  const side = (weights.length - 1) / 2;
  for (let i = 0; i < spans.length; i += 2) {
    const place = spans[i]!;
    const before = spans[i + 1]! & 0xffff;
    const behind = spans[i + 1]! >>> 16;
    if (before <= place && place + behind < text.length && before <= side && behind <= side) continue;
    throw new RangeError(
      `The window of ${before} words before and ${behind} behind the place ${place} is not within the ${text.length} of the ` +
        `text, or there are not as many weights as it needs (${side} on each side).`,
    );
  }
}

/** That a word of the text has no sum. */
export function unknownWord({ sums }: WindowSums): RangeError {
  return new RangeError(`A window holds an id that is not below ${sums.length}.`);
}

/** `Kernels.addWindows` in plain TypeScript. */
export function addWindowsPlainly(windows: WindowSums, spans: Uint32Array): void {
  requireWindowSums(windows, spans);
  requireWindows(windows, spans);
  const { text, weights, sums, marks, flags } = windows;
  const centre = (weights.length - 1) / 2;
  for (let i = 0; i < spans.length; i += 2) {
    const place = spans[i]!;
    const behind = spans[i + 1]! >>> 16;
    for (let distance = -(spans[i + 1]! & 0xffff); distance <= behind; distance++) {
      const word = text[place + distance]!;
      if (word >= sums.length) throw unknownWord(windows);
      sums[word]! += weights[centre + distance]!;
      marks[word] = 1;
      flags[Math.trunc(word / wordsPerFlag)] = 1;
    }
  }
}

/** Throws a RangeError unless the rows end within the windows, one after another, and there is room for what they hold. */
export function requireWindowRows(
  windows: WindowSums,
  spans: Uint32Array,
  rowEnds: Uint32Array,
  { columns, values, lengths }: WindowRows,
): void {
  requireWindowSums(windows, spans);
  const room = roomForRows(windows, spans.length / 2);
  if (columns.length < room || values.length < room || lengths.length < rowEnds.length) {
    throw new RangeError(
      `There is room for ${columns.length} columns, ${values.length} values and ${lengths.length} lengths; expected ${room}, ` +
        `as many, and ${rowEnds.length}.`,
    );
  }
  let before = 0;
  for (const end of rowEnds) {
    if (end < before || end > spans.length / 2) {
      throw new RangeError(`A row ends at ${end}, behind ${before}, of ${spans.length / 2} windows.`);
    }
    before = end;
  }
}

/** `Kernels.takeWindowRows` in plain TypeScript. */
export function takeWindowRowsPlainly(
  windows: WindowSums,
  spans: Uint32Array,
  rowEnds: Uint32Array,
  rows: WindowRows,
): void {
  requireWindowRows(windows, spans, rowEnds, rows);
  let from = 0;
  let filled = 0;
  for (const [row, end] of rowEnds.entries()) {
    addWindowsPlainly(windows, spans.subarray(2 * from, 2 * end));
    const count = takeSums(windows, rows, filled);
    rows.lengths[row] = count;
    filled += count;
    from = end;
  }
}

/** Moves the sums out, to `first` and behind, and returns how many they are. */
function takeSums(
  { sums, marks, flags }: WindowSums,
  { columns, values }: WindowRows,
  first: number,
): number {
  let place = first;
  for (let flag = 0; flag < flags.length; flag++) {
    if (flags[flag] === 0) continue;
    flags[flag] = 0;
    for (let word = wordsPerFlag * flag; word < wordsPerFlag * (flag + 1); word++) {
      if (marks[word] === 0) continue;
      marks[word] = 0;
      if (sums[word] === 0) continue;
      columns[place] = word;
      values[place++] = sums[word]!;
      sums[word] = 0;
    }
  }
  return place - first;
}

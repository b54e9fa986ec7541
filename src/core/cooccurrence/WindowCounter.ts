import type { Kernels } from '../math/Kernels.ts';
import { Workspace } from '../math/Workspace.ts';
import {
  roomForFlags,
  roomForRows,
  roomForSums,
  type WindowRows,
  type WindowSums,
  windowExtents,
  windowWeights,
} from '../math/windowSums.ts';
import type { Task } from '../task.ts';
import type { Uint32Sequence } from '../text/Uint32Sequence.ts';

/** The shape of windows (see WindowOptions), and the text that they move over. */
export interface WindowedText {
  readonly ids: Uint32Sequence;
  /** Where the stretches that windows may not leave start, and at last `ids.length`. */
  readonly stretchStart: Uint32Array;
  /** What a word counts at the distance 1, 2 and so on. */
  readonly weights: Float64Array;
  readonly symmetric: boolean;
  readonly vocabularySize: number;
}

/** So many words, and no more, have ids of 16 bits. */
const mostNarrowWords = 1 << 16;

/** Places that one call of the kernels looks at, between two checkpoints: less than a millisecond of work. */
const placesPerCall = 2048;

/** Ids that are read at once. */
const idsPerRead = 1 << 16;

/** Is given the rows of all words, in order, some of them at a time; the arrays hold something else after the call. */
export type TakeRows = (rows: WindowRows) => void;

/** A part of a text, in the kernels' memory. */
interface Part {
  readonly windows: WindowSums;
  /** The windows around word i, as `Kernels.addWindows` wants them: those from `start[i]` up to, but not including, `start[i + 1]`. */
  readonly start: Uint32Array;
  readonly spans: Uint32Array;
}

/**
 * Counts windows row by row: where each word stands is listed first; then its row is summed up in a dense array of float64,
 * which needs no hash table, and memory for the part of the text only that is counted.
 */
export class WindowCounter {
  readonly #text: WindowedText;
  readonly #kernels: Kernels;
  readonly #workspace: Workspace;
  /** All but the text, which changes from part to part. */
  readonly #windows: Omit<WindowSums, 'text'>;
  readonly #rows: { columns: Uint32Array; values: Float64Array; lengths: Uint32Array };
  readonly #rowEnds: Uint32Array;

  constructor(text: WindowedText, kernels: Kernels) {
    const { vocabularySize } = text;
    const weights = windowWeights(text.weights);
    this.#text = text;
    this.#kernels = kernels;
    this.#workspace = new Workspace(kernels);
    const sums = roomForSums(vocabularySize);
    this.#windows = {
      weights: this.#numbers(weights.length),
      sums: this.#numbers(sums),
      marks: this.#bytes(sums),
      flags: this.#bytes(roomForFlags(sums)),
    };
    this.#windows.weights.set(weights);
    const room = roomForRows(this.#windows, placesPerCall);
    this.#rows = {
      columns: this.#words(room),
      values: this.#numbers(room),
      lengths: this.#words(vocabularySize),
    };
    this.#rowEnds = this.#words(vocabularySize);
  }

  /** Places of the text. */
  get length(): number {
    return this.#text.ids.length;
  }

  /**
   * Counts the windows around the places from `from` up to `to`, and gives the rows of all words, in order. Rows of parts of a
   * text add up to those of the whole.
   *
   * @throws RangeError when an id is not below the size of the vocabulary
   */
  countRows(from: number, to: number, take: TakeRows, task: Task): void {
    const workspace = new Workspace(this.#kernels);
    try {
      const { windows, start, spans } = this.#load(from, to, workspace);
      const { vocabularySize } = this.#text;
      const share = (place: number): number => place / Math.max(1, to - from);
      for (let word = 0; word < vocabularySize; ) {
        let at = start[word]!;
        // A frequent word takes several calls.
        for (; start[word + 1]! - at > placesPerCall; at += placesPerCall) {
          this.#kernels.addWindows(windows, spans.subarray(2 * at, 2 * (at + placesPerCall)));
          task.checkpoint(share(at));
        }
        const first = word;
        do {
          this.#rowEnds[word - first] = start[++word]! - at;
        } while (word < vocabularySize && start[word + 1]! - at <= placesPerCall);
        const rowEnds = this.#rowEnds.subarray(0, word - first);
        this.#kernels.takeWindowRows(windows, spans.subarray(2 * at, 2 * start[word]!), rowEnds, this.#rows);
        take(this.#rowsTaken(rowEnds.length));
        task.checkpoint(share(start[word]!));
      }
    } finally {
      workspace.releaseAll();
    }
  }

  /** Gives the memory back. */
  release(): void {
    this.#workspace.releaseAll();
  }

  #rowsTaken(count: number): WindowRows {
    const lengths = this.#rows.lengths.subarray(0, count);
    let filled = 0;
    for (const length of lengths) filled += length;
    return {
      columns: this.#rows.columns.subarray(0, filled),
      values: this.#rows.values.subarray(0, filled),
      lengths,
    };
  }

  /** The windows around the places from `from` up to `to`, and what they reach of the text. */
  #load(from: number, to: number, workspace: Workspace): Part {
    const { ids, weights, vocabularySize } = this.#text;
    const first = Math.max(0, from - weights.length);
    const last = Math.min(ids.length, to + weights.length);
    const isNarrow = vocabularySize <= mostNarrowWords;
    const memory = words(workspace, isNarrow ? Math.ceil((last - first) / 2) : last - first);
    const text = isNarrow ? new Uint16Array(memory.buffer, memory.byteOffset, last - first) : memory;
    const block = new Uint32Array(Math.min(idsPerRead, last - first));
    for (let read = first; read < last; read += block.length) {
      const piece = block.subarray(0, last - read);
      ids.read(read, piece);
      requireBelow(vocabularySize, piece);
      text.set(piece, read - first);
    }
    const start = new Uint32Array(vocabularySize + 1);
    for (let at = from - first; at < to - first; at++) start[text[at]! + 1]!++;
    for (let word = 0; word < vocabularySize; word++) start[word + 1]! += start[word]!;
    const spans = words(workspace, 2 * (to - from));
    this.#placeWindows({ text, first, from, to }, start, spans);
    return { windows: { ...this.#windows, text }, start, spans };
  }

  /** Lists the windows around the places from `from` up to `to` by word; `text` is that of the places from `first` on. */
  #placeWindows(
    { text, first, from, to }: { text: Uint16Array | Uint32Array; first: number; from: number; to: number },
    start: Uint32Array,
    spans: Uint32Array,
  ): void {
    const { stretchStart, weights, symmetric } = this.#text;
    const next = start.slice();
    let stretch = firstAbove(stretchStart, from) - 1;
    for (let place = from; place < to; stretch++) {
      const stretchFirst = stretchStart[stretch]!;
      const stretchEnd = stretchStart[stretch + 1]!;
      const end = Math.min(to, stretchEnd);
      for (; place < end; place++) {
        const at = place - first;
        const before = Math.min(weights.length, place - stretchFirst);
        const behind = symmetric ? Math.min(weights.length, stretchEnd - 1 - place) : 0;
        const window = next[text[at]!]!++;
        spans[2 * window] = at;
        spans[2 * window + 1] = windowExtents(before, behind);
      }
    }
  }

  #words(length: number): Uint32Array {
    return words(this.#workspace, length);
  }

  #numbers(length: number): Float64Array {
    const { buffer, byteOffset } = this.#workspace.allocate(2 * length);
    return new Float64Array(buffer, byteOffset, length);
  }

  #bytes(length: number): Int8Array {
    const { buffer, byteOffset } = this.#workspace.allocate(Math.ceil(length / 4));
    return new Int8Array(buffer, byteOffset, length);
  }
}

function requireBelow(size: number, ids: Uint32Array): void {
  for (let i = 0; i < ids.length; i++) {
    if (ids[i]! >= size) {
      throw new RangeError(`The corpus holds the id ${ids[i]}; expected ids below ${size}.`);
    }
  }
}

function words(workspace: Workspace, length: number): Uint32Array {
  const { buffer, byteOffset } = workspace.allocate(length);
  return new Uint32Array(buffer, byteOffset, length);
}

/** Index of the first of the rising values that is above `value`; their number where there is none. */
function firstAbove(values: Uint32Array, value: number): number {
  let from = 0;
  let to = values.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (values[middle]! <= value) from = middle + 1;
    else to = middle;
  }
  return from;
}

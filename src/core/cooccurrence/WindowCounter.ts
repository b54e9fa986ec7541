import type { Kernels } from '../math/Kernels.ts';
import { Workspace } from '../math/Workspace.ts';
import {
  roomForRows,
  roomForSums,
  type WindowRows,
  type WindowSums,
  windowBoundary,
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

/** Places that one call of the kernels looks at, between two checkpoints: less than a millisecond of work. */
const placesPerCall = 2048;

/** Ids that are read at once. */
const idsPerRead = 1 << 16;

/** Is given the rows of all words, in order, some of them at a time; the arrays hold something else after the call. */
export type TakeRows = (rows: WindowRows) => void;

/** A part of a text, in the kernels' memory. */
interface Part {
  readonly windows: WindowSums;
  /** Where word i stands: `places[start[i]]` up to, but not including, `places[start[i + 1]]`. */
  readonly start: Uint32Array;
  readonly places: Uint32Array;
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
    const { weights, symmetric, vocabularySize } = text;
    this.#text = text;
    this.#kernels = kernels;
    this.#workspace = new Workspace(kernels);
    const sums = roomForSums(vocabularySize);
    this.#windows = {
      weights: this.#numbers(weights.length),
      symmetric,
      sums: this.#numbers(sums),
      blocks: this.#bytes(sums / 16),
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
      const { windows, start, places } = this.#load(from, to, workspace);
      const { vocabularySize } = this.#text;
      const share = (place: number): number => place / Math.max(1, places.length);
      for (let word = 0; word < vocabularySize; ) {
        let at = start[word]!;
        // A frequent word takes several calls.
        for (; start[word + 1]! - at > placesPerCall; at += placesPerCall) {
          this.#kernels.addWindows(windows, places.subarray(at, at + placesPerCall));
          task.checkpoint(share(at));
        }
        const first = word;
        do {
          this.#rowEnds[word - first] = start[++word]! - at;
        } while (word < vocabularySize && start[word + 1]! - at <= placesPerCall);
        const rowEnds = this.#rowEnds.subarray(0, word - first);
        this.#kernels.takeWindowRows(windows, places.subarray(at, start[word]), rowEnds, this.#rows);
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

  /** The places from `from` up to `to`, and what their windows reach. */
  #load(from: number, to: number, workspace: Workspace): Part {
    const { ids, stretchStart, weights, vocabularySize } = this.#text;
    const first = Math.max(0, from - weights.length);
    const last = Math.min(ids.length, to + weights.length);
    let stretch = firstAbove(stretchStart, first);
    const boundaries = 2 + Math.max(0, firstAbove(stretchStart, last) - stretch);
    const text = words(workspace, last - first + boundaries);
    const start = new Uint32Array(vocabularySize + 1);
    let length = 0;
    let placesFrom = 0;
    let placesTo = 0;
    text[length++] = windowBoundary;
    const block = new Uint32Array(Math.min(idsPerRead, last - first));
    for (let read = first; read < last; read += block.length) {
      const piece = block.subarray(0, last - read);
      ids.read(read, piece);
      for (let i = 0; i < piece.length; i++) {
        const place = read + i;
        if (place === stretchStart[stretch]) {
          text[length++] = windowBoundary;
          while (place === stretchStart[stretch]) stretch++;
        }
        if (place === from) placesFrom = length;
        const id = piece[i]!;
        if (id >= vocabularySize) {
          throw new RangeError(`The corpus holds the id ${id}; expected ids below ${vocabularySize}.`);
        }
        text[length++] = id;
        if (place < from || place >= to) continue;
        start[id + 1]!++;
        placesTo = length;
      }
    }
    text[length++] = windowBoundary;
    for (let word = 0; word < vocabularySize; word++) start[word + 1]! += start[word]!;
    const places = words(workspace, to - from);
    const next = start.slice();
    for (let at = placesFrom; at < placesTo; at++) {
      const id = text[at]!;
      if (id !== windowBoundary) places[next[id]!++] = at;
    }
    return { windows: { ...this.#windows, text: text.subarray(0, length) }, start, places };
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

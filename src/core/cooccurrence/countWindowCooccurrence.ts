import { type Task, untracked } from '../task.ts';
import type { Corpus } from '../text/CorpusBuilder.ts';
import type { SparseMatrix } from './SparseMatrix.ts';

/** Which words count as near each other, and how much. */
export interface WindowOptions {
  /** How many words to the left and to the right are near; at least 1. */
  readonly window: number;
  /** `flat`: every neighbour counts 1. `harmonic`: the neighbour at distance d counts 1 / d (GloVe, section 4.2). */
  readonly weighting: 'flat' | 'harmonic';
  /** Whether windows reach over the ends of sentences. They never reach over the ends of documents. */
  readonly acrossSentences: boolean;
  readonly task?: Task;
}

/** Stands between the stretches of text that windows may not leave. */
const BOUNDARY = 0xffffffff;
/** Positions between two checkpoints: a fraction of a millisecond to a millisecond of work. */
const POSITIONS_PER_CHECKPOINT = 4096;
/** Counting the entries of the rows takes about a third of the time. */
const SHARE_OF_FIRST_PASS = 0.35;

/**
 * How often, by weight, each word (column) occurs in the windows around each word (row): a symmetric
 * `vocabularySize x vocabularySize` matrix. Each pair of places within a window is counted from both of its ends, so
 * that two places of the same word add twice to the diagonal, as in word2vec and in GloVe's `cooccur`; a row's sum
 * is what all windows around the word hold together. (Sums of harmonic weights are symmetric up to rounding.)
 *
 * The places of each word are listed first; then its row is summed up in a dense array of float64, which needs no hash
 * table and takes memory for one row only. A first pass counts the entries so that nothing is allocated twice.
 *
 * @throws RangeError when the window is not a whole number of at least 1 or an id is not below `vocabularySize`
 */
export function countWindowCooccurrence(
  corpus: Corpus,
  vocabularySize: number,
  { window, weighting, acrossSentences, task = untracked }: WindowOptions,
): SparseMatrix {
  if (!Number.isInteger(window) || window < 1) {
    throw new RangeError(`The window is ${window}; expected a whole number of at least 1.`);
  }
  const text = withBoundaries(corpus.ids, acrossSentences ? corpus.documentStart : corpus.sentenceStart);
  const places = placesOfWords(text, vocabularySize);
  const share = 1 / Math.max(1, corpus.ids.length);
  const rowStart = countEntries(text, places, window, (done) =>
    task.checkpoint(done * share * SHARE_OF_FIRST_PASS),
  );
  const entries = rowStart[vocabularySize]!;
  const matrix = {
    rows: vocabularySize,
    cols: vocabularySize,
    rowStart,
    columns: new Uint32Array(entries),
    values: new Float32Array(entries),
  };
  const weights = Float64Array.from({ length: window + 1 }, (_, distance) =>
    weighting === 'flat' ? 1 : 1 / distance,
  );
  sumEntries(text, places, weights, matrix, (done) =>
    task.checkpoint(SHARE_OF_FIRST_PASS + done * share * (1 - SHARE_OF_FIRST_PASS)),
  );
  task.checkpoint(1);
  return matrix;
}

/** The ids with a {@link BOUNDARY} before, between and behind the stretches. */
function withBoundaries(ids: Uint32Array, stretchStart: Uint32Array): Uint32Array {
  const text = new Uint32Array(ids.length + stretchStart.length).fill(BOUNDARY);
  for (let i = 0; i + 1 < stretchStart.length; i++) {
    text.set(ids.subarray(stretchStart[i], stretchStart[i + 1]), stretchStart[i]! + i + 1);
  }
  return text;
}

/** Where word i occurs: `places[start[i]]` up to, but not including, `places[start[i + 1]]`. */
interface PlacesOfWords {
  readonly start: Uint32Array;
  readonly places: Uint32Array;
}

function placesOfWords(text: Uint32Array, vocabularySize: number): PlacesOfWords {
  const start = new Uint32Array(vocabularySize + 1);
  for (let i = 0; i < text.length; i++) {
    const id = text[i]!;
    if (id === BOUNDARY) continue;
    if (id >= vocabularySize) {
      throw new RangeError(`The corpus holds the id ${id}; expected ids below ${vocabularySize}.`);
    }
    start[id + 1]!++;
  }
  for (let id = 0; id < vocabularySize; id++) start[id + 1]! += start[id]!;
  const next = start.slice();
  const places = new Uint32Array(start[vocabularySize]!);
  for (let i = 0; i < text.length; i++) {
    const id = text[i]!;
    if (id !== BOUNDARY) places[next[id]!++] = i;
  }
  return { start, places };
}

function countEntries(
  text: Uint32Array,
  { start, places }: PlacesOfWords,
  window: number,
  checkpoint: (positions: number) => void,
): Uint32Array {
  const rows = start.length - 1;
  const rowStart = new Uint32Array(rows + 1);
  // 1 + the last row that a column was met in.
  const met = new Uint32Array(rows);
  for (let row = 0; row < rows; row++) {
    const stamp = row + 1;
    let entries = 0;
    for (let i = start[row]!; i < start[row + 1]!; i++) {
      if (i % POSITIONS_PER_CHECKPOINT === 0) checkpoint(i);
      const place = places[i]!;
      for (let step = -1; step <= 1; step += 2) {
        let at = place;
        for (let distance = 1; distance <= window; distance++) {
          at += step;
          const column = text[at]!;
          if (column === BOUNDARY) break;
          if (met[column] !== stamp) {
            met[column] = stamp;
            entries++;
          }
        }
      }
    }
    rowStart[row + 1] = rowStart[row]! + entries;
  }
  return rowStart;
}

function sumEntries(
  text: Uint32Array,
  { start, places }: PlacesOfWords,
  weights: Float64Array,
  { rows, rowStart, columns, values }: SparseMatrix,
  checkpoint: (positions: number) => void,
): void {
  const window = weights.length - 1;
  const sums = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const first = rowStart[row]!;
    let end = first;
    for (let i = start[row]!; i < start[row + 1]!; i++) {
      if (i % POSITIONS_PER_CHECKPOINT === 0) checkpoint(i);
      const place = places[i]!;
      for (let step = -1; step <= 1; step += 2) {
        let at = place;
        for (let distance = 1; distance <= window; distance++) {
          at += step;
          const column = text[at]!;
          if (column === BOUNDARY) break;
          if (sums[column] === 0) columns[end++] = column;
          sums[column]! += weights[distance]!;
        }
      }
    }
    columns.subarray(first, end).sort();
    for (let entry = first; entry < end; entry++) {
      const column = columns[entry]!;
      values[entry] = sums[column]!;
      sums[column] = 0;
    }
  }
}

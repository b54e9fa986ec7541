import { formatFloat32, LONGEST_FLOAT32 } from './formatFloat32.ts';
import { requireWritable } from './requireWritable.ts';
import type { VectorsData } from './VectorsData.ts';

/** Text is given out in pieces of about so many bytes. */
const PIECE = 1 << 20;

const BLANK = 0x20;
const TAB = 0x09;
const LINE_FEED = 0x0a;

/**
 * Writes vectors as text, a word a line with its values behind it, in pieces of about 1 MiB: GloVe's format, or with a
 * header of the numbers of words and dimensions word2vec's, which is also fastText's `.vec`. Values have as few digits as
 * give the same float32 back.
 *
 * @throws RangeError for a word with a blank, which most readers of these formats refuse, and for data that does not fit
 *   together
 */
export function* writeTextVectors(
  data: VectorsData,
  { header }: { readonly header: boolean },
): Generator<Uint8Array, void, undefined> {
  requireWritable(data, header ? 'word2vec text' : 'GloVe text');
  if (header) yield new TextEncoder().encode(`${data.words.length} ${data.dimension}\n`);
  yield* writeRows(data, BLANK, true);
}

/**
 * Writes the first file of a pair for TensorFlow's Embedding Projector, values with tabs between them; the second one is a
 * list of words, one a line.
 *
 * @throws RangeError for data that does not fit together
 */
export function* writeProjectorVectors(data: VectorsData): Generator<Uint8Array, void, undefined> {
  requireWritable(data, 'the Embedding Projector');
  yield* writeRows(data, TAB, false);
}

function* writeRows(
  { words, dimension, vectors }: VectorsData,
  separator: number,
  hasWords: boolean,
): Generator<Uint8Array, void, undefined> {
  const encoder = new TextEncoder();
  const longestRow = dimension * (LONGEST_FLOAT32 + 1) + 1;
  let piece = new Uint8Array(PIECE + longestRow);
  let at = 0;
  for (const [row, word] of words.entries()) {
    const text = hasWords ? encoder.encode(word) : undefined;
    if (at + (text?.length ?? 0) + longestRow > piece.length) {
      yield piece.subarray(0, at);
      piece = new Uint8Array(PIECE + (text?.length ?? 0) + longestRow);
      at = 0;
    }
    if (text) {
      piece.set(text, at);
      at += text.length;
    }
    for (let i = row * dimension; i < (row + 1) * dimension; i++) {
      if (text || i > row * dimension) piece[at++] = separator;
      at = formatFloat32(vectors[i]!, piece, at);
    }
    piece[at++] = LINE_FEED;
  }
  if (at > 0) yield piece.subarray(0, at);
}

import { CharacterKind, characterKind } from './characterKinds.ts';
import { standardizeLetters } from './standardizeWord.ts';

/**
 * The segmenter's time grows with the square of the text it is given, so that a run is handed over in pieces of
 * this many UTF-16 code units; a word across the seam of two pieces is cut there.
 */
const MAX_PIECE_LENGTH = 500;

// The dictionaries are chosen by script; the locale is fixed only so that no machine's default matters.
let segmenter: Intl.Segmenter | undefined;

/**
 * Cuts the run of a script without blanks that starts at `start` into words, calls `visit` for each of at most
 * `maxLength` code units, and returns where the run (or the piece of it that was taken) ends.
 */
export function segmentUnspaced(
  text: string,
  start: number,
  maxLength: number,
  visit: (token: string, start: number, end: number) => void,
): number {
  let end = start;
  while (end < text.length && end - start < MAX_PIECE_LENGTH) {
    const codePoint = text.codePointAt(end)!;
    const kind = characterKind(codePoint);
    if (kind !== CharacterKind.unspaced && kind !== CharacterKind.mark) break;
    end += codePoint > 0xffff ? 2 : 1;
  }
  segmenter ??= new Intl.Segmenter('en', { granularity: 'word' });
  for (const { segment, index, isWordLike } of segmenter.segment(text.slice(start, end))) {
    if (!isWordLike) continue;
    const token = standardizeLetters(segment);
    if (token.length <= maxLength) visit(token, start + index, start + index + segment.length);
  }
  return end;
}

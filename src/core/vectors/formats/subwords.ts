/** How fastText cuts words into n-grams of characters and numbers them (Bojanowski et al. 2017). */
export interface SubwordOptions {
  /** Fewest characters of an n-gram. */
  readonly minn: number;
  /** Most characters of an n-gram; 0 for no n-grams at all. */
  readonly maxn: number;
  /** How many rows the n-grams share, by their hash. */
  readonly bucket: number;
}

/** The token for the end of a line, which has no n-grams. */
const END_OF_SENTENCE = '</s>';

const encoder = new TextEncoder();

/**
 * The rows of a word's n-grams, from 0 to `bucket - 1`, as fastText's `Dictionary::computeSubwords` numbers them: the
 * n-grams of `<word>`, without the single `<` and `>`, by FNV-1a hashes that take bytes as signed ones.
 */
export function subwordRows(word: string, { minn, maxn, bucket }: SubwordOptions): number[] {
  const rows: number[] = [];
  if (word === END_OF_SENTENCE || bucket < 1) return rows;
  const bytes = encoder.encode(`<${word}>`);
  for (let start = 0; start < bytes.length; start++) {
    if (isContinuation(bytes[start]!)) continue;
    let hash = 0x811c9dc5 | 0;
    let end = start;
    for (let length = 1; end < bytes.length && length <= maxn; length++) {
      do {
        // fastText widens a signed char, so a byte from 0x80 on has all higher bits set.
        hash = Math.imul(hash ^ ((bytes[end]! << 24) >> 24), 0x01000193);
        end++;
      } while (end < bytes.length && isContinuation(bytes[end]!));
      const isBoundary = length === 1 && (start === 0 || end === bytes.length);
      if (length >= minn && !isBoundary) rows.push((hash >>> 0) % bucket);
    }
  }
  return rows;
}

/** Whether the byte goes on with a character of UTF-8. */
function isContinuation(byte: number): boolean {
  return (byte & 0xc0) === 0x80;
}

/** Takes the vectors of n-grams as they are read from a model, from row 0 on. */
export interface SubwordSink {
  /** Said once, before the first row; `subwords.bucket` rows follow. */
  begin(dimension: number, subwords: SubwordOptions): void;
  /**
   * The next row: `dimension` float32 values, little-endian, all finite, which are gone with the next read. A promise is
   * waited for.
   */
  add(row: Uint8Array): Promise<void> | undefined;
}

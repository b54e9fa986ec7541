import type { VectorsData } from './VectorsData.ts';

/**
 * Makes sure that a format that puts white space around words can hold the data.
 *
 * @param format for the error
 * @throws RangeError for a word that is empty, holds a blank, a control character or a byte order mark, or is not well-formed Unicode, a word that stands twice,
 *   a value that is not finite, and sizes that do not fit together
 */
export function requireWritable({ words, dimension, vectors }: VectorsData, format: string): void {
  if (!Number.isInteger(dimension) || dimension < 1) {
    throw new RangeError(`Dimension is ${dimension}; expected a whole number of at least 1.`);
  }
  if (vectors.length !== words.length * dimension) {
    throw new RangeError(
      `${vectors.length} values for ${words.length} words of ${dimension} dimensions; ` +
        `expected ${words.length * dimension}.`,
    );
  }
  const seen = new Set<string>();
  for (const word of words) {
    if (word === '' || /[ \p{Cc}\ufeff]/u.test(word)) {
      throw new RangeError(
        `The word ${JSON.stringify(word)} is empty or holds a blank or a control character, which ${format} cannot keep.`,
      );
    }
    if (/\p{Surrogate}/u.test(word)) {
      throw new RangeError(`The word ${JSON.stringify(word)} is not well-formed Unicode.`);
    }
    if (seen.has(word)) throw new RangeError(`The word ${JSON.stringify(word)} stands twice; expected once.`);
    seen.add(word);
  }
  const odd = vectors.findIndex((value) => !Number.isFinite(value));
  if (odd >= 0) {
    const word = JSON.stringify(words[Math.floor(odd / dimension)]);
    throw new RangeError(`The vector of ${word} holds ${vectors[odd]}; expected finite values.`);
  }
}

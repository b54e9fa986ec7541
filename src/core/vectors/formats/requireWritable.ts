import { requireSizes } from '../requireSizes.ts';
import type { VectorsData } from './VectorsData.ts';

/**
 * Makes sure that a format that puts white space around words can hold the data.
 *
 * @param format for the error
 * @throws RangeError for a word that is empty, holds a blank, a control character or a byte order mark, or is not
 *   well-formed Unicode, a word that stands twice, a value that is not finite, and sizes that do not fit together
 */
export function requireWritable(data: VectorsData, format: string): void {
  requireSizes(data.words, data.dimension, data.vectors);
  requireWordsAndValues(data, (word) =>
    word === '' || /[ \p{Cc}\ufeff]/u.test(word)
      ? `is empty or holds a blank or a control character, which ${format} cannot keep.`
      : undefined,
  );
}

/**
 * Makes sure of what every format needs: words that are well-formed Unicode and stand once each, and finite values.
 *
 * @param refusal says what is wrong with a word for one format, behind "The word ..."; undefined where it is right
 * @throws RangeError for what is not so
 */
export function requireWordsAndValues(
  { words, dimension, vectors }: VectorsData,
  refusal: (word: string) => string | undefined,
): void {
  const seen = new Set<string>();
  for (const word of words) {
    const wrong =
      refusal(word) ??
      (/\p{Surrogate}/u.test(word) ? 'is not well-formed Unicode.' : undefined) ??
      (seen.has(word) ? 'stands twice; expected once.' : undefined);
    if (wrong !== undefined) throw new RangeError(`The word ${JSON.stringify(word)} ${wrong}`);
    seen.add(word);
  }
  const odd = vectors.findIndex((value) => !Number.isFinite(value));
  if (odd >= 0) {
    const word = JSON.stringify(words[Math.floor(odd / dimension)]);
    throw new RangeError(`The vector of ${word} holds ${vectors[odd]}; expected finite values.`);
  }
}

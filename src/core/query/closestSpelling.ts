import { distance } from 'fastest-levenshtein';

/** Options of {@link closestSpellings}. */
export interface ClosestSpellingsOptions {
  /** How many words at most; 3 unless said. */
  readonly limit?: number;
  /** The largest edit distance that still counts; unless said 1 for up to three letters, 2 up to seven, else 3. */
  readonly maxDistance?: number;
}

/**
 * The words that are spelled most like `word`, equal ones by their order: by Levenshtein's edit distance in UTF-16 code
 * units, except that a word that differs only by two neighbouring letters changing places is one edit away (Damerau
 * 1964), not two.
 *
 * @param words the vocabulary, the most frequent word first
 */
export function closestSpellings(
  word: string,
  words: readonly string[],
  { limit = 3, maxDistance = allowance(word) }: ClosestSpellingsOptions = {},
): string[] {
  if (limit < 1) return [];
  const swapped = neighbourSwaps(word);
  const found: { word: string; edits: number }[] = [];
  let worst = maxDistance;
  for (const candidate of words) {
    // Each edit changes the length by one at most.
    if (Math.abs(candidate.length - word.length) > worst) continue;
    const edits = candidate.length === word.length && swapped.has(candidate) ? 1 : distance(word, candidate);
    if (edits > worst) continue;
    let place = found.length;
    while (place > 0 && found[place - 1]!.edits > edits) place--;
    found.splice(place, 0, { word: candidate, edits });
    if (found.length < limit) continue;
    found.length = limit;
    // The list is full: from here on only a closer word gets in, for an equal one is less frequent.
    worst = found[limit - 1]!.edits - 1;
    if (worst < 0) break;
  }
  return found.map((entry) => entry.word);
}

/** The word with each pair of different neighbouring letters swapped in turn. */
function neighbourSwaps(word: string): ReadonlySet<string> {
  const swapped = new Set<string>();
  for (let i = 1; i < word.length; i++) {
    if (word[i] !== word[i - 1])
      swapped.add(word.slice(0, i - 1) + word[i]! + word[i - 1]! + word.slice(i + 1));
  }
  return swapped;
}

function allowance(word: string): number {
  if (word.length <= 3) return 1;
  return word.length <= 7 ? 2 : 3;
}

/**
 * The words that somebody may mean who has typed so far: the word itself, then those that begin with it, then those
 * that contain it, each in the order of `words` (the most frequent first); `limit` at most.
 */
export function suggestWords(words: readonly string[], typed: string, limit: number): string[] {
  const wanted = normalizeQuery(typed);
  if (wanted === '') {
    return [];
  }
  const exact: string[] = [];
  const beginning: string[] = [];
  const containing: string[] = [];
  for (const word of words) {
    const at = word.toLowerCase().indexOf(wanted);
    if (at === 0 && word.length === wanted.length) {
      exact.push(word);
    } else if (at === 0 && beginning.length < limit) {
      beginning.push(word);
    } else if (at > 0 && containing.length < limit) {
      containing.push(word);
    }
  }
  return [...exact, ...beginning, ...containing].slice(0, limit);
}

/** What was typed as words are spelled in a vocabulary: lower case, without space around. */
export function normalizeQuery(typed: string): string {
  return typed.trim().toLowerCase();
}

import { closestSpellings } from '../core/query/closestSpelling.ts';
import { tokenSpans } from '../core/text/tokenize.ts';
import type { UnknownWord, WordDescription } from '../protocol/engine.ts';
import type { ComposedVectors, Embeddings } from './Embeddings.ts';

/** Spellings that are offered for an unknown word. */
const SUGGESTIONS = 3;

/** The word at `position` of a text (between its first character and just behind its last); undefined where none is. */
export async function describeWordAt(
  embeddings: Embeddings,
  text: string,
  position: number,
  topn: number,
): Promise<WordDescription | undefined> {
  for (const span of tokenSpans(text)) {
    if (span.start > position) break;
    if (position <= span.end) return describe(embeddings, span, topn);
  }
  return undefined;
}

/** Every word of a text, in order. */
export async function describeWords(
  embeddings: Embeddings,
  text: string,
  topn: number,
): Promise<WordDescription[]> {
  const descriptions: WordDescription[] = [];
  for (const span of tokenSpans(text)) descriptions.push(await describe(embeddings, span, topn));
  return descriptions;
}

async function describe(
  embeddings: Embeddings,
  { token, start, end }: { token: string; start: number; end: number },
  topn: number,
): Promise<WordDescription> {
  const composed = await embeddings.compose([token]);
  const known = embeddings.sideBySide((open) => open.describe(token, topn, composed.get(open)));
  const isKnown = Object.keys(known).length > 0;
  return {
    word: token,
    start,
    end,
    ...known,
    suggestions: isKnown ? [] : suggestSpellings(embeddings, token),
  };
}

/**
 * Those of the words that no open embedding knows, each with the closest spellings.
 *
 * @param composed vectors that embeddings make of words which they lack, where the question may hold such words
 */
export function unknownWords(
  embeddings: Embeddings,
  words: readonly string[],
  composed?: ComposedVectors,
): UnknownWord[] {
  const isKnown = (word: string): boolean =>
    embeddings.open().some((open) => open.vectors.has(word) || composed?.get(open)?.has(word));
  return [...new Set(words)]
    .filter((word) => !isKnown(word))
    .map((word) => ({ word, suggestions: suggestSpellings(embeddings, word) }));
}

/** A single letter or a number is not a misspelling of anything. */
const TWO_LETTERS = /\p{L}.*\p{L}/u;

/** The closest spellings that the workspace's own words offer, filled up from the other embeddings. */
function suggestSpellings(embeddings: Embeddings, word: string): string[] {
  if (!TWO_LETTERS.test(word)) return [];
  const suggestions = new Set<string>();
  for (const { vectors } of embeddings.open()) {
    for (const spelling of closestSpellings(word, vectors.words, { limit: SUGGESTIONS }))
      suggestions.add(spelling);
  }
  return [...suggestions].slice(0, SUGGESTIONS);
}

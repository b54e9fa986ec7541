import { tokenize } from './tokenize.ts';

/**
 * A text as the tokenizer sees it: standardized words, a blank between two. The first step of standardize, tokenize,
 * index, encode, made visible; splitting it on white space gives {@link tokenize}'s tokens.
 */
export function standardize(text: string): string {
  return tokenize(text).join(' ');
}

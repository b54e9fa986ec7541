import { tokenize } from '../text/tokenize.ts';

/** The words of an analogy, as the tokenizer spells them: the answer is near the positive and far from the negative. */
export interface ParsedAnalogy {
  readonly positive: readonly string[];
  readonly negative: readonly string[];
}

/** An analogy, or where in the expression (in UTF-16 code units, from 0) it stops being one and what was expected there. */
export type AnalogyParse =
  | { readonly ok: true; readonly analogy: ParsedAnalogy }
  | { readonly ok: false; readonly position: number; readonly message: string };

/**
 * Reads an analogy in any of three forms:
 *
 * - `brother - man + woman`: any number of words with plus and minus, a sign before the first and `= ?` behind the last
 *   allowed. `−` (U+2212) and `+` always part words. `-` and the dash `–` do so at the beginning or end of a word, that is
 *   with a blank on at least one side; between two letters they belong to the word, so `well-known` is one term.
 * - `man : brother :: woman : ?`, that is `brother - man + woman`; `what` and `___` stand for the question mark, and it may
 *   be left out together with its colon.
 * - `man is to brother as woman is to`, with or without `?`, `what` or `___` at the end.
 *
 * Case does not matter. Each term goes through the tokenizer and must come out as exactly one word.
 */
export function parseAnalogy(expression: string): AnalogyParse {
  try {
    return { ok: true, analogy: parse(expression) };
  } catch (error) {
    if (error instanceof Unexpected) return { ok: false, position: error.position, message: error.message };
    throw error;
  }
}

/** Thrown within this module where the expression is not an analogy. */
class Unexpected extends Error {
  readonly position: number;
  constructor(position: number, message: string) {
    super(message);
    this.position = position;
  }
}

const placeholder = /^(?:\?+|_+|…|\.{3}|what)?\s*\??$/iu;

function parse(expression: string): ParsedAnalogy {
  if (expression.trim() === '') {
    throw new Unexpected(
      0,
      'Expected an analogy, such as "brother - man + woman" or "man : brother :: woman : ?".',
    );
  }
  if (expression.includes(':')) return parseProportion(expression);
  if (/\sis\s+to(?!\S)|\sis\s+to\s*[?_…]/iu.test(expression)) return parseSentence(expression);
  return parseSum(expression);
}

/** `a : b :: c : ?` */
function parseProportion(text: string): ParsedAnalogy {
  const middle = text.indexOf('::');
  const first = text.indexOf(':');
  if (middle < 0) {
    const second = text.indexOf(':', first + 1);
    throw new Unexpected(
      second < 0 ? text.length : second,
      'Expected "::" between the two pairs, as in "man : brother :: woman : ?".',
    );
  }
  if (first === middle) {
    throw new Unexpected(
      middle,
      'Expected ":" and a second word before "::", as in "man : brother :: woman : ?".',
    );
  }
  const a = word(text, 0, first);
  const b = word(text, first + 1, middle);
  const third = text.indexOf(':', middle + 2);
  const c = word(text, middle + 2, third < 0 ? text.length : third);
  if (third >= 0) requirePlaceholder(text, third + 1);
  return { positive: [b, c], negative: [a] };
}

/** `a is to b as c is to ?` */
function parseSentence(text: string): ParsedAnalogy {
  const find = (pattern: RegExp, from: number, what: string): { start: number; end: number } => {
    const match = pattern.exec(text.slice(from));
    if (!match) {
      throw new Unexpected(text.length, `Expected ${what}, as in "man is to brother as woman is to ?".`);
    }
    return { start: from + match.index, end: from + match.index + match[0].length };
  };
  // The blanks after each link stay, so that a term may itself be one of the linking words.
  const first = find(/\sis\s+to(?=\s)/iu, 0, '"is to" after the first word');
  const middle = find(/(?<=\S)\s+as(?=\s)/iu, first.end, '"as" after the second word');
  const second = find(/(?<=\S)\s+is\s+to(?=\s|$|[?_…])/iu, middle.end, '"is to" after the third word');
  const a = word(text, 0, first.start);
  const b = word(text, first.end, middle.start);
  const c = word(text, middle.end, second.start);
  requirePlaceholder(text, second.end);
  return { positive: [b, c], negative: [a] };
}

function requirePlaceholder(text: string, from: number): void {
  const rest = text.slice(from);
  if (!placeholder.test(rest.trim())) {
    const start = from + rest.length - rest.trimStart().length;
    throw new Unexpected(start, 'Expected "?" or nothing here: the word that is looked for comes last.');
  }
}

/** Words with plus and minus. */
function parseSum(expression: string): ParsedAnalogy {
  const text = expression.replace(/\s*=\s*(?:\?+|_+|what)?\s*\??\s*$/iu, '');
  const positive: string[] = [];
  const negative: string[] = [];
  let sign = '+';
  let from = 0;
  for (let at = 0; at <= text.length; at++) {
    if (at < text.length && !isOperator(text, at)) continue;
    const isLeadingSign = from === 0 && text.slice(0, at).trim() === '' && at < text.length;
    if (!isLeadingSign) (sign === '+' ? positive : negative).push(word(text, from, at));
    sign = text[at] === '+' ? '+' : '-';
    from = at + 1;
  }
  return { positive, negative };
}

/** Whether the character is a plus or a minus between terms. */
function isOperator(text: string, at: number): boolean {
  const character = text[at]!;
  if (character === '+' || character === '−') return true;
  if (character !== '-' && character !== '–') return false;
  return isEdge(text[at - 1]) || isEdge(text[at + 1]);
}

function isEdge(neighbour: string | undefined): boolean {
  return neighbour === undefined || /[\s+−]/u.test(neighbour);
}

/** The one word between two positions. */
function word(text: string, from: number, to: number): string {
  const piece = text.slice(from, to);
  const term = piece.trim();
  const start = from + piece.length - piece.trimStart().length;
  const words = tokenize(term);
  if (words.length === 1) return words[0]!;
  if (term === '') throw new Unexpected(to, `Expected a word ${placeOf(text, to)}.`);
  if (words.length === 0) throw new Unexpected(start, `Expected a word; ${JSON.stringify(term)} holds none.`);
  const parts = term.split(/\s+/u);
  if (parts.length > 1) {
    const second = start + term.indexOf(parts[1]!, parts[0]!.length);
    throw new Unexpected(
      second,
      `Expected "+", "-" or ":" between ${JSON.stringify(parts[0])} and ${JSON.stringify(parts[1])}.`,
    );
  }
  throw new Unexpected(
    start,
    `Expected one word; ${JSON.stringify(term)} is several: ${words.join(', ')}. ` +
      'A minus between words needs blanks around it.',
  );
}

function placeOf(text: string, at: number): string {
  if (at >= text.length) return 'at the end';
  return `before ${JSON.stringify(text.startsWith('::', at) ? '::' : text[at])}`;
}

/**
 * What a line does to the sentences around it, in plain text and in Markdown (CommonMark's block structure, as far
 * as sentences care):
 *
 * - `break`: no words on it (blank lines, rules, underlines of headings, closing fences). Ends the sentence before it.
 * - `whole`: a heading, a row of a table, an opening fence. A block of its own: nothing runs on into it or out of it.
 * - `item`: opens a list item. The sentence before it is over; its own may run on into the next line.
 * - `text`: hard-wrapped text. The sentence runs on from the line before.
 */
export type LineKind = 'break' | 'whole' | 'item' | 'text';

const WORD = /[\p{L}\p{N}]/u;
const WHOLE = /^(?:\s*>)*(?:\s{0,3}#{1,6}\s|\s*(?:\||```|~~~))/;
// At most three digits and no letter before a stop: "1914. The war" and "J. R. Firth" wrap to the start of lines.
const ITEM = /^\s*(?:>\s*)*(?:[-*+•‣–—]|\d{1,3}[.)]|\(?[A-Za-z]\))\s/;

/** The kind of the line from `start` up to, but not including, `end`. */
export function lineKind(text: string, start: number, end: number): LineKind {
  if (start === end) return 'break';
  if (isAsciiLetter(text.charCodeAt(start))) {
    // Most lines of a book: no mark but a bracket behind the letter makes an item of it.
    return text[start + 1] === ')' && ITEM.test(text.slice(start, end)) ? 'item' : 'text';
  }
  const line = text.slice(start, end);
  if (!WORD.test(line)) return 'break';
  if (WHOLE.test(line)) return 'whole';
  return ITEM.test(line) ? 'item' : 'text';
}

function isAsciiLetter(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);
}

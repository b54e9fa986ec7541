/** What a character has to do with the end of a sentence, as bits. */
export const SentenceMark = {
  /** Ends a sentence where white space follows. */
  end: 1,
  /** Ends a sentence whatever follows: the marks of scripts that set no white space behind them. */
  fullWidthEnd: 2,
  /** A quote, bracket or sign of emphasis: belongs to the sentence whose end it follows. */
  closer: 4,
  /** White space, as `String.trim` has it. */
  space: 8,
} as const;

const marks = new Uint8Array(0x10000);
function define(bits: number, characters: string): void {
  for (let i = 0; i < characters.length; i++) marks[characters.charCodeAt(i)] = bits;
}
define(SentenceMark.end, '.!?…‼⁇⁈⁉‽؟۔।॥։።፧');
define(SentenceMark.end | SentenceMark.fullWidthEnd, '。！？｡．');
define(SentenceMark.closer, '"\'”’»›)]}」』）】〉》*_`~');
define(SentenceMark.space, '\t\n\v\f\r \u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff');
define(SentenceMark.space, '\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a');

/** The {@link SentenceMark} bits of the UTF-16 unit at `at`, which must be within the text. */
export function sentenceMarkAt(text: string, at: number): number {
  return marks[text.charCodeAt(at)]!;
}

/** Whether white space stands at `at`, which must be within the text. */
export function isSpaceAt(text: string, at: number): boolean {
  return sentenceMarkAt(text, at) === SentenceMark.space;
}

import { CharacterKind, characterKind, isAsciiDigit } from './characterKinds.ts';

/** Ligatures, full-width letters and digits, half-width kana and the long s: typesetting, not spelling. */
const TYPESET_VARIANT = /[\ufb00-\ufb06\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff66-\uff9f\u017f]/;
const TYPESET_VARIANTS = new RegExp(TYPESET_VARIANT, 'g');

/**
 * The token for a word as it stands in the text: what lives inside words but is not spelt (apostrophes, stops,
 * soft hyphens ...) is left out, letters are lower-cased by Unicode's rules, composed and decomposed letters get one
 * spelling (NFC), and ligatures and full-width forms become plain letters.
 */
export function standardizeWord(word: string): string {
  let kept = '';
  let wide = false;
  for (let i = 0; i < word.length; i++) {
    const code = word.codePointAt(i)!;
    if (code < 0x80) {
      if (isSpeltAscii(word, i, code)) kept += word[i];
      continue;
    }
    if (isSpelt(characterKind(code))) {
      kept += String.fromCodePoint(code);
      wide = true;
    }
    if (code > 0xffff) i++;
  }
  return wide ? standardizeLetters(kept) : kept.toLowerCase();
}

/** The part of {@link standardizeWord} for words that hold nothing but letters, marks and numbers. */
export function standardizeLetters(letters: string): string {
  const lower = letters.normalize('NFC').toLowerCase();
  if (!TYPESET_VARIANT.test(lower)) return lower.normalize('NFC');
  return lower.replace(TYPESET_VARIANTS, (character) => character.normalize('NFKC')).normalize('NFC');
}

function isSpeltAscii(word: string, at: number, code: number): boolean {
  const kind = characterKind(code);
  return kind === CharacterKind.stop ? isDecimalPoint(word, at) : isSpelt(kind);
}

function isSpelt(kind: CharacterKind): boolean {
  return kind >= CharacterKind.plain && kind <= CharacterKind.unspaced;
}

/** Whether the full stop at `at` stands between two digits. */
export function isDecimalPoint(text: string, at: number): boolean {
  return isAsciiDigit(text.charCodeAt(at - 1)) && isAsciiDigit(text.charCodeAt(at + 1));
}

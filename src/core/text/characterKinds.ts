/**
 * What each character does to the word it stands in or beside. The principle: a mark that lives *inside* words
 * (the apostrophe, the stop of an abbreviation, the ampersand, Markdown's emphasis) is stripped to nothing, and
 * everything else that is no letter, mark or number separates, so that punctuation never glues two words together.
 *
 * The numbers from `plain` to `unspaced` are the kinds that are spelt, those from `plain` to `letter` begin words.
 */
export const CharacterKind = {
  /** White space, dashes, slashes, brackets, symbols ...: ends a word. */
  separator: 0,
  /** Vanishes: the letters on its two sides are one word. */
  inner: 1,
  /** Vanishes like `inner`, and makes a following final s the English possessive. */
  apostrophe: 2,
  /** A letter or number of ASCII. */
  plain: 3,
  /** A letter or number outside ASCII. */
  letter: 4,
  /** A combining mark: belongs to the letter before it. */
  mark: 5,
  /** A letter of a script that is written without blanks between words. */
  unspaced: 6,
  /** `.`: inner, unless it is a decimal point or part of an ellipsis. */
  stop: 7,
  /** `,`: a separator, unless it groups digits. */
  comma: 8,
  /** `:`: a separator that may belong to the start of a URL. */
  colon: 9,
  /** `@`: a separator that may belong to an email address. */
  at: 10,
} as const;

export type CharacterKind = (typeof CharacterKind)[keyof typeof CharacterKind];

/** Zero-width space: the only invisible character that stands for a word boundary (Thai, Khmer). */
const ZERO_WIDTH_SPACE = 0x200b;

// Apostrophes as typeset, as mistyped, in full width, and the prime.
const APOSTROPHE = /^[\u2018\u2019\u201b\uff07\u2032\u00b4]$/;
// Middle dots (Catalan), Hebrew geresh and gershayim, the Armenian marks that are
// set within words, enclosing marks (keycaps), and what Unicode calls ignorable (soft hyphen, joiners, variation
// selectors, byte order mark).
const INNER = /^[\u00b7\u0387\u2027\u05f3\u05f4\u055a-\u055f\p{Cf}\p{Me}\p{Default_Ignorable_Code_Point}]$/u;
const UNSPACED =
  /^[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]$/u;
const LETTER_OR_NUMBER = /^[\p{L}\p{N}]$/u;
const MARK = /^\p{M}$/u;

function classify(codePoint: number): CharacterKind {
  const character = String.fromCodePoint(codePoint);
  if (codePoint < 0x80) {
    if (/[A-Za-z0-9]/.test(character)) return CharacterKind.plain;
    if (character === '.') return CharacterKind.stop;
    if (character === ',') return CharacterKind.comma;
    if (character === ':') return CharacterKind.colon;
    if (character === '@') return CharacterKind.at;
    if (character === "'") return CharacterKind.apostrophe;
    return /[`*&]/.test(character) ? CharacterKind.inner : CharacterKind.separator;
  }
  if (codePoint === ZERO_WIDTH_SPACE) return CharacterKind.separator;
  if (APOSTROPHE.test(character)) return CharacterKind.apostrophe;
  if (INNER.test(character)) return CharacterKind.inner;
  if (LETTER_OR_NUMBER.test(character)) {
    return UNSPACED.test(character) ? CharacterKind.unspaced : CharacterKind.letter;
  }
  return MARK.test(character) ? CharacterKind.mark : CharacterKind.separator;
}

const NOT_CLASSIFIED = 0xff;
/**
 * Kinds by UTF-16 unit, filled as characters are met: classifying all 65,536 at start-up would take longer than most texts.
 * Surrogates are never classified, since half a character has no kind.
 */
const kinds = new Uint8Array(0x10000).fill(NOT_CLASSIFIED);
for (let code = 0; code < 0x80; code++) kinds[code] = classify(code);

/** The kind of a code point; a lone surrogate is a separator. */
export function characterKind(codePoint: number): CharacterKind {
  if (codePoint > 0xffff) return classify(codePoint);
  const known = kinds[codePoint]!;
  if (known !== NOT_CLASSIFIED) return known as CharacterKind;
  const kind = classify(codePoint);
  if (!isSurrogate(codePoint)) kinds[codePoint] = kind;
  return kind;
}

/** The kind of the character that starts at `at`. */
export function kindAt(text: string, at: number): CharacterKind {
  return characterKind(text.codePointAt(at)!);
}

/** The kind of a UTF-16 unit that is known already, which ASCII's always are; undefined for the rest. For the scanner's inner loop. */
export function knownKind(unit: number): CharacterKind | undefined {
  return kinds[unit] as CharacterKind;
}

function isSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdfff;
}

/** Whether the UTF-16 unit is `0` to `9`. NaN, which `charCodeAt` gives beyond the end, is not. */
export function isAsciiDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

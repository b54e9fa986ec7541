import { ASCII_KINDS, CharacterKind, characterKind, isAsciiDigit } from './characterKinds.ts';
import { segmentUnspaced } from './segmentUnspaced.ts';
import { isDecimalPoint, standardizeWord } from './standardizeWord.ts';
import { endOfEmailDomain, endOfUrl, startsUrl } from './webAddress.ts';

/** A token and where its word stands in the text, in UTF-16 code units; `end` is exclusive. */
export interface TokenSpan {
  readonly token: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Tokens longer than this many UTF-16 code units are dropped: they are encoded data, not words. (The longest word
 * of a general English vocabulary has some 30 letters, German compounds in use stay below 64.)
 */
export const MAX_TOKEN_LENGTH = 64;

/** A word with so much inside it that is stripped is not even built, so that its cost stays linear. */
const MAX_WORD_LENGTH = 256;

/**
 * The words of a text, standardized. The one tokenizer of Firth: training, hover, queries and the classifier all
 * see the same words.
 *
 * It follows Keras's `lower_and_strip_punctuation` followed by a split on white space ("HODL, you're the best" is
 * `hodl youre the best`), and leaves it where Keras makes words that no text and no pretrained vectors contain:
 *
 * - Dashes, slashes, ellipses, underscores, brackets and all other punctuation that does not live inside words
 *   separate: `well-known` is two words (Keras: `wellknown`), so are `word--word`, `and/or`, `snake_case`, `city[3]`.
 * - Stripped to nothing within words are: apostrophes, full stops (`U.S.` is `us`), `&`, `*`, backquotes and
 *   Unicode's invisible characters (soft hyphen, joiners). `don't` is `dont`, as in Keras.
 * - The English possessive is dropped, as GloVe's tokenizer splits it off: `Atlanta's` is `atlanta` (Keras: `atlantas`).
 * - A full stop between digits stays (`3.14`; Keras: `314`); a comma before three digits groups them (`10,000` is
 *   `10000`).
 * - Lower-casing follows Unicode (Keras's default lowers ASCII only); the result is in Unicode's composed form (NFC),
 *   with ligatures and full-width letters in their plain form.
 * - URLs and email addresses hold no words.
 * - Chinese, Japanese, Thai, Lao, Khmer and Burmese, written without blanks, are cut by the dictionaries of
 *   `Intl.Segmenter`.
 * - Symbols and emoji are no words. Tokens over {@link MAX_TOKEN_LENGTH} are dropped.
 *
 * Every token holds at least one letter or number and no white space. Any string is accepted. Tokenizing the joined
 * tokens again changes nothing (except that a dictionary may cut a word differently without its neighbours).
 */
export function tokenize(text: string): string[] {
  const tokens: string[] = [];
  forEachToken(text, (token) => {
    tokens.push(token);
  });
  return tokens;
}

/**
 * The tokens of {@link tokenize} with their places. A span leaves out the marks around the word and a possessive
 * ending: of `"Atlanta's"` it covers `Atlanta`.
 */
export function tokenSpans(text: string): TokenSpan[] {
  const spans: TokenSpan[] = [];
  forEachToken(text, (token, start, end) => {
    spans.push({ token, start, end });
  });
  return spans;
}

/** What a word is made of, as bits: decides how much work its token is. */
const HAS_UPPER = 1;
const HAS_INNER = 2;
const IS_WIDE = 4;

/** Calls `visit` for each token of {@link tokenize} in turn, without making arrays. */
export function forEachToken(text: string, visit: (token: string, start: number, end: number) => void): void {
  const length = text.length;
  let i = 0;
  while (i < length) {
    const first = kindAt(text, i);
    if (first === CharacterKind.unspaced) {
      i = segmentUnspaced(text, i, MAX_TOKEN_LENGTH, visit);
      continue;
    }
    if (first < CharacterKind.plain || first > CharacterKind.letter) {
      i += text.codePointAt(i)! > 0xffff ? 2 : 1;
      continue;
    }

    const start = i;
    let end = i; // behind the last character that is spelt
    let shape = 0;
    let isWord = true;
    let inside = true;
    while (inside && i < length) {
      const code = text.charCodeAt(i);
      let width = 1;
      let kind: number;
      if (code < 0x80) {
        kind = ASCII_KINDS[code]!;
      } else {
        const codePoint = text.codePointAt(i)!;
        if (codePoint > 0xffff) width = 2;
        kind = characterKind(codePoint);
      }
      switch (kind) {
        case CharacterKind.upper:
          shape |= HAS_UPPER;
          break;
        case CharacterKind.letter:
        case CharacterKind.mark:
          shape |= IS_WIDE;
          break;
        case CharacterKind.plain:
          break;
        case CharacterKind.stop:
          if (isDecimalPoint(text, i)) break;
          if (text.charCodeAt(i + 1) === code) {
            inside = false;
          } else if (startsUrl(text, start, i)) {
            isWord = false;
            inside = false;
            i = endOfUrl(text, i);
          } else i++;
          continue;
        case CharacterKind.inner:
        case CharacterKind.apostrophe:
          i += width;
          continue;
        case CharacterKind.comma:
          if (groupsDigits(text, i)) i++;
          else inside = false;
          continue;
        case CharacterKind.colon:
          inside = false;
          if (startsUrl(text, start, i)) {
            isWord = false;
            i = endOfUrl(text, i);
          }
          continue;
        case CharacterKind.at: {
          inside = false;
          const domainEnd = endOfEmailDomain(text, i + 1);
          if (domainEnd !== undefined) {
            isWord = false;
            i = domainEnd;
          }
          continue;
        }
        default:
          inside = false;
          continue;
      }
      if (end !== i) shape |= HAS_INNER;
      i += width;
      end = i;
    }
    if (isWord) emit(text, start, end, shape, visit);
  }
}

function kindAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code < 0x80 ? ASCII_KINDS[code]! : characterKind(text.codePointAt(at)!);
}

function emit(
  text: string,
  start: number,
  wordEnd: number,
  shape: number,
  visit: (token: string, start: number, end: number) => void,
): void {
  const end = shape & HAS_INNER ? withoutPossessive(text, start, wordEnd) : wordEnd;
  if (isPossessiveAlone(text, start, end)) return;
  if (end - start > MAX_WORD_LENGTH) return;
  let token = text.slice(start, end);
  if (shape === HAS_UPPER) token = token.toLowerCase();
  else if (shape !== 0) token = standardizeWord(token);
  if (token.length <= MAX_TOKEN_LENGTH) visit(token, start, end);
}

/** The end of the word `[start, end)` without its endings in `'s`, if it has them. */
function withoutPossessive(text: string, start: number, end: number): number {
  let last = end;
  while (last - start >= 3 && /[sS]/.test(text[last - 1]!) && isApostrophe(text, last - 2)) {
    last -= 2;
    // `Atlanta.'s`: what was inside the word is now at its end.
    while (isInner(text, last - 1)) last--;
  }
  return last;
}

/** Whether the word is the `s` of an `'s` set apart from its noun, as in tokenized corpora (`Atlanta 's`). */
function isPossessiveAlone(text: string, start: number, end: number): boolean {
  return end - start === 1 && start > 0 && /[sS]/.test(text[start]!) && isApostrophe(text, start - 1);
}

function isApostrophe(text: string, at: number): boolean {
  return characterKind(text.charCodeAt(at)) === CharacterKind.apostrophe;
}

function isInner(text: string, at: number): boolean {
  const kind = characterKind(text.charCodeAt(at));
  return kind === CharacterKind.inner || kind === CharacterKind.apostrophe || kind === CharacterKind.stop;
}

/** Whether the comma at `at` stands between digits of which exactly three follow. */
function groupsDigits(text: string, at: number): boolean {
  return (
    isAsciiDigit(text.charCodeAt(at - 1)) &&
    isAsciiDigit(text.charCodeAt(at + 1)) &&
    isAsciiDigit(text.charCodeAt(at + 2)) &&
    isAsciiDigit(text.charCodeAt(at + 3)) &&
    !isAsciiDigit(text.charCodeAt(at + 4))
  );
}

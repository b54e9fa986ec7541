import { CharacterKind, characterKind, isAsciiDigit, kindAt, knownKind } from './characterKinds.ts';
import { segmentUnspaced } from './segmentUnspaced.ts';
import { isDecimalPoint, standardizeWord } from './standardizeWord.ts';
import { EMPTY_HASH, hashWith, SMALL } from './tokenHash.ts';
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
const HAS_INNER = 1;
const IS_WIDE = 2;
const HAS_POINT = 4;

/** Is given the tokens of a text in turn, with their places. */
export interface TokenTaker {
  /**
   * A token whose word is made of ASCII letters and digits alone: `text.slice(start, end)` in lower case.
   *
   * @param hash the token's {@link tokenHash}, which is made in passing
   */
  plain(start: number, end: number, hash: number): void;
  /** Any other token. */
  token(token: string, start: number, end: number): void;
}

/** Calls `visit` for each token of {@link tokenize} in turn, without making arrays. */
export function forEachToken(text: string, visit: (token: string, start: number, end: number) => void): void {
  scanTokens(text, {
    plain(start, end) {
      visit(text.slice(start, end).toLowerCase(), start, end);
    },
    token: visit,
  });
}

/**
 * {@link forEachToken} for those who need no string of a word that stands in the text as it is spelt, but for capitals.
 *
 * @param from where what is looked at begins; nothing before it is seen
 * @param to where it ends; nothing from there on is seen
 */
export function scanTokens(text: string, taker: TokenTaker, from = 0, to: number = text.length): void {
  // Made when a word is met that is not plain: in a string of its own nothing can look over the ends.
  let own: string | undefined;
  let i = from;
  while (i < to) {
    const start = i;
    let hash = EMPTY_HASH;
    let kind: CharacterKind | undefined;
    for (; i < to; i++) {
      const unit = text.charCodeAt(i);
      kind = knownKind(unit);
      if (kind !== CharacterKind.plain) break;
      hash = hashWith(hash, unit | SMALL);
    }
    if (i > start && (i === to || kind === CharacterKind.separator || endsWord(text, i, to))) {
      // Most words end here.
      emit(text, from, start, i, 0, hash, taker);
      i++;
      continue;
    }
    if (kind === CharacterKind.separator) {
      i++;
      continue;
    }
    own ??= text.slice(from, to);
    if (i > start || kindAt(own, i - from) === CharacterKind.letter) {
      i = from + scanWord(own, text, from, start, i, hash, taker);
    } else if (kindAt(own, i - from) === CharacterKind.unspaced) {
      i =
        from +
        segmentUnspaced(own, i - from, MAX_TOKEN_LENGTH, (token, tokenStart, tokenEnd) =>
          taker.token(token, from + tokenStart, from + tokenEnd),
        );
    } else i++;
  }
}

/** Whether a comma, a full stop or what vanishes within words stands at `at`, and no more of the word can follow. */
function endsWord(text: string, at: number, to: number): boolean {
  const kind = knownKind(text.charCodeAt(at));
  if (
    kind !== CharacterKind.comma &&
    kind !== CharacterKind.stop &&
    kind !== CharacterKind.inner &&
    kind !== CharacterKind.apostrophe
  ) {
    return false;
  }
  return at + 1 === to || knownKind(text.charCodeAt(at + 1)) === CharacterKind.separator;
}

/**
 * Takes the word that begins at `wordStart`, and of which nothing but plain characters, of the hash `hash`, stand before `wordFrom`. Returns
 * where it ends, or what was found to be no word, as a place in `own`.
 *
 * @param own what is looked at, `text` from `from` on; `wordStart` and `wordFrom` are places in `text`
 */
function scanWord(
  own: string,
  text: string,
  from: number,
  wordStart: number,
  wordFrom: number,
  hash: number,
  taker: TokenTaker,
): number {
  const start = wordStart - from;
  let i = wordFrom - from;
  let end = i; // behind the last character that is spelt
  let shape = 0;
  scan: while (i < own.length) {
    const kind: number = kindAt(own, i);
    switch (kind) {
      case CharacterKind.letter:
      case CharacterKind.mark:
        shape |= IS_WIDE;
        break;
      case CharacterKind.plain:
        break;
      case CharacterKind.stop:
        if (isDecimalPoint(own, i)) {
          shape |= HAS_POINT;
          break;
        }
        if (own[i + 1] === '.') break scan;
        if (startsUrl(own, start, i)) return endOfUrl(own, i);
        i++;
        continue;
      case CharacterKind.inner:
      case CharacterKind.apostrophe:
        i += widthAt(own, i);
        continue;
      case CharacterKind.comma:
        if (!groupsDigits(own, i)) break scan;
        i++;
        continue;
      case CharacterKind.colon:
        if (startsUrl(own, start, i)) return endOfUrl(own, i);
        break scan;
      case CharacterKind.at: {
        const domainEnd = endOfEmailDomain(own, i + 1);
        if (domainEnd !== undefined) return domainEnd;
        break scan;
      }
      default:
        break scan;
    }
    if (end !== i) shape |= HAS_INNER;
    i += widthAt(own, i);
    end = i;
  }
  emit(text, from, wordStart, from + end, shape, hash, taker);
  return i;
}

/** How many units the character at `at` takes. */
function widthAt(text: string, at: number): number {
  return text.charCodeAt(at) >= 0xd800 && text.codePointAt(at)! > 0xffff ? 2 : 1;
}

/** Gives the word `[start, wordEnd)` of the text from `from` on to the taker, unless it is dropped. */
function emit(
  text: string,
  from: number,
  start: number,
  wordEnd: number,
  shape: number,
  hash: number,
  taker: TokenTaker,
): void {
  const end = shape & HAS_INNER ? withoutPossessive(text, start, wordEnd) : wordEnd;
  if (isPossessiveAlone(text, from, start, end)) return;
  if (shape === 0) {
    if (end - start <= MAX_TOKEN_LENGTH) taker.plain(start, end, hash);
    return;
  }
  if (end - start > MAX_WORD_LENGTH) return;
  const token = standardizeWord(text.slice(start, end));
  if (token.length <= MAX_TOKEN_LENGTH) taker.token(token, start, end);
}

/** The end of the word `[start, end)` without its endings in `'s`, if it has them. */
function withoutPossessive(text: string, start: number, end: number): number {
  let last = end;
  while (last - start >= 3 && isS(text[last - 1]) && isApostrophe(text, last - 2)) {
    last -= 2;
    // `Atlanta.'s`: what was inside the word is now at its end.
    while (isInner(text, last - 1)) last--;
  }
  return last;
}

/** Whether the word is the `s` of an `'s` set apart from its noun, as in tokenized corpora (`Atlanta 's`). */
function isPossessiveAlone(text: string, from: number, start: number, end: number): boolean {
  return end - start === 1 && isS(text[start]) && start > from && isApostrophe(text, start - 1);
}

function isS(letter: string | undefined): boolean {
  return letter === 's' || letter === 'S';
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

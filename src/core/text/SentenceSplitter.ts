import { continuation } from './abbreviations.ts';
import { CharacterKind, isAsciiDigit, knownKind } from './characterKinds.ts';
import { lineKind } from './markdownLines.ts';
import { isSpaceAt, SentenceMark, sentenceMarkAt } from './sentenceMarks.ts';

/**
 * The most of a line, in UTF-16 code units, that is taken at once; also the length from which on an unfinished
 * sentence is given out at the end of the line. So no sentence has more than twice as many, and memory is bounded
 * whatever comes.
 */
export const MAX_LINE_LENGTH = 8192;

/** More than any abbreviation has, with the brackets and quotes before it. */
const MAX_ABBREVIATION_LENGTH = 16;

const NUMBER_ALONE = /^[\s(]*\d+(?:\.\d+)*$/;
const WORD = /[\p{L}\p{N}]/u;

/**
 * Takes a sentence, which is `text.slice(from, to)`, and where it starts in the whole stream of text, in UTF-16 code units. No
 * string is made of it: words are quicker found where they stand.
 */
export type SentenceVisitor = (text: string, from: number, to: number, start: number) => void;

/**
 * Cuts a stream of text into sentences. How the stream was cut into chunks makes no difference.
 *
 * A sentence ends behind `.`, `!`, `?`, `…` or their kin in other scripts, with the closing quotes and brackets
 * that follow, where white space comes next (none is needed behind the full-width marks of Chinese and Japanese);
 * not behind common English abbreviations, initials and the number of a list item. It also ends at blank lines,
 * around Markdown headings, rows of tables and code fences, and before list items. A single line break inside a
 * paragraph does not end it.
 *
 * Sentences hold their inner white space as it was; white space at their ends and lines without any letter or number
 * are left out. Something longer than {@link MAX_LINE_LENGTH} without an end is cut, at white space where there is
 * any.
 */
export class SentenceSplitter {
  /** The unfinished sentence, and behind it what has come of the current line. */
  #text = '';
  /** Where in the stream `#text` starts; all other places are within it. */
  #origin = 0;
  /** The unfinished sentence: from here up to `#taken`, line breaks included. */
  #sentence = 0;
  #taken = 0;
  /** Up to where the unfinished sentence was looked at for ends. */
  #scanned = 0;
  /** Where the current line starts or, if it is an overlong one, what was not taken of it yet. */
  #line = 0;
  /** Whether the current line goes on with a line whose beginning was taken already. */
  #lineGoesOn = false;
  /** Whether the current line is a block of its own. */
  #lineIsWhole = false;

  /** Takes the next piece of the text and returns the sentences that it completes. */
  push(chunk: string): string[] {
    return collect((visit) => this.forEachCompleted(chunk, visit));
  }

  /** Ends the text: returns the sentences that were not complete. The splitter is then as good as new. */
  flush(): string[] {
    return collect((visit) => this.forEachRemaining(visit));
  }

  /** {@link push} with the places of the sentences. */
  forEachCompleted(chunk: string, visit: SentenceVisitor): void {
    this.#dropWhatIsDone();
    this.#text += chunk;
    for (;;) {
      const lineEnd = this.#text.indexOf('\n', this.#line);
      const end = lineEnd === -1 ? this.#text.length : lineEnd;
      while (end - this.#line > MAX_LINE_LENGTH) {
        const cut = this.#line + cutLength(this.#text, this.#line);
        this.#take(cut, false, visit);
        this.#line = cut;
      }
      if (lineEnd === -1) break;
      this.#take(end, true, visit);
      this.#line = end + 1;
    }
  }

  /** {@link push} for the rest; see {@link flush}. */
  forEachRemaining(visit: SentenceVisitor): void {
    this.#take(this.#text.length, true, visit);
    this.#endSentence(visit);
    this.#text = '';
    this.#origin = 0;
    this.#line = 0;
  }

  get #isBetweenSentences(): boolean {
    return this.#sentence === this.#taken;
  }

  #dropWhatIsDone(): void {
    const done = this.#isBetweenSentences ? this.#line : this.#sentence;
    this.#text = this.#text.slice(done);
    this.#origin += done;
    this.#sentence -= done;
    this.#taken -= done;
    this.#scanned -= done;
    this.#line -= done;
  }

  /** Takes the current line or, if it is a long one, a piece of it, up to `end`. */
  #take(end: number, endsLine: boolean, visit: SentenceVisitor): void {
    const kind = this.#lineGoesOn ? undefined : lineKind(this.#text, this.#line, end);
    if (kind !== undefined) {
      if (kind !== 'text') this.#endSentence(visit);
      this.#lineIsWhole = kind === 'whole';
    }
    if (kind !== 'break') this.#append(end);
    this.#lineGoesOn = !endsLine;
    this.#scan(visit);
    if (endsLine && this.#lineIsWhole) this.#endSentence(visit);
    if (this.#taken - this.#sentence > MAX_LINE_LENGTH) this.#endSentence(visit);
  }

  #append(end: number): void {
    if (this.#isBetweenSentences) {
      this.#sentence = this.#line;
      this.#scanned = this.#line;
    }
    this.#taken = end;
  }

  /** Gives out the sentences that end within what is taken. */
  #scan(visit: SentenceVisitor): void {
    const text = this.#text;
    const limit = this.#taken;
    let mark = nextMark(text, this.#scanned, limit);
    while (mark < limit) {
      const end = endOfMarks(text, mark, limit);
      const verdict =
        end === limit && this.#lineGoesOn ? undefined : isEnd(text, this.#sentence, mark, end, limit);
      if (verdict === undefined) break;
      if (verdict) {
        this.#visitSentence(end, visit);
        this.#sentence = end;
      }
      mark = nextMark(text, end, limit);
    }
    this.#scanned = mark;
  }

  #endSentence(visit: SentenceVisitor): void {
    this.#visitSentence(this.#taken, visit);
    this.#sentence = this.#taken;
    this.#scanned = this.#taken;
  }

  /** Gives out the unfinished sentence up to `end`, if there is a word in it. */
  #visitSentence(end: number, visit: SentenceVisitor): void {
    const text = this.#text;
    let first = this.#sentence;
    let last = end;
    while (first < last && isSpaceAt(text, first)) first++;
    while (first < last && isSpaceAt(text, last - 1)) last--;
    if (holdsWord(text, first, last)) visit(text, first, last, this.#origin + first);
  }
}

function collect(run: (visit: SentenceVisitor) => void): string[] {
  const sentences: string[] = [];
  run((text, from, to) => sentences.push(text.slice(from, to)));
  return sentences;
}

/** Whether there is a letter or number from `from` up to `to`. */
function holdsWord(text: string, from: number, to: number): boolean {
  if (from === to) return false;
  return knownKind(text.charCodeAt(from)) === CharacterKind.plain || WORD.test(text.slice(from, to));
}

/** How much of an overlong line to take: up to its last white space, or else all that may be taken. */
function cutLength(text: string, start: number): number {
  for (let end = start + MAX_LINE_LENGTH; end > start; end--) {
    if (isSpaceAt(text, end - 1)) return end - start;
  }
  const last = text.charCodeAt(start + MAX_LINE_LENGTH - 1);
  const splitsPair = last >= 0xd800 && last <= 0xdbff;
  return splitsPair ? MAX_LINE_LENGTH - 1 : MAX_LINE_LENGTH;
}

/** Where the next mark that may end a sentence stands; `limit` if there is none before it. */
function nextMark(text: string, from: number, limit: number): number {
  let at = from;
  while (at < limit && (sentenceMarkAt(text, at) & SentenceMark.end) === 0) at++;
  return at;
}

/** Where the marks, and what closes behind them, end. */
function endOfMarks(text: string, mark: number, limit: number): number {
  let at = mark;
  while (at < limit && (sentenceMarkAt(text, at) & (SentenceMark.end | SentenceMark.closer)) !== 0) at++;
  return at;
}

/**
 * Whether the marks in `[mark, end)` end the sentence that began at `start`; undefined if that depends on text that
 * has not come yet. The text ends at `limit`, which is the end of a line.
 */
function isEnd(text: string, start: number, mark: number, end: number, limit: number): boolean | undefined {
  if (end < limit && !isSpaceAt(text, end) && !holdsFullWidthMark(text, mark, end)) return false;
  if (text[mark] !== '.') return true;
  if (mark + 1 < end && sentenceMarkAt(text, mark + 1) & SentenceMark.end) return true;
  if (isAsciiDigit(text.charCodeAt(mark - 1)) && NUMBER_ALONE.test(text.slice(start, mark))) return false;
  const follows = continuation(wordBefore(text, start, mark));
  if (follows === undefined) return true;
  if (follows === 'anything') return false;
  const next = WORD.exec(text.slice(end, limit))?.[0];
  if (next === undefined) return undefined;
  return !(follows === 'number' ? /\p{N}/u : /\p{Ll}/u).test(next);
}

function holdsFullWidthMark(text: string, mark: number, end: number): boolean {
  for (let at = mark; at < end; at++) {
    if (sentenceMarkAt(text, at) & SentenceMark.fullWidthEnd) return true;
  }
  return false;
}

/** The last {@link MAX_ABBREVIATION_LENGTH} characters, or fewer, of the word that ends at `end`. */
function wordBefore(text: string, start: number, end: number): string {
  const limit = Math.max(start, end - MAX_ABBREVIATION_LENGTH);
  let first = end;
  while (first > limit && !isSpaceAt(text, first - 1)) first--;
  return text.slice(first, end);
}

import { SMALL, tokenHash } from './tokenHash.ts';
import { scanTokens, type TokenTaker } from './tokenize.ts';

/** Slots are at most half full, so that few of them have to be looked at. */
const SLOTS_PER_TOKEN = 2;
/** A call with very many arguments fails. */
const MOST_ARGUMENTS = 1024;
/** Slots at first. */
const SMALLEST = 1 << 12;

/**
 * Numbers tokens from 0 as they are first met: a hash table with open addressing, whose keys are UTF-16 code units. A token that
 * is there already is found by where it stands in a text, without a string being made of it, which is what most of a running
 * text is.
 */
export class TokenIds {
  /** Pairs: the hash of a token, and one more than its id, or 0 where there is none. */
  #slots = new Uint32Array(2 * SMALLEST);
  /** By id: where the token's units end; they start where those of the token before it end. */
  #ends = new Uint32Array(SMALLEST);
  #units = new Uint16Array(8 * SMALLEST);
  #size = 0;

  /** How many tokens have an id. */
  get size(): number {
    return this.#size;
  }

  /** The id of a token; a new one where it has none. */
  idOf(token: string): number {
    return this.#idOf(token, 0, token.length, 0, tokenHash(token));
  }

  /**
   * Calls `visit` for each token of a text, or of what is from `from` up to `to` of it, with its id and its place in the text (see
   * {@link tokenSpans}). Tokens without an id are given one.
   */
  forEachToken(
    text: string,
    visit: (id: number, start: number, end: number) => void,
    from?: number,
    to?: number,
  ): void {
    scanTokens(text, new IdTaker(this, text, visit), from, to);
  }

  /** The id of a token that stands in `text` as {@link TokenTaker.plain} says. */
  idOfPlain(text: string, start: number, end: number, hash: number): number {
    return this.#idOf(text, start, end, SMALL, hash);
  }

  /** The tokens, by id. */
  toArray(): string[] {
    return Array.from({ length: this.#size }, (_, id) => this.token(id));
  }

  /** The token of an id that was given. */
  token(id: number): string {
    let token = '';
    const end = this.#ends[id]!;
    for (let at = this.#startOf(id); at < end; at += MOST_ARGUMENTS) {
      token += String.fromCharCode(...this.#units.subarray(at, Math.min(end, at + MOST_ARGUMENTS)));
    }
    return token;
  }

  /**
   * @param small bits that are set in each unit before it is looked at
   * @param unmixed the token's {@link tokenHash}
   */
  #idOf(text: string, start: number, end: number, small: number, unmixed: number): number {
    // Slots are taken by the low bits, which are the worst of such a hash.
    let hash = Math.imul(unmixed ^ (unmixed >>> 15), 0x2c1b3c6d);
    hash = (hash ^ (hash >>> 13)) >>> 0;
    const slots = this.#slots;
    const last = slots.length - 2;
    let slot = (2 * hash) & last;
    while (slots[slot + 1] !== 0) {
      const id = slots[slot + 1]! - 1;
      if (slots[slot] === hash && this.#equals(id, text, start, end, small)) return id;
      slot = (slot + 2) & last;
    }
    slots[slot] = hash;
    slots[slot + 1] = this.#size + 1;
    return this.#add(text, start, end, small);
  }

  #equals(id: number, text: string, start: number, end: number, small: number): boolean {
    let at = this.#startOf(id);
    if (this.#ends[id]! - at !== end - start) return false;
    for (let i = start; i < end; i++) {
      if (this.#units[at++] !== (text.charCodeAt(i) | small)) return false;
    }
    return true;
  }

  #add(text: string, start: number, end: number, small: number): number {
    const id = this.#size++;
    let at = this.#startOf(id);
    while (at + end - start > this.#units.length) {
      this.#units = grown(this.#units, new Uint16Array(2 * this.#units.length));
    }
    for (let i = start; i < end; i++) this.#units[at++] = text.charCodeAt(i) | small;
    if (id === this.#ends.length) this.#ends = grown(this.#ends, new Uint32Array(2 * id));
    this.#ends[id] = at;
    if (SLOTS_PER_TOKEN * this.#size > this.#slots.length / 2) this.#enlarge();
    return id;
  }

  #enlarge(): void {
    const slots = new Uint32Array(2 * this.#slots.length);
    const last = slots.length - 2;
    for (let from = 0; from < this.#slots.length; from += 2) {
      if (this.#slots[from + 1] === 0) continue;
      let slot = (2 * this.#slots[from]!) & last;
      while (slots[slot + 1] !== 0) slot = (slot + 2) & last;
      slots[slot] = this.#slots[from]!;
      slots[slot + 1] = this.#slots[from + 1]!;
    }
    this.#slots = slots;
  }

  #startOf(id: number): number {
    return id === 0 ? 0 : this.#ends[id - 1]!;
  }
}

/** Looks up what the scanner finds. */
class IdTaker implements TokenTaker {
  readonly #ids: TokenIds;
  readonly #text: string;
  readonly #visit: (id: number, start: number, end: number) => void;

  constructor(ids: TokenIds, text: string, visit: (id: number, start: number, end: number) => void) {
    this.#ids = ids;
    this.#text = text;
    this.#visit = visit;
  }

  plain(start: number, end: number, hash: number): void {
    this.#visit(this.#ids.idOfPlain(this.#text, start, end, hash), start, end);
  }

  token(token: string, start: number, end: number): void {
    this.#visit(this.#ids.idOf(token), start, end);
  }
}

function grown<A extends Uint16Array | Uint32Array>(from: A, into: A): A {
  into.set(from);
  return into;
}

// FNV-1a (Fowler, Noll, Vo) over UTF-16 code units.
const PRIME = 0x01000193;

/** The hash of no token. */
export const EMPTY_HASH = 0x811c9dc5;

/** The hash of a token and one more unit, from that of the token. */
export function hashWith(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, PRIME);
}

/** The hash of a whole token. */
export function tokenHash(token: string): number {
  let hash = EMPTY_HASH;
  for (let i = 0; i < token.length; i++) hash = hashWith(hash, token.charCodeAt(i));
  return hash;
}

/** What makes a capital letter of ASCII small, and leaves digits and small letters as they are. */
export const SMALL = 0x20;

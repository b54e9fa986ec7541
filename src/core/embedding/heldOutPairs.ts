/**
 * Chooses pairs of words to keep aside, without a list of them: about a share of `share` of all pairs, the same ones for
 * the same seed. A pair is chosen whichever way round it is asked for, so that no pair is learnt from one side and tested
 * from the other.
 *
 * @param share 0 (none) to below 1
 */
export function heldOutPairs(seed: number, share: number): (a: number, b: number) => boolean {
  const limit = share * 2 ** 32;
  const start = mix(seed | 0) ^ mix(Math.floor(seed / 2 ** 32) + 0x9e3779b9);
  return (a, b) => mix(mix(start ^ Math.min(a, b)) + Math.max(a, b)) >>> 0 < limit;
}

/** Scatters the bits of a 32-bit number (the finalizer of MurmurHash3, Austin Appleby). */
function mix(value: number): number {
  let bits = value ^ (value >>> 16);
  bits = Math.imul(bits, 0x85ebca6b);
  bits ^= bits >>> 13;
  bits = Math.imul(bits, 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}

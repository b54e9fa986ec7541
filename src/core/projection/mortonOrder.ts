/**
 * Morton's code (1966) of a cell: the bits of row and column in turn, so that cells that share leading bits lie in the same
 * quarter, quarter of a quarter and so on.
 *
 * @param column, row from 0 to 65,535; fractions are cut off.
 */
export function mortonCode(column: number, row: number): number {
  return (spread(column) | (spread(row) << 1)) >>> 0;
}

/** The lower 16 bits, each followed by a 0 to the left. */
function spread(value: number): number {
  let bits = value & 0xffff;
  bits = (bits | (bits << 8)) & 0x00ff00ff;
  bits = (bits | (bits << 4)) & 0x0f0f0f0f;
  bits = (bits | (bits << 2)) & 0x33333333;
  return (bits | (bits << 1)) & 0x55555555;
}

/** Three passes sort 32 bits. */
const radixBits = 11;

/** Sorts codes, and items in parallel with them, by rising code; equal ones stay in their order (radix sort). */
export function sortByCode(codes: Uint32Array, items: Uint32Array): void {
  let fromCodes: Uint32Array = codes;
  let fromItems: Uint32Array = items;
  let toCodes: Uint32Array = new Uint32Array(codes.length);
  let toItems: Uint32Array = new Uint32Array(items.length);
  for (let shift = 0; shift < 32; shift += radixBits) {
    const mask = 2 ** radixBits - 1;
    const places = new Uint32Array(mask + 1);
    for (const code of fromCodes) places[(code >>> shift) & mask]!++;
    let sum = 0;
    for (let digit = 0; digit <= mask; digit++) {
      const count = places[digit]!;
      places[digit] = sum;
      sum += count;
    }
    for (let i = 0; i < fromCodes.length; i++) {
      const code = fromCodes[i]!;
      const place = places[(code >>> shift) & mask]!++;
      toCodes[place] = code;
      toItems[place] = fromItems[i]!;
    }
    [fromCodes, toCodes] = [toCodes, fromCodes];
    [fromItems, toItems] = [toItems, fromItems];
  }
  codes.set(fromCodes);
  items.set(fromItems);
}

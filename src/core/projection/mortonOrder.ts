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
const digits = 2 ** radixBits;
const passes = 3;

/** Sorts codes, and items in parallel with them, by rising code; equal ones stay in their order (radix sort). */
export function sortByCode(codes: Uint32Array, items: Uint32Array): void {
  const places = digitPlaces(codes);
  let fromCodes: Uint32Array = codes;
  let fromItems: Uint32Array = items;
  let toCodes: Uint32Array = new Uint32Array(codes.length);
  let toItems: Uint32Array = new Uint32Array(items.length);
  for (let pass = 0; pass < passes; pass++) {
    const shift = pass * radixBits;
    const first = pass * digits;
    for (let i = 0; i < fromCodes.length; i++) {
      const code = fromCodes[i]!;
      const place = places[first + ((code >>> shift) & (digits - 1))]!++;
      toCodes[place] = code;
      toItems[place] = fromItems[i]!;
    }
    [fromCodes, toCodes] = [toCodes, fromCodes];
    [fromItems, toItems] = [toItems, fromItems];
  }
  codes.set(fromCodes);
  items.set(fromItems);
}

/** For each pass and digit, how many codes have a smaller digit: where the first code with it goes. */
function digitPlaces(codes: Uint32Array): Uint32Array {
  const places = new Uint32Array(passes * digits);
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i]!;
    places[code & (digits - 1)]!++;
    places[digits + ((code >>> radixBits) & (digits - 1))]!++;
    places[2 * digits + (code >>> (2 * radixBits))]!++;
  }
  for (let pass = 0; pass < passes; pass++) {
    let sum = 0;
    for (let at = pass * digits; at < (pass + 1) * digits; at++) {
      const count = places[at]!;
      places[at] = sum;
      sum += count;
    }
  }
  return places;
}

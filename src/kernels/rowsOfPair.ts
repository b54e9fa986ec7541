/** The rows of two blocks, which have numbers: where the first begins and ends, and the second. The last block may be shorter. */
export function rowsOfPair(
  first: number,
  second: number,
  blockSize: number,
  rows: number,
): [firstFrom: number, firstTo: number, secondFrom: number, secondTo: number] {
  const endOf = (block: number): number => Math.min(rows, (block + 1) * blockSize);
  return [first * blockSize, endOf(first), second * blockSize, endOf(second)];
}

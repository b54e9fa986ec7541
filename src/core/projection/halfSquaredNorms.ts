/**
 * Half of the squared length of each vector: what a product lacks for being a matter of distance, as
 * `|a - b|^2 = |a|^2 - 2 (a.b - |b|^2 / 2)`.
 *
 * @param vectors row-major, `dimension` columns
 * @throws RangeError when a value is not finite, or a square is beyond float32
 */
export function halfSquaredNorms(vectors: Float32Array, dimension: number): Float32Array {
  const n = dimension > 0 ? vectors.length / dimension : 0;
  const halves = new Float32Array(n);
  for (let row = 0, at = 0; row < n; row++) {
    let sum = 0;
    for (const end = at + dimension; at < end; at++) sum += vectors[at]! * vectors[at]!;
    if (!Number.isFinite(Math.fround(sum))) {
      const what = Number.isFinite(sum) ? 'a value too large to be compared' : 'a value that is not finite';
      throw new RangeError(`Vector ${row} holds ${what}.`);
    }
    halves[row] = sum / 2;
  }
  return halves;
}

/** Vectors with 8 bits a value: `value = scale of the row * integer`. */
export interface QuantizedVectors {
  /** `rows x dimension` integers from -127 to 127, row-major. */
  readonly integers: Int8Array;
  /** One scale a row. */
  readonly scales: Float32Array;
}

/**
 * Rounds every row to 255 levels between minus and plus its largest magnitude, symmetric about zero, so that the error
 * of a value is at most half a level.
 *
 * @param vectors `rows x dimension` finite values, row-major
 * @throws RangeError for a magnitude above 3.37e38, the last one whose levels all fit into float32
 */
export function quantizeRows(vectors: Float32Array, rows: number, dimension: number): QuantizedVectors {
  const integers = new Int8Array(rows * dimension);
  const scales = new Float32Array(rows);
  for (let row = 0; row < rows; row++) {
    const start = row * dimension;
    const end = start + dimension;
    let largest = 0;
    for (let at = start; at < end; at++) largest = Math.max(largest, Math.abs(vectors[at]!));
    scales[row] = largest / 127;
    const scale = scales[row]!;
    if (scale === 0) continue;
    if (!isUsableScale(scale)) {
      throw new RangeError(`Row ${row} holds the magnitude ${largest}, which is too large to be quantized.`);
    }
    for (let at = start; at < end; at++) {
      // The scale is itself rounded to float32, so the largest value may land a hair above 127.
      integers[at] = Math.max(-127, Math.min(127, Math.round(vectors[at]! / scale)));
    }
  }
  return { integers, scales };
}

/** Whether a scale is finite, not negative and gives a finite float32 with every signed byte. */
export function isUsableScale(scale: number): boolean {
  return scale >= 0 && Number.isFinite(Math.fround(scale * 128));
}

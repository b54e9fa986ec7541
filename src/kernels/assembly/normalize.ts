/**
 * Brings each of `rows` rows of `width` columns to length 1, and writes the lengths that they had, in float64. A row
 * whose length is 0 or not finite stays as it is.
 */
export function normalizeRows(matrix: usize, rows: u32, width: u32, norms: usize): void {
  const stride = (<usize>width) << 2;
  const vectorised = (<usize>(width & ~3)) << 2;
  for (let row: u32 = 0; row < rows; row++) {
    const start = matrix + <usize>row * stride;
    let low = f64x2.splat(0);
    let high = f64x2.splat(0);
    for (let i: usize = 0; i < vectorised; i += 16) {
      const values = v128.load(start + i);
      const first = f64x2.promote_low_f32x4(values);
      const second = f64x2.promote_low_f32x4(v128.shuffle<f32>(values, values, 2, 3, 0, 1));
      low = f64x2.add(low, f64x2.mul(first, first));
      high = f64x2.add(high, f64x2.mul(second, second));
    }
    const sums = f64x2.add(low, high);
    let sum = f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
    for (let i = vectorised; i < stride; i += 4) {
      const value = <f64>load<f32>(start + i);
      sum += value * value;
    }
    const norm = sqrt<f64>(sum);
    store<f64>(norms + ((<usize>row) << 3), norm);
    if (!(norm > 0) || norm - norm != 0) continue;
    // In float64: the inverse of a tiny length is too large for float32.
    const scale = 1.0 / norm;
    const scales = f64x2.splat(scale);
    for (let i: usize = 0; i < vectorised; i += 16) {
      const values = v128.load(start + i);
      const first = f64x2.mul(f64x2.promote_low_f32x4(values), scales);
      const upper = v128.shuffle<f32>(values, values, 2, 3, 0, 1);
      const second = f64x2.mul(f64x2.promote_low_f32x4(upper), scales);
      const unit = v128.shuffle<f32>(
        f32x4.demote_f64x2_zero(first),
        f32x4.demote_f64x2_zero(second),
        0,
        1,
        4,
        5,
      );
      v128.store(start + i, unit);
    }
    for (let i = vectorised; i < stride; i += 4) {
      store<f32>(start + i, <f32>(<f64>load<f32>(start + i) * scale));
    }
  }
}

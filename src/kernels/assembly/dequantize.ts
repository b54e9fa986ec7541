/** `out[i] = integers[i] * scales[row of i]` for `rows` rows of `width` 8-bit integers. */
export function dequantizeRows(integers: usize, scales: usize, rows: u32, width: u32, out: usize): void {
  const vectorised = <usize>(width & ~7);
  for (let row: u32 = 0; row < rows; row++) {
    const from = integers + <usize>row * <usize>width;
    const to = out + ((<usize>row * <usize>width) << 2);
    const scale = load<f32>(scales + ((<usize>row) << 2));
    const factor = f32x4.splat(scale);
    for (let i: usize = 0; i < vectorised; i += 8) {
      const eight = v128.load8x8_s(from + i);
      const low = f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(eight));
      const high = f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(eight));
      v128.store(to + (i << 2), f32x4.mul(low, factor));
      v128.store(to + (i << 2), f32x4.mul(high, factor), 16);
    }
    for (let i = vectorised; i < <usize>width; i++) {
      store<f32>(to + (i << 2), <f32>load<i8>(from + i) * scale);
    }
  }
}

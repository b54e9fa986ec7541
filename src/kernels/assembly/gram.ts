/**
 * Adds `transpose(a) * b` to a float64 `aWidth x bWidth` matrix, where a is `rows x aWidth` and b is `rows x bWidth`.
 * Products of two float32 numbers are exact in float64, and each sum runs over the rows in order, so that with a = b the
 * result is exactly symmetric.
 *
 * @param isSymmetric whether a is b: then only what is on and above the diagonal counts, and not all below is filled in
 */
export function addGram(
  a: usize,
  aWidth: u32,
  b: usize,
  bWidth: u32,
  rows: u32,
  out: usize,
  isSymmetric: bool,
): void {
  const aTiles = aWidth & ~3;
  const bTiles = bWidth & ~3;
  for (let i: u32 = 0; i < aTiles; i += 4) {
    for (let j: u32 = isSymmetric ? i : 0; j < bTiles; j += 4) {
      addTile(a, aWidth, i, b, bWidth, j, rows, out);
    }
    for (let j = bTiles; j < bWidth; j++) {
      for (let k: u32 = i; k < i + 4; k++) addElement(a, aWidth, k, b, bWidth, j, rows, out);
    }
  }
  for (let i = aTiles; i < aWidth; i++) {
    for (let j: u32 = isSymmetric ? i : 0; j < bWidth; j++) addElement(a, aWidth, i, b, bWidth, j, rows, out);
  }
}

/** The 4 x 4 tile at (i, j), in eight registers of two float64 each. */
// @ts-ignore: decorator
@inline
function addTile(a: usize, aWidth: u32, i: u32, b: usize, bWidth: u32, j: u32, rows: u32, out: usize): void {
  const aStride = (<usize>aWidth) << 2;
  const bStride = (<usize>bWidth) << 2;
  const outStride = (<usize>bWidth) << 3;
  const out0 = out + <usize>i * outStride + ((<usize>j) << 3);
  const out1 = out0 + outStride;
  const out2 = out1 + outStride;
  const out3 = out2 + outStride;
  let sum0 = v128.load(out0);
  let sum1 = v128.load(out0, 16);
  let sum2 = v128.load(out1);
  let sum3 = v128.load(out1, 16);
  let sum4 = v128.load(out2);
  let sum5 = v128.load(out2, 16);
  let sum6 = v128.load(out3);
  let sum7 = v128.load(out3, 16);
  let x = a + ((<usize>i) << 2);
  let y = b + ((<usize>j) << 2);
  const end = x + <usize>rows * aStride;
  for (; x < end; x += aStride, y += bStride) {
    const four = v128.load(y);
    const low = f64x2.promote_low_f32x4(four);
    const high = f64x2.promote_low_f32x4(v128.shuffle<f32>(four, four, 2, 3, 2, 3));
    const x0 = f64x2.splat(<f64>load<f32>(x));
    const x1 = f64x2.splat(<f64>load<f32>(x, 4));
    const x2 = f64x2.splat(<f64>load<f32>(x, 8));
    const x3 = f64x2.splat(<f64>load<f32>(x, 12));
    sum0 = f64x2.add(sum0, f64x2.mul(x0, low));
    sum1 = f64x2.add(sum1, f64x2.mul(x0, high));
    sum2 = f64x2.add(sum2, f64x2.mul(x1, low));
    sum3 = f64x2.add(sum3, f64x2.mul(x1, high));
    sum4 = f64x2.add(sum4, f64x2.mul(x2, low));
    sum5 = f64x2.add(sum5, f64x2.mul(x2, high));
    sum6 = f64x2.add(sum6, f64x2.mul(x3, low));
    sum7 = f64x2.add(sum7, f64x2.mul(x3, high));
  }
  v128.store(out0, sum0);
  v128.store(out0, sum1, 16);
  v128.store(out1, sum2);
  v128.store(out1, sum3, 16);
  v128.store(out2, sum4);
  v128.store(out2, sum5, 16);
  v128.store(out3, sum6);
  v128.store(out3, sum7, 16);
}

/** The single element (i, j), for what the tiles leave over. */
function addElement(a: usize, aWidth: u32, i: u32, b: usize, bWidth: u32, j: u32, rows: u32, out: usize): void {
  const aStride = (<usize>aWidth) << 2;
  const bStride = (<usize>bWidth) << 2;
  const target = out + ((<usize>i * <usize>bWidth + <usize>j) << 3);
  let x = a + ((<usize>i) << 2);
  let y = b + ((<usize>j) << 2);
  const end = x + <usize>rows * aStride;
  let sum = load<f64>(target);
  for (; x < end; x += aStride, y += bStride) {
    sum += <f64>load<f32>(x) * <f64>load<f32>(y);
  }
  store<f64>(target, sum);
}

import { addProduct, sumLanes } from './lanes';

/**
 * `out[row] = scales[row] * scale * (integers[row] . vector)` for `rows` rows of `stride` 8-bit integers, a multiple of 8,
 * and a vector of as many 16-bit ones. Four rows share each load of the vector, one from each quarter of the matrix, as in
 * `matrixTimesVector`. The sums are exact.
 */
export function quantizedTimesVector(
  integers: usize,
  scales: usize,
  vector: usize,
  scale: f32,
  out: usize,
  rows: u32,
  stride: u32,
): void {
  const width = <usize>stride;
  const quarter = rows >> 2;
  const apart = <usize>quarter * width;
  const outApart = (<usize>quarter) << 2;
  for (let row: u32 = 0; row < quarter; row++) {
    const a = integers + <usize>row * width;
    const b = a + apart;
    const c = b + apart;
    const d = c + apart;
    let sumA = i32x4.splat(0);
    let sumB = i32x4.splat(0);
    let sumC = i32x4.splat(0);
    let sumD = i32x4.splat(0);
    for (let i: usize = 0; i < width; i += 8) {
      const x = v128.load(vector + (i << 1));
      sumA = i32x4.add(sumA, i32x4.dot_i16x8_s(v128.load8x8_s(a + i), x));
      sumB = i32x4.add(sumB, i32x4.dot_i16x8_s(v128.load8x8_s(b + i), x));
      sumC = i32x4.add(sumC, i32x4.dot_i16x8_s(v128.load8x8_s(c + i), x));
      sumD = i32x4.add(sumD, i32x4.dot_i16x8_s(v128.load8x8_s(d + i), x));
    }
    // The four sums side by side: a transposition and three additions in place of four horizontal sums.
    const lowAB = v128.shuffle<i32>(sumA, sumB, 0, 4, 1, 5);
    const highAB = v128.shuffle<i32>(sumA, sumB, 2, 6, 3, 7);
    const lowCD = v128.shuffle<i32>(sumC, sumD, 0, 4, 1, 5);
    const highCD = v128.shuffle<i32>(sumC, sumD, 2, 6, 3, 7);
    const pairsAB = i32x4.add(lowAB, highAB);
    const pairsCD = i32x4.add(lowCD, highCD);
    const sums = i32x4.add(
      v128.shuffle<i64>(pairsAB, pairsCD, 0, 2),
      v128.shuffle<i64>(pairsAB, pairsCD, 1, 3),
    );
    const rowScales = scales + ((<usize>row) << 2);
    let factors = v128.load32_zero(rowScales);
    factors = v128.load32_lane(rowScales + outApart, factors, 1);
    factors = v128.load32_lane(rowScales + 2 * outApart, factors, 2);
    factors = v128.load32_lane(rowScales + 3 * outApart, factors, 3);
    const scores = f32x4.mul(f32x4.convert_i32x4_s(sums), f32x4.mul(factors, f32x4.splat(scale)));
    const target = out + ((<usize>row) << 2);
    v128.store32_lane(target, scores, 0);
    v128.store32_lane(target + outApart, scores, 1);
    v128.store32_lane(target + 2 * outApart, scores, 2);
    v128.store32_lane(target + 3 * outApart, scores, 3);
  }
  for (let row: u32 = 4 * quarter; row < rows; row++) {
    const a = integers + <usize>row * width;
    let sum = i32x4.splat(0);
    for (let i: usize = 0; i < width; i += 8) {
      sum = i32x4.add(sum, i32x4.dot_i16x8_s(v128.load8x8_s(a + i), v128.load(vector + (i << 1))));
    }
    const total =
      i32x4.extract_lane(sum, 0) +
      i32x4.extract_lane(sum, 1) +
      i32x4.extract_lane(sum, 2) +
      i32x4.extract_lane(sum, 3);
    const offset = (<usize>row) << 2;
    store<f32>(out + offset, <f32>total * (load<f32>(scales + offset) * scale));
  }
}

/**
 * Rounds `rows` rows of `width` float32 values to 8-bit integers times one scale a row, each row of integers followed by
 * zeros up to `stride`, and gives the largest squared length of what a row loses.
 */
export function quantizeRows(
  matrix: usize,
  rows: u32,
  width: u32,
  integers: usize,
  stride: u32,
  scales: usize,
): f32 {
  const vectorised = <usize>(width & ~7);
  let largestLoss: f32 = 0;
  for (let row: u32 = 0; row < rows; row++) {
    const from = matrix + ((<usize>row * <usize>width) << 2);
    const to = integers + <usize>row * <usize>stride;
    const scale = largestMagnitude(from, width) / 127;
    store<f32>(scales + ((<usize>row) << 2), scale);
    const divisor = scale === 0 ? <f32>1 : scale;
    const divisors = f32x4.splat(divisor);
    let losses = f32x4.splat(0);
    for (let i: usize = 0; i < vectorised; i += 8) {
      const low = v128.load(from + (i << 2));
      const high = v128.load(from + (i << 2), 16);
      const lowLevels = f32x4.nearest(f32x4.div(low, divisors));
      const highLevels = f32x4.nearest(f32x4.div(high, divisors));
      const lowLoss = f32x4.sub(low, f32x4.mul(lowLevels, divisors));
      const highLoss = f32x4.sub(high, f32x4.mul(highLevels, divisors));
      losses = addProduct(addProduct(losses, lowLoss, lowLoss), highLoss, highLoss);
      const eight = i16x8.narrow_i32x4_s(
        i32x4.trunc_sat_f32x4_s(lowLevels),
        i32x4.trunc_sat_f32x4_s(highLevels),
      );
      v128.store64_lane(to + i, i8x16.narrow_i16x8_s(eight, eight), 0);
    }
    let loss = sumLanes(losses);
    for (let i = vectorised; i < <usize>width; i++) {
      const value = load<f32>(from + (i << 2));
      const level = nearest(value / divisor);
      loss += (value - level * divisor) * (value - level * divisor);
      store<i8>(to + i, <i8>level);
    }
    memory.fill(to + <usize>width, 0, <usize>(stride - width));
    largestLoss = max(largestLoss, loss);
  }
  return largestLoss;
}

// @ts-ignore: decorator
@inline
function largestMagnitude(from: usize, width: u32): f32 {
  const vectorised = (<usize>(width & ~3)) << 2;
  let four = f32x4.splat(0);
  for (let i: usize = 0; i < vectorised; i += 16) four = f32x4.max(four, f32x4.abs(v128.load(from + i)));
  const two = f32x4.max(four, v128.shuffle<f32>(four, four, 2, 3, 0, 1));
  let largest = max(f32x4.extract_lane(two, 0), f32x4.extract_lane(two, 1));
  for (let i = vectorised; i < (<usize>width) << 2; i += 4) largest = max(largest, abs(load<f32>(from + i)));
  return largest;
}

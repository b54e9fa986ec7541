import { addProduct, sumLanes } from './lanes';

/** Bytes of a record: the rows of a word and of a context as u32, the logarithm of their count and its weight as f32. */
const recordSize: usize = 16;

/**
 * Steps of GloVe with an accumulator for each number. Rows are `[vector | accumulators | bias, bias's accumulator, 0, 0]`.
 *
 * @param size bytes of a vector, a multiple of 16
 * @param limit weighted errors are cut to this size
 * @returns the sum of the weighted squared errors, or -1 when a record names a row from `rowCount` on
 */
export function descendGloveByElement(
  records: usize,
  count: u32,
  rows: usize,
  rowCount: u32,
  size: usize,
  rate: f32,
  limit: f32,
): f64 {
  const stride = 2 * size + 16;
  const end = records + <usize>count * recordSize;
  let loss: f64 = 0;
  for (let record = records; record < end; record += recordSize) {
    const wordRow = load<u32>(record);
    const contextRow = load<u32>(record, 4);
    if (wordRow >= rowCount || contextRow >= rowCount) return -1;
    const word = rows + <usize>wordRow * stride;
    const context = rows + <usize>contextRow * stride;
    const wordBias = word + 2 * size;
    const contextBias = context + 2 * size;

    const error = dot(word, context, size) + load<f32>(wordBias) + load<f32>(contextBias) - load<f32>(record, 8);
    const weighted = load<f32>(record, 12) * error;
    loss += 0.5 * <f64>weighted * <f64>error;
    const cut = min<f32>(max<f32>(weighted, -limit), limit);

    descendBias(wordBias, cut);
    descendBias(contextBias, cut);
    const scale = f32x4.splat(cut * rate);
    let w = word;
    let c = context;
    const last = word + (size & ~31);
    for (; w < last; w += 32, c += 32) {
      descendFour(w, c, size, scale);
      descendFour(w + 16, c + 16, size, scale);
    }
    if (size & 16) descendFour(w, c, size, scale);
  }
  return loss;
}

/**
 * Steps of GloVe with one accumulator for a vector. Rows are `[vector | bias, bias's accumulator, accumulator, 0]`.
 *
 * @param dimension numbers of a vector, without those that fill it up to `size`; see {@link descendGloveByElement}
 */
export function descendGloveByRow(
  records: usize,
  count: u32,
  rows: usize,
  rowCount: u32,
  size: usize,
  rate: f32,
  limit: f32,
  dimension: u32,
): f64 {
  const stride = size + 16;
  const end = records + <usize>count * recordSize;
  const perNumber = <f32>1 / <f32>dimension;
  let loss: f64 = 0;
  for (let record = records; record < end; record += recordSize) {
    const wordRow = load<u32>(record);
    const contextRow = load<u32>(record, 4);
    if (wordRow >= rowCount || contextRow >= rowCount) return -1;
    const word = rows + <usize>wordRow * stride;
    const context = rows + <usize>contextRow * stride;
    const wordBias = word + size;
    const contextBias = context + size;

    const error = dot(word, context, size) + load<f32>(wordBias) + load<f32>(contextBias) - load<f32>(record, 8);
    const weighted = load<f32>(record, 12) * error;
    loss += 0.5 * <f64>weighted * <f64>error;
    const cut = min<f32>(max<f32>(weighted, -limit), limit);

    const scale = cut * rate;
    const wordSquares = load<f32>(wordBias, 8);
    const contextSquares = load<f32>(contextBias, 8);
    const wordScale = f32x4.splat(scale / sqrt<f32>(wordSquares));
    const contextScale = f32x4.splat(scale / sqrt<f32>(contextSquares));
    let wordSum = f32x4.splat(0);
    let contextSum = f32x4.splat(0);
    let w = word;
    let c = context;
    const last = word + (size & ~63);
    for (; w < last; w += 64, c += 64) {
      const w0 = v128.load(w);
      const w1 = v128.load(w, 16);
      const w2 = v128.load(w, 32);
      const w3 = v128.load(w, 48);
      const c0 = v128.load(c);
      const c1 = v128.load(c, 16);
      const c2 = v128.load(c, 32);
      const c3 = v128.load(c, 48);
      wordSum = f32x4.add(wordSum, squares(w0, w1, w2, w3));
      contextSum = f32x4.add(contextSum, squares(c0, c1, c2, c3));
      v128.store(w, f32x4.sub(w0, f32x4.mul(wordScale, c0)));
      v128.store(w, f32x4.sub(w1, f32x4.mul(wordScale, c1)), 16);
      v128.store(w, f32x4.sub(w2, f32x4.mul(wordScale, c2)), 32);
      v128.store(w, f32x4.sub(w3, f32x4.mul(wordScale, c3)), 48);
      v128.store(c, f32x4.sub(c0, f32x4.mul(contextScale, w0)));
      v128.store(c, f32x4.sub(c1, f32x4.mul(contextScale, w1)), 16);
      v128.store(c, f32x4.sub(c2, f32x4.mul(contextScale, w2)), 32);
      v128.store(c, f32x4.sub(c3, f32x4.mul(contextScale, w3)), 48);
    }
    for (const end = word + size; w < end; w += 16, c += 16) {
      const w0 = v128.load(w);
      const c0 = v128.load(c);
      wordSum = addProduct(wordSum, w0, w0);
      contextSum = addProduct(contextSum, c0, c0);
      v128.store(w, f32x4.sub(w0, f32x4.mul(wordScale, c0)));
      v128.store(c, f32x4.sub(c0, f32x4.mul(contextScale, w0)));
    }
    const square = scale * scale * perNumber;
    store<f32>(wordBias, wordSquares + square * sumLanes(contextSum), 8);
    store<f32>(contextBias, contextSquares + square * sumLanes(wordSum), 8);
    descendBias(wordBias, cut);
    descendBias(contextBias, cut);
  }
  return loss;
}

/** The dot product of `size` bytes; four sums run beside each other, as one would wait for each addition. */
// @ts-ignore: decorator
@inline
function dot(a: usize, b: usize, size: usize): f32 {
  let sum0 = f32x4.splat(0);
  let sum1 = f32x4.splat(0);
  let sum2 = f32x4.splat(0);
  let sum3 = f32x4.splat(0);
  const last = a + (size & ~63);
  const end = a + size;
  for (; a < last; a += 64, b += 64) {
    sum0 = addProduct(sum0, v128.load(a), v128.load(b));
    sum1 = addProduct(sum1, v128.load(a, 16), v128.load(b, 16));
    sum2 = addProduct(sum2, v128.load(a, 32), v128.load(b, 32));
    sum3 = addProduct(sum3, v128.load(a, 48), v128.load(b, 48));
  }
  for (; a < end; a += 16, b += 16) {
    sum0 = addProduct(sum0, v128.load(a), v128.load(b));
  }
  return sumLanes(f32x4.add(f32x4.add(sum0, sum1), f32x4.add(sum2, sum3)));
}

// @ts-ignore: decorator
@inline
function squares(a: v128, b: v128, c: v128, d: v128): v128 {
  return f32x4.add(
    addProduct(f32x4.mul(a, a), b, b),
    addProduct(f32x4.mul(c, c), d, d),
  );
}

/** The step for four numbers of a word and of a context, whose accumulators are `size` bytes further on. */
// @ts-ignore: decorator
@inline
function descendFour(word: usize, context: usize, size: usize, scale: v128): void {
  const w = v128.load(word);
  const c = v128.load(context);
  const wordStep = f32x4.mul(scale, c);
  const contextStep = f32x4.mul(scale, w);
  const wordSquares = v128.load(word + size);
  const contextSquares = v128.load(context + size);
  v128.store(word, f32x4.sub(w, f32x4.mul(wordStep, inverseRoot(wordSquares))));
  v128.store(context, f32x4.sub(c, f32x4.mul(contextStep, inverseRoot(contextSquares))));
  v128.store(word + size, addProduct(wordSquares, wordStep, wordStep));
  v128.store(context + size, addProduct(contextSquares, contextStep, contextStep));
}

// @ts-ignore: decorator
@inline
function descendBias(bias: usize, error: f32): void {
  const squares = load<f32>(bias, 4);
  store<f32>(bias, load<f32>(bias) - error / sqrt<f32>(squares));
  store<f32>(bias, squares + error * error, 4);
}

/**
 * `1 / sqrt(x)` in each lane to five digits, for x from 1: an estimate from the bits of x and two of Newton's steps, which
 * overlap with their neighbours' where the processor's own root and division would stand in line.
 */
// @ts-ignore: decorator
@inline
function inverseRoot(x: v128): v128 {
  const half = f32x4.mul(x, f32x4.splat(0.5));
  let y = i32x4.sub(i32x4.splat(0x5f3759df), i32x4.shr_u(x, 1));
  y = f32x4.mul(y, f32x4.sub(f32x4.splat(1.5), f32x4.mul(f32x4.mul(half, y), y)));
  return f32x4.mul(y, f32x4.sub(f32x4.splat(1.5), f32x4.mul(f32x4.mul(half, y), y)));
}

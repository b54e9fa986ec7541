import { addProduct, sumLanes } from './lanes';

/**
 * `out[row] = matrix[row] . vector` for `rows` rows of `width` columns. Four rows share each load of the vector, one from each
 * quarter of the matrix: memory is read as four streams, so that where one waits for its next page the others go on,
 * which takes half of the time of reading it from end to end.
 */
export function matrixTimesVector(matrix: usize, vector: usize, out: usize, rows: u32, width: u32): void {
  const stride = (<usize>width) << 2;
  const vectorised = (<usize>(width & ~3)) << 2;
  const quarter = rows >> 2;
  const apart = <usize>quarter * stride;
  const outApart = (<usize>quarter) << 2;
  for (let row: u32 = 0; row < quarter; row++) {
    const a = matrix + <usize>row * stride;
    const b = a + apart;
    const c = b + apart;
    const d = c + apart;
    let sumA = f32x4.splat(0);
    let sumB = f32x4.splat(0);
    let sumC = f32x4.splat(0);
    let sumD = f32x4.splat(0);
    for (let i: usize = 0; i < vectorised; i += 16) {
      const x = v128.load(vector + i);
      sumA = addProduct(sumA, v128.load(a + i), x);
      sumB = addProduct(sumB, v128.load(b + i), x);
      sumC = addProduct(sumC, v128.load(c + i), x);
      sumD = addProduct(sumD, v128.load(d + i), x);
    }
    let dotA = sumLanes(sumA);
    let dotB = sumLanes(sumB);
    let dotC = sumLanes(sumC);
    let dotD = sumLanes(sumD);
    for (let i = vectorised; i < stride; i += 4) {
      const x = load<f32>(vector + i);
      dotA += load<f32>(a + i) * x;
      dotB += load<f32>(b + i) * x;
      dotC += load<f32>(c + i) * x;
      dotD += load<f32>(d + i) * x;
    }
    const target = out + ((<usize>row) << 2);
    store<f32>(target, dotA);
    store<f32>(target + outApart, dotB);
    store<f32>(target + 2 * outApart, dotC);
    store<f32>(target + 3 * outApart, dotD);
  }
  for (let row: u32 = 4 * quarter; row < rows; row++) {
    const a = matrix + <usize>row * stride;
    let sum = f32x4.splat(0);
    for (let i: usize = 0; i < vectorised; i += 16) {
      sum = addProduct(sum, v128.load(a + i), v128.load(vector + i));
    }
    let dot = sumLanes(sum);
    for (let i = vectorised; i < stride; i += 4) {
      dot += load<f32>(a + i) * load<f32>(vector + i);
    }
    store<f32>(out + ((<usize>row) << 2), dot);
  }
}

/** Adds the product of a `rows x inner` matrix and an `inner x width` one to a `rows x width` one. */
export function addDenseTimesSmall(a: usize, rows: u32, inner: u32, b: usize, width: u32, out: usize): void {
  const aStride = (<usize>inner) << 2;
  const bStride = (<usize>width) << 2;
  const panels = (<usize>(width & ~7)) << 2;
  let row: u32 = 0;
  for (; row + 4 <= rows; row += 4) {
    const source = a + <usize>row * aStride;
    const target = out + <usize>row * bStride;
    for (let column: usize = 0; column < panels; column += 32) {
      fourRowsByEight(source, aStride, b + column, bStride, target + column, bStride, true);
    }
    for (let r: usize = 0; r < 4; r++) {
      restOfRow(source + r * aStride, aStride, b, bStride, target + r * bStride, panels);
    }
  }
  for (; row < rows; row++) {
    restOfRow(a + <usize>row * aStride, aStride, b, bStride, out + <usize>row * bStride, 0);
  }
}

/**
 * Four rows of a times eight columns of b: the sums stay in registers over the whole inner loop.
 *
 * @param adds whether to what is in `out` already
 */
// @ts-ignore: decorator
@inline
export function fourRowsByEight(
  a: usize,
  aStride: usize,
  b: usize,
  bStride: usize,
  out: usize,
  outStride: usize,
  adds: bool,
): void {
  const out1 = out + outStride;
  const out2 = out1 + outStride;
  const out3 = out2 + outStride;
  const none = f32x4.splat(0);
  let sum0 = adds ? v128.load(out) : none;
  let sum1 = adds ? v128.load(out, 16) : none;
  let sum2 = adds ? v128.load(out1) : none;
  let sum3 = adds ? v128.load(out1, 16) : none;
  let sum4 = adds ? v128.load(out2) : none;
  let sum5 = adds ? v128.load(out2, 16) : none;
  let sum6 = adds ? v128.load(out3) : none;
  let sum7 = adds ? v128.load(out3, 16) : none;
  const end = a + aStride;
  for (; a < end; a += 4, b += bStride) {
    const left = v128.load(b);
    const right = v128.load(b, 16);
    const x0 = v128.load32_splat(a);
    const x1 = v128.load32_splat(a + aStride);
    const x2 = v128.load32_splat(a + 2 * aStride);
    const x3 = v128.load32_splat(a + 3 * aStride);
    sum0 = addProduct(sum0, x0, left);
    sum1 = addProduct(sum1, x0, right);
    sum2 = addProduct(sum2, x1, left);
    sum3 = addProduct(sum3, x1, right);
    sum4 = addProduct(sum4, x2, left);
    sum5 = addProduct(sum5, x2, right);
    sum6 = addProduct(sum6, x3, left);
    sum7 = addProduct(sum7, x3, right);
  }
  v128.store(out, sum0);
  v128.store(out, sum1, 16);
  v128.store(out1, sum2);
  v128.store(out1, sum3, 16);
  v128.store(out2, sum4);
  v128.store(out2, sum5, 16);
  v128.store(out3, sum6);
  v128.store(out3, sum7, 16);
}

/** One row of a times the columns of b from the offset `column` on. */
// @ts-ignore: decorator
@inline
function restOfRow(a: usize, aStride: usize, b: usize, bStride: usize, out: usize, column: usize): void {
  const end = a + aStride;
  for (; column + 16 <= bStride; column += 16) {
    let sum = v128.load(out + column);
    let y = b + column;
    for (let x = a; x < end; x += 4, y += bStride) {
      sum = addProduct(sum, v128.load32_splat(x), v128.load(y));
    }
    v128.store(out + column, sum);
  }
  for (; column < bStride; column += 4) {
    let sum = load<f32>(out + column);
    let y = b + column;
    for (let x = a; x < end; x += 4, y += bStride) {
      sum += load<f32>(x) * load<f32>(y);
    }
    store<f32>(out + column, sum);
  }
}

import { addProduct } from './lanes';

/**
 * Adds `sparse * dense` to out. The sparse rows are given by `rows + 1` offsets into `columns` and `values`; dense and out
 * have `width` columns. Columns are taken in panels of 32 (and
 * 16 and 4 of what is left), whose sums stay in registers over a whole sparse row.
 */
export function addSparseTimesDense(
  rowStart: usize,
  rows: u32,
  columns: usize,
  values: usize,
  dense: usize,
  width: u32,
  out: usize,
): void {
  const stride = (<usize>width) << 2;
  for (let row: u32 = 0; row < rows; row++, out += stride) {
    const start = (<usize>load<u32>(rowStart + ((<usize>row) << 2))) << 2;
    const end = (<usize>load<u32>(rowStart + ((<usize>row) << 2), 4)) << 2;
    let panel: usize = 0;
    for (; panel + 128 <= stride; panel += 128) {
      const target = out + panel;
      let sum0 = v128.load(target);
      let sum1 = v128.load(target, 16);
      let sum2 = v128.load(target, 32);
      let sum3 = v128.load(target, 48);
      let sum4 = v128.load(target, 64);
      let sum5 = v128.load(target, 80);
      let sum6 = v128.load(target, 96);
      let sum7 = v128.load(target, 112);
      for (let entry = start; entry < end; entry += 4) {
        const value = v128.load32_splat(values + entry);
        const source = dense + panel + <usize>load<u32>(columns + entry) * stride;
        sum0 = addProduct(sum0, value, v128.load(source));
        sum1 = addProduct(sum1, value, v128.load(source, 16));
        sum2 = addProduct(sum2, value, v128.load(source, 32));
        sum3 = addProduct(sum3, value, v128.load(source, 48));
        sum4 = addProduct(sum4, value, v128.load(source, 64));
        sum5 = addProduct(sum5, value, v128.load(source, 80));
        sum6 = addProduct(sum6, value, v128.load(source, 96));
        sum7 = addProduct(sum7, value, v128.load(source, 112));
      }
      v128.store(target, sum0);
      v128.store(target, sum1, 16);
      v128.store(target, sum2, 32);
      v128.store(target, sum3, 48);
      v128.store(target, sum4, 64);
      v128.store(target, sum5, 80);
      v128.store(target, sum6, 96);
      v128.store(target, sum7, 112);
    }
    for (; panel + 64 <= stride; panel += 64) {
      const target = out + panel;
      let sum0 = v128.load(target);
      let sum1 = v128.load(target, 16);
      let sum2 = v128.load(target, 32);
      let sum3 = v128.load(target, 48);
      for (let entry = start; entry < end; entry += 4) {
        const value = v128.load32_splat(values + entry);
        const source = dense + panel + <usize>load<u32>(columns + entry) * stride;
        sum0 = addProduct(sum0, value, v128.load(source));
        sum1 = addProduct(sum1, value, v128.load(source, 16));
        sum2 = addProduct(sum2, value, v128.load(source, 32));
        sum3 = addProduct(sum3, value, v128.load(source, 48));
      }
      v128.store(target, sum0);
      v128.store(target, sum1, 16);
      v128.store(target, sum2, 32);
      v128.store(target, sum3, 48);
    }
    for (; panel + 16 <= stride; panel += 16) {
      const target = out + panel;
      let sum = v128.load(target);
      for (let entry = start; entry < end; entry += 4) {
        const source = dense + panel + <usize>load<u32>(columns + entry) * stride;
        sum = addProduct(sum, v128.load32_splat(values + entry), v128.load(source));
      }
      v128.store(target, sum);
    }
    for (; panel < stride; panel += 4) {
      const target = out + panel;
      let sum = load<f32>(target);
      for (let entry = start; entry < end; entry += 4) {
        const source = dense + panel + <usize>load<u32>(columns + entry) * stride;
        sum += load<f32>(values + entry) * load<f32>(source);
      }
      store<f32>(target, sum);
    }
  }
}

/**
 * Adds `transpose(sparse) * dense` to out; the arguments are those of {@link addSparseTimesDense}, with one row of dense
 * for each sparse row. A panel of the dense row stays in registers while it is added to the rows of out.
 */
export function addTransposedSparseTimesDense(
  rowStart: usize,
  rows: u32,
  columns: usize,
  values: usize,
  dense: usize,
  width: u32,
  out: usize,
): void {
  const stride = (<usize>width) << 2;
  for (let row: u32 = 0; row < rows; row++, dense += stride) {
    const start = (<usize>load<u32>(rowStart + ((<usize>row) << 2))) << 2;
    const end = (<usize>load<u32>(rowStart + ((<usize>row) << 2), 4)) << 2;
    let panel: usize = 0;
    for (; panel + 128 <= stride; panel += 128) {
      const source = dense + panel;
      const x0 = v128.load(source);
      const x1 = v128.load(source, 16);
      const x2 = v128.load(source, 32);
      const x3 = v128.load(source, 48);
      const x4 = v128.load(source, 64);
      const x5 = v128.load(source, 80);
      const x6 = v128.load(source, 96);
      const x7 = v128.load(source, 112);
      for (let entry = start; entry < end; entry += 4) {
        const value = v128.load32_splat(values + entry);
        const target = out + panel + <usize>load<u32>(columns + entry) * stride;
        v128.store(target, addProduct(v128.load(target), value, x0));
        v128.store(target, addProduct(v128.load(target, 16), value, x1), 16);
        v128.store(target, addProduct(v128.load(target, 32), value, x2), 32);
        v128.store(target, addProduct(v128.load(target, 48), value, x3), 48);
        v128.store(target, addProduct(v128.load(target, 64), value, x4), 64);
        v128.store(target, addProduct(v128.load(target, 80), value, x5), 80);
        v128.store(target, addProduct(v128.load(target, 96), value, x6), 96);
        v128.store(target, addProduct(v128.load(target, 112), value, x7), 112);
      }
    }
    for (; panel + 64 <= stride; panel += 64) {
      const source = dense + panel;
      const x0 = v128.load(source);
      const x1 = v128.load(source, 16);
      const x2 = v128.load(source, 32);
      const x3 = v128.load(source, 48);
      for (let entry = start; entry < end; entry += 4) {
        const value = v128.load32_splat(values + entry);
        const target = out + panel + <usize>load<u32>(columns + entry) * stride;
        v128.store(target, addProduct(v128.load(target), value, x0));
        v128.store(target, addProduct(v128.load(target, 16), value, x1), 16);
        v128.store(target, addProduct(v128.load(target, 32), value, x2), 32);
        v128.store(target, addProduct(v128.load(target, 48), value, x3), 48);
      }
    }
    for (; panel + 16 <= stride; panel += 16) {
      const x = v128.load(dense + panel);
      for (let entry = start; entry < end; entry += 4) {
        const target = out + panel + <usize>load<u32>(columns + entry) * stride;
        v128.store(target, addProduct(v128.load(target), v128.load32_splat(values + entry), x));
      }
    }
    for (; panel < stride; panel += 4) {
      const x = load<f32>(dense + panel);
      for (let entry = start; entry < end; entry += 4) {
        const target = out + panel + <usize>load<u32>(columns + entry) * stride;
        store<f32>(target, load<f32>(target) + load<f32>(values + entry) * x);
      }
    }
  }
}

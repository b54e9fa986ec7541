import { fourRowsByEight } from './dense';
import { addProduct } from './lanes';

/** So many rows of one block are compared with so many of the other at once: a tile, whose scores stay in cache. */
export const tileSide: u32 = 64;

/** Rows that a panel holds: two registers of four. */
const panelRows: u32 = 8;

export const tileBytes: usize = 64 * 64 * 4;
export const lineBytes: usize = 64 * 4;

/** Rows as panels of eight: all first values of eight rows, all second ones and so on; zeros where there are no rows. */
export function pack(rows: usize, count: u32, width: u32, panels: usize): void {
  const stride = (<usize>width) << 2;
  const panelBytes = (<usize>width) << 5;
  if (count < tileSide) memory.fill(panels, 0, (<usize>width) * lineBytes);
  for (let q: u32 = 0; q < count; q++) {
    let to = panels + <usize>(q / panelRows) * panelBytes + ((<usize>(q % panelRows)) << 2);
    const from = rows + <usize>q * stride;
    for (let i: usize = 0; i < stride; i += 4, to += 32) store<f32>(to, load<f32>(from + i));
  }
}

/** One value of each of up to 64 rows, which stand `step` bytes apart, side by side; infinite where there is no row. */
export function takeLine(values: usize, step: usize, count: u32, out: usize): void {
  for (let q: u32 = 0; q < tileSide; q++, values += step) {
    store<f32>(out + ((<usize>q) << 2), q < count ? load<f32>(values) : Infinity);
  }
}

/** The products of some rows with all rows of the panels; each is summed from the first value to the last. */
export function fillTile(rows: usize, count: u32, stride: usize, panels: usize, tile: usize): void {
  const panelBytes = stride << 3;
  for (let panel: usize = 0; panel < lineBytes; panel += 32, panels += panelBytes) {
    let row: u32 = 0;
    for (; row + 4 <= count; row += 4) {
      const out = tile + <usize>row * lineBytes + panel;
      fourRowsByEight(rows + <usize>row * stride, stride, panels, panelRows << 2, out, lineBytes, false);
    }
    for (; row < count; row++) {
      oneByEight(rows + <usize>row * stride, stride, panels, tile + <usize>row * lineBytes + panel);
    }
  }
}

// @ts-ignore: decorator
@inline
function oneByEight(row: usize, stride: usize, panel: usize, out: usize): void {
  let left = f32x4.splat(0);
  let right = f32x4.splat(0);
  for (let i: usize = 0; i < stride; i += 4, panel += 32) {
    const x = v128.load32_splat(row + i);
    left = addProduct(left, x, v128.load(panel));
    right = addProduct(right, x, v128.load(panel, 16));
  }
  v128.store(out, left);
  v128.store(out, right, 16);
}

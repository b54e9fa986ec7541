import { addProduct, sumLanes } from './lanes';

/** The x of four points of `a` and `b`, which hold two each. */
// @ts-ignore: decorator
@inline
function evenLanes(a: v128, b: v128): v128 {
  return v128.shuffle<f32>(a, b, 0, 2, 4, 6);
}

/** The y of four points of `a` and `b`. */
// @ts-ignore: decorator
@inline
function oddLanes(a: v128, b: v128): v128 {
  return v128.shuffle<f32>(a, b, 1, 3, 5, 7);
}

/**
 * `out[i] = sum over j of p_ij (y_i - y_j) / (1 + |y_i - y_j|^2)` for some rows of p: offsets into `columns` and `values`.
 * Four neighbours at a time are gathered into lanes.
 */
export function neighbourAttraction(
  rowStart: usize,
  columns: usize,
  values: usize,
  points: usize,
  out: usize,
  fromRow: u32,
  toRow: u32,
): void {
  const one = f32x4.splat(1);
  for (let row = fromRow; row < toRow; row++) {
    let entry = (<usize>load<u32>(rowStart + ((<usize>row) << 2))) << 2;
    const end = (<usize>load<u32>(rowStart + ((<usize>row) << 2), 4)) << 2;
    const point = points + ((<usize>row) << 3);
    const x = v128.load32_splat(point);
    const y = v128.load32_splat(point, 4);
    let sumX = f32x4.splat(0);
    let sumY = f32x4.splat(0);
    for (; entry + 16 <= end; entry += 16) {
      const at = columns + entry;
      let a = v128.load64_zero(points + ((<usize>load<u32>(at)) << 3));
      let b = v128.load64_zero(points + ((<usize>load<u32>(at, 8)) << 3));
      a = v128.load64_lane(points + ((<usize>load<u32>(at, 4)) << 3), a, 1);
      b = v128.load64_lane(points + ((<usize>load<u32>(at, 12)) << 3), b, 1);
      const dx = f32x4.sub(x, evenLanes(a, b));
      const dy = f32x4.sub(y, oddLanes(a, b));
      const square = addProduct(f32x4.mul(dx, dx), dy, dy);
      const weight = f32x4.div(v128.load(values + entry), f32x4.add(one, square));
      sumX = addProduct(sumX, weight, dx);
      sumY = addProduct(sumY, weight, dy);
    }
    let totalX = sumLanes(sumX);
    let totalY = sumLanes(sumY);
    for (; entry < end; entry += 4) {
      const other = points + ((<usize>load<u32>(columns + entry)) << 3);
      const dx = load<f32>(point) - load<f32>(other);
      const dy = load<f32>(point, 4) - load<f32>(other, 4);
      const weight = load<f32>(values + entry) / (1 + dx * dx + dy * dy);
      totalX += weight * dx;
      totalY += weight * dy;
    }
    const target = out + ((<usize>row) << 3);
    store<f32>(target, totalX);
    store<f32>(target, totalY, 4);
  }
}

/**
 * `out[i] = sum over nodes of count (y_i - y) / (1 + |y_i - y|^2)^2`; returns the sum of all `count / (1 + |y_i - y|^2)`.
 * Eight points at a time, neighbours along the tree's curve, go through the tree together and open whatever one of them
 * must open: more nodes than each alone, but the same for all lanes, and two independent divisions at a time.
 */
export function treeRepulsion(
  nodes: usize,
  next: usize,
  size: u32,
  points: usize,
  count: u32,
  out: usize,
): f64 {
  const one = f32x4.splat(1);
  let total: f64 = 0;
  let i: u32 = 0;
  for (; i + 8 <= count; i += 8, points += 64, out += 64) {
    const p0 = v128.load(points);
    const p1 = v128.load(points, 16);
    const p2 = v128.load(points, 32);
    const p3 = v128.load(points, 48);
    const xA = evenLanes(p0, p1);
    const yA = oddLanes(p0, p1);
    const xB = evenLanes(p2, p3);
    const yB = oddLanes(p2, p3);
    let sumA = f32x4.splat(0);
    let sumB = f32x4.splat(0);
    let forceXA = f32x4.splat(0);
    let forceYA = f32x4.splat(0);
    let forceXB = f32x4.splat(0);
    let forceYB = f32x4.splat(0);
    for (let node: u32 = 0; node < size; ) {
      const at = nodes + ((<usize>node) << 4);
      const x = v128.load32_splat(at);
      const y = v128.load32_splat(at, 4);
      const limit = v128.load32_splat(at, 12);
      const dxA = f32x4.sub(xA, x);
      const dyA = f32x4.sub(yA, y);
      const dxB = f32x4.sub(xB, x);
      const dyB = f32x4.sub(yB, y);
      const squareA = addProduct(f32x4.mul(dxA, dxA), dyA, dyA);
      const squareB = addProduct(f32x4.mul(dxB, dxB), dyB, dyB);
      if (!i32x4.all_true(v128.and(f32x4.gt(squareA, limit), f32x4.gt(squareB, limit)))) {
        node++;
        continue;
      }
      node = load<u32>(next + ((<usize>node) << 2));
      const number = v128.load32_splat(at, 8);
      const closenessA = f32x4.div(one, f32x4.add(one, squareA));
      const closenessB = f32x4.div(one, f32x4.add(one, squareB));
      const weightA = f32x4.mul(number, closenessA);
      const weightB = f32x4.mul(number, closenessB);
      sumA = f32x4.add(sumA, weightA);
      sumB = f32x4.add(sumB, weightB);
      const pushA = f32x4.mul(weightA, closenessA);
      const pushB = f32x4.mul(weightB, closenessB);
      forceXA = addProduct(forceXA, pushA, dxA);
      forceYA = addProduct(forceYA, pushA, dyA);
      forceXB = addProduct(forceXB, pushB, dxB);
      forceYB = addProduct(forceYB, pushB, dyB);
    }
    v128.store(out, v128.shuffle<f32>(forceXA, forceYA, 0, 4, 1, 5));
    v128.store(out, v128.shuffle<f32>(forceXA, forceYA, 2, 6, 3, 7), 16);
    v128.store(out, v128.shuffle<f32>(forceXB, forceYB, 0, 4, 1, 5), 32);
    v128.store(out, v128.shuffle<f32>(forceXB, forceYB, 2, 6, 3, 7), 48);
    total += sumOfLanes(sumA) + sumOfLanes(sumB);
  }
  for (; i < count; i++, points += 8, out += 8) {
    total += repelOne(nodes, next, size, points, out);
  }
  return total;
}

/** What {@link treeRepulsion} does, for a single point. */
function repelOne(nodes: usize, next: usize, size: u32, point: usize, out: usize): f64 {
  let sum: f32 = 0;
  let forceX: f32 = 0;
  let forceY: f32 = 0;
  for (let node: u32 = 0; node < size; ) {
    const at = nodes + ((<usize>node) << 4);
    const dx = load<f32>(point) - load<f32>(at);
    const dy = load<f32>(point, 4) - load<f32>(at, 4);
    const square = dx * dx + dy * dy;
    if (!(square > load<f32>(at, 12))) {
      node++;
      continue;
    }
    node = load<u32>(next + ((<usize>node) << 2));
    const closeness: f32 = 1 / (1 + square);
    const weight = load<f32>(at, 8) * closeness;
    sum += weight;
    forceX += weight * closeness * dx;
    forceY += weight * closeness * dy;
  }
  store<f32>(out, forceX);
  store<f32>(out, forceY, 4);
  return sum;
}

/** The sum of the four float32 lanes, in float64. */
// @ts-ignore: decorator
@inline
function sumOfLanes(x: v128): f64 {
  const low = f64x2.promote_low_f32x4(x);
  const high = f64x2.promote_low_f32x4(v128.shuffle<f32>(x, x, 2, 3, 2, 3));
  const pair = f64x2.add(low, high);
  return f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1);
}

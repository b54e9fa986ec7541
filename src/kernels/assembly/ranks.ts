import { fillTile, lineBytes, pack, takeLine, tileBytes, tileSide } from './tiles';

/** So many thresholds are compared with each score at once: they and their counts stay in registers. */
const thresholdsAtOnce: u32 = 5;

/** Bytes that {@link countNearer} needs besides: panels, a tile, halves, and thresholds and counts of 64 rows. */
export function rankScratchBytes(width: u32, k: u32): usize {
  return ((<usize>width) + 1 + 2 * filled(k)) * lineBytes + tileBytes;
}

/** Thresholds come in full groups; the last are ones that nothing reaches. */
// @ts-ignore: decorator
@inline
function filled(k: u32): usize {
  return <usize>((k + thresholdsAtOnce - 1) / thresholdsAtOnce) * thresholdsAtOnce;
}

/**
 * The score of each listed row for the row that lists it, `a.b - halves[b]`, for the rows from `from` up to `to`. Summed from
 * the first value to the last as in a tile, so that it equals the score that {@link countNearer} compares it with.
 */
export function scoreListed(
  rows: usize,
  width: u32,
  halves: usize,
  k: u32,
  positions: usize,
  thresholds: usize,
  from: u32,
  to: u32,
): void {
  const stride = (<usize>width) << 2;
  const listBytes = (<usize>k) << 2;
  for (let row = from; row < to; row++) {
    const own = rows + <usize>row * stride;
    const first = <usize>row * listBytes;
    for (let at = first; at < first + listBytes; at += 4) {
      const position = load<u32>(positions + at);
      const other = rows + <usize>position * stride;
      let dot: f32 = 0;
      for (let i: usize = 0; i < stride; i += 4) dot += load<f32>(own + i) * load<f32>(other + i);
      store<f32>(thresholds + at, dot - load<f32>(halves + ((<usize>position) << 2)));
    }
  }
}

/**
 * Adds to the counts of the rows from `firstFrom` up to `firstTo`, for each of their thresholds, how many of the rows from
 * `secondFrom` up to `secondTo` have a higher score, and the other way round; where both are one block, each other.
 */
export function countNearer(
  rows: usize,
  width: u32,
  halves: usize,
  k: u32,
  thresholds: usize,
  counts: usize,
  firstFrom: u32,
  firstTo: u32,
  secondFrom: u32,
  secondTo: u32,
  scratch: usize,
): void {
  const stride = (<usize>width) << 2;
  const listBytes = (<usize>k) << 2;
  const panels = scratch;
  const tile = panels + (<usize>width) * lineBytes;
  const firstHalves = tile + tileBytes;
  const firstThresholds = firstHalves + lineBytes;
  const firstCounts = firstThresholds + filled(k) * lineBytes;
  const isOneBlock = firstFrom === secondFrom;
  for (let a = firstFrom; a < firstTo; a += tileSide) {
    const count = min(tileSide, firstTo - a);
    pack(rows + <usize>a * stride, count, width, panels);
    takeLine(halves + ((<usize>a) << 2), 4, count, firstHalves);
    takeThresholds(thresholds + <usize>a * listBytes, k, count, firstThresholds);
    memory.fill(firstCounts, 0, filled(k) * lineBytes);
    for (let b = isOneBlock ? a : secondFrom; b < secondTo; b += tileSide) {
      const others = min(tileSide, secondTo - b);
      fillTile(rows + <usize>b * stride, others, stride, panels, tile);
      if (isOneBlock && b === a) keepLowerHalf(tile, others);
      countForFirst(tile, others, halves + ((<usize>b) << 2), k, firstThresholds, firstCounts);
      for (let c: u32 = 0; c < others; c++) {
        const place = <usize>(b + c) * listBytes;
        countForOther(tile + <usize>c * lineBytes, firstHalves, k, thresholds + place, counts + place);
      }
    }
    for (let q: u32 = 0; q < count; q++) {
      const place = counts + <usize>(a + q) * listBytes;
      for (let t: u32 = 0; t < k; t++) {
        const at = place + ((<usize>t) << 2);
        const found = load<u32>(firstCounts + <usize>t * lineBytes + ((<usize>q) << 2));
        store<u32>(at, load<u32>(at) + found);
      }
    }
  }
}

/** Thresholds of up to 64 rows with the rows side by side; infinite where there is no row or no threshold. */
function takeThresholds(thresholds: usize, k: u32, count: u32, out: usize): void {
  const all = <u32>filled(k);
  const listBytes = (<usize>k) << 2;
  for (let t: u32 = 0; t < all; t++) {
    takeLine(thresholds + ((<usize>t) << 2), listBytes, t < k ? count : 0, out + <usize>t * lineBytes);
  }
}

/** Of a tile of rows with themselves only those pairs stay whose first row comes before the second: each pair once. */
function keepLowerHalf(tile: usize, others: u32): void {
  for (let c: u32 = 0; c < others; c++) {
    const line = tile + <usize>c * lineBytes;
    for (let q = c; q < tileSide; q++) store<f32>(line + ((<usize>q) << 2), -Infinity);
  }
}

/** Counts the other rows of a tile for the thresholds of the first ones, some of these at once. */
function countForFirst(tile: usize, others: u32, halves: usize, k: u32, thresholds: usize, counts: usize): void {
  for (let q: usize = 0; q < lineBytes; q += 16) {
    for (let t: u32 = 0; t < k; t += thresholdsAtOnce) {
      const group = <usize>t * lineBytes + q;
      const reach0 = v128.load(thresholds + group);
      const reach1 = v128.load(thresholds + group, lineBytes);
      const reach2 = v128.load(thresholds + group, 2 * lineBytes);
      const reach3 = v128.load(thresholds + group, 3 * lineBytes);
      const reach4 = v128.load(thresholds + group, 4 * lineBytes);
      const place = counts + group;
      let count0 = v128.load(place);
      let count1 = v128.load(place, lineBytes);
      let count2 = v128.load(place, 2 * lineBytes);
      let count3 = v128.load(place, 3 * lineBytes);
      let count4 = v128.load(place, 4 * lineBytes);
      let at = tile + q;
      let half = halves;
      for (let c: u32 = 0; c < others; c++, at += lineBytes, half += 4) {
        const score = f32x4.sub(v128.load(at), v128.load32_splat(half));
        // What holds is -1 in integers.
        count0 = i32x4.sub(count0, f32x4.gt(score, reach0));
        count1 = i32x4.sub(count1, f32x4.gt(score, reach1));
        count2 = i32x4.sub(count2, f32x4.gt(score, reach2));
        count3 = i32x4.sub(count3, f32x4.gt(score, reach3));
        count4 = i32x4.sub(count4, f32x4.gt(score, reach4));
      }
      v128.store(place, count0);
      v128.store(place, count1, lineBytes);
      v128.store(place, count2, 2 * lineBytes);
      v128.store(place, count3, 3 * lineBytes);
      v128.store(place, count4, 4 * lineBytes);
    }
  }
}

/** Counts the first rows of a tile for the thresholds of one of the others, some of these at once. */
function countForOther(line: usize, firstHalves: usize, k: u32, thresholds: usize, counts: usize): void {
  for (let t: u32 = 0; t < k; t += thresholdsAtOnce) {
    const reach0 = reachOf(thresholds, t, k);
    const reach1 = reachOf(thresholds, t + 1, k);
    const reach2 = reachOf(thresholds, t + 2, k);
    const reach3 = reachOf(thresholds, t + 3, k);
    const reach4 = reachOf(thresholds, t + 4, k);
    let count0 = i32x4.splat(0);
    let count1 = i32x4.splat(0);
    let count2 = i32x4.splat(0);
    let count3 = i32x4.splat(0);
    let count4 = i32x4.splat(0);
    for (let q: usize = 0; q < lineBytes; q += 16) {
      const score = f32x4.sub(v128.load(line + q), v128.load(firstHalves + q));
      count0 = i32x4.sub(count0, f32x4.gt(score, reach0));
      count1 = i32x4.sub(count1, f32x4.gt(score, reach1));
      count2 = i32x4.sub(count2, f32x4.gt(score, reach2));
      count3 = i32x4.sub(count3, f32x4.gt(score, reach3));
      count4 = i32x4.sub(count4, f32x4.gt(score, reach4));
    }
    addLanes(counts, t, k, count0);
    addLanes(counts, t + 1, k, count1);
    addLanes(counts, t + 2, k, count2);
    addLanes(counts, t + 3, k, count3);
    addLanes(counts, t + 4, k, count4);
  }
}

// @ts-ignore: decorator
@inline
function reachOf(thresholds: usize, t: u32, k: u32): v128 {
  return t < k ? v128.load32_splat(thresholds + ((<usize>t) << 2)) : f32x4.splat(Infinity);
}

// @ts-ignore: decorator
@inline
function addLanes(counts: usize, t: u32, k: u32, lanes: v128): void {
  if (t >= k) return;
  const pairs = i32x4.add(lanes, v128.shuffle<i32>(lanes, lanes, 2, 3, 0, 1));
  const at = counts + ((<usize>t) << 2);
  store<i32>(at, load<i32>(at) + i32x4.extract_lane(pairs, 0) + i32x4.extract_lane(pairs, 1));
}

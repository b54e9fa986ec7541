import { fillTile, lineBytes, pack, takeLine, tileBytes, tileSide } from './tiles';

/** Bytes that {@link gatherNeighbours} needs besides: panels of 64 rows, a tile, and two lines. */
export function gatherScratchBytes(width: u32): usize {
  return (<usize>width) * lineBytes + tileBytes + 2 * lineBytes;
}

/**
 * Offers the rows from `firstFrom` up to `firstTo` those from `secondFrom` up to `secondTo` as neighbours and the other
 * way round, or, where both are one block, to each other. The score of b for a is `a.b - halves[b]`. `k` scores and
 * positions a row are a binary heap with the worst at its root.
 */
export function gatherNeighbours(
  rows: usize,
  width: u32,
  halves: usize,
  k: u32,
  scores: usize,
  positions: usize,
  firstFrom: u32,
  firstTo: u32,
  secondFrom: u32,
  secondTo: u32,
  scratch: usize,
): void {
  const stride = (<usize>width) << 2;
  const heapBytes = (<usize>k) << 2;
  const panels = scratch;
  const tile = panels + (<usize>width) * lineBytes;
  const thresholds = tile + tileBytes;
  const firstHalves = thresholds + lineBytes;
  const isOneBlock = firstFrom === secondFrom;
  for (let a = firstFrom; a < firstTo; a += tileSide) {
    const count = min(tileSide, firstTo - a);
    pack(rows + <usize>a * stride, count, width, panels);
    takeLine(scores + <usize>a * heapBytes, heapBytes, count, thresholds);
    takeLine(halves + ((<usize>a) << 2), 4, count, firstHalves);
    for (let b = isOneBlock ? a : secondFrom; b < secondTo; b += tileSide) {
      const others = min(tileSide, secondTo - b);
      fillTile(rows + <usize>b * stride, others, stride, panels, tile);
      for (let c: u32 = 0; c < others; c++) {
        const other = b + c;
        const heap = scores + <usize>other * heapBytes;
        const half = v128.load32_splat(halves + ((<usize>other) << 2));
        const threshold = v128.load32_splat(heap);
        const line = tile + <usize>c * lineBytes;
        // Only those before it, where both blocks are one.
        const end = isOneBlock && b === a ? c : count;
        for (let q: u32 = 0; q < end; q += 4) {
          const at = (<usize>q) << 2;
          const dots = v128.load(line + at);
          const forFirst = f32x4.ge(f32x4.sub(dots, half), v128.load(thresholds + at));
          const forOther = f32x4.ge(f32x4.sub(dots, v128.load(firstHalves + at)), threshold);
          if (!v128.any_true(v128.or(forFirst, forOther))) continue;
          for (let i = q; i < min(q + 4, end); i++) {
            const dot = load<f32>(line + ((<usize>i) << 2));
            const row = a + i;
            const own = <usize>row * heapBytes;
            offer(scores + own, positions + own, k, other, dot - load<f32>(halves + ((<usize>other) << 2)));
            store<f32>(thresholds + ((<usize>i) << 2), load<f32>(scores + own));
            const place = <usize>other * heapBytes;
            offer(heap, positions + place, k, row, dot - load<f32>(firstHalves + ((<usize>i) << 2)));
          }
        }
      }
    }
  }
}

/**
 * Puts the neighbours of the rows from `from` up to `to` in order of their Euclidean distances, which take the place of the
 * scores; of equal distances the lower position comes first. What is left of a heap that is not full comes last.
 */
export function rankNeighbours(
  rows: usize,
  width: u32,
  k: u32,
  scores: usize,
  positions: usize,
  from: u32,
  to: u32,
): void {
  const stride = (<usize>width) << 2;
  const heapBytes = (<usize>k) << 2;
  for (let row = from; row < to; row++) {
    const heap = scores + <usize>row * heapBytes;
    const places = positions + <usize>row * heapBytes;
    for (let count = k; count > 1; count--) {
      const last = (<usize>(count - 1)) << 2;
      const worst = load<f32>(heap);
      const worstPosition = load<u32>(places);
      sink(heap, places, count - 1, load<u32>(places + last), load<f32>(heap + last));
      store<f32>(heap + last, worst);
      store<u32>(places + last, worstPosition);
    }
    for (let i: usize = 0; i < heapBytes; i += 4) {
      const position = load<u32>(places + i);
      if (position === <u32>-1) {
        store<f32>(heap + i, Infinity);
        continue;
      }
      const distance = distanceBetween(rows + <usize>row * stride, rows + <usize>position * stride, stride);
      let at = i;
      for (; at > 0; at -= 4) {
        const before = load<f32>(heap + at - 4);
        if (before < distance || (before === distance && load<u32>(places + at - 4) < position)) break;
        store<f32>(heap + at, before);
        store<u32>(places + at, load<u32>(places + at - 4));
      }
      store<f32>(heap + at, distance);
      store<u32>(places + at, position);
    }
  }
}

/** Summed in float64, so that of two distances hardly ever the wrong one counts as smaller. */
function distanceBetween(a: usize, b: usize, stride: usize): f32 {
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  const vectorised = stride & ~15;
  for (let i: usize = 0; i < vectorised; i += 16) {
    const x = v128.load(a + i);
    const y = v128.load(b + i);
    const first = f64x2.sub(f64x2.promote_low_f32x4(x), f64x2.promote_low_f32x4(y));
    const second = f64x2.sub(
      f64x2.promote_low_f32x4(v128.shuffle<f32>(x, x, 2, 3, 2, 3)),
      f64x2.promote_low_f32x4(v128.shuffle<f32>(y, y, 2, 3, 2, 3)),
    );
    low = f64x2.add(low, f64x2.mul(first, first));
    high = f64x2.add(high, f64x2.mul(second, second));
  }
  const both = f64x2.add(low, high);
  let sum = f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1);
  for (let i = vectorised; i < stride; i += 4) {
    const difference = <f64>load<f32>(a + i) - <f64>load<f32>(b + i);
    sum += difference * difference;
  }
  return <f32>Math.sqrt(sum);
}

/** Puts a neighbour in the place of the worst of a heap where it is better; of equal scores the lower position is. */
function offer(scores: usize, positions: usize, k: u32, position: u32, score: f32): void {
  if (isWorse(load<f32>(scores), load<u32>(positions), score, position)) {
    sink(scores, positions, k, position, score);
  }
}

/** Puts a neighbour in place of the root of a heap of `k` and lets it sink to where it belongs. */
function sink(scores: usize, positions: usize, k: u32, position: u32, score: f32): void {
  let hole: u32 = 0;
  for (;;) {
    let child: u32 = 2 * hole + 1;
    if (child >= k) break;
    let at = (<usize>child) << 2;
    if (child + 1 < k) {
      const right = at + 4;
      if (
        isWorse(
          load<f32>(scores + right),
          load<u32>(positions + right),
          load<f32>(scores + at),
          load<u32>(positions + at),
        )
      ) {
        child++;
        at = right;
      }
    }
    const childScore = load<f32>(scores + at);
    const childPosition = load<u32>(positions + at);
    if (!isWorse(childScore, childPosition, score, position)) break;
    store<f32>(scores + ((<usize>hole) << 2), childScore);
    store<u32>(positions + ((<usize>hole) << 2), childPosition);
    hole = child;
  }
  store<f32>(scores + ((<usize>hole) << 2), score);
  store<u32>(positions + ((<usize>hole) << 2), position);
}

// @ts-ignore: decorator
@inline
function isWorse(score: f32, position: u32, thanScore: f32, thanPosition: u32): bool {
  return score < thanScore || (score === thanScore && position > thanPosition);
}

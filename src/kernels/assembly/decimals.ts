/** The powers of ten that a number's fraction divides by, and their negatives behind them. */
const powers = memory.data<f64>([
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, -1, -1e1, -1e2, -1e3,
  -1e4, -1e5, -1e6, -1e7, -1e8, -1e9, -1e10, -1e11, -1e12, -1e13, -1e14, -1e15,
]);

/** Where the negative powers begin, in bytes. */
const negative: usize = 128;

const bytesAtOnce: i32 = 16;

/**
 * Reads up to `count` decimal numbers, each with a blank or tab in front of it, and stops in front of the first that is
 * not a minus or none and up to 15 digits, with a point among them or none, all in 15 bytes, and a blank or control
 * character behind them.
 *
 * Sixteen bytes are taken at once, and where the next number stands is known first, so that the processor begins with it
 * while it is busy with this one: a swizzle takes sign and point out and brings the last digit to the right, and products
 * of neighbours make one integer of them. Integer and power are exact in float64, so that the division rounds once
 * (Clinger 1990).
 *
 * @param text address of the first blank
 * @param last the last address from which 16 bytes can be read
 * @returns the address where it stopped plus 2^32 times how many numbers it read
 */
export function parseDecimals(text: usize, last: usize, out: usize, count: u32): f64 {
  const places = i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  const tens = i16x8.splat(10);
  const hundreds = i16x8(100, 1, 100, 1, 100, 1, 100, 1);
  const tenThousands = i16x8(10_000, 1, 10_000, 1, 10_000, 1, 10_000, 1);
  let read: u32 = 0;
  for (; read < count; read++) {
    const start = text + 1;
    if (start > last) break;
    const bytes = v128.load(start);
    const length = ctz(i8x16.bitmask(i8x16.lt_u(bytes, i8x16.splat(0x21))) | (1 << bytesAtOnce));
    const within = (1 << length) - 1;
    const values = i8x16.sub(bytes, i8x16.splat(0x30));
    const isOther = i8x16.gt_u(values, i8x16.splat(9));
    const minus = <i32>(load<u8>(start) === 0x2d);
    const points = i8x16.bitmask(i8x16.eq(bytes, i8x16.splat(0x2e))) & within;
    const hasPoint = <i32>(points !== 0);
    const digitCount = length - minus - hasPoint;
    const blank = load<u8>(text);
    if (
      length === bytesAtOnce ||
      digitCount <= 0 ||
      (points & (points - 1)) !== 0 ||
      (i8x16.bitmask(isOther) & within) !== (points | minus) ||
      (blank !== 0x20 && blank !== 0x09)
    ) {
      break;
    }
    const point = ctz(points | (1 << length));
    const sources = i8x16.add(places, i8x16.splat(<i8>(digitCount + minus - bytesAtOnce)));
    // From the point on, which a comparison gives as -1, one place further; places below 0 and the sign give zeros.
    const digits = i8x16.swizzle(
      v128.andnot(values, isOther),
      i8x16.sub(sources, i8x16.ge_s(sources, i8x16.splat(<i8>point))),
    );
    const pairs = i16x8.add(i16x8.mul(v128.and(digits, i16x8.splat(0xff)), tens), i16x8.shr_u(digits, 8));
    const fours = i32x4.dot_i16x8_s(pairs, hundreds);
    const eights = i32x4.dot_i16x8_s(i16x8.narrow_i32x4_s(fours, fours), tenThousands);
    const halves = f64x2.convert_low_i32x4_s(eights);
    const mantissa = f64x2.extract_lane(halves, 0) * 1e8 + f64x2.extract_lane(halves, 1);
    const scale = length - point - hasPoint;
    const power = load<f64>(powers + <usize>minus * negative + ((<usize>scale) << 3));
    store<f32>(out + ((<usize>read) << 2), <f32>(mantissa / power));
    text = start + <usize>length;
  }
  return <f64>text + <f64>read * 4294967296.0;
}

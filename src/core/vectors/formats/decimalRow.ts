/** So many powers of ten, from 1 on, float64 holds exactly. */
const POWERS = 23;

/** The powers of ten, and their negatives behind them. */
const SIGNED_POWERS = Float64Array.from({ length: 2 * POWERS }, (_, i) =>
  i < POWERS ? 10 ** i : -(10 ** (i - POWERS)),
);

/** So many decimal digits always fit into a signed 32-bit integer. */
const INT32_DIGITS = 9;

/** So many decimal digits always fit into the 53 bits of float64's significand. */
const FLOAT64_DIGITS = 15;

/** What a byte that is a digit is read as, four times. */
const FOUR_ZEROS = 0x30303030;

const TENS = Int32Array.of(1, 10, 100, 1000, 10_000);

/** From where a number begins, its fraction and eight digits lie within so many bytes when it is read the fast way. */
const FAST_REACH = 16;

const decoder = new TextDecoder();

const SPACE = 0x20;
const TAB = 0x09;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const MINUS = 0x2d;
const PLUS = 0x2b;
const POINT = 0x2e;
const ZERO = 0x30;

/** Text as bytes, and the same bytes to read four at a time. */
export class DecimalText {
  readonly bytes: Uint8Array;
  readonly view: DataView;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
}

/**
 * Reads a row of decimal numbers, each with one blank or tab in front of it, up to the end of the line. Every value is
 * `Math.fround(Number(text))`: a mantissa and a power of ten that float64 both holds exactly are divided, which rounds
 * once (Clinger 1990); all else goes the way of {@link parseDecimal}.
 *
 * The numbers of such files differ in sign and length without a pattern, so a branch on either would be foretold wrongly
 * most of the time, and that costs more than the arithmetic: signs and up to eight digits of the fraction go without.
 *
 * @param text has a line feed somewhere behind `at`
 * @param at where the blank in front of the first number stands
 * @param out takes the values from `outAt` on
 * @param count how many numbers the row must have
 * @returns where the next line begins, or -1 where the line is not exactly such a row or a value is not finite in float32
 */
export function parseDecimalRow(
  { bytes, view }: DecimalText,
  at: number,
  out: Float32Array,
  outAt: number,
  count: number,
): number {
  const fastEnd = bytes.length - FAST_REACH;
  let position = at;
  for (let index = outAt, end = outAt + count; index < end; index++) {
    const blank = bytes[position]!;
    if (blank !== SPACE && blank !== TAB) return -1;
    const start = ++position;
    if (position < fastEnd) {
      const minus = ((bytes[position]! ^ MINUS) - 1) >>> 31;
      position += minus;
      const digitsStart = position;
      let mantissa = bytes[position]! - ZERO;
      if (mantissa >>> 0 < 10) {
        let digit = bytes[++position]! - ZERO;
        while (digit >>> 0 < 10) {
          mantissa = (Math.imul(mantissa, 10) + digit) | 0;
          digit = bytes[++position]! - ZERO;
        }
        let digits = position - digitsStart;
        let scale = 0;
        if (digit === POINT - ZERO && position < fastEnd) {
          const fractionStart = ++position;
          let four = view.getInt32(position, true) ^ FOUR_ZEROS;
          let length = leadingDigits(four);
          mantissa = (Math.imul(mantissa, TENS[length]!) + fourDigits(four, length)) | 0;
          position += length;
          if (length === 4) {
            four = view.getInt32(position, true) ^ FOUR_ZEROS;
            length = leadingDigits(four);
            mantissa = (Math.imul(mantissa, TENS[length]!) + fourDigits(four, length)) | 0;
            position += length;
          }
          digit = bytes[position]! - ZERO;
          while (digit >>> 0 < 10) {
            mantissa = (Math.imul(mantissa, 10) + digit) | 0;
            digit = bytes[++position]! - ZERO;
          }
          scale = position - fractionStart;
          digits += scale;
        }
        if (digits > INT32_DIGITS) digits -= leadingZeros(bytes, digitsStart);
        if (digit <= SPACE - ZERO && digits <= INT32_DIGITS && scale < POWERS) {
          out[index] = mantissa / SIGNED_POWERS[minus * POWERS + scale]!;
          continue;
        }
      }
    }
    while (bytes[position]! > SPACE) position++;
    const value = Math.fround(parseDecimal(bytes, start, position));
    if (!Number.isFinite(value)) return -1;
    out[index] = value;
  }
  let byte = bytes[position]!;
  while (byte === SPACE || byte === TAB || byte === CARRIAGE_RETURN) byte = bytes[++position]!;
  return byte === LINE_FEED ? position + 1 : -1;
}

/** How many of four bytes, the lowest one first, are below 10 before the first other one. */
function leadingDigits(four: number): number {
  // Bytes from 10 on reach their highest bit; carries go upwards only, away from the first of them.
  const others = ((four + 0x76767676) | four) & 0x80808080;
  return (32 - Math.clz32((others - 1) & ~others)) >>> 3;
}

/** The number that the first `length` of four bytes, the lowest one first, spell. */
function fourDigits(four: number, length: number): number {
  // Zeros come in front of the digits, in two steps because a shift by 32 is one by 0.
  const gap = 16 - 4 * length;
  const padded = (four << gap) << gap;
  const pairs = (Math.imul(padded, 10) + (padded >>> 8)) & 0x00ff00ff;
  return Math.imul(pairs, 0x00640001) >>> 16;
}

/** How many zeros stand in front of the first other digit of a number, of which there is one. */
function leadingZeros(bytes: Uint8Array, start: number): number {
  let zeros = 0;
  for (let at = start; bytes[at] === ZERO || bytes[at] === POINT; at++) if (bytes[at] === ZERO) zeros++;
  return zeros;
}

/**
 * Reads one decimal number, `[+-]digits[.digits][e[+-]digits]` with a digit before or behind the point.
 *
 * @returns the float64 next to it as `Number` gives it; infinite where it is too large, NaN where it is no such number
 */
export function parseDecimal(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  const isNegative = bytes[at] === MINUS;
  if (at < end && (isNegative || bytes[at] === PLUS)) at++;
  let mantissa = 0;
  let significant = 0;
  let digits = 0;
  let scale = 0;
  for (let behindPoint = false; at < end; at++) {
    const digit = bytes[at]! - ZERO;
    if (digit >>> 0 < 10) {
      digits++;
      if (behindPoint) scale++;
      if (significant > 0 || digit > 0) significant++;
      if (significant <= FLOAT64_DIGITS) mantissa = mantissa * 10 + digit;
    } else if (bytes[at] === POINT && !behindPoint) {
      behindPoint = true;
    } else {
      break;
    }
  }
  if (digits === 0) return Number.NaN;
  let exponent = 0;
  if (at < end) {
    // Only `e` and `E` remain when the bit that tells them apart is set.
    if ((bytes[at]! | 0x20) !== 0x65) return Number.NaN;
    at++;
    const isExponentNegative = bytes[at] === MINUS;
    if (at < end && (isExponentNegative || bytes[at] === PLUS)) at++;
    if (at === end) return Number.NaN;
    for (; at < end; at++) {
      const digit = bytes[at]! - ZERO;
      if (digit >>> 0 >= 10) return Number.NaN;
      exponent = Math.min(exponent * 10 + digit, 1e6);
    }
    if (isExponentNegative) exponent = -exponent;
  }
  const power = exponent - scale;
  if (significant > FLOAT64_DIGITS || Math.abs(power) >= POWERS) {
    return Number(decoder.decode(bytes.subarray(start, end)));
  }
  const value = power < 0 ? mantissa / SIGNED_POWERS[-power]! : mantissa * SIGNED_POWERS[power]!;
  return isNegative ? -value : value;
}

/** So many powers of ten, from 1 on, float64 holds exactly. */
const POWERS = Array.from({ length: 23 }, (_, i) => 10 ** i);

/** So many decimal digits always fit into the 53 bits of float64's significand. */
const FLOAT64_DIGITS = 15;

const decoder = new TextDecoder();

const SPACE = 0x20;
const TAB = 0x09;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const MINUS = 0x2d;
const PLUS = 0x2b;
const POINT = 0x2e;
const ZERO = 0x30;

/** `Kernels.parseDecimalRow` in plain TypeScript. */
export function parseDecimalRowPlainly(text: Uint8Array, at: number, out: Float32Array): number {
  let position = at;
  for (let i = 0; i < out.length && position >= 0; i++) position = parseDecimalInto(text, position, out, i);
  return position < 0 ? -1 : endRow(text, position);
}

/**
 * Reads one number of a row with the blank or tab in front of it.
 *
 * @returns where it ends, or -1 where there is none or it is not finite in float32
 */
export function parseDecimalInto(text: Uint8Array, at: number, out: Float32Array, index: number): number {
  if (text[at] !== SPACE && text[at] !== TAB) return -1;
  let end = at + 1;
  while (text[end]! > SPACE) end++;
  const value = Math.fround(parseDecimal(text, at + 1, end));
  if (!Number.isFinite(value)) return -1;
  out[index] = value;
  return end;
}

/** Where the line behind a row's last number begins, or -1 where more than blanks follows in its own line. */
export function endRow(text: Uint8Array, at: number): number {
  let end = at;
  while (text[end] === SPACE || text[end] === TAB || text[end] === CARRIAGE_RETURN) end++;
  return text[end] === LINE_FEED ? end + 1 : -1;
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
  const scaling = POWERS[Math.abs(power)];
  if (significant > FLOAT64_DIGITS || scaling === undefined) {
    // A copy: a decoder may refuse memory that threads share.
    return Number(decoder.decode(bytes.slice(start, end)));
  }
  // Both are exact, so that this rounds once (Clinger 1990).
  const value = power < 0 ? mantissa / scaling : mantissa * scaling;
  return isNegative ? -value : value;
}

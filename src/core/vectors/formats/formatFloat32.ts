/** Powers of ten that float64 holds exactly. */
const POWERS = Float64Array.from({ length: 23 }, (_, exponent) => 10 ** exponent);

/** float32 values are told apart by so many decimal digits. */
const FLOAT32_DIGITS = 9;

/** From here on numbers are written without an exponent. */
const SMALLEST_FIXED = 1e-5;
const LARGEST_FIXED = 1e7;

const ZERO = 0x30;

/** The longest text: sign, nine digits, point, and `e-45`. */
export const LONGEST_FLOAT32 = 24;

/**
 * Writes a float32 value in ASCII with as few digits as bring the same value back when they are read as float64 and rounded
 * to float32, which is how all readers of such files read them.
 *
 * @param value a finite float32
 * @param bytes has room for {@link LONGEST_FLOAT32} bytes from `at` on
 * @returns where the text ends
 */
export function formatFloat32(value: number, bytes: Uint8Array, at: number): number {
  let end = at;
  const magnitude = Math.abs(value);
  if (value < 0 || Object.is(value, -0)) bytes[end++] = 0x2d;
  if (magnitude === 0) {
    bytes[end++] = ZERO;
    return end;
  }
  if (magnitude < SMALLEST_FIXED || magnitude >= LARGEST_FIXED)
    return writeAscii(shortest(magnitude), bytes, end);
  // Digits in front of the point take from the nine; zeros behind it do not.
  const integerDigits = Math.ceil(Math.log10(magnitude));
  for (let scale = Math.max(0, -integerDigits); scale <= FLOAT32_DIGITS - integerDigits + 1; scale++) {
    const mantissa = Math.round(magnitude * POWERS[scale]!);
    if (Math.fround(mantissa / POWERS[scale]!) === magnitude) return writeFixed(mantissa, scale, bytes, end);
  }
  return writeAscii(shortest(magnitude), bytes, end);
}

/** Writes `mantissa / 10 ** scale` with `scale` digits behind the point. */
function writeFixed(mantissa: number, scale: number, bytes: Uint8Array, at: number): number {
  let digits = scale + 1;
  while (digits < POWERS.length && mantissa >= POWERS[digits]!) digits++;
  const end = at + digits + (scale > 0 ? 1 : 0);
  let rest = mantissa;
  for (let place = end - 1, behind = scale; place >= at; place--) {
    if (behind === 0 && scale > 0) {
      bytes[place] = 0x2e;
    } else {
      const tenth = Math.floor(rest / 10);
      bytes[place] = ZERO + rest - tenth * 10;
      rest = tenth;
    }
    behind--;
  }
  return end;
}

function shortest(magnitude: number): string {
  for (let digits = 1; digits < FLOAT32_DIGITS; digits++) {
    const text = String(Number(magnitude.toPrecision(digits)));
    if (Math.fround(Number(text)) === magnitude) return text;
  }
  return String(Number(magnitude.toPrecision(FLOAT32_DIGITS)));
}

function writeAscii(text: string, bytes: Uint8Array, at: number): number {
  for (let i = 0; i < text.length; i++) bytes[at + i] = text.charCodeAt(i);
  return at + text.length;
}

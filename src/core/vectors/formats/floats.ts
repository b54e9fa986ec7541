import { copyLittleEndian } from './littleEndian.ts';

/** How a file keeps a real number: IEEE 754 half, single and double precision, and the upper half of single precision. */
export type FloatType = 'float16' | 'bfloat16' | 'float32' | 'float64';

/** Bytes of a number of each type. */
export const FLOAT_BYTES: Readonly<Record<FloatType, number>> = {
  float16: 2,
  bfloat16: 2,
  float32: 4,
  float64: 8,
};

/**
 * Reads numbers to float32; float64 is rounded to the nearest.
 *
 * @param out takes as many values as the bytes hold
 */
export function decodeFloats(
  bytes: Uint8Array,
  type: FloatType,
  out: Float32Array,
  littleEndian: boolean = true,
): void {
  if (type === 'float32' && littleEndian) {
    copyLittleEndian(bytes, out);
    return;
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let i = 0; i < out.length; i++) out[i] = readFloat(view, i * FLOAT_BYTES[type], type, littleEndian);
}

function readFloat(view: DataView, at: number, type: FloatType, littleEndian: boolean): number {
  switch (type) {
    case 'float16':
      return fromHalf(view.getUint16(at, littleEndian));
    case 'bfloat16':
      scratch.setUint32(0, view.getUint16(at, littleEndian) << 16);
      return scratch.getFloat32(0);
    case 'float32':
      return view.getFloat32(at, littleEndian);
    case 'float64':
      return view.getFloat64(at, littleEndian);
  }
}

const scratch = new DataView(new ArrayBuffer(4));

/** The value of IEEE 754 half precision: a sign, 5 bits of exponent, 10 of fraction. */
function fromHalf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 31;
  const fraction = half & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** Which of the values, from 0, is not finite; undefined where all are. */
export function findNonFinite(values: Float32Array): number | undefined {
  // Zero times a value that is not finite is NaN, and a NaN stays one: a sum needs no branch a value.
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! * 0;
  return Number.isNaN(sum) ? values.findIndex((value) => !Number.isFinite(value)) : undefined;
}

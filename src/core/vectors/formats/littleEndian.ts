import { bytesOf } from '../../bytesOf.ts';

const machineIsLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** The bytes of 32-bit values in little-endian order, whatever the machine's own order is. */
export function toLittleEndian(array: Uint32Array | Float32Array): Uint8Array {
  const bytes = new Uint8Array(bytesOf(array));
  if (!machineIsLittleEndian) swapWords(bytes);
  return bytes;
}

/** The same without a copy, as a view of the array, where the machine's own order is little-endian. */
export function asLittleEndian(array: Uint32Array | Float32Array): Uint8Array {
  return machineIsLittleEndian ? bytesOf(array) : toLittleEndian(array);
}

/** A buffer of its own for little-endian 32-bit values, in the machine's order and aligned for a typed array. */
export function fromLittleEndian(bytes: Uint8Array): ArrayBuffer {
  const copy = new Uint8Array(bytes);
  if (!machineIsLittleEndian) swapWords(copy);
  return copy.buffer;
}

/** Copies little-endian 32-bit values to an array of as many bytes. */
export function copyLittleEndian(bytes: Uint8Array, out: Uint32Array | Float32Array): void {
  const target = bytesOf(out);
  target.set(bytes);
  if (!machineIsLittleEndian) swapWords(target);
}

/** Brings values whose bytes were read in little-endian order to the machine's own order, in place. */
export function toMachineOrder(array: Float32Array): void {
  if (!machineIsLittleEndian) swapWords(bytesOf(array));
}

/** Reverses the bytes of each 32-bit value in place. */
function swapWords(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < bytes.length; at += 4) view.setUint32(at, view.getUint32(at, true), false);
}

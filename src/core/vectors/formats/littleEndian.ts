const machineIsLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** The bytes of 32-bit values in little-endian order, whatever the machine's own order is. */
export function toLittleEndian(array: Uint32Array | Float32Array): Uint8Array {
  return inLittleEndian(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
}

/** A buffer of its own for little-endian 32-bit values, in the machine's order and aligned for a typed array. */
export function fromLittleEndian(bytes: Uint8Array): ArrayBuffer {
  return inLittleEndian(bytes).buffer;
}

function inLittleEndian(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const copy = new Uint8Array(bytes);
  if (machineIsLittleEndian) return copy;
  const view = new DataView(copy.buffer);
  for (let at = 0; at < copy.length; at += 4) view.setUint32(at, view.getUint32(at, true), false);
  return copy;
}

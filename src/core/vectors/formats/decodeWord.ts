const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Up to this length a word is built faster one character at a time than by the decoder. */
const SHORT = 12;

const ASCII = Array.from({ length: 0x80 }, (_, code) => String.fromCharCode(code));

/**
 * The UTF-8 text between two places, or undefined where it is not UTF-8. Most words are short and ASCII, and then the call
 * of the decoder would take most of the time.
 */
export function decodeWord(bytes: Uint8Array, start: number, end: number): string | undefined {
  if (end - start <= SHORT) {
    let text = '';
    let at = start;
    for (; at < end && bytes[at]! < 0x80; at++) text += ASCII[bytes[at]!]!;
    if (at === end) return text;
  }
  try {
    return decoder.decode(bytes.subarray(start, end));
  } catch {
    return undefined;
  }
}

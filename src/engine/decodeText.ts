import { TextDecoder } from 'node:util';

/** A file that is not text. */
export class BinaryFileError extends Error {
  override readonly name = 'BinaryFileError';
}

/** How much of the start of a file is searched for NUL bytes; git looks at the same number. */
const SNIFFED_BYTES = 8000;

/**
 * Decodes a file's bytes to text piece by piece. A byte order mark (UTF-8, UTF-16) decides the encoding; without one
 * it is `encoding` (a WHATWG label; UTF-8 where the label is unknown). Malformed bytes become U+FFFD.
 *
 * @throws BinaryFileError where the start of the file holds a NUL byte and the encoding is not UTF-16.
 */
export async function* decodeText(
  pieces: AsyncIterable<Uint8Array>,
  encoding: string,
): AsyncGenerator<string, void, undefined> {
  let decoder: TextDecoder | undefined;
  for await (const piece of startWith(pieces, SNIFFED_BYTES)) {
    if (!decoder) {
      const label = byteOrderMark(piece) ?? encoding;
      decoder = decoderFor(label);
      if (!decoder.encoding.startsWith('utf-16') && piece.subarray(0, SNIFFED_BYTES).includes(0)) {
        throw new BinaryFileError('It holds NUL bytes, so it is not text in this encoding.');
      }
    }
    const text = decoder.decode(piece, { stream: true });
    if (text !== '') yield text;
  }
  const rest = decoder?.decode() ?? '';
  if (rest !== '') yield rest;
}

function decoderFor(label: string): TextDecoder {
  try {
    return new TextDecoder(label);
  } catch {
    return new TextDecoder();
  }
}

function byteOrderMark(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}

/** The same bytes, but the first piece holds at least `bytes` of them where there are so many. */
async function* startWith(
  pieces: AsyncIterable<Uint8Array>,
  bytes: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  let head: Uint8Array | undefined = new Uint8Array();
  for await (const piece of pieces) {
    if (head) {
      const joined: Uint8Array = new Uint8Array(head.length + piece.length);
      joined.set(head);
      joined.set(piece, head.length);
      head = joined;
      if (head.length >= bytes) {
        yield head;
        head = undefined;
      }
    } else {
      yield piece;
    }
  }
  if (head && head.length > 0) yield head;
}

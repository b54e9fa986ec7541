import assert from 'node:assert/strict';
import fc from 'fast-check';
import { BinaryFileError, decodeText } from '../../../src/engine/decodeText.ts';

async function* cut(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function decode(bytes: Uint8Array, encoding = 'utf-8', size = 3): Promise<string> {
  let text = '';
  for await (const piece of decodeText(cut(bytes, size), encoding)) text += piece;
  return text;
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

function utf16(text: string, littleEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(text.length * 2));
  for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i), littleEndian);
  return new Uint8Array(view.buffer);
}

describe('decodeText', () => {
  it('gives the same text however the bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0') && !text.startsWith('\ufeff')),
        fc.integer({ min: 1, max: 7 }),
        async (text, size) => {
          assert.equal(await decode(utf8(text), 'utf-8', size), text);
        },
      ),
      { seed: 1 },
    );
  });

  it('lets a byte order mark decide, and leaves the mark out', async () => {
    assert.equal(await decode(utf8('\ufeffzoë'), 'windows-1252'), 'zoë');
    assert.equal(await decode(utf16('\ufeffzoë', true)), 'zoë');
    assert.equal(await decode(utf16('\ufeffzoë', false)), 'zoë');
  });

  it('takes the given encoding where there is no mark', async () => {
    assert.equal(await decode(new Uint8Array([0x7a, 0x6f, 0xeb]), 'windows-1252'), 'zoë');
    assert.equal(await decode(utf16('zoë', true), 'utf-16le'), 'zoë');
    assert.equal(await decode(utf8('zoë'), 'no-such-encoding'), 'zoë');
  });

  it('replaces malformed bytes, also at the end', async () => {
    assert.equal(await decode(new Uint8Array([0x61, 0xff, 0x62, 0xc3])), 'a\ufffdb\ufffd');
  });

  it('refuses bytes that are no text', async () => {
    await assert.rejects(decode(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0])), BinaryFileError);
    await assert.rejects(decode(utf8(`${'x'.repeat(7000)}\0`), 'utf-8', 1000), BinaryFileError);
  });

  it('gives no text for no bytes', async () => {
    assert.equal(await decode(new Uint8Array()), '');
  });
});

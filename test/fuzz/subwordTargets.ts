import assert from 'node:assert/strict';
import { crc32 } from '../../src/core/vectors/formats/crc32.ts';
import { SubwordTable, SubwordTableWriter } from '../../src/core/vectors/formats/subwordTable.ts';
import { VectorsFormatError } from '../../src/core/vectors/formats/VectorsData.ts';
import type { FuzzTarget } from './FuzzTarget.ts';
import { ofBytes } from './makeTargets.ts';

/** A table of a few n-grams. */
async function subwordTable(): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  const writer = new SubwordTableWriter(async (bytes) => {
    pieces.push(bytes.slice());
  }, '5a'.repeat(32));
  writer.begin(2, { minn: 2, maxn: 3, bucket: 8 });
  for (let row = 0; row < 8; row++) {
    await writer.add(new Uint8Array(Float32Array.of(row, 1 - row).buffer));
  }
  await writer.end();
  return new Uint8Array(Buffer.concat(pieces));
}

async function compose(bytes: Uint8Array): Promise<void> {
  const table = await SubwordTable.open({
    size: bytes.length,
    read: async (start, end) => bytes.slice(start, end),
    readInto: async (start, target) => target.set(bytes.subarray(start, start + target.length)),
  });
  for (const word of ['sea', 'naïve', '物の哀れ', '']) {
    assert.equal((await table.vector(word))?.length ?? table.dimension, table.dimension);
  }
}

/** The table of n-grams beside the cache of a model of fastText. */
export const subwordTarget: FuzzTarget = ofBytes('table of n-grams', [await subwordTable()], {
  read: compose,
  refuses: [VectorsFormatError],
  repair(bytes) {
    if (bytes.length < 64) return;
    new DataView(bytes.buffer, bytes.byteOffset).setUint32(12, crc32(bytes.subarray(16, 64)), true);
  },
});

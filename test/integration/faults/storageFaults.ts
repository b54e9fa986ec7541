import assert from 'node:assert/strict';
import { readdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { layout } from '../../../src/core/vectors/formats/firthVectorsLayout.ts';
import type { Fault } from './Fault.ts';
import { type Ground, mountSmall } from './Ground.ts';

const FAILED = /The training failed; the vectors from before are still in use\./;

export const storageFaults: readonly Fault[] = [
  {
    name: 'storage: full',
    cause: (ground) => withSmallStorage(ground, 100_000, () => undefined, /ENOSPC|no space/i),
  },
  {
    name: 'storage: read-only',
    cause: (ground) => withSmallStorage(ground, 10_000_000, (mount) => mount.readOnly(), /EROFS|read-only/i),
  },
  { name: 'storage: folder gone', cause: storageGone },
  stored('of a newer version', (file) => file.writeUInt32LE(2, layout.version), /newer Firth/),
  stored('of an older version', (file) => file.writeUInt32LE(0, layout.version), /format version 0/),
  stored('with one bit changed', (file) => file.writeUInt8(file.readUInt8(9000) ^ 4, 9000), /damaged/),
  stored('cut short', (file) => file.subarray(0, file.length >> 1), /cut short/),
  stored('empty', () => Buffer.alloc(0), /not a file of Firth vectors/),
  stored('replaced by a folder', () => 'folder', /EISDIR|directory/i),
  stored('of another program', () => Buffer.from('PK\x03\x04'), /not a file of Firth vectors/),
];

async function withSmallStorage(
  ground: Ground,
  bytes: number,
  spoil: (mount: { readOnly(): void }) => void,
  expected: RegExp,
): Promise<undefined | { skipped: string }> {
  const mount = mountSmall(dirname(ground.output), bytes);
  if (!mount) return { skipped: 'file systems may not be mounted here' };
  try {
    spoil(mount);
    assert.equal(await ground.train(), undefined);
    ground.assertTold(FAILED);
    ground.assertTold(expected);
    assert.deepEqual(readdirSync(dirname(ground.output)), []);
  } finally {
    mount.unmount();
  }
  return undefined;
}

async function storageGone(ground: Ground): Promise<'trained'> {
  rmSync(dirname(ground.output), { recursive: true });
  assert.ok(await ground.train());
  ground.assertQuiet();
  return 'trained';
}

function stored(what: string, change: (file: Buffer) => unknown, expected: RegExp): Fault {
  return {
    name: `storage: vectors ${what}`,
    async cause(ground) {
      const file = ground.goodFile();
      const changed = change(file);
      await ground.store(Buffer.isBuffer(changed) || changed === 'folder' ? (changed as Buffer) : file);
      const { general, workspace, workspaceProblem } = await ground.api.vectors();
      assert.ok(general && !workspace);
      assert.match(workspaceProblem ?? '', expected);
      const [description] = await ground.api.describeWords('time', 3);
      assert.equal(description?.general?.neighbours.length, 3);
      // A training heals it, where there is no folder in the way.
      if (changed === 'folder') rmSync(ground.output, { recursive: true });
      assert.ok(await ground.train());
      assert.equal((await ground.api.vectors()).workspaceProblem, undefined);
      return undefined;
    },
  };
}

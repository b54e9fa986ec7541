import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { removeLeftovers } from '../../../src/extension/leftovers.ts';
import { temporaryPath, writerOf } from '../../../src/protocol/temporaryFile.ts';
import { temporaryFolder } from '../../host/temporaryFolder.ts';

describe('temporary files', () => {
  it('say who writes them', () => {
    const writer = { process: 123, thread: 7 };
    assert.deepEqual(writerOf(temporaryPath('a.firthvec', writer, randomUUID())), writer);
    for (const name of [
      'a.firthvec',
      'a.firthvec.tmp',
      'a.firthvec.12.3.tmp',
      `a.firthvec.x.3.${randomUUID()}.tmp`,
      `a.firthvec.3.${randomUUID()}.tmp`,
      `a.firthvec.12.3.${randomUUID()}.tmp.txt`,
    ]) {
      assert.equal(writerOf(name), undefined, name);
    }
  });

  it('are removed where nobody writes them any more, and nothing else is', async () => {
    const folder = temporaryFolder();
    try {
      const path = join(folder.path, 'a.firthvec');
      const { pid: gone } = spawnSync(process.execPath, ['-e', '']);
      const written = (process: number, thread: number): string =>
        temporaryPath(path, { process, thread }, randomUUID());
      const kept = [path, written(process.ppid, 5), written(process.pid, 6), join(folder.path, 'notes.tmp')];
      const left = [written(process.pid, 5), written(gone, 6)];
      for (const file of [...kept, ...left]) writeFileSync(file, '');
      await removeLeftovers(folder.path, 5);
      assert.deepEqual(
        readdirSync(folder.path).sort(),
        kept.map((file) => file.slice(folder.path.length + 1)).sort(),
      );
      await removeLeftovers(join(folder.path, 'no such folder'));
    } finally {
      folder.remove();
    }
  });
});

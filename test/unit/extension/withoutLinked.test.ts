import assert from 'node:assert/strict';
import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withoutLinked } from '../../../src/extension/corpus/withoutLinked.ts';
import { type TemporaryFolder, temporaryFolder } from '../../host/temporaryFolder.ts';

describe('withoutLinked', () => {
  let temporary: TemporaryFolder;
  let root: string;

  beforeEach(() => {
    temporary = temporaryFolder();
    root = join(realpathSync(temporary.path), 'workspace');
    for (const folder of ['workspace/texts', 'elsewhere', 'workspace-other'])
      mkdirSync(join(root, '..', folder), { recursive: true });
    for (const file of ['texts/a.txt', 'texts/b.txt', '../elsewhere/key.txt', '../workspace-other/c.txt'])
      writeFileSync(join(root, file), 'text');
  });

  afterEach(() => temporary.remove());

  it('keeps each file at its own place alone, whatever links lead there', async () => {
    symlinkSync(root, join(root, 'texts', 'loop'), 'junction');
    symlinkSync(join(root, 'texts', 'b.txt'), join(root, 'again.txt'));
    const direct = ['texts/a.txt', 'texts/b.txt'].map((file) => join(root, file));
    const linked = ['texts/loop/texts/a.txt', 'again.txt'].map((file) => join(root, file));
    assert.deepEqual(await withoutLinked([...linked, ...direct], [root]), direct);
    assert.deepEqual(await withoutLinked(linked, [root]), []);
  });

  it('leaves out what links lead to in another root, which has rules of its own', async () => {
    const other = join(root, '..', 'workspace-other');
    symlinkSync(other, join(root, 'linked'), 'junction');
    symlinkSync(root, join(other, 'back'), 'junction');
    const direct = [join(root, 'texts', 'a.txt'), join(other, 'c.txt')];
    const linked = [join(root, 'linked', 'c.txt'), join(other, 'back', 'texts', 'a.txt')];
    assert.deepEqual(await withoutLinked([...direct, ...linked], [root, other]), direct);
    assert.deepEqual(await withoutLinked(linked, [root, other]), []);
    assert.deepEqual(await withoutLinked(direct, [root, join(root, 'texts'), other]), direct);
  });

  it('leaves out what links lead out to, be they of files or folders', async () => {
    symlinkSync(join(root, '..', 'elsewhere'), join(root, 'out'), 'junction');
    symlinkSync(join(root, '..', 'elsewhere', 'key.txt'), join(root, 'key.txt'));
    const files = ['out/key.txt', 'key.txt', 'texts/a.txt', '../workspace-other/c.txt'].map((file) =>
      join(root, file),
    );
    assert.deepEqual(await withoutLinked(files, [root]), [join(root, 'texts', 'a.txt')]);
  });

  it('follows a root that is a link itself, and leaves files in that are gone', async () => {
    const link = join(root, '..', 'link');
    symlinkSync(root, link, 'junction');
    const files = ['texts/a.txt', 'texts/gone.txt', 'gone/a.txt'].map((file) => join(link, file));
    assert.deepEqual(await withoutLinked(files, [link]), files);
  });
});

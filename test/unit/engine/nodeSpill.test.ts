import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodeSpill } from '../../../src/engine/nodeSpill.ts';

describe('nodeSpill', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'firth-test-'));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('keeps bytes in files that nobody else sees, and that leave nothing behind', () => {
    const store = nodeSpill(folder);
    const [first, second] = [store.create(), store.create()];
    first.append(Uint8Array.of(1, 2, 3));
    second.append(Uint8Array.of(9));
    first.append(Uint8Array.of(4));
    const read = new Uint8Array(3);
    first.read(1, read);
    assert.deepEqual(read, Uint8Array.of(2, 3, 4));
    first.append(Uint8Array.of(5));
    second.read(0, read.subarray(0, 1));
    assert.equal(read[0], 9);
    assert.throws(() => first.read(3, read), {
      name: 'SpillError',
      message: /ends after 5 bytes; expected 6/,
    });
    assert.deepEqual(readdirSync(folder), []);
    store.dispose();
    assert.throws(() => first.append(Uint8Array.of(6)), { name: 'SpillError' });
  });

  it('says where there is no room, and what to do', () => {
    const store = nodeSpill(join(folder, 'missing'));
    assert.throws(() => store.create(), {
      name: 'SpillError',
      message: /missing: ENOENT.*firth\.training\.memory/,
    });
  });

  it('says so where the disk takes no more, and leaves nothing behind', function () {
    if (process.platform === 'win32') this.skip();
    const script = fileURLToPath(new URL('fillDisk.ts', import.meta.url));
    // Blocks of 512 bytes or, in some shells, 1024: 2 or 4 MB a file, of 8.
    const limited = 'ulimit -f 4096 && exec "$0" --import tsx "$@"';
    const output = execFileSync('sh', ['-c', limited, process.execPath, script, folder], {
      encoding: 'utf8',
    });
    const { outcome, left } = JSON.parse(output) as { outcome: Error; left: string[] };
    assert.equal(outcome.name, 'SpillError');
    assert.match(outcome.message, /could not be spilled to .*: EFBIG.*Free some disk space/);
    assert.deepEqual(left, []);
  });
});

import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildBrownSample } from '../../../src/build/brownSample.ts';
import { tokenize } from '../../../src/core/text/tokenize.ts';

describe('buildBrownSample', () => {
  let folder: string;
  let sample: string;
  const texts = new Map<string, string>();

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'firth-brown-'));
    sample = join(folder, 'sample');
    assert.deepEqual(await buildBrownSample(sample), { built: true, documents: 500 });
    for (const path of await readdir(sample, { recursive: true })) {
      if (path.endsWith('.txt')) texts.set(path, await readFile(join(sample, path), 'utf8'));
    }
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('holds 500 documents in 15 folders, one a genre', () => {
    assert.equal(texts.size, 500);
    const genres = new Set([...texts.keys()].map((path) => path.split(/[\\/]/)[0]));
    assert.deepEqual(
      [...genres].sort().join(' '),
      'adventure belles_lettres editorial fiction government hobbies humor learned lore mystery news religion reviews ' +
        'romance science_fiction',
    );
    assert.equal([...texts.keys()].filter((path) => path.startsWith('news')).length, 44);
  });

  it('holds the million words that the corpus has', () => {
    const tokens = [...texts.values()].reduce((sum, text) => sum + tokenize(text).length, 0);
    assert.ok(tokens > 1_000_000 && tokens < 1_100_000, `${tokens} tokens`);
    for (const [path, text] of texts) assert.ok(tokenize(text).length > 1500, path);
  });

  it('holds no tag and no stray blank', () => {
    for (const [path, text] of texts) {
      // Among fractions and units (3/4, mg/l) no part of speech.
      assert.doesNotMatch(
        text,
        /\/(?:at|nns?|in|jj[rt]?|vb[dgnz]?|nps?|cs|cc|rb|cd|pp\S*|md|be[dgmnrz]?)[-$*+\s]/,
        path,
      );
      assert.doesNotMatch(text, /``|''(?!')|\*\*| [,.;:?!)]|\( |;;|\?\?|!!| {2}|\t/, path);
    }
  });

  it('reads like the newspaper', () => {
    const [, first] = [...texts].find(([path]) => /news[\\/]ca01-the-atlanta-constitution\.txt$/.test(path))!;
    const start =
      "The Fulton County Grand Jury said Friday an investigation of Atlanta's recent\n" +
      'primary election produced "no evidence" that any irregularities took place.\n\n';
    assert.equal(first.slice(0, start.length), start);
  });

  it('says whose it is and that it may be passed on', async () => {
    const readme = await readFile(join(sample, 'README.md'), 'utf8');
    assert.match(readme, /W\. N\. Francis and H\. Kucera/);
    assert.match(readme, /redistribution permitted/);
    assert.match(
      await readFile(join(sample, 'CONTENTS'), 'utf8'),
      /Used by permission of The Atlanta Constitution/,
    );
  });

  it('does nothing the second time, and leaves no temporary folder', async () => {
    const made = (await stat(sample)).ctimeMs;
    assert.deepEqual(await buildBrownSample(sample), { built: false, documents: 500 });
    assert.equal((await stat(sample)).ctimeMs, made);
    assert.deepEqual(await readdir(folder), ['sample']);
  });

  it('replaces a sample that another version made', async () => {
    const old = join(folder, 'old');
    await mkdir(old);
    await writeFile(join(old, '.brown-sample.json'), '{"sample":0}');
    await writeFile(join(old, 'left over.txt'), '');
    assert.equal((await buildBrownSample(old)).built, true);
    assert.ok(!(await readdir(old)).includes('left over.txt'));
  });

  it("leaves somebody's own folder alone", async () => {
    const own = join(folder, 'own');
    await mkdir(own);
    await writeFile(join(own, 'novel.txt'), 'mine');
    await assert.rejects(buildBrownSample(own), /holds files but no \.brown-sample\.json; expected/);
    assert.deepEqual(await readdir(own), ['novel.txt']);
  });
});

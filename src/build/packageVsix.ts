import { chmod, mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { createVSIX, listFiles, PackageManager } from '@vscode/vsce';

/** A vsix larger than this is a mistake; most of it is the general English vectors. */
const MAX_BYTES = 12_000_000;

/** What the vsix holds: nothing more, nothing less, and nothing native. */
const CONTENTS = [
  'CHANGELOG.md',
  'LICENSE',
  'NOTICE',
  'README.md',
  'dist/engine.cjs',
  'dist/extension.cjs',
  'dist/general-english.firthvec',
  'dist/kernels.wasm',
  'dist/panel.js',
  'dist/third-party-notices.txt',
  'dist/tensorflow.cjs',
  'media/data.css',
  'media/genre.css',
  'media/icon.png',
  'media/lab.css',
  'media/map-dark.svg',
  'media/map-light.svg',
  'media/map.css',
  'media/panel.css',
  'media/walkthrough/analogy.svg',
  'media/walkthrough/cooccurrence.svg',
  'media/walkthrough/embeddings.svg',
  'media/walkthrough/encode.svg',
  'media/walkthrough/genre.svg',
  'media/walkthrough/glove.svg',
  'media/walkthrough/hover.svg',
  'media/walkthrough/limits.svg',
  'media/walkthrough/load.svg',
  'media/walkthrough/map.svg',
  'media/walkthrough/onehot.svg',
  'media/walkthrough/text.svg',
  'media/walkthrough/train.svg',
  'package.json',
  'package.nls.json',
];

const manifest = JSON.parse(await readFile('package.json', 'utf8')) as { name: string; version: string };
const target = `dist/${manifest.name}-${manifest.version}.vsix`;
const temporary = `${target}.tmp`;

// The same content makes the same bytes: vsce then sorts the files and gives all of them this time, the first one that a
// zip can tell (in the local time of whoever packs), and the files keep the permissions that they have here.
process.env['TZ'] = 'UTC';
process.env['SOURCE_DATE_EPOCH'] ??= String(Date.UTC(1980, 0, 1) / 1000);
await requireContents();
await Promise.all(CONTENTS.map((file) => chmod(file, 0o644)));
await mkdir('dist', { recursive: true });
await rm(temporary, { force: true });
await createVSIX({
  packagePath: temporary,
  dependencies: false,
  allowMissingRepository: true,
  rewriteRelativeLinks: false,
});
const { size } = await stat(temporary);
if (size > MAX_BYTES) {
  await rm(temporary);
  throw new Error(
    `${target} would be ${(size / 1e6).toFixed(2)} MB; expected at most ${MAX_BYTES / 1e6} MB.`,
  );
}
await rename(temporary, target);
console.log(`${target}: ${(size / 1e6).toFixed(2)} MB`);

async function requireContents(): Promise<void> {
  const files = await listFiles({ packageManager: PackageManager.None });
  const missing = CONTENTS.filter((file) => !files.includes(file));
  const strangers = files.filter((file) => !CONTENTS.includes(file));
  if (missing.length + strangers.length > 0) {
    throw new Error(
      `The vsix would lack [${missing.join(', ')}] and hold [${strangers.join(', ')}] beyond what it should.`,
    );
  }
}

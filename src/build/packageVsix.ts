import { mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { createVSIX } from '@vscode/vsce';

/** A vsix larger than this is a mistake; most of it is the general English vectors. */
const MAX_BYTES = 12_000_000;

const manifest = JSON.parse(await readFile('package.json', 'utf8')) as { name: string; version: string };
const target = `dist/${manifest.name}-${manifest.version}.vsix`;
const temporary = `${target}.tmp`;

await mkdir('dist', { recursive: true });
await rm(temporary, { force: true });
await createVSIX({
  packagePath: temporary,
  dependencies: false,
  allowMissingRepository: true,
  skipLicense: false,
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

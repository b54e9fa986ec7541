import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/**
 * Absolute path of the packaged extension of this version.
 *
 * @throws Error that says how to make it where it is missing
 */
export function packagedVsix(): string {
  const { name, version } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    name: string;
    version: string;
  };
  const file = resolve(`dist/${name}-${version}.vsix`);
  if (!existsSync(file)) throw new Error(`${file} is missing; run "npm run package" first.`);
  return file;
}

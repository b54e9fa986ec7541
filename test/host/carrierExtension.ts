import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The module that VS Code is given as test suite; FIRTH_TEST_SUITE tells it which suite to run. */
export const suiteRunnerFile = fileURLToPath(new URL('suiteRunner.cjs', import.meta.url));

/**
 * Writes an extension without any content. VS Code runs tests only for an extension under development, and
 * what is to be tested is the packaged one: so the packaged one is installed, and this one is the one
 * "developed".
 *
 * @returns the path of its folder, made inside `folder`.
 */
export function writeCarrierExtension(folder: string): string {
  const carrier = path.join(folder, 'carrier');
  mkdirSync(carrier, { recursive: true });
  const manifest = { name: 'test-carrier', publisher: 'firth', version: '0.0.1', engines: { vscode: '*' } };
  writeFileSync(path.join(carrier, 'package.json'), JSON.stringify(manifest));
  return carrier;
}

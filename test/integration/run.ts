import { cpSync } from 'node:fs';
import { resolve } from 'node:path';
import { build } from 'esbuild';
import { runExtensionTests } from '../host/extensionTests.ts';
import { installHost } from '../host/install.ts';
import { temporaryFolder } from '../host/temporaryFolder.ts';
import { packagedVsix } from '../packagedVsix.ts';

/** Bundles the suite, and runs it inside a real extension host with the packaged extension on the Brown sample. */
const suite = resolve('out/integration/suite.cjs');
await build({
  entryPoints: ['test/integration/suite.ts'],
  outfile: suite,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  external: ['vscode', 'mocha'],
  logLevel: 'warning',
});
await installHost();
const temporary = temporaryFolder();
try {
  const workspace = `${temporary.path}/brown`;
  cpSync('dist/sample', workspace, { recursive: true });
  const { exitCode } = await runExtensionTests({ vsix: [packagedVsix()], workspace, suite });
  process.exitCode = exitCode;
} finally {
  temporary.remove();
}

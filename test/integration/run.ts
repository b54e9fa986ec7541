import { cpSync } from 'node:fs';
import { bundleSuite } from '../bundleSuite.ts';
import { runExtensionTests } from '../host/extensionTests.ts';
import { installHost } from '../host/install.ts';
import { temporaryFolder } from '../host/temporaryFolder.ts';
import { packagedVsix } from '../packagedVsix.ts';

/** Runs the integration tests inside a real extension host, with the packaged extension on the Brown sample. */
const suite = await bundleSuite('test/integration/suite.ts', 'integration');
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

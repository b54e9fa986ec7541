import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { bundleSuite } from '../bundleSuite.ts';
import { runExtensionTests } from '../host/extensionTests.ts';
import { installHost } from '../host/install.ts';
import { temporaryFolder } from '../host/temporaryFolder.ts';
import { packagedVsix } from '../packagedVsix.ts';
import { makeMultiRootWorkspace } from './multiRootWorkspace.ts';

/** Runs the integration tests inside real extension hosts, with the packaged extension installed. */
await installHost();
const temporary = temporaryFolder();
try {
  const brown = join(temporary.path, 'brown');
  cpSync('dist/sample', brown, { recursive: true });
  for (const fixture of ['spark', 'codecs']) {
    cpSync(join('test/fixtures/vectors', fixture), join(temporary.path, 'fixtures', fixture), {
      recursive: true,
    });
  }
  const folders = join(temporary.path, 'folders');
  mkdirSync(folders);
  const small = join(temporary.path, 'small');
  cpSync('dist/sample/news', join(small, 'news'), { recursive: true });
  cpSync('dist/sample/fiction', join(small, 'fiction'), { recursive: true });
  // Two lanes of about the same length, side by side: a suite waits for VS Code more than it works.
  const lanes: readonly (readonly (readonly [suite: string, workspace: string])[])[] = [
    [['suite', brown]],
    [
      ['multiRootSuite', makeMultiRootWorkspace(folders)],
      ['faultSuite', small],
    ],
  ];
  const wanted = process.argv[2];
  const exitCodes = await Promise.all(
    lanes.map(async (lane) => {
      let worst = 0;
      for (const [suite, workspace] of lane) {
        if (wanted === undefined || wanted === suite) worst = Math.max(worst, await run(suite, workspace));
      }
      return worst;
    }),
  );
  process.exitCode = Math.max(...exitCodes);
} finally {
  temporary.remove();
}

/** Runs one suite, and prints what it said when it has ended: two that run side by side would interrupt each other. */
async function run(name: string, workspace: string): Promise<number> {
  const suite = await bundleSuite(`test/integration/${name}.ts`, name);
  let said = '';
  const write = (text: string): void => {
    said += text;
  };
  try {
    const { exitCode } = await runExtensionTests({ vsix: [packagedVsix()], workspace, suite, write });
    return exitCode;
  } finally {
    process.stdout.write(said);
  }
}

import path from 'node:path';
import { runTests, TestRunFailedError } from '@vscode/test-electron';
import { suiteRunnerFile, writeCarrierExtension } from './carrierExtension.ts';
import { desktopProfile } from './desktopProfile.ts';
import type { ExtensionTests } from './extensionTests.ts';
import { temporaryFolder } from './temporaryFolder.ts';

/**
 * Runs extension tests in a desktop VS Code through @vscode/test-electron.
 *
 * @param write gets what VS Code prints.
 * @returns the exit status of VS Code.
 */
export async function runDesktopTests(
  executable: string,
  tests: ExtensionTests,
  write: (text: string) => void,
): Promise<number> {
  const temporary = temporaryFolder();
  try {
    const profile = await desktopProfile(executable, temporary.path, tests.vsix, tests.settings);
    const run = runTests({
      vscodeExecutablePath: executable,
      extensionDevelopmentPath: writeCarrierExtension(temporary.path),
      extensionTestsPath: suiteRunnerFile,
      extensionTestsEnv: { ...tests.env, FIRTH_TEST_SUITE: path.resolve(tests.suite) },
      launchArgs: [path.resolve(tests.workspace), ...profile],
    });
    return await diverted(write, () => withTimeout(run, tests.timeoutMs ?? 600_000));
  } catch (error) {
    if (error instanceof TestRunFailedError) return error.code ?? 1;
    throw error;
  } finally {
    temporary.remove();
  }
}

/** Hands what is written to stdout to `write` instead: test-electron prints there and nowhere else. */
async function diverted<T>(write: (text: string) => void, action: () => Promise<T>): Promise<T> {
  const original = process.stdout.write;
  let inside = false;
  process.stdout.write = ((chunk: string | Uint8Array, ...rest: unknown[]) => {
    if (inside) return Reflect.apply(original, process.stdout, [chunk, ...rest]);
    inside = true;
    try {
      write(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8'));
    } finally {
      inside = false;
    }
    return true;
  }) as typeof process.stdout.write;
  try {
    return await action();
  } finally {
    process.stdout.write = original;
  }
}

async function withTimeout<T>(promise: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`The extension tests did not end within ${ms / 1000} s.`)), ms);
  });
  return Promise.race([promise, over]).finally(() => clearTimeout(timer));
}

import { existsSync } from 'node:fs';
import { chooseHost } from './chooseHost.ts';
import { runDesktopTests } from './desktopTests.ts';
import { runServedTests } from './servedTests.ts';
import type { Settings } from './settings.ts';

/** One run of a test suite inside VS Code's extension host. */
export interface ExtensionTests {
  /** The packaged extensions to install and test. */
  readonly vsix: readonly string[];
  /** Absolute path of the folder, or of the .code-workspace file, to open. */
  readonly workspace: string;
  /**
   * Absolute path of the compiled suite: a CommonJS or ES module exporting `run(): Promise<void>`, which
   * rejects when a test fails.
   */
  readonly suite: string;
  /** User settings on top of the quiet ones of settings.ts. */
  readonly settings?: Settings;
  /** Environment variables for the extension host. */
  readonly env?: Readonly<Record<string, string>>;
  /** How long the whole run may take; default 10 minutes. */
  readonly timeoutMs?: number;
  /** Where what the suite prints goes; default: our own stdout. */
  readonly write?: (text: string) => void;
}

/** How a run ended. */
export interface ExtensionTestsResult {
  /** 0 when the suite's `run` resolved. */
  readonly exitCode: number;
  /** All that the suite printed. */
  readonly output: string;
}

/**
 * Runs a test suite inside a genuine extension host that has the packaged extensions installed, in the
 * desktop VS Code or the browser-served one (see chooseHost), and shows what it prints.
 *
 * @throws Error when a file is missing, VS Code cannot be started, or the time is over.
 */
export async function runExtensionTests(tests: ExtensionTests): Promise<ExtensionTestsResult> {
  const files = [...tests.vsix, tests.workspace, tests.suite];
  const missing = files.find((file) => !existsSync(file));
  if (missing !== undefined) throw new Error(`The extension tests need ${missing}, which is not there.`);
  const host = chooseHost();
  let output = '';
  const write = tests.write ?? ((text: string) => process.stdout.write(text));
  const collect = (text: string) => {
    output += text;
    write(text);
  };
  const exitCode =
    host.kind === 'desktop'
      ? await runDesktopTests(host.executable, tests, collect)
      : await runServedTests(tests, collect);
  return { exitCode, output };
}

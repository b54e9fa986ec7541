import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { resolveCliArgsFromVSCodeExecutablePath } from '@vscode/test-electron';
import { type Settings, settingsFor } from './settings.ts';

const run = promisify(execFile);

/**
 * Makes a private profile for a desktop VS Code: our settings, and the packaged extensions installed.
 *
 * @param executable the Electron executable, as findDesktop() returns it.
 * @param folder an empty folder of ours that the profile goes into.
 * @returns the arguments that make that VS Code use the profile.
 * @throws Error with VS Code's own words when an extension cannot be installed.
 */
export async function desktopProfile(
  executable: string,
  folder: string,
  vsix: readonly string[],
  settings: Settings = {},
): Promise<string[]> {
  const userDataDir = path.join(folder, 'user');
  const args = [`--user-data-dir=${userDataDir}`, `--extensions-dir=${path.join(folder, 'extensions')}`];
  mkdirSync(path.join(userDataDir, 'User'), { recursive: true });
  writeFileSync(
    path.join(userDataDir, 'User', 'settings.json'),
    `${JSON.stringify(settingsFor(true, settings), undefined, 2)}\n`,
  );
  const [cli] = resolveCliArgsFromVSCodeExecutablePath(executable, { reuseMachineInstall: true });
  // On Windows the command line is a .cmd file, which only a shell can run.
  const shell = process.platform === 'win32';
  const quote = (text: string) => (shell ? `"${text}"` : text);
  for (const file of vsix) {
    const all = [...args, '--install-extension', path.resolve(file), '--force'];
    try {
      await run(quote(cli!), all.map(quote), { shell, timeout: 180_000 });
    } catch (error) {
      const { stderr, message } = error as Error & { stderr?: string };
      throw new Error(`VS Code did not install ${file}:\n${stderr || message}`);
    }
  }
  return args;
}

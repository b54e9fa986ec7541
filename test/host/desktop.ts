import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';

/**
 * Finds the Electron executable of a desktop VS Code.
 *
 * @returns what FIRTH_VSCODE names, else the one that `code` on the PATH belongs to, else one in the usual
 *   places; undefined if there is none, or no display to show it on.
 * @throws Error when FIRTH_VSCODE names no executable.
 */
export function findDesktop(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const named = env['FIRTH_VSCODE'];
  if (named) {
    const executable = existsSync(named) ? executableOf(named) : undefined;
    if (executable !== undefined) return executable;
    throw new Error(`FIRTH_VSCODE names ${named}, but no desktop VS Code is there.`);
  }
  if (process.platform === 'linux' && !env['DISPLAY'] && !env['WAYLAND_DISPLAY']) return undefined;
  for (const launcher of [...launchersOnPath(env), ...usualPlaces(env)]) {
    const executable = existsSync(launcher) ? executableOf(launcher) : undefined;
    if (executable !== undefined) return executable;
  }
  return undefined;
}

function launchersOnPath(env: NodeJS.ProcessEnv): string[] {
  const suffix = process.platform === 'win32' ? '.cmd' : '';
  const folders = (env['PATH'] ?? env['Path'] ?? '').split(path.delimiter).filter(Boolean);
  return ['code', 'code-insiders'].flatMap((name) =>
    folders.map((folder) => path.join(folder, name + suffix)),
  );
}

function usualPlaces(env: NodeJS.ProcessEnv): string[] {
  if (process.platform === 'darwin') {
    return ['/Applications', path.join(env['HOME'] ?? '', 'Applications')].flatMap((folder) => [
      path.join(folder, 'Visual Studio Code.app/Contents/Resources/app/bin/code'),
      path.join(folder, 'Visual Studio Code - Insiders.app/Contents/Resources/app/bin/code'),
    ]);
  }
  if (process.platform === 'win32') {
    return [path.join(env['LOCALAPPDATA'] ?? '', 'Programs'), env['PROGRAMFILES'] ?? ''].flatMap((folder) => [
      path.join(folder, 'Microsoft VS Code/Code.exe'),
      path.join(folder, 'Microsoft VS Code Insiders/Code - Insiders.exe'),
    ]);
  }
  const snap = '/snap/code/current/usr/share/code/code';
  return ['/usr/share/code/code', '/usr/share/code-insiders/code-insiders', snap];
}

/**
 * The Electron executable that a path leads to: the path itself, or for the command-line launcher
 * (`.../bin/code`) the executable beside it. A launcher without one, as in a remote terminal, gives
 * undefined.
 */
function executableOf(file: string): string | undefined {
  const real = realpathSync(file);
  const folder = path.dirname(real);
  if (path.basename(folder) !== 'bin') {
    return /^(code|electron)(\.exe|-insiders|- insiders)?/i.test(path.basename(real)) ? real : undefined;
  }
  const installation = path.dirname(folder);
  const beside = {
    darwin: [path.join(installation, '../../MacOS/Electron'), path.join(installation, '../../MacOS/Code')],
    win32: [path.join(installation, 'Code.exe'), path.join(installation, 'Code - Insiders.exe')],
  }[process.platform as string] ?? [
    path.join(installation, 'code'),
    path.join(installation, 'code-insiders'),
  ];
  return beside.find((executable) => existsSync(executable));
}

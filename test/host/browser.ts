import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium } from 'playwright-core';

/**
 * The Chromium or Chrome to show the workbench in.
 *
 * @returns its path: what FIRTH_CHROMIUM names, else the first one on the PATH or in the usual places.
 * @throws Error saying how to get one.
 */
function findChromium(env: NodeJS.ProcessEnv = process.env): string {
  const named = env['FIRTH_CHROMIUM'];
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`FIRTH_CHROMIUM names ${named}, but there is no such file.`);
  }
  const found = candidates(env).find((file) => existsSync(file));
  if (found !== undefined) return found;
  throw new Error(
    'No Chromium or Chrome was found to show VS Code in. On Debian and Ubuntu: apt-get install -y chromium. ' +
      'Elsewhere install Chrome, or let the environment variable FIRTH_CHROMIUM name the executable.',
  );
}

function candidates(env: NodeJS.ProcessEnv): string[] {
  if (process.platform === 'darwin') {
    const applications = ['/Applications', path.join(env['HOME'] ?? '', 'Applications')];
    return applications.flatMap((folder) => [
      path.join(folder, 'Google Chrome.app/Contents/MacOS/Google Chrome'),
      path.join(folder, 'Chromium.app/Contents/MacOS/Chromium'),
      path.join(folder, 'Microsoft Edge.app/Contents/MacOS/Microsoft Edge'),
    ]);
  }
  if (process.platform === 'win32') {
    const roots = [env['PROGRAMFILES'], env['PROGRAMFILES(X86)'], env['LOCALAPPDATA']].filter((root) => root);
    return roots.flatMap((root) => [
      path.join(root!, 'Google/Chrome/Application/chrome.exe'),
      path.join(root!, 'Chromium/Application/chrome.exe'),
      path.join(root!, 'Microsoft/Edge/Application/msedge.exe'),
    ]);
  }
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const folders = [...(env['PATH'] ?? '').split(':'), '/usr/bin', '/usr/local/bin', '/snap/bin'].filter(
    Boolean,
  );
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
}

/** Starts a headless browser that ends with this process at the latest; close it with `browser.close()`. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium(),
    timeout: 90_000,
    // Signals are atExit's: it ends this process in order, and Playwright kills the browser on exit.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    args: [
      '--no-sandbox',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

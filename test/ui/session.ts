import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../host/browser.ts';
import { installHost } from '../host/install.ts';
import { type Server, startServer } from '../host/server.ts';
import { temporaryFolder } from '../host/temporaryFolder.ts';
import { Workbench } from '../host/workbench.ts';
import { packagedVsix } from '../packagedVsix.ts';

/** A real VS Code with the packaged Firth, open on a folder of its own. */
export interface Session {
  readonly workbench: Workbench;
  readonly server: Server;
  /** Absolute path of the folder that is open. */
  readonly folder: string;
  /** Absolute path of the folder where Firth keeps what is not of one workspace. */
  readonly globalStorage: string;
  /** Opens the folder in another window, with a browser profile of its own. */
  openWindow(): Promise<Workbench>;
  close(): Promise<void>;
}

/**
 * Opens VS Code on a folder that `fill` puts files into.
 *
 * @param openFile path, relative to the folder, of the file to open
 * @param trust false opens the folder in Restricted Mode
 */
export async function openSession(
  fill: (folder: string) => void,
  openFile: string,
  viewport = { width: 1280, height: 800 },
  trust = true,
): Promise<Session> {
  await installHost();
  const temporary = temporaryFolder();
  const folder = join(temporary.path, 'workspace');
  let server: Server | undefined;
  let browser: Browser | undefined;
  const close = async (): Promise<void> => {
    await browser?.close();
    await server?.stop();
    temporary.remove();
  };
  try {
    mkdirSync(folder);
    fill(folder);
    server = await startServer({ vsix: [packagedVsix()], trust });
    browser = await launchBrowser();
    const [at, within] = [server, browser];
    const openWindow = (): Promise<Workbench> => Workbench.open(at, within, folder, { viewport });
    const workbench = await openWindow();
    // Not by the address: a window that is told what to open does not restore its editors when it is reloaded.
    await workbench.openFile(openFile);
    const globalStorage = join(server.userDataDir, 'User', 'globalStorage', 'firth.firth');
    return { workbench, server, folder, globalStorage, openWindow, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Fills a folder with the Brown sample that the build makes. */
export function fillWithBrown(folder: string): void {
  cpSync('dist/sample', folder, { recursive: true });
}

/** The document of the Brown sample that the tests and pictures look at. */
export const BROWN_DOCUMENT = 'news/ca01-the-atlanta-constitution.txt';

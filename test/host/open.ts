/**
 * Opens a VS Code with Firth installed on the sample workspace: the desktop program where there is one, else
 * one that is served to a browser. Run by `npm start` after the build.
 *
 * --vsix FILE        the packaged extension; default: the newest dist/firth-*.vsix
 * --workspace DIR    the folder to open; default: dist/sample
 * --check            open the browser-served one without showing it, wait until it is ready, and end
 */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { launchBrowser } from './browser.ts';
import { chooseHost } from './chooseHost.ts';
import { desktopProfile } from './desktopProfile.ts';
import { startServer, tail } from './server.ts';
import { temporaryFolder } from './temporaryFolder.ts';
import { Workbench } from './workbench.ts';

const dist = fileURLToPath(new URL('../../dist/', import.meta.url));

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      vsix: { type: 'string' },
      workspace: { type: 'string' },
      check: { type: 'boolean', default: false },
    },
  });
  const vsix = path.resolve(values.vsix ?? newestPackage());
  const workspace = path.resolve(values.workspace ?? path.join(dist, 'sample'));
  for (const file of [vsix, workspace]) {
    if (!existsSync(file)) throw new Error(`There is no ${file}; npm start builds it.`);
  }
  const first = fileToShow(workspace);
  if (values.check) return check(vsix, workspace, first);
  const host = chooseHost();
  if (host.kind === 'desktop') return openDesktop(host.executable, vsix, workspace, first);
  return serve(vsix, workspace, first);
}

function newestPackage(): string {
  const packages = existsSync(dist)
    ? readdirSync(dist).filter((file) => file.startsWith('firth-') && file.endsWith('.vsix'))
    : [];
  const age = (file: string) => statSync(path.join(dist, file)).mtimeMs;
  const newest = packages.sort((a, b) => age(b) - age(a))[0];
  if (newest === undefined)
    throw new Error(`There is no firth-*.vsix in ${dist}; run npm run package first.`);
  return path.join(dist, newest);
}

/** The file that a visitor should see first: the README, else the first text by name. */
function fileToShow(workspace: string): string | undefined {
  const files = readdirSync(workspace)
    .filter((file) => /\.(md|txt)$/i.test(file))
    .sort();
  const first = files.find((file) => /^readme\./i.test(file)) ?? files[0];
  return first === undefined ? undefined : path.join(workspace, first);
}

function whatToTry(first: string | undefined): string {
  const file = first === undefined ? 'a text file' : path.basename(first);
  return `In ${file}, rest the mouse on a word. All commands: press F1 and type Firth.`;
}

async function openDesktop(
  executable: string,
  vsix: string,
  workspace: string,
  first: string | undefined,
): Promise<number> {
  const temporary = temporaryFolder();
  try {
    console.log(`Opening ${executable} with a profile of its own ...`);
    const profile = await desktopProfile(executable, temporary.path, [vsix]);
    const files = first === undefined ? [workspace] : [workspace, first];
    const window = spawn(executable, [...profile, '--new-window', ...files], { stdio: 'ignore' });
    console.log(`${whatToTry(first)}\nIt runs until you close it or press Ctrl-C here.`);
    return await new Promise<number>((resolve, reject) => {
      window.on('error', reject);
      window.on('exit', (code) => resolve(code ?? 1));
    });
  } finally {
    temporary.remove();
  }
}

async function serve(vsix: string, workspace: string, first: string | undefined): Promise<number> {
  const server = await startServer({ vsix: [vsix] });
  console.log('VS Code with Firth is running. Open this address in a browser on this machine:\n');
  console.log(`  ${server.url(workspace, first === undefined ? {} : { openFile: first })}\n`);
  console.log(`${whatToTry(first)}\nIt runs until you press Ctrl-C here.`);
  while (server.running()) await sleep(500);
  throw new Error(`The VS Code server ended:\n${tail(server.output())}`);
}

async function check(vsix: string, workspace: string, first: string | undefined): Promise<number> {
  const browser = await launchBrowser();
  try {
    const server = await startServer({ vsix: [vsix] });
    try {
      const options = first === undefined ? {} : { openFile: first };
      const workbench = await Workbench.open(server, browser, workspace, options);
      await workbench.close();
    } finally {
      await server.stop();
    }
  } finally {
    await browser.close();
  }
  console.log(`Ready: VS Code opens ${workspace} with ${path.basename(vsix)} installed.`);
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

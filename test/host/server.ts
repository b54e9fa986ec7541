import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { installHost } from './install.ts';
import { startProcessGroup } from './processGroup.ts';
import { type Settings, settingsFor } from './settings.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const run = promisify(execFile);
const startTimeoutMs = 120_000;

/** What a server may be started with; everything has a default. */
export interface ServerOptions {
  /** Packaged extensions to install. */
  readonly vsix?: readonly string[];
  /** User settings on top of the quiet ones of settings.ts. */
  readonly settings?: Settings;
  /** False opens folders in Restricted Mode; true (default) trusts everything. */
  readonly trust?: boolean;
  /**
   * Lets the address carry extension tests, and suppresses notification toasts: for extension tests only.
   * Default false.
   */
  readonly smokeTestDriver?: boolean;
  /** Where the profile lives; kept afterwards. Default: a temporary folder, removed by stop(). */
  readonly userDataDir?: string;
  /** Environment variables for the server and so for the extension host. */
  readonly env?: Readonly<Record<string, string>>;
  /** Options of Node for the server and so for the extension host, which gets NODE_OPTIONS taken away. */
  readonly nodeArguments?: readonly string[];
}

/** What the address of a workbench may carry besides the folder. */
interface UrlOptions {
  /** Absolute path of a file to open. */
  readonly openFile?: string;
  /** Further key-value pairs for the workbench, as in vscode.dev's `payload`. */
  readonly payload?: readonly (readonly [key: string, value: string])[];
}

/** A running browser-served VS Code. */
export interface Server {
  /** `host:port`, the authority of `vscode-remote:` addresses. */
  readonly authority: string;
  readonly userDataDir: string;
  readonly extensionsDir: string;
  /** The address of the workbench with this folder, or .code-workspace file, open (absolute paths). */
  url(workspace: string, options?: UrlOptions): string;
  /** The address by which the workbench names a file or folder (an absolute path) of this machine. */
  remoteUri(file: string): string;
  /**
   * Changes settings of an open workbench, which follows within a second. They are machine settings: they win
   * over the user's (also over what a command writes there later), and a few of application scope are
   * ignored.
   */
  updateSettings(settings: Settings): void;
  /**
   * What the extension hosts and the extensions' log output channels have written; with an extension's
   * identifier (`publisher.name`), only that one's channels.
   */
  extensionHostLogs(extension?: string): string;
  /** What the server process has written to stdout and stderr. */
  output(): string;
  running(): boolean;
  /** Ends the server and all its processes and removes the temporary folders. */
  stop(): Promise<void>;
}

/**
 * Starts a VS Code of our own with a private profile on a free port of 127.0.0.1, installing it before if
 * needed, and resolves when it answers. It ends with this process at the latest.
 *
 * @throws Error with the server's last words when it ends or does not answer within two minutes, or when an
 *   extension cannot be installed.
 */
export async function startServer(options: ServerOptions = {}): Promise<Server> {
  for (const file of options.vsix ?? []) {
    if (!existsSync(file))
      throw new Error(`There is no packaged extension at ${file}; run npm run package first.`);
  }
  const host = await installHost();
  const trust = options.trust ?? true;
  const temporary = temporaryFolder();
  const userDataDir = path.resolve(options.userDataDir ?? path.join(temporary.path, 'user'));
  const extensionsDir = path.join(temporary.path, 'extensions');
  writeSettings(path.join(userDataDir, 'User', 'settings.json'), settingsFor(trust, options.settings ?? {}));
  // The workbench follows every change of the machine's settings, but only the first one of the user's.
  const liveSettingsFile = path.join(userDataDir, 'Machine', 'settings.json');
  let liveSettings: Settings = {};
  writeSettings(liveSettingsFile, liveSettings);

  const configFile = path.join(temporary.path, 'config.yaml');
  writeFileSync(configFile, '');
  const profile = ['--config', configFile, '--user-data-dir', userDataDir, '--extensions-dir', extensionsDir];
  const env = serverEnvironment(temporary.path, options.env ?? {});
  try {
    for (const file of options.vsix ?? []) {
      await installExtension(
        host.node,
        [host.entry, ...profile, '--install-extension', path.resolve(file)],
        env,
      );
    }
  } catch (error) {
    temporary.remove();
    throw error;
  }
  const flags = [
    '--auth',
    'none',
    '--bind-addr',
    '127.0.0.1:0',
    '--disable-telemetry',
    '--disable-update-check',
  ];
  flags.push('--disable-getting-started-override');
  if (trust) flags.push('--disable-workspace-trust');
  if (options.smokeTestDriver) flags.push('--vscode-option=enable-smoke-test-driver');
  const group = startProcessGroup(
    host.node,
    [...(options.nodeArguments ?? []), host.entry, ...profile, ...flags],
    {
      cwd: temporary.path,
      env,
    },
  );
  const stop = async () => {
    await group.stop();
    temporary.remove();
  };
  let authority: string;
  try {
    authority = await waitForAddress(group);
  } catch (error) {
    await stop();
    throw error;
  }
  const remoteUri = (file: string) => `vscode-remote://${authority}${encodeURI(path.resolve(file))}`;
  return {
    authority,
    userDataDir,
    extensionsDir,
    remoteUri,
    url(workspace, { openFile, payload = [] } = {}) {
      const pairs = openFile === undefined ? payload : [...payload, ['openFile', remoteUri(openFile)]];
      const kind = workspace.endsWith('.code-workspace') ? 'workspace' : 'folder';
      const query = new URLSearchParams({ [kind]: path.resolve(workspace) });
      if (pairs.length > 0) query.set('payload', JSON.stringify(pairs));
      return `http://${authority}/?${query}`;
    },
    updateSettings(settings) {
      liveSettings = { ...liveSettings, ...settings };
      writeSettings(liveSettingsFile, liveSettings);
    },
    extensionHostLogs: (extension) => readLogs(path.join(userDataDir, 'logs'), extension),
    output: group.output,
    running: group.running,
    stop,
  };
}

function writeSettings(file: string, settings: Settings): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(settings, undefined, 2)}\n`);
}

/** Our own environment without what would tie the server to another VS Code or to this user's folders. */
function serverEnvironment(folder: string, own: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {};
  for (const [name, value] of Object.entries(process.env)) {
    // Options meant for the Node that runs us (a TypeScript loader, say) would break the server's own Node.
    if (!name.startsWith('VSCODE_') && !name.startsWith('npm_') && name !== 'NODE_OPTIONS') env[name] = value;
  }
  return {
    ...env,
    XDG_DATA_HOME: path.join(folder, 'data'),
    XDG_CONFIG_HOME: path.join(folder, 'config'),
    XDG_CACHE_HOME: path.join(folder, 'cache'),
    EXTENSIONS_GALLERY: JSON.stringify({ serviceUrl: '', itemUrl: '', resourceUrlTemplate: '' }),
    ...own,
  };
}

async function installExtension(
  node: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const { stdout, stderr } = await run(node, args, { env, timeout: startTimeoutMs }).catch((error) => error);
  // The exit status is 0 for some failures.
  if (!/was successfully installed/.test(stdout ?? '')) {
    throw new Error(`VS Code did not install ${args.at(-1)}:\n${stdout ?? ''}\n${stderr ?? ''}`.trim());
  }
}

async function waitForAddress(group: { output(): string; running(): boolean }): Promise<string> {
  const deadline = performance.now() + startTimeoutMs;
  while (performance.now() < deadline) {
    const authority = /HTTP server listening on http:\/\/([^/\s]+)/.exec(group.output())?.[1];
    if (authority !== undefined && (await answers(authority))) return authority;
    if (!group.running())
      throw new Error(`The VS Code server ended while starting:\n${tail(group.output())}`);
    await sleep(50);
  }
  throw new Error(
    `The VS Code server did not answer within ${startTimeoutMs / 1000} s:\n${tail(group.output())}`,
  );
}

async function answers(authority: string): Promise<boolean> {
  try {
    const response = await fetch(`http://${authority}/healthz`, { signal: AbortSignal.timeout(5_000) });
    return response.ok;
  } catch {
    return false;
  }
}

/** The last lines of a log, for error messages. */
export function tail(text: string, lines = 40): string {
  return text.trimEnd().split('\n').slice(-lines).join('\n');
}

function readLogs(folder: string, extension?: string): string {
  if (!existsSync(folder)) return '';
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.includes('exthost') && file.endsWith('.log'))
    .filter((file) => extension === undefined || file.split(path.sep).includes(extension))
    .sort()
    .map((file) => `--- ${file}\n${readFileSync(path.join(folder, file), 'utf8')}`)
    .join('\n');
}

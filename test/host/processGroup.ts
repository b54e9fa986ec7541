import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { atExit } from './atExit.ts';

/** A program running in a process group of its own, with all the processes it starts in turn. */
export interface ProcessGroup {
  /** What the program has written to stdout and stderr so far (the last million characters). */
  output(): string;
  /** False once the program has ended. */
  running(): boolean;
  /** Asks the whole group to end, insists after 3 s, and resolves when none of it is left. */
  stop(): Promise<void>;
}

/**
 * The shell leads the group and reads a pipe that we hold open. When we die in whatever way (SIGKILL too),
 * the pipe closes and the shell kills its group; it does the same when the program ends by itself.
 */
const supervise =
  '{ "$@" </dev/null; echo "exited with status $?"; kill -KILL -$$; } & cat >/dev/null; kill -KILL -$$';

/** Starts `command` in a process group that cannot outlive this process (Linux only). */
export function startProcessGroup(
  command: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): ProcessGroup {
  const child: ChildProcessByStdio<Writable, Readable, Readable> = spawn(
    '/bin/sh',
    ['-c', supervise, 'sh', command, ...args],
    { ...options, detached: true, stdio: ['pipe', 'pipe', 'pipe'] },
  );
  let output = '';
  const collect = (text: string) => {
    output = (output + text).slice(-1_000_000);
  };
  child.stdout.setEncoding('utf8').on('data', collect);
  child.stderr.setEncoding('utf8').on('data', collect);
  child.stdin.on('error', () => {});
  child.on('error', (error) => collect(`${error.message}\n`));

  const signal = (name: NodeJS.Signals): boolean => {
    try {
      return child.pid !== undefined && process.kill(-child.pid, name);
    } catch {
      return false;
    }
  };
  const forget = atExit(() => signal('SIGKILL'));
  const gone = async (withinMs: number) => {
    for (const end = performance.now() + withinMs; performance.now() < end; await sleep(25)) {
      if (child.pid === undefined || !hasLivingMembers(child.pid)) return true;
    }
    return false;
  };
  return {
    output: () => output,
    running: () => child.pid !== undefined && child.exitCode === null && child.signalCode === null,
    async stop() {
      signal('SIGTERM');
      if (!(await gone(3_000))) {
        signal('SIGKILL');
        await gone(3_000);
      }
      forget();
    },
  };
}

/**
 * Whether a process of this group still runs. Asking with signal 0 would not do: it also counts the dead ones
 * that nobody has waited for yet, which in a container can be for ever.
 */
function hasLivingMembers(group: number): boolean {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .some((pid) => {
      try {
        // `pid (command) state parent group ...`, and the command may hold anything.
        const [state, , processGroup] = readFileSync(`/proc/${pid}/stat`, 'utf8')
          .split(') ')
          .at(-1)!
          .split(' ');
        return Number(processGroup) === group && state !== 'Z' && state !== 'X';
      } catch {
        return false; // It ended between the two lines above.
      }
    });
}

/**
 * Runs an action when this process ends, however it ends short of SIGKILL: normally, by an uncaught error, or
 * by a signal (which then leads to an orderly exit with the shell's 128 + number). The action must be
 * synchronous, must not throw and must stand being run when there is nothing left to do.
 *
 * @returns a function that takes the action off the list again, for use once it has been done.
 */
export function atExit(action: () => void): () => void {
  if (actions.size === 0) {
    process.on('exit', runAll);
    for (const signal of signals) process.on(signal, exitOnSignal);
  }
  actions.add(action);
  return () => {
    if (!actions.delete(action) || actions.size > 0) return;
    process.off('exit', runAll);
    for (const signal of signals) process.off(signal, exitOnSignal);
  };
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const numbers: Readonly<Record<string, number>> = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 };
const actions = new Set<() => void>();

function exitOnSignal(signal: NodeJS.Signals): void {
  process.exit(128 + (numbers[signal] ?? 0));
}

function runAll(): void {
  // What was started last may depend on what was started first.
  for (const action of [...actions].reverse()) action();
}

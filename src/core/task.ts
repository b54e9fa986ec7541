/**
 * How long-running core functions report progress and let themselves be stopped, without knowing of threads,
 * clocks or windows.
 */
export interface Task {
  /**
   * Called often (aim at every few milliseconds of work) with the share of the work that is done, from 0 to 1.
   * Throws {@link CancelledError} when the work is no longer wanted; the caller lets it pass through.
   */
  checkpoint(done: number): void;
}

/** Thrown by {@link Task.checkpoint} when the work was called off. */
export class CancelledError extends Error {
  override readonly name = 'CancelledError';
  constructor() {
    super('The work was cancelled.');
  }
}

/** A task that nobody watches and nobody stops. */
export const untracked: Task = { checkpoint: () => undefined };

/** The part of `task` between the shares `from` and `to`, as a task of its own that runs from 0 to 1. */
export function subtask(task: Task, from: number, to: number): Task {
  return { checkpoint: (done) => task.checkpoint(from + (to - from) * done) };
}

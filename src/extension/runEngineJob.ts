import type { CancellationToken, LogOutputChannel } from 'vscode';
import { EngineThread } from './EngineThread.ts';
import { removeLeftovers } from './leftovers.ts';

/** Work that was called off and does not stop by itself within this time is stopped from outside. */
const GRACE_MILLISECONDS = 3000;

/** What a job is run with. */
export interface EngineJob {
  /** The engine's bundle. */
  readonly engineScript: string;
  /** Shown in logs and debuggers. */
  readonly name: string;
  readonly log: LogOutputChannel;
  readonly token: CancellationToken;
  /** The folder that the work writes to, if it does: what it leaves half written there is removed. */
  readonly writesTo?: string;
}

/**
 * Runs long work in an engine thread of its own, so that the one that answers queries stays free, and ends the thread
 * whatever happens. Resolves to undefined when the work was called off.
 */
export async function runEngineJob<T>(
  { engineScript, name, log, token, writesTo }: EngineJob,
  work: (thread: EngineThread) => Promise<T>,
): Promise<T | undefined> {
  const thread = new EngineThread(engineScript, name, log, () => undefined, { isBackground: true });
  let timer: NodeJS.Timeout | undefined;
  const registration = token.onCancellationRequested(() => {
    timer = setTimeout(() => void thread.stop(), GRACE_MILLISECONDS);
  });
  try {
    return await work(thread);
  } catch (error) {
    if (!token.isCancellationRequested) throw error;
    log.info(`The work of "${name}" was called off.`);
    return undefined;
  } finally {
    clearTimeout(timer);
    registration.dispose();
    await thread.stop();
    if (writesTo !== undefined) await removeLeftovers(writesTo, thread.id);
  }
}

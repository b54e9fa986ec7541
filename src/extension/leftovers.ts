import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writerOf } from '../protocol/temporaryFile.ts';

/**
 * Removes from a folder what was written in place of a file and never finished: by processes that are gone, and by a thread
 * of this one that has ended. What cannot be removed stays; the next time tries again.
 *
 * @param endedThread Node's number of the thread
 */
export async function removeLeftovers(folder: string, endedThread?: number): Promise<void> {
  const entries = await readdir(folder).catch((): string[] => []);
  const left = entries.filter((entry) => {
    const writer = writerOf(entry);
    if (!writer) return false;
    return writer.process === process.pid ? writer.thread === endedThread : !isAlive(writer.process);
  });
  await Promise.allSettled(left.map((entry) => rm(join(folder, entry), { force: true })));
}

function isAlive(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    // Somebody else's process may not be sent signals, but it is there.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

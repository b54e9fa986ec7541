import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { atExit } from './atExit.ts';

/** A folder of our own under the system's temporary folder. */
export interface TemporaryFolder {
  readonly path: string;
  /** Removes it with all that is in it; done at the end of the process at the latest. */
  remove(): void;
}

/** Makes an empty temporary folder; a short name, since socket paths inside it may have 107 bytes at most. */
export function temporaryFolder(): TemporaryFolder {
  const folder = mkdtempSync(path.join(tmpdir(), 'firth-'));
  const erase = () => {
    try {
      // A process that was killed a moment ago may still be writing here.
      rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    } catch (error) {
      console.warn(`Could not remove ${folder}: ${(error as Error).message}`);
    }
  };
  const forget = atExit(erase);
  return {
    path: folder,
    remove() {
      forget();
      erase();
    },
  };
}

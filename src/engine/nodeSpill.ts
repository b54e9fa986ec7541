import {
  closeSync,
  fstatSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SpillError, type SpilledBytes, type SpillStore } from '../core/spill.ts';

/**
 * Spills to files of the system's folder for temporary ones (or another). A file loses its name as soon as it is open: so it is
 * gone when it is closed, by {@link SpillStore.dispose} or, whatever happens to the thread, by the system.
 */
export function nodeSpill(parent: string = tmpdir()): SpillStore {
  const open: number[] = [];
  return {
    create() {
      const file = inSpace(parent, () => openNameless(parent));
      open.push(file);
      return spilledBytes(file, parent);
    },

    dispose() {
      for (const file of open.splice(0)) closeSync(file);
    },
  };
}

function openNameless(parent: string): number {
  const folder = mkdtempSync(join(parent, 'firth-'));
  try {
    const path = join(folder, 'spilled');
    const file = openSync(path, 'wx+');
    unlinkSync(path);
    return file;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function spilledBytes(file: number, parent: string): SpilledBytes {
  return {
    append(bytes) {
      inSpace(parent, () => {
        for (let written = 0; written < bytes.length; ) {
          written += writeSync(file, bytes, written, bytes.length - written);
        }
      });
    },

    read(offset, into) {
      for (let filled = 0; filled < into.length; ) {
        const count = readSync(file, into, filled, into.length - filled, offset + filled);
        if (count === 0) {
          throw new SpillError(
            `A spilled file ends after ${fstatSync(file).size} bytes; expected ${offset + into.length}.`,
          );
        }
        filled += count;
      }
    },
  };
}

/** Says what to do where there is no room. */
function inSpace<T>(parent: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SpillError(
      `The text and its counts do not fit into the memory allowed, and could not be spilled to ${parent}: ${reason}. Free some disk ` +
        'space, raise the setting firth.training.memory, or train on fewer files.',
    );
  }
}

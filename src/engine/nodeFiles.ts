import { createReadStream } from 'node:fs';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { FileAccess, FileStamp } from './host.ts';

/** Larger pieces save little; smaller ones cost calls. */
const PIECE_BYTES = 1 << 20;

/** The file system of the machine, through Node. */
export const nodeFiles: FileAccess = {
  read: readFile,

  readPieces: (path) => createReadStream(path, { highWaterMark: PIECE_BYTES }),

  async stamp(path): Promise<FileStamp | undefined> {
    try {
      const { size, mtimeMs } = await stat(path);
      return { size, modified: Math.trunc(mtimeMs) };
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  },

  async replace(path, content): Promise<void> {
    await mkdir(dirname(path), { recursive: true });
    const temporary = `${path}.${process.pid}.${Date.now().toString(36)}.tmp`;
    try {
      const file = await open(temporary, 'wx');
      try {
        await file.writeFile(content);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(temporary, path);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  },
};

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}

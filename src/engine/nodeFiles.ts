import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { threadId } from 'node:worker_threads';
import { temporaryPath } from '../protocol/temporaryFile.ts';
import type { FileAccess, FileStamp, ReadableFile } from './host.ts';

/** Larger pieces save little; smaller ones cost calls. */
const PIECE_BYTES = 1 << 20;

/** The file system of the machine, through Node. */
export const nodeFiles: FileAccess = {
  async read(path): Promise<Uint8Array> {
    // Into one array and, as a rule, in one go: reading a large file piece by piece takes several times as long.
    const file = await nodeFiles.open(path);
    try {
      return await file.read(0, file.size);
    } finally {
      await file.close();
    }
  },

  async readRange(path, start, end): Promise<Uint8Array> {
    const file = await nodeFiles.open(path);
    try {
      return await file.read(start, Math.max(start, Math.min(end, file.size)));
    } finally {
      await file.close();
    }
  },

  async open(path): Promise<ReadableFile> {
    const file = await open(path, 'r');
    try {
      const { size } = await file.stat();
      return {
        size,
        async read(start, end): Promise<Uint8Array> {
          const content = new Uint8Array(Math.max(0, end - start));
          return content.subarray(0, await fill(file, start, content));
        },
        async readInto(start, target): Promise<void> {
          const filled = await fill(file, start, target);
          if (filled === target.length) return;
          throw new Error(`${path} ends after ${start + filled} bytes; expected ${start + target.length}.`);
        },
        close: () => file.close(),
      };
    } catch (error) {
      await file.close();
      throw error;
    }
  },

  async list(path): Promise<readonly string[] | undefined> {
    try {
      return (await readdir(path)).sort();
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  },

  async remove(path): Promise<void> {
    await rm(path, { force: true });
  },

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
    await nodeFiles.write(path, async (append) => {
      if (content instanceof Uint8Array) await append(content);
      else for (const piece of content) await append(piece);
    });
  },

  async write(path, fill) {
    await mkdir(dirname(path), { recursive: true });
    const temporary = temporaryPath(path, { process: process.pid, thread: threadId }, randomUUID());
    try {
      const file = await open(temporary, 'wx');
      let result: Awaited<ReturnType<typeof fill>>;
      try {
        result = await fill((bytes) => file.writeFile(bytes));
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(temporary, path);
      return result;
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  },
};

/** Reads until the array is full or the file ends; gives how many bytes came. */
async function fill(file: FileHandle, start: number, target: Uint8Array): Promise<number> {
  let filled = 0;
  while (filled < target.length) {
    const { bytesRead } = await file.read(target, filled, target.length - filled, start + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return filled;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}

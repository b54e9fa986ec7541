import { plainKernels } from '../../../src/core/math/plainKernels.ts';
import { crc32 } from '../../../src/core/vectors/formats/crc32.ts';
import type { EngineHost, FileAccess, FileStamp, ReadableFile } from '../../../src/engine/host.ts';
import { nodeArchives } from '../../../src/engine/nodeArchives.ts';
import { nodeCsv } from '../../../src/engine/nodeCsv.ts';
import { nodeSha256 } from '../../../src/engine/nodeSha256.ts';
import { MemorySpill } from '../core/memorySpill.ts';

/** Files in memory, with the failures that a test asks for. */
export class MemoryFiles implements FileAccess {
  readonly contents = new Map<string, Uint8Array>();
  /** Paths that exist but cannot be read. */
  readonly unreadable = new Set<string>();
  /** Set to make every write fail, as on a full disk. */
  writeError: Error | undefined;
  modified = 1000;

  put(path: string, content: string | Uint8Array): void {
    this.contents.set(path, typeof content === 'string' ? new TextEncoder().encode(content) : content);
  }

  async read(path: string): Promise<Uint8Array> {
    const content = this.contents.get(path);
    if (!content || this.unreadable.has(path)) throw new Error(`EACCES: ${path}`);
    return content;
  }

  async *readPieces(path: string): AsyncGenerator<Uint8Array> {
    const content = await this.read(path);
    for (let at = 0; at < content.length; at += 1000) yield content.subarray(at, at + 1000);
  }

  async readRange(path: string, start: number, end: number): Promise<Uint8Array> {
    return (await this.read(path)).subarray(start, end);
  }

  async open(path: string): Promise<ReadableFile> {
    const content = await this.read(path);
    return {
      size: content.length,
      read: async (start, end) => content.subarray(start, end),
      readInto: async (start, target) => target.set(content.subarray(start, start + target.length)),
      close: async () => undefined,
    };
  }

  async list(path: string): Promise<readonly string[] | undefined> {
    const prefix = `${path}/`;
    const inside = [...this.contents.keys()].filter((other) => other.startsWith(prefix));
    if (inside.length === 0) return undefined;
    return [...new Set(inside.map((other) => other.slice(prefix.length).split('/')[0]!))].sort();
  }

  async remove(path: string): Promise<void> {
    this.contents.delete(path);
  }

  async stamp(path: string): Promise<FileStamp | undefined> {
    const content = this.contents.get(path);
    return content && { size: content.length, modified: this.modified };
  }

  async replace(path: string, content: Uint8Array | Iterable<Uint8Array>): Promise<void> {
    await this.write(path, async (append) => {
      for (const piece of content instanceof Uint8Array ? [content] : content) await append(piece);
    });
  }

  async write<T>(
    path: string,
    fill: (append: (bytes: Uint8Array) => Promise<void>) => Promise<T>,
  ): Promise<T> {
    if (this.writeError) throw this.writeError;
    const pieces: Uint8Array[] = [];
    const result = await fill(async (bytes) => {
      pieces.push(bytes.slice());
    });
    this.contents.set(path, new Uint8Array(Buffer.concat(pieces)));
    return result;
  }
}

/** A machine in memory whose clock moves one millisecond a look. */
export function memoryHost(files: FileAccess): EngineHost {
  let time = 0;
  return {
    files,
    kernels: plainKernels,
    tensorflow: {
      native: () => Promise.reject(new Error('There is no such module in memory')),
      bundled: () => import('../../../src/engine/tensorflow/bundle.ts'),
    },
    archives: nodeArchives,
    crc32,
    csv: nodeCsv,
    sha256: nodeSha256,
    log: { info: () => undefined, warn: () => undefined },
    now: () => time++,
    turn: () => new Promise((resolve) => setImmediate(resolve)),
    createSpill: () => new MemorySpill(),
    residentMemory: () => 1_000_000,
  };
}

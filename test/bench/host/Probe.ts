import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ServerOptions } from '../../host/server.ts';

/** What a thread still needs after its garbage was collected, in bytes. */
export interface ThreadMemory {
  readonly heapUsed: number;
  readonly external: number;
  readonly arrayBuffers: number;
}

/** How late the event loop's timers came, in milliseconds, and the processor time of the process, in microseconds. */
export interface EventLoopDelay {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  readonly cpu: { readonly user: number; readonly system: number };
}

/** Looks into the extension host of a served VS Code from outside: see probe.cjs. */
export class Probe {
  readonly #folder: string;

  /** @param folder an empty folder for the probe's own use */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** What the server must be started with. */
  get serverOptions(): Pick<ServerOptions, 'env' | 'nodeArguments'> {
    return {
      env: { FIRTH_PROBE: this.#folder },
      nodeArguments: ['--require', resolve('test/bench/host/probe.cjs')],
    };
  }

  /** Begins to measure the event loop anew. */
  async watchDelay(): Promise<void> {
    await this.#ask('watch');
  }

  /** Since {@link watchDelay}. */
  delay(): Promise<EventLoopDelay> {
    return this.#ask('delay');
  }

  /** After garbage was collected in the extension host's thread and in Firth's. */
  memory(): Promise<ThreadMemory & { readonly rss: number; readonly threads: readonly ThreadMemory[] }> {
    return this.#ask('memory');
  }

  /** The most resident memory that the extension host's process has had, in bytes. */
  async peakMemory(): Promise<number> {
    const { pid } = await this.#host();
    const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes) * 1024;
  }

  async #ask<T>(what: string): Promise<T> {
    const { port } = await this.#host();
    return (await (await fetch(`http://127.0.0.1:${port}/${what}`)).json()) as T;
  }

  /** The process and the port of the extension host, which must have come up once. */
  async #host(): Promise<{ pid: number; port: number }> {
    for (const over = performance.now() + 60_000; performance.now() < over; await sleep(100)) {
      const [pid] = readdirSync(this.#folder);
      const port = pid === undefined ? 0 : Number(readFileSync(join(this.#folder, pid), 'utf8'));
      if (port > 0) return { pid: Number(pid), port };
    }
    throw new Error('The probe in the extension host did not report.');
  }
}

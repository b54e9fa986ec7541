import assert from 'node:assert/strict';
import { readdirSync, watch } from 'node:fs';
import type { RpcRequest, RpcResponse } from '../../../src/protocol/rpc.ts';
import type { Fault } from './Fault.ts';
import { ends, type Ground } from './Ground.ts';

/** Long work of Firth in a thread of its own. */
export interface Job {
  /** For the table of faults. */
  readonly name: string;
  readonly thread: string;
  /** What the user is told where the thread dies. */
  readonly failure: RegExp;
  /** When it is disturbed. */
  readonly moments: readonly Moment[];
  /** Resolves to undefined where the work failed or was called off. */
  run(ground: Ground): Promise<unknown>;
}

/** A moment in some work, known by a message to or from its thread. */
export interface Moment {
  readonly name: string;
  /** Whether what is called off here may be done all the same. */
  readonly mayBeDone?: boolean;
  reached(message: RpcRequest | RpcResponse): boolean;
}

/** Progress tells of this stage. */
export function stage(name: string, options: { readonly mayBeDone?: boolean } = {}): Moment {
  return {
    name: `while ${name}`,
    ...options,
    reached: (message) =>
      message.kind === 'progress' && (message.progress as { stage?: string }).stage === name,
  };
}

/** Progress tells of anything. */
export const midway: Moment = { name: 'midway', reached: ({ kind }) => kind === 'progress' };

/** A method is called. */
export function call(method: string): Moment {
  return {
    name: `at ${method}`,
    reached: (message) => message.kind === 'request' && message.method === method,
  };
}

/** Acts once, when a thread of this name comes to the moment; tells whether it has. */
export function atMoment(
  ground: Ground,
  thread: string,
  moment: Moment,
  act: (thread: { kill(): void }) => void,
): () => boolean {
  let struck = false;
  const consider = (of: { readonly name: string; kill(): void }, message: RpcRequest | RpcResponse): void => {
    if (struck || of.name !== thread || !moment.reached(message)) return;
    struck = true;
    act(of);
  };
  ground.watch.listener = { onRequest: consider, onResponse: consider };
  return () => struck;
}

/** The thread killed at every moment of some work. */
export function kills(job: Job): Fault[] {
  return job.moments.map((moment) => ({
    name: `${job.name}: thread killed ${moment.name}`,
    async cause(ground) {
      const struck = atMoment(ground, job.thread, moment, (thread) => thread.kill());
      assert.equal(await ends(job.name, job.run(ground)), undefined, 'it ended before it was killed');
      assert.ok(struck(), 'the moment did not come');
      ground.assertTold(job.failure);
      return undefined;
    },
  }));
}

/** The work called off at every moment of it. */
export function cancels(job: Job): Fault[] {
  return job.moments.map((moment) => ({
    name: `${job.name}: cancelled ${moment.name}`,
    async cause(ground) {
      const struck = atMoment(ground, job.thread, moment, () => ground.watch.cancel());
      const result = await ends(job.name, job.run(ground));
      assert.ok(struck(), 'the moment did not come');
      assert.ok(result === undefined || moment.mayBeDone, 'it went on');
      ground.assertQuiet();
      return result === undefined ? undefined : 'trained';
    },
  }));
}

/** The thread killed where a file is being written that is not whole. */
export function killedWhileWriting(job: Job, folderOf: (ground: Ground) => string): Fault {
  return {
    name: `${job.name}: thread killed while the file is written`,
    async cause(ground) {
      const folder = folderOf(ground);
      let killed = false;
      const watcher = watch(folder, () => {
        if (killed || !readdirSync(folder).some((file) => file.endsWith('.tmp'))) return;
        killed = true;
        for (const thread of ground.watch.threads) if (thread.name === job.thread) thread.kill();
      });
      let result: unknown;
      try {
        result = await ends(job.name, job.run(ground));
      } finally {
        watcher.close();
      }
      assert.ok(killed, 'no file was seen while it was written');
      // A small file may be whole before its writer is dead.
      if (result !== undefined) return 'trained';
      ground.assertTold(job.failure);
      return undefined;
    },
  };
}

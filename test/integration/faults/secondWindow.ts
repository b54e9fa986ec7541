import assert from 'node:assert/strict';
import { Worker } from 'node:worker_threads';
import type { EngineMethods } from '../../../src/protocol/engine.ts';
import { RpcClient } from '../../../src/protocol/rpc.ts';
import { ends, type Ground } from './Ground.ts';

/**
 * Lets another thread of the engine do the same work, to the same file, as soon as Firth begins it: what another window on
 * the workspace does.
 */
export function secondWindow<K extends keyof EngineMethods>(
  ground: Ground,
  method: K,
): { result(): Promise<EngineMethods[K]['result']> } {
  let other: { readonly worker: Worker; readonly result: Promise<EngineMethods[K]['result']> } | undefined;
  ground.watch.listener = {
    onRequest({ script }, request) {
      if (request.method !== method || other) return;
      const worker = new Worker(script);
      const client = new RpcClient<EngineMethods>({
        send: (message) => worker.postMessage(message),
        onMessage: (listener) => worker.on('message', listener),
      });
      other = { worker, result: client.call(method, request.params as EngineMethods[K]['params']) };
    },
  };
  return {
    async result() {
      assert.ok(other, `Firth did not call ${method}.`);
      try {
        return await ends('the work of the other window', other.result);
      } finally {
        await other.worker.terminate();
      }
    },
  };
}

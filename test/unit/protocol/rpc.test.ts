import assert from 'node:assert/strict';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import {
  type RpcChannel,
  RpcClient,
  RpcError,
  type RpcHandlers,
  type RpcRequest,
  type RpcResponse,
  serveRpc,
} from '../../../src/protocol/rpc.ts';

interface Methods {
  add: { params: { a: number; b: number }; result: number };
  fail: { params: null; result: never };
  count: { params: { to: number }; result: string; progress: number };
}

function channel<Out, In>(port: MessagePort): RpcChannel<Out, In> {
  return {
    send: (message) => port.postMessage(message),
    onMessage: (listener) => port.on('message', listener),
  };
}

describe('rpc', () => {
  let ports: MessageChannel;
  let client: RpcClient<Methods>;
  let cancelled: string[];

  const handlers = (): RpcHandlers<Methods> => ({
    add: ({ a, b }) => a + b,
    fail: () => {
      throw new RangeError('out of it');
    },
    count: async ({ to }, context) => {
      for (let i = 1; i <= to; i++) {
        if (context.isCancelled()) {
          cancelled.push(`at ${i}`);
          return 'cancelled';
        }
        context.report(i);
        await new Promise((resolve) => setImmediate(resolve));
      }
      return 'counted';
    },
  });

  beforeEach(() => {
    ports = new MessageChannel();
    cancelled = [];
    serveRpc<Methods>(channel<RpcResponse, RpcRequest>(ports.port2), handlers());
    client = new RpcClient<Methods>(channel<RpcRequest, RpcResponse>(ports.port1));
  });

  afterEach(() => {
    ports.port1.close();
  });

  it('brings back results, each to its own call', async () => {
    const sums = await Promise.all([
      client.call('add', { a: 1, b: 2 }),
      client.call('add', { a: 10, b: 20 }),
    ]);
    assert.deepEqual(sums, [3, 30]);
    assert.equal(client.pending, 0);
  });

  it('brings back errors with their name and message', async () => {
    await assert.rejects(client.call('fail', null), (error: unknown) => {
      assert.ok(error instanceof RpcError);
      assert.equal(error.name, 'RangeError');
      assert.equal(error.message, 'out of it');
      return true;
    });
  });

  it('refuses a method that does not exist, such as one inherited from Object', async () => {
    const loose = client as unknown as RpcClient<Record<string, { params: unknown; result: unknown }>>;
    await assert.rejects(loose.call('toString', null), /no method named "toString"/);
    await assert.rejects(loose.call('constructor', null), /no method named "constructor"/);
  });

  it('reports progress in order before the result', async () => {
    const seen: number[] = [];
    assert.equal(await client.call('count', { to: 4 }, { onProgress: (n) => seen.push(n) }), 'counted');
    assert.deepEqual(seen, [1, 2, 3, 4]);
  });

  it('lets the server see at once that the caller gave up', async () => {
    let cancel = (): void => assert.fail('not registered');
    let unregistered = false;
    const result = await client.call(
      'count',
      { to: 1_000_000 },
      {
        onCancel: (callback) => {
          cancel = callback;
          return () => {
            unregistered = true;
          };
        },
        onProgress: (n) => n === 3 && cancel(),
      },
    );
    assert.equal(result, 'cancelled');
    assert.equal(cancelled.length, 1);
    assert.ok(unregistered);
  });

  it('rejects what is under way, and all that comes later, when the channel closes', async () => {
    const call = client.call('count', { to: 1_000_000 });
    client.close(new Error('the thread died'));
    await assert.rejects(call, /the thread died/);
    await assert.rejects(client.call('add', { a: 1, b: 1 }), /the thread died/);
    assert.equal(client.pending, 0);
  });

  it('rejects a call whose parameters cannot be sent', async () => {
    const unsendable = { a: 1, b: (() => 2) as unknown as number };
    await assert.rejects(client.call('add', unsendable));
    assert.equal(client.pending, 0);
  });
});

import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { crc32 } from 'node:zlib';
import { serveCrew } from '../kernels/threads/CrewLeader.ts';
import type { EngineLogMessage, EngineMethods, EngineThreadData } from '../protocol/engine.ts';
import { type RpcRequest, type RpcResponse, serveRpc } from '../protocol/rpc.ts';
import { createEngine } from './createEngine.ts';
import type { Log } from './host.ts';
import { loadKernelsOrPlain } from './loadKernelsOrPlain.ts';
import { nodeArchives } from './nodeArchives.ts';
import { nodeCsv } from './nodeCsv.ts';
import { nodeFiles } from './nodeFiles.ts';
import { hireNodeHelpers, isHelperData } from './nodeHelpers.ts';
import { standBack } from './nodePriority.ts';
import { nodeSha256 } from './nodeSha256.ts';
import { nodeSpill } from './nodeSpill.ts';
import { nodeTensorflow } from './tensorflow/nodeTensorflow.ts';

/** The engine's thread: a shell that ties the engine to Node. Requests that arrive early wait in the port. */
async function main(): Promise<void> {
  const port = parentPort;
  if (!port) throw new Error('The engine runs in a worker thread only.');
  const say = (level: EngineLogMessage['level'], message: string): void => {
    port.postMessage({ kind: 'log', level, message } satisfies EngineLogMessage);
  };
  const log: Log = { info: (message) => say('info', message), warn: (message) => say('warn', message) };
  const kernels = await loadKernelsOrPlain(nodeFiles, join(__dirname, 'kernels.wasm'), log);
  const engine = createEngine({
    files: nodeFiles,
    kernels,
    tensorflow: nodeTensorflow(__dirname),
    log,
    csv: nodeCsv,
    archives: nodeArchives,
    crc32: (bytes, sumBefore) => crc32(bytes, sumBefore),
    sha256: nodeSha256,
    createSpill: () => nodeSpill(),
    ...('hire' in kernels && {
      hireHelpers: (count: number) => hireNodeHelpers(kernels, count, __filename, log.warn),
    }),
    now: () => performance.now(),
    turn: () => new Promise((resolve) => setImmediate(resolve)),
    residentMemory: () => process.memoryUsage.rss(),
  });
  serveRpc<EngineMethods>(
    {
      send: (response: RpcResponse) => port.postMessage(response),
      onMessage: (listener) => {
        port.on('message', (request: RpcRequest) => listener(request));
      },
    },
    engine,
  );
}

if (isHelperData(workerData)) {
  serveCrew(workerData.helperSeat);
} else {
  if ((workerData as EngineThreadData | null)?.isBackground) standBack();
  void main();
}

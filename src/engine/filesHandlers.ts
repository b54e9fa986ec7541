import type { FilesMethods } from '../protocol/filesMethods.ts';
import type { RpcHandlers } from '../protocol/rpc.ts';
import { exportVectors } from './exportVectors.ts';
import type { EngineHost } from './host.ts';
import { inspectVectors } from './inspectVectors.ts';
import { readManifest, stateOf } from './loadedCache.ts';
import { loadVectors } from './loadVectors.ts';

/** The methods of {@link FilesMethods}. */
export function filesHandlers(host: EngineHost): RpcHandlers<FilesMethods> {
  return {
    inspectVectors: (params) => inspectVectors(host, params),
    loadVectors: (params, context) => loadVectors(host, params, context),
    async checkLoaded({ cache }) {
      const manifest = await readManifest(host.files, cache);
      return manifest ? stateOf(host.files, manifest) : 'changed';
    },
    loadedReport: async ({ cache }) => (await readManifest(host.files, cache))?.report ?? null,
    exportVectors: (params, context) => exportVectors(host, params, context),
  };
}

import { clusterWords } from '../core/projection/clusterWords.ts';
import type { MapMethods } from '../protocol/mapMethods.ts';
import type { RpcHandlers } from '../protocol/rpc.ts';
import { chooseMapWords } from './chooseMapWords.ts';
import type { Embeddings } from './Embeddings.ts';
import type { EngineHost } from './host.ts';
import { judgeMap } from './judgeMap.ts';
import { reportingTask } from './reportingTask.ts';
import { tabulateMap } from './tabulateMap.ts';
import { WordLayouts } from './WordLayouts.ts';

/** What the engine does for the map. */
export function mapHandlers(host: EngineHost, embeddings: Embeddings): RpcHandlers<MapMethods> {
  const layouts = new WordLayouts(host);
  const { kernels } = host;
  return {
    chooseMapWords({ source, ...wanted }) {
      return chooseMapWords(embeddings.require(source), wanted);
    },

    layOutWords(params, context) {
      return layouts.layOut(params, context);
    },

    steerLayout({ id, to }) {
      layouts.steer(id, to);
      return null;
    },

    judgeMap(params, context) {
      return judgeMap(params, host, context);
    },

    clusterMapWords({ words: { vectors, dimension }, clusters, seed }, context) {
      return clusterWords(vectors, dimension, clusters, seed, {
        kernels,
        task: reportingTask(context),
      });
    },

    tabulateMap(params, context) {
      return tabulateMap(params, kernels, reportingTask(context));
    },

    similaritiesTo({ source, word, words }) {
      const { vectors } = embeddings.require(source);
      if (!vectors.has(word)) return null;
      return Float32Array.from(words, (other) => vectors.similarity(word, other) ?? 0);
    },
  };
}

import type { ClusteredWords } from '../../core/projection/clusterWords.ts';
import type { DrawnWords } from './DrawnWords.ts';

/** The clusters of one map for the words that another one shares with it; every word of that one is on the first. */
export function inheritClusters(
  { clusterOf, clusters }: ClusteredWords,
  from: DrawnWords,
  to: DrawnWords,
): ClusteredWords {
  const inherited = Uint8Array.from(to.projection.words, (word) => clusterOf[from.indexOf(word) ?? 0]!);
  return {
    clusterOf: inherited,
    clusters: clusters.map(({ typical }, cluster) => ({
      size: inherited.reduce((size, other) => size + Number(other === cluster), 0),
      typical: to.indicesOf(typical.map((index) => from.projection.words[index]!)),
    })),
  };
}

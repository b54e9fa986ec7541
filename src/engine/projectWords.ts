import { pca } from '../core/projection/pca.ts';
import { tokenize } from '../core/text/tokenize.ts';
import type { Projection } from '../protocol/engine.ts';
import type { OpenVectors } from './OpenVectors.ts';

/** The `limit` most frequent words in the plane of their two largest principal components. */
export function projectWords(open: OpenVectors, limit: number): Projection {
  const { vectors } = open;
  const size = Math.min(limit, vectors.size);
  const { coordinates, explainedVariance } = pca(
    vectors.unitVectors.slice(0, size * vectors.dimension),
    vectors.dimension,
    2,
    { kernels: vectors.kernels },
  );
  return {
    source: open.source,
    name: open.metadata.name,
    words: vectors.words.slice(0, size),
    x: Float32Array.from({ length: size }, (_, i) => coordinates[2 * i]!),
    y: Float32Array.from({ length: size }, (_, i) => coordinates[2 * i + 1]!),
    explainedVariance: [explainedVariance[0] ?? 0, explainedVariance[1] ?? 0],
    vocabularySize: vectors.size,
    ...(open.counts && { counts: open.counts.slice(0, size) }),
  };
}

/** The words of a text that the embedding knows, the most frequent in the text first. */
export function wordsOfText({ vectors }: OpenVectors, text: string): string[] {
  const counts = new Map<string, number>();
  for (const token of tokenize(text)) {
    if (vectors.has(token)) counts.set(token, (counts.get(token) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a).map(([word]) => word);
}

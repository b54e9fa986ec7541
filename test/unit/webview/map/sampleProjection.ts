import type { Projection } from '../../../../src/protocol/panel/picture.ts';

/** A finished map by PCA of the words given, with what a test says otherwise. */
export function sampleProjection(words: readonly string[], otherwise: Partial<Projection> = {}): Projection {
  return {
    id: 1,
    request: {
      source: 'general',
      selection: { kind: 'frequent', limit: 2000 },
      include: [],
      layout: { method: 'pca' },
    },
    source: 'general',
    name: 'General English',
    words,
    ranks: Uint32Array.from(words, (_, i) => i + 1),
    x: new Float32Array(words.length),
    y: new Float32Array(words.length),
    explainedVariance: [0.1, 0.1],
    found: 40_000,
    unknown: [],
    vocabularySize: 40_000,
    unfinished: false,
    continued: false,
    ...otherwise,
  };
}

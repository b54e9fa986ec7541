import type { MapLayout } from '../../protocol/panel/mapRequest.ts';

/** Each way of laying words out, as it is until somebody says otherwise. */
export const firstLayouts: { readonly [M in MapLayout['method']]: Extract<MapLayout, { method: M }> } = {
  tsne: { method: 'tsne', perplexity: 30, iterations: 1000, seed: 1 },
  pca: { method: 'pca' },
  firstTwo: { method: 'firstTwo' },
  axes: { method: 'axes', x: { from: 'man', to: 'woman' }, y: { from: 'puppy', to: 'dog' } },
};

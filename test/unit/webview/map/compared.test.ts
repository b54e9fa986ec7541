import assert from 'node:assert/strict';
import type { MapLayout } from '../../../../src/protocol/panel/mapRequest.ts';
import { DrawnWords } from '../../../../src/webview/map/DrawnWords.ts';
import { inheritClusters } from '../../../../src/webview/map/inheritClusters.ts';
import { placesLike } from '../../../../src/webview/map/placesLike.ts';
import { sampleProjection } from './sampleProjection.ts';

const words = ['the', 'sea', 'ship', 'law'];
const map = new DrawnWords(sampleProjection(words));
const places = { x: Float32Array.of(1, 2, 4, -7), y: Float32Array.of(3, -1, 0, -2) };

function besideBy(layout: MapLayout, shared = ['sea', 'law', 'the']): DrawnWords {
  const { request } = sampleProjection([]);
  return new DrawnWords(sampleProjection(shared, { source: 'workspace', request: { ...request, layout } }));
}

describe('placesLike', () => {
  /** The places of sea, law and the, turned by a quarter. */
  const turned = { x: Float32Array.of(1, 2, -3), y: Float32Array.of(2, -7, 1) };

  it('turns t-SNE back, whatever the order of the words', () => {
    const beside = besideBy({ method: 'tsne', perplexity: 30, iterations: 100, seed: 1 });
    const { x, y } = placesLike(beside, turned, { drawn: map, places });
    // Around the middle of the three.
    assert.deepEqual([...x].map(Math.round), [3, -6, 2]);
    assert.deepEqual([...y].map(Math.round), [-1, -2, 3]);
  });

  it('leaves alone what means something, and what there is nothing to compare with', () => {
    for (const layout of [
      { method: 'firstTwo' },
      { method: 'axes', x: { from: 'a', to: 'b' }, y: { from: 'c', to: 'd' } },
    ] as const) {
      assert.equal(placesLike(besideBy(layout), turned, { drawn: map, places }), turned);
    }
    assert.equal(placesLike(besideBy({ method: 'pca' }), turned, { drawn: undefined, places }), turned);
  });
});

describe('inheritClusters', () => {
  it('keeps the cluster of each word and the typical words that are shared, and counts anew', () => {
    const clusters = [
      { typical: [0, 3], size: 2 },
      { typical: [2, 1], size: 2 },
    ];
    const clustered = { clusterOf: Uint8Array.of(0, 1, 1, 0), clusters };
    const inherited = inheritClusters(clustered, map, besideBy({ method: 'pca' }));
    assert.deepEqual([...inherited.clusterOf], [1, 0, 0]);
    assert.deepEqual(inherited.clusters, [
      { typical: [2, 1], size: 2 },
      { typical: [0], size: 1 },
    ]);
  });
});

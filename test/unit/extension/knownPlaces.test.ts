import assert from 'node:assert/strict';
import { knownPlaces } from '../../../src/extension/panel/knownPlaces.ts';
import type { MapLayout, MapRequest } from '../../../src/protocol/panel/mapRequest.ts';

const tsne: MapLayout = { method: 'tsne', perplexity: 30, iterations: 1000, seed: 1 };

function map(words: readonly string[], change: Partial<MapRequest> = {}) {
  const request: MapRequest = {
    source: 'workspace',
    selection: { kind: 'frequent', limit: 10 },
    include: [],
    layout: tsne,
    ...change,
  };
  return { request, words: { words } };
}

const words = ['a', 'b', 'c', 'd', 'e'];
const laidOut = { coordinates: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10) };

describe('knownPlaces', () => {
  it('leaves words where they were, wherever they stand in the list, and new ones without a place', () => {
    const known = knownPlaces(map(words), laidOut, map(['e', 'new', 'c', 'b', 'a']));
    assert.deepEqual([...known!], [9, 10, Number.NaN, Number.NaN, 5, 6, 3, 4, 1, 2]);
  });

  it('begins anew where too few words are known', () => {
    assert.equal(knownPlaces(map(words), laidOut, map([...words, 'f', 'g'])), undefined);
  });

  it('begins anew for other vectors, another layout, and where nothing was finished', () => {
    const next = map(words);
    assert.equal(knownPlaces(map(words, { source: 'general' }), laidOut, next), undefined);
    assert.equal(knownPlaces(map(words, { layout: { ...tsne, seed: 2 } }), laidOut, next), undefined);
    assert.equal(knownPlaces(map(words), laidOut, map(words, { layout: { method: 'pca' } })), undefined);
    assert.equal(knownPlaces(map(words), undefined, next), undefined);
    assert.equal(knownPlaces(undefined, laidOut, next), undefined);
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeFromPanel, decodePanelState } from '../../../src/protocol/panel.ts';

const request = {
  source: 'general',
  selection: { kind: 'frequent', limit: 2000 },
  include: [],
  layout: { method: 'tsne', perplexity: 30, iterations: 1000, seed: 1 },
};
const axis = { from: 'man', to: 'woman' };

describe('panel messages', () => {
  it('reads what the panel sends', () => {
    for (const message of [
      { tab: 'panel', message: { type: 'ready' } },
      { tab: 'genre', message: { type: 'ready' } },
      { tab: 'lab', message: { type: 'ready' } },
      ...[
        { type: 'ready' },
        { type: 'ready', request },
        { type: 'draw', request },
        {
          type: 'draw',
          request: { ...request, selection: { kind: 'near', word: 'sea', limit: 9 } },
          anew: true,
        },
        { type: 'draw', request: { ...request, selection: { kind: 'list', words: ['sea'], name: 'mine' } } },
        { type: 'draw', request: { ...request, layout: { method: 'axes', x: axis, y: axis } } },
        ...[
          { type: 'steer', to: 'pause' },
          { type: 'cluster', id: 3, clusters: 8 },
          { type: 'compareTo', id: 3, word: 'sea' },
          { type: 'lean', id: 3 },
        ].flatMap((about) => [
          { type: 'fromPicture', side: 'map', message: about },
          { type: 'fromPicture', side: 'beside', message: about },
        ]),
        { type: 'compare', source: 'workspace' },
        { type: 'compare' },
        { type: 'describe', word: 'water' },
        { type: 'findContexts', word: 'water' },
        { type: 'startAnalogy', word: 'water' },
        { type: 'train' },
        { type: 'trainClassifier' },
      ].map((message) => ({ tab: 'map', message })),
    ]) {
      assert.deepEqual(decodeFromPanel(message), message);
    }
  });

  it('refuses what is malformed', () => {
    for (const message of [
      undefined,
      null,
      'ready',
      {},
      { type: 'ready' },
      { tab: 'map' },
      { tab: 'other', message: { type: 'ready' } },
      { tab: 'panel', message: { type: 'draw', request } },
      ...[
        { type: 'delete' },
        { type: 'draw', request: { ...request, source: 'other' } },
        ...[0, 1e9, 1.5].map((limit) => ({
          type: 'draw',
          request: { ...request, selection: { kind: 'frequent', limit } },
        })),
        { type: 'draw', request: { ...request, layout: { ...request.layout, perplexity: 0 } } },
        { type: 'draw', request: { ...request, layout: { ...request.layout, seed: -1 } } },
        { type: 'draw', request: { ...request, layout: { method: 'umap' } } },
        { type: 'compare', source: 'other' },
        { type: 'cluster', id: 3, clusters: 8 },
        { type: 'fromPicture', side: 'above', message: { type: 'lean', id: 3 } },
        { type: 'fromPicture', side: 'map', message: { type: 'steer', to: 'fly' } },
        { type: 'fromPicture', side: 'map', message: { type: 'cluster', id: 3, clusters: 0 } },
        { type: 'describe', word: 7 },
        { type: 'describe', word: 'x'.repeat(257) },
      ].map((message) => ({ tab: 'map', message })),
    ]) {
      assert.equal(decodeFromPanel(message), undefined, JSON.stringify(message));
    }
  });

  it('throws for no message whatever', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true }), (message) => {
        decodeFromPanel(message);
        decodePanelState(message);
      }),
      { numRuns: 1000, seed: 1 },
    );
  });

  it('begins a tab anew where its kept state is not of this version', () => {
    const map = { request, word: 'sea', pins: ['sea', 'ship'], compare: 'workspace', color: 'genre' };
    assert.deepEqual(decodePanelState('tab'), {});
    assert.deepEqual(decodePanelState({ tab: 'map', map }), { tab: 'map', map });
    const mixed = decodePanelState({ tab: 'attic', map: { word: 7 }, lab: {} });
    assert.deepEqual({ ...mixed }, { tab: undefined, map: undefined, lab: {} });
  });
});

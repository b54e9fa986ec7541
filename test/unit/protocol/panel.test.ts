import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeFromPanel, decodePanelState } from '../../../src/protocol/panel.ts';

describe('panel messages', () => {
  it('reads what the panel sends', () => {
    for (const message of [
      { type: 'ready' },
      { type: 'ready', source: 'workspace', limit: 500 },
      { type: 'draw', source: 'general', limit: 2000 },
      { type: 'describe', word: 'water' },
      { type: 'findContexts', word: 'water' },
      { type: 'startAnalogy', word: 'water' },
      { type: 'train' },
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
      { type: 'delete' },
      { type: 'draw', source: 'other', limit: 10 },
      { type: 'draw', source: 'general', limit: 0 },
      { type: 'draw', source: 'general', limit: 1e9 },
      { type: 'draw', source: 'general', limit: 1.5 },
      { type: 'describe', word: 7 },
      { type: 'describe', word: 'x'.repeat(257) },
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

  it('begins anew where the kept state is not of this version', () => {
    assert.deepEqual(decodePanelState({ limit: 'many' }), {});
    assert.deepEqual(decodePanelState({ source: 'general', limit: 200, word: 'sea' }), {
      source: 'general',
      limit: 200,
      word: 'sea',
    });
  });
});

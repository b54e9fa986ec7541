import assert from 'node:assert/strict';
import type { Projection } from '../../../../src/protocol/engine.ts';
import {
  axisTitleOf,
  captionOf,
  mapAnnouncementOf,
  pointLinesOf,
} from '../../../../src/webview/map/caption.ts';

function projectionOf(count: number, explainedVariance: [number, number]): Projection {
  return {
    source: 'general',
    name: 'General English',
    words: Array.from({ length: count }, (_, i) => `word${i}`),
    x: new Float32Array(count),
    y: new Float32Array(count),
    explainedVariance,
    vocabularySize: 40_000,
  };
}

describe('captionOf', () => {
  it('says how many words there are and how much of the differences is kept', () => {
    const caption = captionOf(projectionOf(2000, [0.073, 0.047]));
    assert.match(caption, /^PCA: the two directions in which these 2,000 words differ most;/);
    assert.match(caption, /they keep 12% of the differences\./);
    assert.match(caption, /approximate; the neighbours listed are the true ones\.$/);
  });

  it('claims nothing of a single word', () => {
    assert.match(captionOf(projectionOf(1, [0, 0])), /It takes several words to compare\.$/);
    assert.equal(mapAnnouncementOf(projectionOf(1, [0, 0])), 'Map of 1 word of General English drawn.');
  });

  it('names each axis with its share', () => {
    const projection = projectionOf(3, [0.073, 0.001]);
    assert.equal(axisTitleOf(projection, 0), 'First direction (7%)');
    assert.equal(axisTitleOf(projection, 1), 'Second direction (less than 1%)');
  });

  it('tells of a point how frequent its word is, and where', () => {
    const general = projectionOf(3, [0.1, 0.1]);
    assert.deepEqual(pointLinesOf(general, 1, undefined), ['rank 2 in General English']);
    const own = { ...general, counts: Uint32Array.of(2500, 1, 1) };
    assert.deepEqual(pointLinesOf(own, 0, 'story.txt'), ['2,500 times in the workspace', 'in story.txt']);
    assert.deepEqual(pointLinesOf(own, 2, undefined), ['1 time in the workspace']);
  });
});

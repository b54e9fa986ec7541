import assert from 'node:assert/strict';
import type { MapQuality } from '../../../../src/core/projection/mapQuality.ts';
import type { MapLayout, MapSelection } from '../../../../src/protocol/panel/mapRequest.ts';
import type { Projection } from '../../../../src/protocol/panel/picture.ts';
import {
  axisTitleOf,
  captionOf,
  mapAnnouncementOf,
  pointLinesOf,
  qualityText,
} from '../../../../src/webview/map/caption.ts';
import { sampleProjection } from './sampleProjection.ts';

function projectionOf(count: number, otherwise: Partial<Projection> = {}): Projection {
  return sampleProjection(
    Array.from({ length: count }, (_, i) => `word${i}`),
    otherwise,
  );
}

function laidOut(layout: MapLayout, otherwise: Partial<Projection> = {}): Projection {
  const projection = projectionOf(2000, otherwise);
  return { ...projection, request: { ...projection.request, layout } };
}

function quality(trustworthiness: number, neighbourPreservation: number): MapQuality {
  const none = new Float32Array(0);
  return {
    k: 10,
    trustworthiness,
    neighbourPreservation,
    trustworthinessOf: none,
    neighbourPreservationOf: none,
  };
}

const tsne: MapLayout = { method: 'tsne', perplexity: 30, iterations: 1000, seed: 1 };

describe('captionOf', () => {
  it('says how far the comparison with the vectors is, until it is over', () => {
    const map = laidOut({ method: 'pca' });
    assert.match(captionOf(map, undefined, 0.4), /Comparing the map with the vectors: 40%…$/);
    assert.doesNotMatch(captionOf(map, quality(0.9, 0.5), 0.4), /Comparing/);
  });

  it('says how many words there are and how much of the differences PCA keeps', () => {
    const caption = captionOf(projectionOf(2000, { explainedVariance: [0.073, 0.047] }), undefined);
    assert.match(caption, /^PCA: the two directions in which these 2,000 words differ most;/);
    assert.match(caption, /they keep 12% of the differences\./);
    assert.match(caption, /The neighbours listed are the true ones\.$/);
  });

  it('says how t-SNE ended, and nothing of an end while points move', () => {
    const ended = (end: 'settled' | 'iterations' | 'stopped') =>
      captionOf(laidOut(tsne, { descent: { iterations: 450, perplexity: 30, end, warm: false } }), undefined);
    assert.match(ended('settled'), /Settled after 450 iterations\./);
    assert.match(ended('iterations'), /Drawn after 450 iterations\./);
    assert.match(ended('stopped'), /Stopped after 450 iterations\./);
    assert.doesNotMatch(captionOf(laidOut(tsne, { unfinished: true }), undefined), /after|true ones/);
  });

  it('says what the axes of other layouts are', () => {
    assert.match(captionOf(laidOut({ method: 'firstTwo' }), undefined), /^The first two of the numbers/);
    const axes: MapLayout = {
      method: 'axes',
      x: { from: 'man', to: 'woman' },
      y: { from: 'puppy', to: 'dog' },
    };
    assert.match(
      captionOf(laidOut(axes), undefined),
      /man → woman \(to the right\) and puppy → dog \(upwards\)/,
    );
  });

  it('says which words are left out', () => {
    const selection: MapSelection = { kind: 'document', limit: 2000 };
    const projection = projectionOf(2000, { found: 3100, unknown: ['a', 'b', 'c', 'd'] });
    const caption = captionOf({ ...projection, request: { ...projection.request, selection } }, undefined);
    assert.match(caption, /Of the file’s 3,100 known words, the 2,000 it has most often\./);
    assert.match(caption, /Not known: a, b, c and 1 more\./);
  });

  it('claims nothing of a single word', () => {
    assert.match(captionOf(projectionOf(1), undefined), /^It takes several words to make a map\./);
    assert.equal(mapAnnouncementOf(projectionOf(1)), 'Map of 1 word of General English drawn, PCA.');
  });

  it('names each axis with its share, and none that means nothing', () => {
    const projection = projectionOf(3, { explainedVariance: [0.073, 0.001] });
    assert.equal(axisTitleOf(projection, 0), 'First direction (7%)');
    assert.equal(axisTitleOf(projection, 1), 'Second direction (less than 1%)');
    assert.equal(axisTitleOf(laidOut(tsne), 0), '');
    assert.equal(axisTitleOf(laidOut({ method: 'firstTwo' }), 1), 'Second number');
  });

  it('tells of a point how frequent its word is, and where', () => {
    const general = projectionOf(3, { ranks: Uint32Array.of(1, 40, 41) });
    assert.deepEqual(pointLinesOf(general, 1, undefined), ['rank 40']);
    const own = { ...general, counts: Uint32Array.of(2500, 1, 1) };
    assert.deepEqual(pointLinesOf(own, 0, 'story.txt'), ['2,500 times in the workspace', 'in story.txt']);
    assert.deepEqual(pointLinesOf(own, 2, undefined), ['1 time in the workspace']);
  });
});

describe('qualityText', () => {
  it('says in plain words what the figures mean', () => {
    assert.equal(
      qualityText(quality(0.951, 0.412)),
      'Of the 10 words around a word here, about 4.1 are among its 10 truly nearest; trustworthiness 0.95 of 1, very good for a flat map.',
    );
    assert.match(qualityText(quality(0.9, 0.3)), /about 3 are .* 0\.90 of 1, good for a flat map\.$/);
    assert.match(qualityText(quality(0.8, 0.104)), /about 1 are .* middling/);
    assert.match(qualityText(quality(0.6, 0)), /about 0 are .* poor: believe the lists of neighbours/);
    assert.match(qualityText(quality(1, 1)), /about 10 are/);
  });
});

import assert from 'node:assert/strict';
import { DrawnWords } from '../../../../src/webview/map/DrawnWords.ts';

const words = ['the', 'water', 'constructor'];

function drawnWords(): DrawnWords {
  return new DrawnWords({
    source: 'general',
    name: 'General English',
    words,
    x: new Float32Array(3),
    y: new Float32Array(3),
    explainedVariance: [0.1, 0.1],
    vocabularySize: 3,
  });
}

describe('DrawnWords', () => {
  it('finds words by their spelling, and only those', () => {
    const drawn = drawnWords();
    assert.deepEqual(
      words.map((word) => drawn.indexOf(word)),
      [0, 1, 2],
    );
    assert.equal(drawn.indexOf('toString'), undefined);
  });

  it('marks the words of the document in place of those before', () => {
    const drawn = drawnWords();
    assert.deepEqual([...drawn.inDocument], [0, 0, 0]);
    assert.equal(drawn.markDocument(['water', 'water', 'unheard']), 1);
    assert.deepEqual([...drawn.inDocument], [0, 1, 0]);
    assert.equal(drawn.markDocument(['the', 'constructor']), 2);
    assert.deepEqual([...drawn.inDocument], [1, 0, 1]);
  });

  it('keeps only the neighbours that are drawn, in their order', () => {
    const neighbours = [
      { word: 'sea', similarity: 0.7 },
      { word: 'water', similarity: 0.6 },
      { word: 'the', similarity: 0.1 },
    ];
    assert.deepEqual(drawnWords().drawnNeighbours(neighbours), [
      { index: 1, similarity: 0.6 },
      { index: 0, similarity: 0.1 },
    ]);
  });
});

import assert from 'node:assert/strict';
import { clusterColumn, figuresColumn, genreColumn } from '../../../../src/webview/map/colorColumn.ts';

const words = ['sea', 'law', 'ship', 'the'];

/** The words from the top of a table that is ordered by the column. */
function fromTheTop({ keys }: { keys: ArrayLike<number> }): string[] {
  return [...words.keys()].sort((a, b) => keys[b]! - keys[a]!).map((index) => words[index]!);
}

describe('colour columns', () => {
  it('name each word’s cluster by its most typical word', () => {
    const clusters = [
      { typical: [2, 0], size: 2 },
      { typical: [1], size: 2 },
    ];
    const column = clusterColumn({ clusterOf: Uint8Array.of(0, 1, 0, 1), clusters }, words);
    assert.deepEqual(
      words.map((_, index) => column.cell(index)),
      ['ship', 'law', 'ship', 'law'],
    );
    assert.deepEqual(fromTheTop(column), ['sea', 'ship', 'law', 'the']);
  });

  it('tell the genre that a word speaks for and how much, genre by genre', () => {
    const column = genreColumn({
      classes: ['tales', 'trials'],
      classOf: Int16Array.of(0, 1, 0, -1),
      strengths: Float32Array.of(0.25, 0.5, 0.75, 0),
    });
    assert.deepEqual(
      words.map((_, index) => column.cell(index)),
      ['tales +25%', 'trials +50%', 'tales +75%', '–'],
    );
    assert.ok(Number.isNaN(column.keys[3]));
    assert.ok(column.keys[2]! > column.keys[0]! && column.keys[0]! > column.keys[1]!);
  });

  it('tell figures', () => {
    const column = figuresColumn('Cosine', Float32Array.of(0.5, -0.25, 1, 0));
    assert.equal(column.cell(1), '−0.25');
    assert.deepEqual(fromTheTop(column), ['ship', 'sea', 'the', 'law']);
  });
});

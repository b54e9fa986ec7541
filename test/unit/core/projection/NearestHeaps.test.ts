import assert from 'node:assert/strict';
import fc from 'fast-check';
import { NearestHeaps } from '../../../../src/core/projection/NearestHeaps.ts';

/** Offers each query its scores as its owner does: only what exceeds the threshold. */
function offerAll(heaps: NearestHeaps, query: number, scores: readonly number[]): void {
  for (const [position, score] of scores.entries()) {
    if (score > heaps.thresholds[query]!) heaps.offer(query, position, score);
  }
}

function best(scores: readonly number[], k: number): number[] {
  const positions = scores.map((_, i) => i).sort((a, b) => scores[b]! - scores[a]! || a - b);
  return positions.slice(0, k);
}

describe('NearestHeaps', () => {
  const scoreLists = fc.array(fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 8, maxLength: 60 }), {
    minLength: 1,
    maxLength: 4,
  });

  it('keeps the best of each query, the lower position of equal ones, and begins anew when drained', () => {
    fc.assert(
      fc.property(scoreLists, scoreLists, fc.integer({ min: 1, max: 8 }), (first, second, k) => {
        const heaps = new NearestHeaps(4, k);
        for (const lists of [first, second]) {
          for (const [query, scores] of lists.entries()) offerAll(heaps, query, scores);
          for (const [query, scores] of lists.entries()) {
            const out = new Uint32Array(k);
            heaps.drain(query, out);
            assert.deepEqual([...out], best(scores, k));
          }
        }
      }),
    );
  });

  it('writes fewer where there were fewer', () => {
    const heaps = new NearestHeaps(1, 5);
    offerAll(heaps, 0, [1, 3, 2]);
    const out = new Uint32Array(5).fill(9);
    heaps.drain(0, out);
    assert.deepEqual([...out], [1, 2, 0, 9, 9]);
  });

  it('is offered nothing where none is wanted', () => {
    const { thresholds } = new NearestHeaps(2, 0);
    assert.deepEqual([...thresholds], [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]);
  });
});

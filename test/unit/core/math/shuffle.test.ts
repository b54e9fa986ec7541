import assert from 'node:assert/strict';
import { seededRandom } from '../../../../src/core/math/random.ts';
import { shuffledIndices } from '../../../../src/core/math/shuffle.ts';

describe('shuffledIndices', () => {
  it('holds each index once, in each order equally often', () => {
    const random = seededRandom(1);
    const orders = new Map<string, number>();
    for (let i = 0; i < 6000; i++) {
      const order = shuffledIndices(3, random).join();
      orders.set(order, (orders.get(order) ?? 0) + 1);
    }
    assert.deepEqual([...orders.keys()].toSorted(), ['0,1,2', '0,2,1', '1,0,2', '1,2,0', '2,0,1', '2,1,0']);
    assert.ok([...orders.values()].every((count) => Math.abs(count - 1000) < 150));
    assert.equal(shuffledIndices(0, random).length, 0);
  });
});

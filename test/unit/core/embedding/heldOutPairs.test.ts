import assert from 'node:assert/strict';
import fc from 'fast-check';
import { heldOutPairs } from '../../../../src/core/embedding/heldOutPairs.ts';

describe('heldOutPairs', () => {
  it('chooses a pair from both of its sides or from none', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.nat(400_000), fc.nat(400_000), (seed, a, b) => {
        const isHeldOut = heldOutPairs(seed, 0.5);
        assert.equal(isHeldOut(a, b), isHeldOut(b, a));
      }),
    );
  });

  it('chooses the share asked for, of every word, and others for another seed', () => {
    const first = heldOutPairs(1, 0.2);
    const second = heldOutPairs(2, 0.2);
    let both = 0;
    for (let a = 0; a < 50; a++) {
      let chosen = 0;
      for (let b = 0; b < 10_000; b++) {
        if (first(a, b)) chosen++;
        if (first(a, b) && second(a, b)) both++;
      }
      assert.ok(Math.abs(chosen - 2000) < 200, `${chosen} of word ${a}`);
    }
    assert.ok(Math.abs(both - 20_000) < 1500, `${both} in both`);
  });

  it('chooses none for a share of 0', () => {
    const none = heldOutPairs(1, 0);
    for (let a = 0; a < 1000; a++) assert.equal(none(a, a + 1), false);
  });
});

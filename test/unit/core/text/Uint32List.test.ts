import assert from 'node:assert/strict';
import { Uint32List } from '../../../../src/core/text/Uint32List.ts';

describe('Uint32List', () => {
  it('holds nothing at first', () => {
    assert.equal(new Uint32List().length, 0);
    assert.deepEqual(new Uint32List().toArray(), new Uint32Array());
  });

  it('keeps what was pushed and put, over the seams of its chunks', () => {
    for (const length of [1, 65_535, 65_536, 65_537, 200_000]) {
      const list = new Uint32List();
      const expected = Uint32Array.from({ length }, (_, i) => (i * 2_654_435_761) >>> 0);
      for (const value of expected) list.push(value);
      for (const i of [0, length >> 1, length - 1]) {
        list.put(i, 0xffffffff);
        expected[i] = 0xffffffff;
        assert.equal(list.at(i), 0xffffffff);
      }
      assert.equal(list.length, length);
      assert.deepEqual(list.toArray(), expected);
    }
  });
});

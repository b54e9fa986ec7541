import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mortonCode, sortByCode } from '../../../../src/core/projection/mortonOrder.ts';

describe('mortonCode', () => {
  it('takes the bits of row and column in turn', () => {
    assert.equal(mortonCode(0, 0), 0);
    assert.equal(mortonCode(1, 0), 1);
    assert.equal(mortonCode(0, 1), 2);
    assert.equal(mortonCode(0b1011, 0b0001), 0b01000111);
    assert.equal(mortonCode(65535, 65535), 2 ** 32 - 1);
    assert.equal(mortonCode(0, 65535), 0xaaaaaaaa);
    assert.equal(mortonCode(3.9, 0.9), mortonCode(3, 0));
  });
});

describe('sortByCode', () => {
  it('sorts as a stable sort does', () => {
    const code = fc.oneof(fc.nat(20), fc.integer({ min: 0, max: 2 ** 32 - 1 }));
    fc.assert(
      fc.property(fc.array(code, { maxLength: 300 }), (list) => {
        const codes = Uint32Array.from(list);
        const items = Uint32Array.from(list, (_, i) => i);
        sortByCode(codes, items);
        const expected = list.map((value, i) => ({ value, i })).sort((a, b) => a.value - b.value);
        assert.deepEqual(
          [...codes],
          expected.map(({ value }) => value),
        );
        assert.deepEqual(
          [...items],
          expected.map(({ i }) => i),
        );
      }),
    );
  });
});

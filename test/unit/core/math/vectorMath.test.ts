import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dot, norm, normalizeRows } from '../../../../src/core/math/vectorMath.ts';

describe('vectorMath', () => {
  it('takes dot products and lengths', () => {
    assert.equal(dot(Float32Array.of(1, 2, 3), Float32Array.of(4, -5, 6)), 12);
    assert.equal(dot(new Float32Array(0), new Float32Array(0)), 0);
    assert.equal(norm(Float32Array.of(3, 4)), 5);
    assert.throws(() => dot(Float32Array.of(1), Float32Array.of(1, 2)), RangeError);
  });

  it('brings rows to length 1 and returns what their lengths were', () => {
    const matrix = Float32Array.of(3, 4, 0, 0, 0, -2);
    assert.deepEqual(normalizeRows(matrix, 2), Float32Array.of(5, 0, 2));
    assert.deepEqual(matrix, Float32Array.of(Math.fround(0.6), Math.fround(0.8), 0, 0, 0, -1));
  });

  it('gives rows of length 1 in the same direction, whatever their size', () => {
    const value = fc.double({ min: -1e18, max: 1e18, noNaN: true });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 20 }), (values) => {
        const matrix = Float32Array.from(values);
        const before = Float32Array.from(matrix);
        const [length] = normalizeRows(matrix, values.length);
        if (length! > 1e-18) {
          assert.ok(Math.abs(norm(matrix) - 1) < 1e-6);
          assert.ok(Math.abs(dot(matrix, before) / length! - 1) < 1e-6);
        }
      }),
    );
  });

  it('refuses a matrix that is not made of whole rows', () => {
    assert.throws(() => normalizeRows(new Float32Array(5), 2), RangeError);
    assert.throws(() => normalizeRows(new Float32Array(5), 0), RangeError);
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { spearman } from '../../../../../src/core/vectors/evaluation/spearman.ts';

const near = (actual: number, expected: number): void => {
  assert.ok(Math.abs(actual - expected) < 1e-12, `${actual}, expected ${expected}`);
};

describe('spearman', () => {
  it('gives what scipy.stats.spearmanr gives', () => {
    near(spearman([1, 2, 3, 4, 5], [5, 6, 7, 8, 7]), 0.8207826816681233);
    near(
      spearman([106, 86, 100, 101, 99, 103, 97, 113, 112, 110], [7, 0, 27, 50, 28, 29, 20, 12, 6, 17]),
      -29 / 165,
    );
    near(spearman([1, 1, 2, 2], [1, 2, 1, 2]), 0);
  });

  it('is 1 for anything that rises with it and -1 for anything that falls', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: -1000, max: 1000 }), { minLength: 2 }), (values) => {
        near(
          spearman(
            values,
            values.map((value) => value ** 3),
          ),
          1,
        );
        near(
          spearman(
            values,
            values.map((value) => -value),
          ),
          -1,
        );
      }),
    );
  });

  it('is not defined for constants and fewer than two values', () => {
    assert.ok(Number.isNaN(spearman([1, 2, 3], [4, 4, 4])));
    assert.ok(Number.isNaN(spearman([1], [2])));
    assert.ok(Number.isNaN(spearman([], [])));
  });

  it('refuses samples of different lengths', () => {
    assert.throws(() => spearman([1, 2], [1]), /2 and 1 values/);
  });
});

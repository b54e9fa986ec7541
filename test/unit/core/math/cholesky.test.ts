import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cholesky, solveCholesky } from '../../../../src/core/math/cholesky.ts';
import { gaussian, seededRandom } from '../../../../src/core/math/random.ts';

describe('cholesky', () => {
  it('solves equations with positive definite matrices', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.integer(), (size, seed) => {
        const random = seededRandom(seed);
        const root = Float64Array.from({ length: size * size }, () => gaussian(random));
        const matrix = new Float64Array(size * size);
        for (let i = 0; i < size; i++) {
          for (let j = 0; j < size; j++) {
            for (let k = 0; k < size; k++) matrix[i * size + j]! += root[i * size + k]! * root[j * size + k]!;
          }
          matrix[i * size + i]! += 0.1;
        }
        const solution = Float64Array.from({ length: size }, () => gaussian(random));
        const vector = solution.map((_, i) =>
          solution.reduce((sum, value, j) => sum + matrix[i * size + j]! * value, 0),
        );
        solveCholesky(cholesky(matrix, size)!, size, vector);
        for (const [i, value] of solution.entries()) assert.ok(Math.abs(vector[i]! - value) < 1e-8);
      }),
    );
  });

  it('has no factor for a matrix that is not positive definite', () => {
    assert.equal(cholesky(Float64Array.of(1, 2, 2, 1), 2), undefined);
    assert.equal(cholesky(Float64Array.of(0), 1), undefined);
    assert.equal(cholesky(Float64Array.of(Number.NaN), 1), undefined);
  });
});

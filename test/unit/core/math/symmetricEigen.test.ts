import assert from 'node:assert/strict';
import fc from 'fast-check';
import { gaussian, seededRandom } from '../../../../src/core/math/random.ts';
import { symmetricEigen } from '../../../../src/core/math/symmetricEigen.ts';
import { CancelledError } from '../../../../src/core/task.ts';

/** Asserts that values fall, vectors are orthonormal, and `matrix v = value v`, to 1e-12 of the largest value. */
function assertEigen(matrix: Float64Array, size: number): Float64Array {
  const { values, vectors } = symmetricEigen(matrix, size);
  const scale = values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  for (let k = 0; k < size; k++) {
    assert.ok(k === 0 || values[k - 1]! >= values[k]!);
    for (let i = 0; i < size; i++) {
      let image = 0;
      let dot = 0;
      for (let j = 0; j < size; j++) {
        image += matrix[i * size + j]! * vectors[k * size + j]!;
        dot += vectors[i * size + j]! * vectors[k * size + j]!;
      }
      assert.ok(Math.abs(image - values[k]! * vectors[k * size + i]!) <= 1e-12 * scale);
      assert.ok(Math.abs(dot - (i === k ? 1 : 0)) < 1e-12);
    }
  }
  return values;
}

function randomSymmetric(size: number, seed: number): Float64Array {
  const random = seededRandom(seed);
  const matrix = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      matrix[i * size + j] = matrix[j * size + i] = gaussian(random);
    }
  }
  return matrix;
}

describe('symmetricEigen', () => {
  it('decomposes random matrices of all sizes and scales', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 24 }),
        fc.integer(),
        fc.integer({ min: -200, max: 200 }),
        (size, seed, power) => {
          assertEigen(
            randomSymmetric(size, seed).map((value) => value * 10 ** power),
            size,
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it('decomposes sparse integer matrices, which have many equal and zero values', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.array(fc.integer({ min: -2, max: 2 })),
        (size, values) => {
          const matrix = new Float64Array(size * size);
          let next = 0;
          for (let i = 0; i < size; i++) {
            for (let j = 0; j <= i; j++) {
              matrix[i * size + j] = matrix[j * size + i] = values[next++] ?? 0;
            }
          }
          assertEigen(matrix, size);
        },
      ),
    );
  });

  it('finds the known values of the second difference matrix', () => {
    const size = 200;
    const matrix = new Float64Array(size * size);
    for (let i = 0; i < size; i++) {
      matrix[i * size + i] = 2;
      if (i > 0) {
        matrix[i * size + i - 1] = matrix[(i - 1) * size + i] = -1;
      }
    }
    const { values } = symmetricEigen(matrix, size);
    for (let k = 0; k < size; k++) {
      const exact = 2 + 2 * Math.cos(((k + 1) * Math.PI) / (size + 1));
      assert.ok(Math.abs(values[k]! - exact) < 1e-13);
    }
  });

  it('decomposes 2 x 2, diagonal, constant and zero matrices', () => {
    const { values, vectors } = symmetricEigen(Float64Array.of(2, 1, 1, 2), 2);
    assert.ok(Math.abs(values[0]! - 3) < 1e-15 && Math.abs(values[1]! - 1) < 1e-15);
    assert.ok(Math.abs(vectors[0]! - vectors[1]!) < 1e-15 && Math.abs(vectors[2]! + vectors[3]!) < 1e-15);
    assert.deepEqual(assertEigen(Float64Array.of(1, 0, 0, 0, 5, 0, 0, 0, -3), 3), Float64Array.of(5, 1, -3));
    assert.ok(Math.abs(assertEigen(new Float64Array(49).fill(2), 7)[0]! - 14) < 1e-13);
    assert.deepEqual(assertEigen(new Float64Array(16), 4), new Float64Array(4));
    assert.deepEqual(symmetricEigen(new Float64Array(0), 0).values, new Float64Array(0));
  });

  it('leaves the matrix as it is', () => {
    const matrix = randomSymmetric(6, 3);
    const before = Float64Array.from(matrix);
    symmetricEigen(matrix, 6);
    assert.deepEqual(matrix, before);
  });

  it('names the place of a value that is not finite, and a wrong length', () => {
    const message = 'The matrix has NaN at row 1, column 0.';
    assert.throws(() => symmetricEigen(Float64Array.of(1, 2, Number.NaN, 1), 2), {
      name: 'RangeError',
      message,
    });
    assert.throws(() => symmetricEigen(new Float64Array(5), 2), RangeError);
  });

  it('stops when called off', () => {
    const shares: number[] = [];
    symmetricEigen(randomSymmetric(70, 1), 70, { checkpoint: (done) => shares.push(done) });
    assert.ok(shares.length > 70);
    assert.ok(shares.every((done, i) => done >= (shares[i - 1] ?? 0) && done <= 1));
    const stop = {
      checkpoint: (done: number) => {
        if (done > 0.5) throw new CancelledError();
      },
    };
    assert.throws(() => symmetricEigen(randomSymmetric(70, 1), 70, stop), CancelledError);
  });
});

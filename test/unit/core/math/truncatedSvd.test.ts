import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Kernels } from '../../../../src/core/math/Kernels.ts';
import { gaussian, seededRandom } from '../../../../src/core/math/random.ts';
import { symmetricEigen } from '../../../../src/core/math/symmetricEigen.ts';
import { truncatedSvd } from '../../../../src/core/math/truncatedSvd.ts';
import { CancelledError } from '../../../../src/core/task.ts';
import { describeForBothKernels } from '../../kernels/bothKernels.ts';
import { fromDense, randomSparse, toDense } from '../../kernels/sparseSamples.ts';

/** All singular values of a dense matrix by way of `A A'`; small ones are exact to some 1e-8 of the largest. */
function exactSingularValues(dense: Float64Array, rows: number, cols: number): Float64Array {
  const gram = new Float64Array(rows * rows);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < rows; j++) {
      for (let k = 0; k < cols; k++) {
        gram[i * rows + j]! += dense[i * cols + k]! * dense[j * cols + k]!;
      }
    }
  }
  return symmetricEigen(gram, rows).values.map((value) => Math.sqrt(Math.max(value, 0)));
}

/** Asserts that each column of u has length 1 and is orthogonal to the others, or is zero where its value is. */
function assertOrthonormal(u: Float32Array, singularValues: Float64Array): void {
  const rank = singularValues.length;
  for (let a = 0; a < rank; a++) {
    for (let b = 0; b <= a; b++) {
      let dot = 0;
      for (let i = 0; i < u.length; i += rank) {
        dot += u[i + a]! * u[i + b]!;
      }
      const expected = a === b && singularValues[a]! > 0 ? 1 : 0;
      assert.ok(Math.abs(dot - expected) < 1e-5, `columns ${a} and ${b}: ${dot}`);
    }
  }
}

/** Asserts that `A' u_j` has the length of the singular value j and is orthogonal to the others, as `A' u = s v`. */
function assertSingular(
  dense: Float64Array,
  rows: number,
  cols: number,
  u: Float32Array,
  s: Float64Array,
): void {
  const rank = s.length;
  const images = Array.from({ length: rank }, (_, j) =>
    Float64Array.from({ length: cols }, (_, k) => {
      let sum = 0;
      for (let i = 0; i < rows; i++) {
        sum += dense[i * cols + k]! * u[i * rank + j]!;
      }
      return sum;
    }),
  );
  for (let a = 0; a < rank; a++) {
    for (let b = 0; b <= a; b++) {
      const dot = images[a]!.reduce((sum, value, k) => sum + value * images[b]![k]!, 0);
      const expected = a === b ? s[a]! ** 2 : 0;
      assert.ok(
        Math.abs(dot - expected) <= 1e-5 * s[0]! ** 2,
        `images ${a} and ${b}: ${dot} not ${expected}`,
      );
    }
  }
}

/** Bytes of an array, for comparing to the last bit. */
function bytes(array: Float32Array | Float64Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength).slice();
}

describeForBothKernels('truncatedSvd', (kernels: () => Kernels) => {
  it('finds all singular values of small matrices of any shape, and zeros beyond them', () => {
    const size = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(size, size, fc.integer({ min: 1, max: 45 }), fc.integer(), (rows, cols, rank, seed) => {
        const sparse = randomSparse(rows, cols, 0.4, seededRandom(seed));
        fc.pre(sparse.values.length > 0);
        const dense = toDense(sparse);
        const exact = exactSingularValues(dense, rows, cols);
        const { u, singularValues } = truncatedSvd(sparse, rank, { kernels: kernels(), seed });
        assert.equal(u.length, rows * rank);
        for (let i = 0; i < rank; i++) {
          assert.ok(Math.abs(singularValues[i]! - (exact[i] ?? 0)) <= 2e-6 * exact[0]!, `value ${i}`);
        }
        assertOrthonormal(u, singularValues);
        assertSingular(dense, rows, cols, u, singularValues);
        kernels().release(u);
      }),
      { numRuns: 60 },
    );
  });

  it('finds the leading values of a matrix whose values fall slowly within 1%', () => {
    // Noise has the slowest fall there is; a few directions of signal stand out of it.
    const [rows, cols, rank] = [240, 400, 10];
    const random = seededRandom(4);
    const noisy = new Float64Array(rows * cols).map(() => (random() < 0.3 ? gaussian(random) : 0));
    for (let direction = 0; direction < 5; direction++) {
      const left = Float64Array.from({ length: rows }, () => gaussian(random));
      const right = Float64Array.from({ length: cols }, () => gaussian(random));
      for (let i = 0; i < noisy.length; i++) {
        noisy[i]! += noisy[i] === 0 ? 0 : (left[Math.floor(i / cols)]! * right[i % cols]!) / (direction + 1);
      }
    }
    const sparse = fromDense(noisy, rows, cols);
    const exact = exactSingularValues(toDense(sparse), rows, cols);
    const { u, singularValues } = truncatedSvd(sparse, rank, { kernels: kernels(), seed: 1 });
    for (let i = 0; i < rank; i++) {
      assert.ok(
        Math.abs(singularValues[i]! / exact[i]! - 1) < 0.01,
        `value ${i}: ${singularValues[i]} not ${exact[i]}`,
      );
    }
    assertOrthonormal(u, singularValues);
    kernels().release(u);
  });

  it('finds values that are equal far more often than a block is wide', () => {
    const size = 60;
    const identity = fromDense(
      Float64Array.from({ length: size * size }, (_, i) => (i % (size + 1) === 0 ? 3 : 0)),
      size,
      size,
    );
    const { u, singularValues } = truncatedSvd(identity, 50, { kernels: kernels(), seed: 1 });
    assert.ok(singularValues.every((value) => Math.abs(value - 3) < 1e-5));
    assertOrthonormal(u, singularValues);
  });

  it('gives zero values and columns beyond the rank of the matrix', () => {
    const [rows, cols, rank] = [90, 80, 30];
    const random = seededRandom(8);
    const left = Array.from({ length: 3 }, () => Float64Array.from({ length: rows }, () => gaussian(random)));
    const right = Array.from({ length: 3 }, () =>
      Float64Array.from({ length: cols }, () => gaussian(random)),
    );
    const dense = Float64Array.from({ length: rows * cols }, (_, i) =>
      left.reduce((sum, column, k) => sum + column[Math.floor(i / cols)]! * right[k]![i % cols]!, 0),
    );
    const { u, singularValues } = truncatedSvd(fromDense(dense, rows, cols), rank, {
      kernels: kernels(),
      seed: 1,
    });
    const exact = exactSingularValues(dense, rows, cols);
    for (let i = 0; i < 3; i++) {
      assert.ok(Math.abs(singularValues[i]! / exact[i]! - 1) < 1e-5);
    }
    assert.ok(singularValues.subarray(3).every((value) => value === 0));
    assert.ok(u.every((value, i) => i % rank < 3 || value === 0));
    assertOrthonormal(u, singularValues);
  });

  it('is exact for a matrix of one value, of one row and of one column', () => {
    for (const [rows, cols] of [
      [1, 1],
      [1, 5],
      [5, 1],
    ] as const) {
      const sparse = fromDense(new Float64Array(rows * cols).fill(-2), rows, cols);
      const { u, singularValues } = truncatedSvd(sparse, 2, { kernels: kernels(), seed: 1 });
      assert.ok(Math.abs(singularValues[0]! - 2 * Math.sqrt(rows * cols)) < 1e-5);
      assert.equal(singularValues[1], 0);
      assert.ok(u.every((value, i) => Math.abs(value - (i % 2 === 0 ? 1 / Math.sqrt(rows) : 0)) < 1e-6));
    }
  });

  it('takes matrices of very large and very small values', () => {
    const sparse = randomSparse(50, 40, 0.5, seededRandom(2));
    const plain = truncatedSvd(sparse, 5, { kernels: kernels(), seed: 1 });
    for (const scale of [1e-25, 1e25]) {
      const scaled = { ...sparse, values: sparse.values.map((value) => value * scale) };
      const { u, singularValues } = truncatedSvd(scaled, 5, { kernels: kernels(), seed: 1 });
      assert.ok(
        singularValues.every((value, i) => Math.abs(value / scale / plain.singularValues[i]! - 1) < 1e-5),
      );
      assert.ok(u.every((value, i) => Math.abs(value - plain.u[i]!) < 1e-3));
    }
  });

  it('gives the same bytes for the same seed, and the same up to rounding for another', () => {
    const sparse = randomSparse(300, 200, 0.1, seededRandom(3));
    const run = (seed: number) => truncatedSvd(sparse, 8, { kernels: kernels(), seed });
    const [first, second, third] = [run(1), run(1), run(2)];
    assert.deepEqual(bytes(first.u), bytes(second.u));
    assert.deepEqual(bytes(first.singularValues), bytes(second.singularValues));
    assert.notDeepEqual(bytes(first.u), bytes(third.u));
    assert.ok(
      first.singularValues.every((value, i) => Math.abs(value / third.singularValues[i]! - 1) < 1e-3),
    );
  });

  it('gives every column the sign that makes its entry furthest from 0 positive', () => {
    const { u } = truncatedSvd(randomSparse(80, 60, 0.3, seededRandom(6)), 12, {
      kernels: kernels(),
      seed: 5,
    });
    for (let j = 0; j < 12; j++) {
      const column = u.filter((_, i) => i % 12 === j);
      const furthest = column.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a));
      assert.ok(furthest > 0);
    }
  });

  it('reports rising progress up to 1 and stops where it is called off', () => {
    const sparse = randomSparse(400, 300, 0.2, seededRandom(3));
    const shares: number[] = [];
    truncatedSvd(sparse, 10, {
      kernels: kernels(),
      seed: 1,
      task: { checkpoint: (done) => shares.push(done) },
    });
    assert.ok(shares.length > 20);
    assert.ok(shares.every((done, i) => done >= (shares[i - 1] ?? 0) && done <= 1));
    assert.equal(shares.at(-1), 1);
    let calls = 0;
    const stopping = {
      checkpoint: () => {
        if (++calls === 10) throw new CancelledError();
      },
    };
    assert.throws(
      () => truncatedSvd(sparse, 10, { kernels: kernels(), seed: 1, task: stopping }),
      CancelledError,
    );
    assert.equal(calls, 10);
  });

  it('gives all memory but the result back, also when it is called off', () => {
    const sparse = randomSparse(400, 300, 0.2, seededRandom(3));
    const held = new Set<Float32Array>();
    const counting: Kernels = {
      ...kernels(),
      allocate(length) {
        const array = kernels().allocate(length);
        held.add(array);
        return array;
      },
      release(array) {
        assert.ok(held.delete(array));
        kernels().release(array);
      },
    };
    const { u } = truncatedSvd(sparse, 10, { kernels: counting, seed: 1 });
    assert.deepEqual([...held], [u]);
    counting.release(u);
    const task = {
      checkpoint: (done: number) => {
        if (done > 0.5) throw new CancelledError();
      },
    };
    assert.throws(() => truncatedSvd(sparse, 10, { kernels: counting, seed: 1, task }), CancelledError);
    assert.equal(held.size, 0);
  });

  it('says what is wrong with an empty matrix, a value that is not finite, and a rank that is none', () => {
    const options = { kernels: kernels(), seed: 1 };
    const empty = fromDense(new Float64Array(6), 2, 3);
    assert.throws(() => truncatedSvd(empty, 2, options), {
      name: 'RangeError',
      message: /2 x 3 matrix is empty/,
    });
    assert.throws(() => truncatedSvd(fromDense([], 0, 0), 2, options), /0 x 0 matrix is empty/);
    const infinite = fromDense([1, 0, 0, Number.POSITIVE_INFINITY], 2, 2);
    assert.throws(() => truncatedSvd(infinite, 1, options), /Infinity at row 1, column 1/);
    assert.throws(() => truncatedSvd(fromDense([1], 1, 1), 0, options), /rank must be at least 1/);
    assert.throws(() => truncatedSvd(fromDense([1], 1, 1), 1.5, options), /rank is 1.5/);
  });
});

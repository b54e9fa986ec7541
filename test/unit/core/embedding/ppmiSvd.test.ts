import assert from 'node:assert/strict';
import type { SparseMatrix } from '../../../../src/core/cooccurrence/SparseMatrix.ts';
import { EmbeddingError } from '../../../../src/core/embedding/EmbeddingError.ts';
import { ppmiSvd } from '../../../../src/core/embedding/ppmiSvd.ts';
import { plainKernels } from '../../../../src/core/math/plainKernels.ts';

/** A diagonal matrix: its singular values are the entries, its singular vectors the axes. */
function diagonal(...values: number[]): SparseMatrix {
  return {
    rows: values.length,
    cols: values.length,
    rowStart: Uint32Array.from({ length: values.length + 1 }, (_, i) => i),
    columns: Uint32Array.from(values.keys()),
    values: Float32Array.from(values),
  };
}

const options = { seed: 1, kernels: plainKernels };

function assertNear(found: Float32Array, expected: number[]): void {
  assert.equal(found.length, expected.length);
  for (const [i, value] of found.entries()) {
    assert.ok(Math.abs(value - expected[i]!) < 1e-4, `${found} at ${i} is not near ${expected}`);
  }
}

describe('ppmiSvd', () => {
  it('gives the left singular vectors times a power of the singular values, largest first', () => {
    const matrix = diagonal(4, 16, 9);
    assertNear(ppmiSvd(matrix, { ...options, vectorSize: 2 }), [0, 0, 4, 0, 0, 3]);
    assertNear(ppmiSvd(matrix, { ...options, vectorSize: 2, eigenvalueExponent: 1 }), [0, 0, 16, 0, 0, 9]);
    assertNear(ppmiSvd(matrix, { ...options, vectorSize: 2, eigenvalueExponent: 0 }), [0, 0, 1, 0, 0, 1]);
  });

  it('fills up with zeros where there are fewer singular values than dimensions', () => {
    const onlyOne = {
      ...diagonal(4, 1, 1),
      rowStart: Uint32Array.of(0, 1, 1, 1),
      columns: Uint32Array.of(0),
    };
    const matrix = { ...onlyOne, values: Float32Array.of(4) };
    for (const eigenvalueExponent of [0, 0.5, 1]) {
      const first = 4 ** eigenvalueExponent;
      assertNear(ppmiSvd(matrix, { ...options, vectorSize: 2, eigenvalueExponent }), [first, 0, 0, 0, 0, 0]);
    }
  });

  it('says what to do where the words are too few', () => {
    assert.throws(
      () => ppmiSvd(diagonal(1, 2), { ...options, vectorSize: 3 }),
      (error: unknown) =>
        error instanceof EmbeddingError &&
        /3 dimensions need at least 3 different words .*; found 2\. Add more text/.test(error.message),
    );
    assert.throws(() => ppmiSvd(diagonal(), options), EmbeddingError);
  });

  it('says so where nothing is associated', () => {
    const nothing: SparseMatrix = {
      rows: 2,
      cols: 2,
      rowStart: new Uint32Array(3),
      columns: new Uint32Array(),
      values: new Float32Array(),
    };
    assert.throws(
      () => ppmiSvd(nothing, { ...options, vectorSize: 2 }),
      /EmbeddingError: None of the 2 words/,
    );
  });

  it('refuses dimensions that are none', () => {
    for (const vectorSize of [0, -1, 1.5]) {
      assert.throws(() => ppmiSvd(diagonal(1), { ...options, vectorSize }), /RangeError: vectorSize is/);
    }
  });
});

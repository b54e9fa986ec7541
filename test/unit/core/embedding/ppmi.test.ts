import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { SparseMatrix } from '../../../../src/core/cooccurrence/SparseMatrix.ts';
import { ppmi } from '../../../../src/core/embedding/ppmi.ts';
import { CancelledError } from '../../../../src/core/task.ts';

function sparse(matrix: number[][]): SparseMatrix {
  const rowStart = [0];
  const columns: number[] = [];
  const values: number[] = [];
  for (const row of matrix) {
    for (const [column, value] of row.entries()) {
      if (value !== 0) {
        columns.push(column);
        values.push(value);
      }
    }
    rowStart.push(columns.length);
  }
  return {
    rows: matrix.length,
    cols: matrix[0]?.length ?? 0,
    rowStart: Uint32Array.from(rowStart),
    columns: Uint32Array.from(columns),
    values: Float32Array.from(values),
  };
}

function entries({ rows, rowStart, columns, values }: SparseMatrix): [number, number, number][] {
  const all: [number, number, number][] = [];
  for (let row = 0; row < rows; row++) {
    for (let i = rowStart[row]!; i < rowStart[row + 1]!; i++) all.push([row, columns[i]!, values[i]!]);
  }
  return all;
}

const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0);

/** The definition, from probabilities. */
function definition(matrix: number[][], contextSmoothing: number, shift: number): [number, number, number][] {
  const total = sum(matrix.flat());
  const contexts = (matrix[0] ?? []).map((_, column) => sum(matrix.map((row) => row[column]!)));
  const smoothed = contexts.map((context) => (context === 0 ? 0 : context ** contextSmoothing));
  const all: [number, number, number][] = [];
  for (const [w, row] of matrix.entries()) {
    for (const [c, count] of row.entries()) {
      if (count === 0) continue;
      const joint = count / total;
      const chance = (sum(row) / total) * (smoothed[c]! / sum(smoothed));
      const value = Math.log(joint / chance) - Math.log(shift);
      if (value > 0) all.push([w, c, value]);
    }
  }
  return all;
}

describe('ppmi', () => {
  it('is the logarithm of observed over expected, where that is positive', () => {
    // Of 16: P(0, 0) = 6/16 and P(0) = 8/16, so log((6/16) / (8/16 * 8/16)) = log 1.5; P(0, 1) = 2/16 gives log 0.5.
    const weighted = ppmi(
      sparse([
        [6, 2],
        [2, 6],
      ]),
      { contextSmoothing: 1 },
    );
    assert.deepEqual(entries(weighted), [
      [0, 0, Math.fround(Math.log(1.5))],
      [1, 1, Math.fround(Math.log(1.5))],
    ]);
  });

  it('agrees with the definition for any counts, smoothing and shift', () => {
    const size = fc.integer({ min: 1, max: 6 });
    const counts = fc.tuple(size, size).chain(([rows, cols]) =>
      fc.array(fc.array(fc.nat(9), { minLength: cols, maxLength: cols }), {
        minLength: rows,
        maxLength: rows,
      }),
    );
    fc.assert(
      fc.property(
        counts,
        fc.constantFrom(0, 0.5, 0.75, 1),
        fc.constantFrom(0.5, 1, 3),
        (matrix, contextSmoothing, shift) => {
          const expected = definition(matrix, contextSmoothing, shift).filter(([, , value]) => value > 1e-5);
          const found = entries(ppmi(sparse(matrix), { contextSmoothing, shift })).filter(
            ([, , value]) => value > 1e-5,
          );
          assert.deepEqual(
            found.map(([row, column]) => [row, column]),
            expected.map(([row, column]) => [row, column]),
          );
          for (const [i, [, , value]] of found.entries()) {
            assert.ok(Math.abs(value - expected[i]![2]) < 1e-5);
          }
        },
      ),
    );
  });

  it('smooths contexts by 0.75 and does not shift, unless told', () => {
    const matrix = [
      [5, 1, 0],
      [1, 0, 2],
      [0, 2, 9],
    ];
    assert.deepEqual(ppmi(sparse(matrix)), ppmi(sparse(matrix), { contextSmoothing: 0.75, shift: 1 }));
    assert.notDeepEqual(ppmi(sparse(matrix)), ppmi(sparse(matrix), { contextSmoothing: 1 }));
  });

  it('stores nothing that is zero, and nothing for nothing', () => {
    assert.deepEqual(
      entries(
        ppmi(
          sparse([
            [1, 1],
            [1, 1],
          ]),
          { contextSmoothing: 1 },
        ),
      ),
      [],
    );
    assert.deepEqual(
      entries(
        ppmi(
          sparse([
            [0, 0],
            [0, 0],
          ]),
        ),
      ),
      [],
    );
    assert.deepEqual(entries(ppmi(sparse([]))), []);
  });

  it('tells how far it is, and stops where the task says so', () => {
    const shares: number[] = [];
    ppmi(
      sparse([
        [5, 1],
        [1, 5],
      ]),
      { task: { checkpoint: (done) => shares.push(done) } },
    );
    assert.deepEqual(shares, [0, 1]);
    const task = {
      checkpoint: () => {
        throw new CancelledError();
      },
    };
    assert.throws(() => ppmi(sparse([[1]]), { task }), CancelledError);
  });

  it('refuses parameters that have no meaning', () => {
    assert.throws(() => ppmi(sparse([[1]]), { contextSmoothing: -1 }), /RangeError: contextSmoothing is -1/);
    assert.throws(() => ppmi(sparse([[1]]), { contextSmoothing: Number.NaN }), /RangeError/);
    assert.throws(() => ppmi(sparse([[1]]), { shift: 0 }), /RangeError: shift is 0/);
  });
});

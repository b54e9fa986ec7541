import { cholesky, solveCholesky } from '../../../../src/core/math/cholesky.ts';
import { gaussian, seededRandom } from '../../../../src/core/math/random.ts';

/** The lecture's regression over a dense matrix of targets, written down as plainly as it is defined. */
export interface DenseLecture {
  readonly targets: readonly (readonly number[])[];
  readonly vectorSize: number;
  readonly penalty: number;
}

/** A word's `[w_1, ..., w_d, b]`. */
export type Row = number[];

function predict(a: Row, b: Row): number {
  const d = a.length - 1;
  let sum = a[d]! + b[d]!;
  for (let i = 0; i < d; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** The sum of squared errors over unordered pairs of different words, and the penalty. */
export function denseLoss({ targets, penalty }: DenseLecture, rows: readonly Row[]): number {
  let loss = 0;
  for (const [i, a] of rows.entries()) {
    for (let j = 0; j < i; j++) loss += (predict(a, rows[j]!) - targets[i]![j]!) ** 2;
    for (const value of a.slice(0, -1)) loss += penalty * value ** 2;
  }
  return loss;
}

/** The least loss that alternating least squares comes to from several starts: each word in turn at its exact optimum. */
export function denseOptimum(problem: DenseLecture, starts: number): number {
  const { targets, vectorSize, penalty } = problem;
  const size = vectorSize + 1;
  let best = Number.POSITIVE_INFINITY;
  for (let seed = 0; seed < starts; seed++) {
    const random = seededRandom(seed);
    const rows = targets.map(() => Array.from({ length: size }, () => gaussian(random)));
    for (let sweep = 0; sweep < 600; sweep++) {
      for (const [i, row] of rows.entries()) {
        const matrix = new Float64Array(size * size);
        const vector = new Float64Array(size);
        for (let k = 0; k < size; k++) matrix[k * size + k] = k < vectorSize ? penalty + 1e-9 : 1e-9;
        for (const [j, other] of rows.entries()) {
          if (i === j) continue;
          const z = [...other.slice(0, vectorSize), 1];
          for (let k = 0; k < size; k++) {
            for (let l = 0; l < size; l++) matrix[k * size + l]! += z[k]! * z[l]!;
            vector[k]! += z[k]! * (targets[i]![j]! - other[vectorSize]!);
          }
        }
        solveCholesky(cholesky(matrix, size)!, size, vector);
        for (let k = 0; k < size; k++) row[k] = vector[k]!;
      }
    }
    best = Math.min(best, denseLoss(problem, rows));
  }
  return best;
}

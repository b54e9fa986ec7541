import { subtask, type Task, untracked } from '../task.ts';
import { requireLength } from './kernelShapes.ts';

/** The eigenvalues and eigenvectors of a symmetric matrix of size n. */
export interface SymmetricEigen {
  /** The n eigenvalues, falling. */
  readonly values: Float64Array;
  /** Row-major `n x n`; row i is the eigenvector, of length 1, for `values[i]`. Its sign is arbitrary. */
  readonly vectors: Float64Array;
}

/** QL takes less than two sweeps an eigenvalue; when it needs this many, something is broken. */
const maximumSweeps = 60;

/**
 * All eigenvalues and eigenvectors of a small dense symmetric matrix, by Householder tridiagonalization and QL iteration
 * with implicit shifts (Bowdler, Martin, Reinsch, Wilkinson 1968; the method of EISPACK's tred2 and imtql2). It takes some
 * `6 n^3` operations, all of them of the kind that is exact to the last bit everywhere. Small eigenvalues are as exact as
 * the largest allows: to some 1e-15 of it.
 *
 * @param matrix row-major `size x size`; only the diagonal and what is left of it are read.
 * @throws RangeError when the length is not `size x size` or a value is not finite.
 */
export function symmetricEigen(matrix: Float64Array, size: number, task: Task = untracked): SymmetricEigen {
  requireLength('matrix', matrix, size * size);
  let largest = 0;
  for (let i = 0; i < matrix.length; i++) {
    if (!Number.isFinite(matrix[i])) {
      throw new RangeError(`The matrix has ${matrix[i]} at row ${Math.floor(i / size)}, column ${i % size}.`);
    }
    largest = Math.max(largest, Math.abs(matrix[i]!));
  }
  // With values of at most 1, no square overflows or vanishes that matters.
  const scale = largest || 1;
  const work = matrix.map((value) => value / scale);
  const { diagonal, beside, basis } = tridiagonalize(work, size, subtask(task, 0, 0.6));
  const rotations = diagonalize(diagonal, beside);
  rotateRows(basis, size, rotations, subtask(task, 0.6, 1));
  return sortedByValue(diagonal, basis, scale);
}

/** `matrix = transpose(basis) T basis`, where T has `diagonal` and, below and above it, `beside`. */
interface Tridiagonal {
  readonly diagonal: Float64Array;
  /** `beside[i]` stands between `diagonal[i]` and `diagonal[i + 1]`; the last is 0. */
  readonly beside: Float64Array;
  /** Orthonormal rows. */
  readonly basis: Float64Array;
}

/**
 * Householder reflections bring the symmetric `work`, which is used up, to tridiagonal form, from the last row upwards.
 * Only the lower triangle is touched: row by row, as it lies in memory.
 */
function tridiagonalize(work: Float64Array, size: number, task: Task): Tridiagonal {
  const diagonal = new Float64Array(size);
  const beside = new Float64Array(size);
  const factors = new Float64Array(size);
  for (let k = size - 1; k >= 0; k--) {
    diagonal[k] = work[k * size + k]!;
    if (k === 0) {
      break;
    }
    const row = work.subarray(k * size, k * size + k);
    const last = row[k - 1]!;
    const rest = dotOfFirst(row, row, k - 1);
    if (rest === 0) {
      beside[k - 1] = last;
      continue;
    }
    const length = Math.sqrt(last * last + rest);
    beside[k - 1] = last > 0 ? -length : length;
    // The reflection is I - factor v v'; v takes the place of the row, to build the basis from.
    row[k - 1] = last - beside[k - 1]!;
    factors[k] = 2 / (row[k - 1]! ** 2 + rest);
    reflect(work, size, row, factors[k]!);
    task.checkpoint((1 - k / size) * 0.7);
  }
  return { diagonal, beside, basis: productOfReflections(work, factors, size, subtask(task, 0.7, 1)) };
}

/** `W = H W H` for the leading part W of `work` that is as large as v, where `H = I - factor v v'`. */
function reflect(work: Float64Array, size: number, v: Float64Array, factor: number): void {
  const product = new Float64Array(v.length);
  for (let i = 0; i < v.length; i++) {
    const start = i * size;
    const vi = v[i]!;
    let sum = work[start + i]! * vi;
    for (let j = 0; j < i; j++) {
      const value = work[start + j]!;
      sum += value * v[j]!;
      product[j]! += value * vi;
    }
    product[i]! += sum;
  }
  const half = (factor / 2) * dotOfFirst(product, v, v.length);
  for (let i = 0; i < v.length; i++) {
    product[i] = factor * (product[i]! - half * v[i]!);
  }
  for (let i = 0; i < v.length; i++) {
    const start = i * size;
    const vi = v[i]!;
    const pi = product[i]!;
    for (let j = 0; j <= i; j++) {
      work[start + j]! -= vi * product[j]! + pi * v[j]!;
    }
  }
}

/** The rows that the reflections, whose vectors stand in `work` left of the diagonal, make of the unit vectors. */
function productOfReflections(
  work: Float64Array,
  factors: Float64Array,
  size: number,
  task: Task,
): Float64Array {
  const basis = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    basis[i * size + i] = 1;
  }
  for (let k = 1; k < size; k++) {
    const v = work.subarray(k * size, k * size + k);
    for (let i = 0; i < k && factors[k] !== 0; i++) {
      const row = basis.subarray(i * size, i * size + k);
      const share = factors[k]! * dotOfFirst(row, v, k);
      for (let j = 0; j < k; j++) {
        row[j]! -= share * v[j]!;
      }
    }
    task.checkpoint(k / size);
  }
  return basis;
}

/** Rotations of row `rows[k]` and the next one by an angle, in the order in which they are to be done. */
interface Rotations {
  readonly rows: number[];
  readonly cosines: number[];
  readonly sines: number[];
}

/** QL iteration until nothing is left beside the diagonal; returns the rotations that bring the basis there. */
function diagonalize(diagonal: Float64Array, beside: Float64Array): Rotations {
  const rotations: Rotations = { rows: [], cosines: [], sines: [] };
  for (let start = 0; start < diagonal.length; start++) {
    for (let sweep = 0; ; sweep++) {
      const end = endOfBlock(diagonal, beside, start);
      if (end === start) {
        break;
      }
      if (sweep === maximumSweeps) {
        throw new Error(`QL iteration found no eigenvalue ${start} in ${maximumSweeps} sweeps.`);
      }
      sweepUp(diagonal, beside, start, end, rotations);
    }
  }
  return rotations;
}

/** The first index from `start` on that is not coupled to the one after it. */
function endOfBlock(diagonal: Float64Array, beside: Float64Array, start: number): number {
  let end = start;
  while (end + 1 < diagonal.length) {
    const size = Math.abs(diagonal[end]!) + Math.abs(diagonal[end + 1]!);
    if (Math.abs(beside[end]!) <= Number.EPSILON * size + 1e-30) {
      break;
    }
    end++;
  }
  return end;
}

/** One QL sweep with Wilkinson's shift over the block from `start` to `end`, both included. */
function sweepUp(
  diagonal: Float64Array,
  beside: Float64Array,
  start: number,
  end: number,
  rotations: Rotations,
): void {
  const slope = (diagonal[start + 1]! - diagonal[start]!) / (2 * beside[start]!);
  const root = Math.sqrt(slope * slope + 1);
  const shift = diagonal[start]! - beside[start]! / (slope + (slope < 0 ? -root : root));
  let bulge = diagonal[end]! - shift;
  let sine = 1;
  let cosine = 1;
  let carried = 0;
  for (let i = end - 1; i >= start; i--) {
    const outer = sine * beside[i]!;
    const inner = cosine * beside[i]!;
    const length = Math.sqrt(outer * outer + bulge * bulge);
    beside[i + 1] = length;
    if (length === 0) {
      // The block falls apart here; the next sweep takes the part that is left.
      diagonal[i + 1]! -= carried;
      beside[end] = 0;
      return;
    }
    sine = outer / length;
    cosine = bulge / length;
    const shifted = diagonal[i + 1]! - carried;
    const change = (diagonal[i]! - shifted) * sine + 2 * cosine * inner;
    carried = sine * change;
    diagonal[i + 1] = shifted + carried;
    bulge = cosine * change - inner;
    rotations.rows.push(i);
    rotations.cosines.push(cosine);
    rotations.sines.push(sine);
  }
  diagonal[start]! -= carried;
  beside[start] = bulge;
  beside[end] = 0;
}

/** Columns that all rotations are done to before the next ones: few enough to stay in the processor's cache. */
const columnsAtOnce = 32;

function rotateRows(
  basis: Float64Array,
  size: number,
  { rows, cosines, sines }: Rotations,
  task: Task,
): void {
  for (let from = 0; from < size; from += columnsAtOnce) {
    task.checkpoint(from / size);
    const columns = Math.min(columnsAtOnce, size - from);
    for (let k = 0; k < rows.length; k++) {
      const cosine = cosines[k]!;
      const sine = sines[k]!;
      const upper = rows[k]! * size + from;
      const lower = upper + size;
      for (let j = 0; j < columns; j++) {
        const a = basis[upper + j]!;
        const b = basis[lower + j]!;
        basis[lower + j] = sine * a + cosine * b;
        basis[upper + j] = cosine * a - sine * b;
      }
    }
  }
}

function sortedByValue(diagonal: Float64Array, basis: Float64Array, scale: number): SymmetricEigen {
  const size = diagonal.length;
  const order = Array.from(diagonal.keys()).sort((a, b) => diagonal[b]! - diagonal[a]!);
  const values = Float64Array.from(order, (index) => diagonal[index]! * scale);
  const vectors = new Float64Array(size * size);
  for (const [rank, index] of order.entries()) {
    vectors.set(basis.subarray(index * size, (index + 1) * size), rank * size);
  }
  return { values, vectors };
}

/** Dot product of the first `length` values. */
function dotOfFirst(a: Float64Array, b: Float64Array, length: number): number {
  let sum = 0;
  for (let i = 0; i < length; i++) {
    sum += a[i]! * b[i]!;
  }
  return sum;
}

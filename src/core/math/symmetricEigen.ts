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
 * @param matrix row-major `size x size`; only the part right of the diagonal and the diagonal are read.
 * @throws RangeError when the length is not `size x size` or a value is not finite.
 */
export function symmetricEigen(matrix: Float64Array, size: number): SymmetricEigen {
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
  const work = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = i; j < size; j++) {
      work[i * size + j] = work[j * size + i] = matrix[i * size + j]! / scale;
    }
  }
  const tridiagonal = tridiagonalize(work, size);
  diagonalize(tridiagonal, size);
  return sortedByValue(tridiagonal, size, scale);
}

/** `matrix = transpose(basis) T basis`, where T has `diagonal` and, below and above it, `beside`. */
interface Tridiagonal {
  readonly diagonal: Float64Array;
  /** `beside[i]` stands between `diagonal[i]` and `diagonal[i + 1]`; the last is 0. */
  readonly beside: Float64Array;
  /** Orthonormal rows. */
  readonly basis: Float64Array;
}

/** Householder reflections bring the symmetric `work`, which is used up, to tridiagonal form. */
function tridiagonalize(work: Float64Array, size: number): Tridiagonal {
  const diagonal = new Float64Array(size);
  const beside = new Float64Array(size);
  const factors = new Float64Array(size);
  const product = new Float64Array(size);
  for (let k = 0; k < size; k++) {
    const row = k * size;
    diagonal[k] = work[row + k]!;
    const next = k + 1;
    if (next === size) {
      break;
    }
    const rest = dotAt(work, row + next + 1, work, row + next + 1, size - next - 1);
    const first = work[row + next]!;
    if (rest === 0) {
      beside[k] = first;
      continue;
    }
    const length = Math.sqrt(first * first + rest);
    beside[k] = first > 0 ? -length : length;
    // The reflection is I - factor v v', and v stays in this row, right of the diagonal, to build the basis from.
    work[row + next] = first - beside[k]!;
    const factor = 2 / (work[row + next]! ** 2 + rest);
    factors[k] = factor;
    for (let i = next; i < size; i++) {
      product[i] = factor * dotAt(work, i * size + next, work, row + next, size - next);
    }
    const half = (factor / 2) * dotAt(product, next, work, row + next, size - next);
    for (let i = next; i < size; i++) {
      product[i]! -= half * work[row + i]!;
    }
    for (let i = next; i < size; i++) {
      const v = work[row + i]!;
      const p = product[i]!;
      for (let j = next; j < size; j++) {
        work[i * size + j]! -= v * product[j]! + p * work[row + j]!;
      }
    }
  }
  return { diagonal, beside, basis: productOfReflections(work, factors, size) };
}

/** The rows that the reflections, kept in `work` right of the diagonal, bring the unit vectors to. */
function productOfReflections(work: Float64Array, factors: Float64Array, size: number): Float64Array {
  const basis = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    basis[i * size + i] = 1;
  }
  for (let k = size - 2; k >= 0; k--) {
    const next = k + 1;
    const reflection = k * size + next;
    for (let i = next; i < size && factors[k] !== 0; i++) {
      const start = i * size + next;
      const share = factors[k]! * dotAt(basis, start, work, reflection, size - next);
      for (let j = 0; j < size - next; j++) {
        basis[start + j]! -= share * work[reflection + j]!;
      }
    }
  }
  return basis;
}

/** QL iteration: rotates the basis until nothing is left beside the diagonal. */
function diagonalize({ diagonal, beside, basis }: Tridiagonal, size: number): void {
  for (let start = 0; start < size; start++) {
    for (let sweep = 0; ; sweep++) {
      const end = endOfBlock(diagonal, beside, start);
      if (end === start) {
        break;
      }
      if (sweep === maximumSweeps) {
        throw new Error(`QL iteration found no eigenvalue ${start} of ${size} in ${maximumSweeps} sweeps.`);
      }
      sweepUp(diagonal, beside, basis, size, start, end);
    }
  }
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
  basis: Float64Array,
  size: number,
  start: number,
  end: number,
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
    rotateRows(basis, size, i, cosine, sine);
  }
  diagonal[start]! -= carried;
  beside[start] = bulge;
  beside[end] = 0;
}

function rotateRows(basis: Float64Array, size: number, row: number, cosine: number, sine: number): void {
  const upper = row * size;
  const lower = upper + size;
  for (let j = 0; j < size; j++) {
    const a = basis[upper + j]!;
    const b = basis[lower + j]!;
    basis[lower + j] = sine * a + cosine * b;
    basis[upper + j] = cosine * a - sine * b;
  }
}

function sortedByValue({ diagonal, basis }: Tridiagonal, size: number, scale: number): SymmetricEigen {
  const order = Array.from(diagonal.keys()).sort((a, b) => diagonal[b]! - diagonal[a]!);
  const values = Float64Array.from(order, (index) => diagonal[index]! * scale);
  const vectors = new Float64Array(size * size);
  for (const [rank, index] of order.entries()) {
    vectors.set(basis.subarray(index * size, (index + 1) * size), rank * size);
  }
  return { values, vectors };
}

function dotAt(a: Float64Array, aStart: number, b: Float64Array, bStart: number, length: number): number {
  let sum = 0;
  for (let i = 0; i < length; i++) {
    sum += a[aStart + i]! * b[bStart + i]!;
  }
  return sum;
}

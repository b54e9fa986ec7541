import { adamStepPlainly } from './adamStep.ts';
import { parseDecimalRowPlainly } from './decimalRow.ts';
import { descendGlovePlainly } from './gloveDescent.ts';
import type { Kernels } from './Kernels.ts';
import {
  requireCount,
  requireLength,
  requirePoints,
  requireSparseRows,
  requireTree,
} from './kernelShapes.ts';
import { gatherNeighboursPlainly, rankNeighboursPlainly } from './NeighbourSearch.ts';
import { quantizedTimesVectorPlainly, quantizeRowsPlainly } from './quantizedRows.ts';
import { countNearerPlainly, scoreListedPlainly } from './RankCount.ts';
import { addWindowsPlainly, takeWindowRowsPlainly } from './windowSums.ts';

/**
 * The kernels in plain TypeScript: what runs where WebAssembly with SIMD and threads is missing, and what the
 * WebAssembly ones are tested against. Sums are taken in float64 wherever they do not have to be stored in between.
 */
export const plainKernels: Kernels = {
  name: 'typescript',

  allocate(length) {
    requireCount('length', length);
    return new Float32Array(length);
  },

  release() {
    // The garbage collector does it.
  },

  matrixTimesVector(matrix, vector, out) {
    const width = vector.length;
    requireLength('matrix', matrix, out.length * width);
    for (let row = 0; row < out.length; row++) {
      const start = row * width;
      let sum = 0;
      for (let i = 0; i < width; i++) {
        sum += matrix[start + i]! * vector[i]!;
      }
      out[row] = sum;
    }
  },

  sparseTimesDense(sparse, dense, width, out, fromRow, toRow) {
    requireSparseRows(sparse, fromRow, toRow);
    requireLength('dense', dense, sparse.cols * width);
    requireLength('out', out, sparse.rows * width);
    const { rowStart, columns, values } = sparse;
    const sum = new Float64Array(width);
    for (let row = fromRow; row < toRow; row++) {
      sum.fill(0);
      for (let entry = rowStart[row]!; entry < rowStart[row + 1]!; entry++) {
        addScaledRow(values[entry]!, dense, columns[entry]! * width, sum, 0, width);
      }
      out.set(sum, row * width);
    }
  },

  addTransposedSparseTimesDense(sparse, dense, width, out, fromRow, toRow) {
    requireSparseRows(sparse, fromRow, toRow);
    requireLength('dense', dense, sparse.rows * width);
    requireLength('out', out, sparse.cols * width);
    const { rowStart, columns, values } = sparse;
    for (let row = fromRow; row < toRow; row++) {
      const denseStart = row * width;
      for (let entry = rowStart[row]!; entry < rowStart[row + 1]!; entry++) {
        const value = values[entry]!;
        const outStart = columns[entry]! * width;
        for (let i = 0; i < width; i++) {
          out[outStart + i]! += value * dense[denseStart + i]!;
        }
      }
    }
  },

  gram(a, aWidth, b, bWidth, rows, out) {
    requireLength('a', a, rows * aWidth);
    requireLength('b', b, rows * bWidth);
    requireLength('out', out, aWidth * bWidth);
    out.fill(0);
    for (let row = 0; row < rows; row++) {
      for (let i = 0; i < aWidth; i++) {
        addScaledRow(a[row * aWidth + i]!, b, row * bWidth, out, i * bWidth, bWidth);
      }
    }
  },

  addDenseTimesSmall(a, rows, inner, b, width, out) {
    requireLength('a', a, rows * inner);
    requireLength('b', b, inner * width);
    requireLength('out', out, rows * width);
    const sum = new Float64Array(width);
    for (let row = 0; row < rows; row++) {
      sum.set(out.subarray(row * width, (row + 1) * width));
      for (let i = 0; i < inner; i++) {
        addScaledRow(a[row * inner + i]!, b, i * width, sum, 0, width);
      }
      out.set(sum, row * width);
    }
  },

  dequantizeRows(integers, scales, out) {
    requireLength('out', out, integers.length);
    const width = scales.length === 0 ? 0 : integers.length / scales.length;
    requireLength('integers', integers, scales.length * Math.floor(width));
    for (let row = 0, at = 0; row < scales.length; row++) {
      const scale = scales[row]!;
      for (const end = at + width; at < end; at++) out[at] = integers[at]! * scale;
    }
  },

  normalizeRows(matrix, width, norms) {
    requireLength('matrix', matrix, norms.length * width);
    for (let row = 0; row < norms.length; row++) {
      const values = matrix.subarray(row * width, (row + 1) * width);
      let sum = 0;
      for (let i = 0; i < width; i++) sum += values[i]! * values[i]!;
      const norm = Math.sqrt(sum);
      norms[row] = norm;
      if (!(norm > 0) || norm === Number.POSITIVE_INFINITY) continue;
      const scale = 1 / norm;
      for (let i = 0; i < width; i++) values[i] = values[i]! * scale;
    }
  },

  quantizeRows: quantizeRowsPlainly,
  quantizedTimesVector: quantizedTimesVectorPlainly,
  addWindows: addWindowsPlainly,

  takeWindowRows: takeWindowRowsPlainly,

  parseDecimalRow: parseDecimalRowPlainly,

  descendGlove: descendGlovePlainly,
  adamStep: adamStepPlainly,
  gatherNeighbours: gatherNeighboursPlainly,
  rankNeighbours: rankNeighboursPlainly,
  scoreListed: scoreListedPlainly,
  countNearer: countNearerPlainly,
  neighbourAttraction(p, points, out, meanwhile) {
    requireSparseRows(p, 0, p.rows);
    requireLength('points', points, 2 * p.rows);
    requireLength('points', points, 2 * p.cols);
    requireLength('out', out, points.length);
    meanwhile?.();
    const { rowStart, columns, values } = p;
    for (let row = 0; row < p.rows; row++) {
      const x = points[2 * row]!;
      const y = points[2 * row + 1]!;
      let sumX = 0;
      let sumY = 0;
      for (let entry = rowStart[row]!; entry < rowStart[row + 1]!; entry++) {
        const column = 2 * columns[entry]!;
        const dx = x - points[column]!;
        const dy = y - points[column + 1]!;
        const weight = values[entry]! / (1 + dx * dx + dy * dy);
        sumX += weight * dx;
        sumY += weight * dy;
      }
      out[2 * row] = sumX;
      out[2 * row + 1] = sumY;
    }
  },

  treeRepulsion(tree, points, out) {
    requireTree(tree);
    requirePoints(points, out);
    const { nodes, next } = tree;
    let total = 0;
    for (let i = 0; i < points.length; i += 2) {
      const x = points[i]!;
      const y = points[i + 1]!;
      let sumX = 0;
      let sumY = 0;
      for (let node = 0; node < next.length; ) {
        const dx = x - nodes[4 * node]!;
        const dy = y - nodes[4 * node + 1]!;
        const square = dx * dx + dy * dy;
        if (square > nodes[4 * node + 3]!) {
          const closeness = 1 / (1 + square);
          const weight = nodes[4 * node + 2]! * closeness;
          total += weight;
          sumX += weight * closeness * dx;
          sumY += weight * closeness * dy;
          node = next[node]!;
        } else {
          node++;
        }
      }
      out[i] = sumX;
      out[i + 1] = sumY;
    }
    return total;
  },
};

/** Adds `scale` times the `length` values of `from` at `fromStart` to those of `sum` at `sumStart`. */
function addScaledRow(
  scale: number,
  from: Float32Array,
  fromStart: number,
  sum: Float64Array,
  sumStart: number,
  length: number,
): void {
  for (let i = 0; i < length; i++) {
    sum[sumStart + i]! += scale * from[fromStart + i]!;
  }
}

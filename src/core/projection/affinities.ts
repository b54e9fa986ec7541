import type { SparseMatrix } from '../cooccurrence/SparseMatrix.ts';
import { type Task, untracked } from '../task.ts';
import type { NeighbourGraph } from './nearestNeighbours.ts';

/** Rows between two checkpoints: some milliseconds of work. */
const rowsAtOnce = 256;

/** The entropy is met to this many nats, and the search gives up after so many steps, where ties make it unreachable. */
const entropyTolerance = 1e-5;
const mostSteps = 100;

/**
 * The joint probabilities P of t-SNE (van der Maaten & Hinton 2008, equations 1 and 2; van der Maaten 2014, equations
 * 6 and 7): Gaussians about each vector over its neighbours, as wide as gives each distribution the perplexity asked
 * for, made symmetric and of sum 1. Where duplicates leave no narrower distribution, they share it evenly.
 *
 * @param graph neighbours, usually three times as many as the perplexity.
 * @param perplexity effective number of neighbours; where it exceeds `graph.k`, all count evenly.
 * @returns a symmetric `size x size` matrix with an empty diagonal.
 * @throws RangeError when the perplexity is less than 1.
 */
export function affinities(
  graph: NeighbourGraph,
  perplexity: number,
  { task = untracked }: { task?: Task } = {},
): SparseMatrix {
  if (!(perplexity >= 1)) {
    throw new RangeError(`The perplexity is ${perplexity}; expected at least 1.`);
  }
  const { size, k, distances } = graph;
  const conditional = new Float64Array(size * k);
  const entropy = Math.log(perplexity);
  for (let row = 0; row < size; row++) {
    if (row % rowsAtOnce === 0) task.checkpoint(row / size);
    fillConditional(
      distances.subarray(row * k, (row + 1) * k),
      entropy,
      conditional.subarray(row * k, (row + 1) * k),
    );
  }
  const joint = symmetrized(graph, conditional);
  task.checkpoint(1);
  return joint;
}

/**
 * Probabilities proportional to `exp(-beta d^2)` with the entropy asked for. Newton's method on the logarithm of beta,
 * inside of a bracket that bisection narrows where a step would leave it: some five steps where bisection alone, as in
 * the papers' code, takes thirty.
 */
function fillConditional(distances: Float32Array, entropy: number, out: Float64Array): void {
  const nearest = (distances[0] ?? 0) ** 2;
  const squares = new Float64Array(distances.length);
  let sum = 0;
  for (let i = 0; i < squares.length; i++) {
    // Only differences to the nearest count; without that shift everything underflows at a narrow width.
    const square = distances[i]! ** 2 - nearest;
    squares[i] = square;
    sum += square;
  }
  const mean = sum / squares.length;
  if (!(mean > 0)) {
    out.fill(1 / out.length);
    return;
  }
  let logBeta = -Math.log(mean);
  let [low, high] = [logBeta - 50, logBeta + 50];
  for (let step = 0; step < mostSteps; step++) {
    const { entropy: reached, variance } = gaussianOver(squares, Math.exp(logBeta), out);
    const excess = reached - entropy;
    if (Math.abs(excess) < entropyTolerance) break;
    // The entropy falls as beta rises.
    if (excess > 0) low = logBeta;
    else high = logBeta;
    const newton = logBeta + excess / variance;
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (next === logBeta) break;
    logBeta = next;
  }
}

/** Fills in the normalized Gaussian; returns its entropy in nats and the variance of `beta * square` under it. */
function gaussianOver(
  squares: Float64Array,
  beta: number,
  out: Float64Array,
): { entropy: number; variance: number } {
  let sum = 0;
  let first = 0;
  let second = 0;
  for (let i = 0; i < squares.length; i++) {
    const exponent = beta * squares[i]!;
    const weight = Math.exp(-exponent);
    out[i] = weight;
    sum += weight;
    first += weight * exponent;
    second += weight * exponent * exponent;
  }
  for (let i = 0; i < out.length; i++) out[i]! /= sum;
  const mean = first / sum;
  return { entropy: Math.log(sum) + mean, variance: second / sum - mean * mean };
}

/** `(P + transpose(P)) / (2 size)`, from the conditional probabilities of each row of the graph. */
function symmetrized(graph: NeighbourGraph, conditional: Float64Array): SparseMatrix {
  const { size, k, indices } = graph;
  const reverse = reverseEdges(graph);
  // Room for every edge in both directions; an edge that goes both ways needs less.
  const roomStart = new Uint32Array(size + 1);
  for (let row = 0; row < size; row++) {
    roomStart[row + 1] = roomStart[row]! + k + reverse.start[row + 1]! - reverse.start[row]!;
  }
  const roomEnd = roomStart.slice(0, size);
  const columns = new Uint32Array(roomStart[size]!);
  const sums = new Float64Array(columns.length);
  const add = (row: number, column: number, value: number): void => {
    const end = roomEnd[row]!;
    if (end > roomStart[row]! && columns[end - 1] === column) {
      sums[end - 1]! += value;
    } else {
      columns[end] = column;
      sums[end] = value;
      roomEnd[row] = end + 1;
    }
  };
  // Column by column, so that the columns of every row rise.
  for (let column = 0; column < size; column++) {
    for (let edge = column * k; edge < (column + 1) * k; edge++) {
      add(indices[edge]!, column, conditional[edge]!);
    }
    for (let i = reverse.start[column]!; i < reverse.start[column + 1]!; i++) {
      const edge = reverse.edges[i]!;
      add(Math.floor(edge / k), column, conditional[edge]!);
    }
  }
  return compacted(roomStart, roomEnd, columns, sums, 1 / (2 * size));
}

/** For each vector, the edges of the graph that lead to it, as positions in `indices`. */
function reverseEdges({ size, indices }: NeighbourGraph): { start: Uint32Array; edges: Uint32Array } {
  const start = new Uint32Array(size + 1);
  for (const index of indices) start[index + 1]!++;
  for (let i = 0; i < size; i++) start[i + 1]! += start[i]!;
  const next = start.slice();
  const edges = new Uint32Array(indices.length);
  for (let edge = 0; edge < indices.length; edge++) edges[next[indices[edge]!]!++] = edge;
  return { start, edges };
}

/** A sparse matrix of the rows' entries, times `scale`, without those too small for float32. */
function compacted(
  roomStart: Uint32Array,
  roomEnd: Uint32Array,
  columns: Uint32Array,
  sums: Float64Array,
  scale: number,
): SparseMatrix {
  const size = roomEnd.length;
  const rowStart = new Uint32Array(size + 1);
  const values = new Float32Array(columns.length);
  let count = 0;
  for (let row = 0; row < size; row++) {
    for (let entry = roomStart[row]!; entry < roomEnd[row]!; entry++) {
      const value = Math.fround(sums[entry]! * scale);
      if (value === 0) continue;
      columns[count] = columns[entry]!;
      values[count++] = value;
    }
    rowStart[row + 1] = count;
  }
  return {
    rows: size,
    cols: size,
    rowStart,
    columns: columns.slice(0, count),
    values: values.slice(0, count),
  };
}

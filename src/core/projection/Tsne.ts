import type { SparseMatrix } from '../cooccurrence/SparseMatrix.ts';
import type { Kernels } from '../math/Kernels.ts';
import { requireLength } from '../math/kernelShapes.ts';
import { plainKernels } from '../math/plainKernels.ts';
import { Workspace } from '../math/Workspace.ts';
import { type Task, untracked } from '../task.ts';
import type { PointTree } from './PointTree.ts';
import { Quadtree } from './Quadtree.ts';

/** Options of {@link Tsne}. */
export interface TsneOptions {
  readonly kernels?: Kernels;
  /** How coarse the sums over distant points are: largest width of a group over its distance; 0.5 unless said. */
  readonly theta?: number;
  /**
   * Factor on the attraction in the first iterations, which lets clusters form and find their places; 4 unless said, as in
   * the first paper (van der Maaten & Hinton 2008). The 12 of later ones draws words, which form no clear clusters, into
   * one heap, and the map that unfolds from it ends less faithful (`npm run bench -- tsne` compares).
   */
  readonly exaggeration?: number;
  /** How many iterations are exaggerated; 100 unless said. */
  readonly exaggerationIterations?: number;
  /**
   * Step of the descent; n over the exaggeration unless said (Belkina et al. 2019).
   * It is meant for a gradient without the factor 4, as in bhtsne and openTSNE; scikit-learn's gradient has it, so that the
   * same step is called a quarter there.
   */
  readonly learningRate?: number;
}

/** Momentum while exaggerated, and after. */
const earlyMomentum = 0.5;
const lateMomentum = 0.8;

/** A coordinate's gain grows by steps while its direction lasts, and shrinks by a factor when it turns. */
const gainStep = 0.2;
const gainFactor = 0.8;
const smallestGain = 0.01;

/**
 * Exaggerated attraction may draw all points together without end. At such distances forces grow in proportion to them,
 * so that only the shape counts: a map whose points are nearer than this to their mean (root mean square) is enlarged to
 * it. Otherwise it would need as many iterations to unfold as it had to shrink, and in the end underflow.
 */
const smallestSize = 1e-4;

/**
 * The map has settled when so many iterations lower the divergence by less than this share of it, or of the least that
 * counts as a difference at all. A map that has only just begun to unfold moves by more than the last of these, in units
 * of its own size in an iteration.
 */
const iterationsToSettle = 50;
const settledShare = 1e-3;
const leastDivergence = 0.1;
const settledMovement = 0.01;

/**
 * Barnes-Hut t-SNE (van der Maaten 2014, "Accelerating t-SNE using tree-based algorithms"), an iteration at a time:
 * points of the plane that attract each other by the affinities of their vectors and repel each other all alike. It can be
 * watched, paused and given up between any two iterations. The same start gives the same bytes with the same kernels.
 */
export class Tsne {
  /** Row-major `n x 2`, in the kernels' memory: to read, about a mean of 0, and not after {@link dispose}. */
  readonly coordinates: Float32Array;
  readonly #affinities: SparseMatrix;
  readonly #kernels: Kernels;
  readonly #workspace: Workspace;
  readonly #options: Required<Omit<TsneOptions, 'kernels'>>;
  readonly #tree: Quadtree;
  readonly #attraction: Float32Array;
  readonly #repulsion: Float32Array;
  readonly #velocity: Float32Array;
  readonly #gains: Float32Array;
  #iteration = 0;
  /** What was measured last, after the exaggeration. */
  #divergence = Number.POSITIVE_INFINITY;
  #settled = false;

  /**
   * @param affinities symmetric, of sum 1, as `affinities` makes them.
   * @param start row-major `n x 2`; copied. Points that start in one place and have the same affinities stay together.
   * @throws RangeError when the lengths do not fit or a coordinate is not finite.
   */
  constructor(affinities: SparseMatrix, start: Float32Array, options: TsneOptions = {}) {
    const n = affinities.rows;
    requireLength('affinities.cols', { length: affinities.cols }, n);
    requireLength('start', start, 2 * n);
    const broken = start.findIndex((value) => !Number.isFinite(value));
    if (broken >= 0) {
      throw new RangeError(`Point ${broken >> 1} starts at ${start[broken]}; expected a finite number.`);
    }
    const { kernels = plainKernels, theta = 0.5, exaggeration = 4, exaggerationIterations = 100 } = options;
    this.#kernels = kernels;
    const { learningRate = n / exaggeration } = options;
    this.#options = { theta, exaggeration, exaggerationIterations, learningRate };
    this.#workspace = new Workspace(kernels);
    try {
      this.#affinities = this.#ownCopy(affinities);
      this.coordinates = this.#workspace.allocate(2 * n);
      this.coordinates.set(start);
      this.#tree = new Quadtree(n, this.#workspace);
      this.#attraction = this.#workspace.allocate(2 * n);
      this.#repulsion = this.#workspace.allocate(2 * n);
    } catch (error) {
      this.#workspace.releaseAll();
      throw error;
    }
    this.#velocity = new Float32Array(2 * n);
    this.#gains = new Float32Array(2 * n).fill(1);
  }

  /** Iterations done. */
  get iteration(): number {
    return this.#iteration;
  }

  /** Whether attraction is exaggerated in the next iteration: the picture is not what it will be. */
  get exaggerated(): boolean {
    return this.#iteration < this.#options.exaggerationIterations;
  }

  /**
   * Whether going on is hardly worth it: the last 50 iterations made the divergence less than 0.1% smaller. Measured every
   * 50 iterations, from the 50th after the exaggeration on.
   */
  get settled(): boolean {
    return this.#settled;
  }

  /**
   * Goes on for some iterations. When `task` stops it, the iterations that were done count, and it can go on later.
   */
  step(iterations: number, task: Task = untracked): void {
    for (let i = 0; i < iterations; i++) {
      task.checkpoint(i / iterations);
      const movement = this.#iterate();
      if (!this.exaggerated && this.#iteration % iterationsToSettle === 0) this.#judge(movement);
    }
    task.checkpoint(1);
  }

  /**
   * What t-SNE makes small: the Kullback-Leibler divergence of the map's closenesses from the affinities, in nats, for the
   * coordinates of now and without exaggeration. It costs about two iterations.
   */
  klDivergence(): number {
    const sum = this.#repel(this.#buildTree());
    const { rows, rowStart, columns, values } = this.#affinities;
    const coordinates = this.coordinates;
    let divergence = 0;
    for (let row = 0; row < rows; row++) {
      const x = coordinates[2 * row]!;
      const y = coordinates[2 * row + 1]!;
      // Columns rise, and what is left of the diagonal mirrors what is right of it.
      for (let entry = rowStart[row + 1]! - 1; entry >= rowStart[row]!; entry--) {
        const column = columns[entry]!;
        if (column < row) break;
        const p = values[entry]!;
        const dx = x - coordinates[2 * column]!;
        const dy = y - coordinates[2 * column + 1]!;
        divergence += p * Math.log(p * sum * (1 + dx * dx + dy * dy));
      }
    }
    return 2 * divergence;
  }

  /** Gives the kernels' memory back; nothing else may be asked afterwards. */
  dispose(): void {
    this.#workspace.releaseAll();
  }

  /** The matrix in the kernels' memory: it is read in every iteration. */
  #ownCopy({ rows, cols, rowStart, columns, values }: SparseMatrix): SparseMatrix {
    const whole = (array: Uint32Array): Uint32Array => {
      const { buffer, byteOffset, length } = this.#workspace.allocate(array.length);
      const copy = new Uint32Array(buffer, byteOffset, length);
      copy.set(array);
      return copy;
    };
    const copy = this.#workspace.allocate(values.length);
    copy.set(values);
    return { rows, cols, rowStart: whole(rowStart), columns: whole(columns), values: copy };
  }

  /** Compares the divergence with what it was when it was judged before. */
  #judge(movement: number): void {
    const before = this.#divergence;
    this.#divergence = this.klDivergence();
    const gain = before - this.#divergence;
    const share = gain / Math.max(this.#divergence, leastDivergence);
    this.#settled = share < settledShare && movement < settledMovement;
  }

  /** Returns how far the points moved, in units of their distance from their mean (both as root mean squares). */
  #iterate(): number {
    const n = this.#affinities.rows;
    let tree: PointTree | undefined;
    this.#kernels.neighbourAttraction(this.#affinities, this.coordinates, this.#attraction, () => {
      tree = this.#buildTree();
    });
    const sum = this.#repel(tree!);
    const moved = this.#move(sum > 0 ? 1 / sum : 0);
    this.#iteration++;
    const size = Math.sqrt(this.#centre() / n);
    const movement = size > 0 ? Math.sqrt(moved / n) / size : 0;
    if (size > 0 && size < smallestSize) this.#scale(smallestSize / size);
    return movement;
  }

  #scale(factor: number): void {
    for (let i = 0; i < this.coordinates.length; i++) {
      this.coordinates[i]! *= factor;
      this.#velocity[i]! *= factor;
    }
  }

  #buildTree(): PointTree {
    return this.#tree.build(this.coordinates, this.#options.theta);
  }

  /** Fills in the repulsion, in the order of the tree; returns the sum over all pairs of `1 / (1 + distance^2)`. */
  #repel(tree: PointTree): number {
    return this.#kernels.treeRepulsion(tree, this.#tree.points, this.#repulsion) - this.#affinities.rows;
  }

  /**
   * One step of all coordinates: descent with momentum and a gain of its own for each (Jacobs 1988).
   *
   * @returns the sum of the squared steps
   */
  #move(repulsionScale: number): number {
    const coordinates = this.coordinates;
    const attraction = this.#attraction;
    const repulsion = this.#repulsion;
    const velocity = this.#velocity;
    const gains = this.#gains;
    const order = this.#tree.order;
    const attractionScale = this.exaggerated ? this.#options.exaggeration : 1;
    const momentum = this.exaggerated ? earlyMomentum : lateMomentum;
    const { learningRate } = this.#options;
    let squares = 0;
    for (let place = 0, i = 0; place < order.length; place++) {
      const first = 2 * order[place]!;
      for (let at = first; at < first + 2; at++, i++) {
        const gradient = attractionScale * attraction[at]! - repulsionScale * repulsion[i]!;
        const before = velocity[at]!;
        const lasts = gradient * before < 0;
        const gain = lasts ? gains[at]! + gainStep : Math.max(gains[at]! * gainFactor, smallestGain);
        const after = momentum * before - learningRate * gain * gradient;
        gains[at] = gain;
        velocity[at] = after;
        coordinates[at]! += after;
        squares += after * after;
      }
    }
    return squares;
  }

  /** Takes the mean away, along which nothing holds the points; returns the sum of the squared coordinates. */
  #centre(): number {
    const coordinates = this.coordinates;
    const n = coordinates.length / 2;
    let [sumX, sumY] = [0, 0];
    for (let i = 0; i < coordinates.length; i += 2) {
      sumX += coordinates[i]!;
      sumY += coordinates[i + 1]!;
    }
    const [meanX, meanY] = [sumX / n, sumY / n];
    let squares = 0;
    for (let i = 0; i < coordinates.length; i += 2) {
      const x = coordinates[i]! - meanX;
      const y = coordinates[i + 1]! - meanY;
      coordinates[i] = x;
      coordinates[i + 1] = y;
      squares += x * x + y * y;
    }
    return squares;
  }
}

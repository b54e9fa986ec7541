import type { Kernels } from '../math/Kernels.ts';
import { plainKernels } from '../math/plainKernels.ts';
import { subtask, type Task, untracked } from '../task.ts';
import { affinities } from './affinities.ts';
import { type NeighbourGraph, nearestNeighbours } from './nearestNeighbours.ts';
import { pcaStart, warmStart } from './startPositions.ts';
import { Tsne } from './Tsne.ts';

/** Options of {@link startTsne}. */
export interface StartTsneOptions {
  /** Effective number of neighbours; 30 unless said, and never more than a third of the other words. */
  readonly perplexity?: number;
  readonly seed: number;
  /** Places on an earlier map, row-major `n x 2`, NaN for words that had none: the map goes on from there. */
  readonly known?: Float32Array;
  readonly kernels?: Kernels;
  readonly task?: Task;
}

/** A map that is ready for its first iteration. */
export interface StartedTsne {
  /** To be disposed of by the caller. */
  readonly tsne: Tsne;
  /** The neighbours by which the map is drawn, three times as many as the perplexity. */
  readonly neighbours: NeighbourGraph;
  /** The perplexity that so many words allow. */
  readonly perplexity: number;
}

/**
 * Makes a t-SNE map of vectors ready: nearest neighbours, affinities, and a start at the principal components, or at the
 * places of an earlier map and then without exaggeration. Some 1,000 iterations (50 from an earlier map) are to follow.
 *
 * @param vectors row-major `n x dimension`; give them unit length for a map by cosine similarity.
 * @throws RangeError when the lengths do not fit, a value is not finite or the perplexity is less than 1.
 */
export function startTsne(
  vectors: Float32Array,
  dimension: number,
  { perplexity: wanted = 30, seed, known, kernels = plainKernels, task = untracked }: StartTsneOptions,
): StartedTsne {
  if (!(wanted >= 1)) {
    throw new RangeError(`The perplexity is ${wanted}; expected at least 1.`);
  }
  const n = dimension > 0 ? vectors.length / dimension : 0;
  const perplexity = Math.max(1, Math.min(wanted, (n - 1) / 3));
  const k = Math.round(3 * perplexity);
  const neighbours = nearestNeighbours(vectors, dimension, k, { kernels, task: subtask(task, 0, 0.7) });
  const p = affinities(neighbours, perplexity, { task: subtask(task, 0.7, 0.9) });
  if (known) {
    const start = warmStart(known, neighbours, seed);
    return { tsne: new Tsne(p, start, { kernels, exaggerationIterations: 0 }), neighbours, perplexity };
  }
  const start = pcaStart(vectors, dimension, seed, { kernels, task: subtask(task, 0.9, 1) });
  return { tsne: new Tsne(p, start, { kernels }), neighbours, perplexity };
}

import { pca } from '../core/projection/pca.ts';
import { projectOnAxes } from '../core/projection/projectOnAxes.ts';
import { startTsne } from '../core/projection/startTsne.ts';
import { CancelledError } from '../core/task.ts';
import type { LaidOutWords, Layout, LayoutProgress, MapMethods } from '../protocol/mapMethods.ts';
import type { HandlerContext } from '../protocol/rpc.ts';
import type { EngineHost } from './host.ts';

type Context = HandlerContext<LayoutProgress>;
type Params = MapMethods['layOutWords']['params'];
type TsneLayout = Extract<Layout, { method: 'tsne' }>;

/** The engine answers others after so many milliseconds of moving points, or after one iteration that takes longer. */
const sliceMilliseconds = 25;

/** Pictures closer than this to each other, in milliseconds, are not sent: nobody could see them. */
const pictureMilliseconds = 80;

/** Iterations from an earlier map: enough for new words to find their places, too few for the old ones to lose theirs. */
const warmIterations = 100;

/** What somebody wants of a layout that is under way. */
interface Steering {
  paused: boolean;
  stopped: boolean;
  /** Set while it is paused: lets it go on. */
  wake: (() => void) | undefined;
}

type Host = Pick<EngineHost, 'kernels' | 'hireHelpers' | 'now' | 'turn'>;

/** Lays words out in the plane, and lets each layout be steered while it is under way. */
export class WordLayouts {
  readonly #host: Host;
  readonly #underWay = new Map<number, Steering>();

  constructor(host: Host) {
    this.#host = host;
  }

  /** Lays words out as {@link MapMethods.layOutWords} says. */
  async layOut({ id, words, layout, known, threads = 1 }: Params, context: Context): Promise<LaidOutWords> {
    const { vectors, norms, dimension, axes } = words;
    const { kernels } = this.#host;
    switch (layout.method) {
      case 'pca': {
        const { coordinates, explainedVariance } = pca(vectors, dimension, 2, { kernels });
        return { coordinates, explainedVariance: [explainedVariance[0]!, explainedVariance[1]!] };
      }
      case 'firstTwo':
        return { coordinates: firstTwo(vectors, dimension, norms) };
      case 'axes':
        return { coordinates: projectOnAxes(vectors, dimension, axes) };
      case 'tsne': {
        const steering: Steering = { paused: false, stopped: false, wake: undefined };
        this.#underWay.set(id, steering);
        const dismiss = threads > 1 ? await this.#host.hireHelpers?.(threads - 1) : undefined;
        try {
          return await this.#tsne({ words, layout, ...(known && { known }) }, steering, context);
        } finally {
          this.#underWay.delete(id);
          await dismiss?.();
        }
      }
    }
  }

  /** Pauses, resumes or ends a layout that is under way. */
  steer(id: number, to: 'pause' | 'resume' | 'stop'): void {
    const steering = this.#underWay.get(id);
    if (!steering) return;
    steering.paused = to === 'pause';
    if (to === 'stop') steering.stopped = true;
    if (to !== 'pause') steering.wake?.();
  }

  async #tsne(
    { words, layout, known }: Omit<Params, 'id' | 'layout'> & { layout: TsneLayout },
    steering: Steering,
    context: Context,
  ): Promise<LaidOutWords> {
    const { kernels, now, turn } = this.#host;
    const warm = known?.some((value) => Number.isFinite(value)) ?? false;
    const limit = warm ? Math.min(warmIterations, layout.iterations) : layout.iterations;
    const started = startTsne(words.vectors, words.dimension, {
      perplexity: layout.perplexity,
      seed: layout.seed,
      ...(known && warm && { known }),
      kernels,
      task: neighboursTask(context),
    });
    const { tsne, perplexity } = started;
    try {
      let shown = Number.NEGATIVE_INFINITY;
      const show = (): void => {
        shown = now();
        context.report({
          stage: 'moving',
          done: tsne.iteration / limit,
          iteration: tsne.iteration,
          coordinates: tsne.coordinates.slice(),
        });
      };
      while (tsne.iteration < limit && !tsne.settled && !steering.stopped) {
        const began = now();
        while (tsne.iteration < limit && !tsne.settled && now() - began < sliceMilliseconds) tsne.step(1);
        if (now() - shown >= pictureMilliseconds) show();
        await turn();
        if (steering.paused) {
          show();
          await new Promise<void>((resolve) => {
            steering.wake = resolve;
          });
          steering.wake = undefined;
        }
        if (context.isCancelled()) throw new CancelledError();
      }
      const end = tsne.settled ? 'settled' : steering.stopped ? 'stopped' : 'iterations';
      return {
        coordinates: tsne.coordinates.slice(),
        descent: { iterations: tsne.iteration, perplexity, end, warm },
      };
    } finally {
      tsne.dispose();
    }
  }
}

/** Tells of the search for neighbours, by steps of a hundredth, and ends it when nobody waits any more. */
function neighboursTask(context: Context): { checkpoint(done: number): void } {
  let told = -1;
  return {
    checkpoint(done) {
      if (context.isCancelled()) throw new CancelledError();
      if (done - told < 0.01) return;
      told = done;
      context.report({ stage: 'neighbours', done, iteration: 0, coordinates: new Float32Array(0) });
    },
  };
}

/** The first two numbers of each vector before it had unit length; the second is 0 where there is none. */
function firstTwo(vectors: Float32Array, dimension: number, norms: Float32Array): Float32Array {
  return Float32Array.from({ length: 2 * norms.length }, (_, at) => {
    const column = at & 1;
    return column < dimension ? vectors[(at >> 1) * dimension + column]! * norms[at >> 1]! : 0;
  });
}

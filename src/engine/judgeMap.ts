import { judgingMap, type MapQuality } from '../core/projection/mapQuality.ts';
import type { MapMethods } from '../protocol/mapMethods.ts';
import type { HandlerContext } from '../protocol/rpc.ts';
import type { EngineHost } from './host.ts';
import { reportingTask } from './reportingTask.ts';

/** Neighbours on the map that its quality is judged by. */
const judgedNeighbours = 10;

/** Fewer words are judged before a thread that helps has started. */
const wordsWorthHelp = 4000;

/** The engine answers others after so many milliseconds, or after one step that takes longer. */
const sliceMilliseconds = 25;

/** Judges a map as {@link MapMethods.judgeMap} says. */
export async function judgeMap(
  { words: { vectors, dimension }, coordinates, threads = 1 }: MapMethods['judgeMap']['params'],
  { kernels, hireHelpers, now, turn }: Pick<EngineHost, 'kernels' | 'hireHelpers' | 'now' | 'turn'>,
  context: HandlerContext<number>,
): Promise<MapQuality> {
  const task = reportingTask(context);
  const isLong = coordinates.length / 2 >= wordsWorthHelp;
  const dismiss = threads > 1 && isLong ? await hireHelpers?.(threads - 1) : undefined;
  const steps = judgingMap(vectors, dimension, coordinates, judgedNeighbours, kernels);
  try {
    let began = now();
    for (;;) {
      const { done, value } = steps.next();
      if (done) return value;
      task.checkpoint(value);
      if (now() - began < sliceMilliseconds) continue;
      await turn();
      began = now();
    }
  } finally {
    // Gives back the memory of a judgement that was called off.
    steps.return(undefined as never);
    await dismiss?.();
  }
}

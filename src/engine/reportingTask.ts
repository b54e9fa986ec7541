import { CancelledError, type Task } from '../core/task.ts';
import type { HandlerContext } from '../protocol/rpc.ts';

/** Progress that nobody could see is not sent. */
const SMALLEST_STEP = 0.005;

/**
 * A task that tells the caller how far it is, and stops when the caller gives up.
 *
 * @param describe makes the report from the share that is done; the share itself unless said
 */
export function reportingTask(context: HandlerContext<number>): Task;
export function reportingTask<P>(context: HandlerContext<P>, describe: (done: number) => P): Task;
export function reportingTask<P>(
  context: HandlerContext<P | number>,
  describe: (done: number) => P | number = (done) => done,
): Task {
  let told = -1;
  return {
    checkpoint(done) {
      if (context.isCancelled()) throw new CancelledError();
      if (done - told < SMALLEST_STEP) return;
      told = done;
      context.report(describe(done));
    },
  };
}

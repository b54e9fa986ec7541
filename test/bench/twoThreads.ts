import { Worker } from 'node:worker_threads';
import { median } from './harness.ts';

/** How often each side of a comparison of clocks is run. */
const ROUNDS = 5;

const spin = `
  const { parentPort } = require('node:worker_threads');
  parentPort.on('message', (steps) => {
    let sum = 0;
    for (let i = 0; i < steps; i++) sum = (sum + i) | 0;
    parentPort.postMessage(sum);
  });
`;

/**
 * How much more two threads do than one on this machine now, when they have nothing to share: 2 at best, less where the
 * processors are lent to others. What two threads of ours reach is to be read beside it.
 */
export async function measureTwoThreads(): Promise<number> {
  const workers = [0, 1].map(() => new Worker(spin, { eval: true }));
  const run = (worker: Worker): Promise<void> =>
    new Promise((resolve) => {
      worker.once('message', () => resolve());
      worker.postMessage(3e8);
    });
  const time = async (busy: readonly Worker[]): Promise<number> => {
    const start = performance.now();
    await Promise.all(busy.map(run));
    return performance.now() - start;
  };
  await time(workers);
  const { one, two } = await medianTimes(
    () => time(workers.slice(0, 1)),
    () => time(workers),
  );
  await Promise.all(workers.map((worker) => worker.terminate()));
  return (2 * one) / two;
}

/** The medians of what `one` and `two` measure, in turn. */
export async function medianTimes(
  one: () => Promise<number>,
  two: () => Promise<number>,
): Promise<{ one: number; two: number }> {
  const times: [ones: number[], twos: number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    times[0].push(await one());
    times[1].push(await two());
  }
  return { one: median(times[0]), two: median(times[1]) };
}

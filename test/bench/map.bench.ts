import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LogOutputChannel } from 'vscode';
import { EngineThread } from '../../src/extension/EngineThread.ts';
import { type Bench, median } from './harness.ts';

const hovers = 150;

/** Threads that draw, as many as a machine of two processors has. */
const threads = 2;

/** Milliseconds between two hovers: a hand that moves over a text. */
const pause = 20;

const bench: Bench = {
  name: 'map',
  describe:
    'answers for hovers while 5,000 words are laid out in the thread of the map; needs "npm run build"',

  async run(report) {
    const queries = startThread('firth-queries');
    const map = startThread('firth-map', true);
    try {
      await queries.call('open', { source: 'general', path: 'dist/general-english.firthvec' });
      const words = await queries.call('chooseMapWords', {
        source: 'general',
        selection: { kind: 'frequent', limit: 5000 },
        include: [],
        axes: [],
      });
      const started = performance.now();
      await map.call('layOutWords', { id: 1, words, layout: { method: 'pca' } });
      report('map.pca_5000', performance.now() - started, 'ms', '< 300');

      await answerTimes(queries);
      const idle = await answerTimes(queries);
      let drawing = true;
      const layout = { method: 'tsne', perplexity: 30, iterations: 100_000, seed: 1 } as const;
      const drawn = map.call('layOutWords', { id: 2, words, layout, threads }).finally(() => {
        drawing = false;
      });
      await sleep(200);
      const meanwhile = await answerTimes(queries);
      if (!drawing) throw new Error('The words were laid out before the hovers were over.');
      await map.call('steerLayout', { id: 2, to: 'stop' });
      const { descent } = await drawn;
      report('map.hover_idle_median', median(idle), 'ms');
      report('map.hover_while_drawing_median', median(meanwhile), 'ms');
      report('map.hover_while_drawing_p99', percentile99(meanwhile), 'ms', '< 30');
      report('map.hover_ratio', median(meanwhile) / median(idle), 'x', '<= 1.5');
      report('map.iterations_meanwhile', descent?.iterations ?? 0, 'iterations');
    } finally {
      await Promise.all([queries.stop(), map.stop()]);
    }
  },
};

export default bench;

async function answerTimes(thread: EngineThread): Promise<number[]> {
  const words = ['president', 'music', 'jury', 'water', 'church', 'school', 'army', 'doctor'];
  const times: number[] = [];
  for (let i = 0; i < hovers; i++) {
    const started = performance.now();
    await thread.call('describeWords', { text: words[i % words.length]!, topn: 6 });
    times.push(performance.now() - started);
    await sleep(pause);
  }
  return times;
}

function percentile99(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.99)] ?? Number.NaN;
}

function startThread(name: string, isBackground = false): EngineThread {
  const say = (message: string): void => console.log(message);
  const silent = (): void => undefined;
  const log = { info: silent, warn: say, error: say, debug: silent, trace: silent };
  const output = log as unknown as LogOutputChannel;
  return new EngineThread(resolve('dist/engine.cjs'), name, output, silent, { isBackground });
}

import { compileKernels } from '../../src/build/compileKernels.ts';
import { readGeneralVectors } from '../../src/build/generalVectors.ts';
import { type MapQuality, mapQuality } from '../../src/core/projection/mapQuality.ts';
import { pca } from '../../src/core/projection/pca.ts';
import { WordVectors } from '../../src/core/vectors/WordVectors.ts';
import { hireNodeHelpers } from '../../src/engine/nodeHelpers.ts';
import { loadKernels } from '../../src/kernels/loadKernels.ts';
import { helperScript } from '../helperScript.ts';
import { mapQualityByTiles } from '../unit/core/projection/mapQualityByTiles.ts';
import { type Bench, median, printTable } from './harness.ts';
import { stopwatch } from './tsnePeers.ts';

/** Words that are judged by comparison of all with all, too. */
const compared = [5000, 10_000];

/** Words that only threads judge. */
const large = 50_000;

const rounds = 3;
const k = 10;

const bench: Bench = {
  name: 'judge',
  describe: `trustworthiness at ${k} neighbours of maps by PCA, against comparison of all with all in both spaces`,

  async run(report) {
    const kernels = await loadKernels(await compileKernels());
    const { data } = await readGeneralVectors(large);
    const rows: (string | number)[][] = [];
    for (const words of [...compared, large]) {
      const vectors = data.vectors.slice(0, words * data.dimension);
      const wordVectors = new WordVectors({ ...data, words: data.words.slice(0, words), vectors }, kernels);
      const { unitVectors, dimension } = wordVectors;
      const { coordinates } = pca(unitVectors, dimension, 2, { kernels });
      const judge = (): MapQuality => mapQuality(unitVectors, dimension, coordinates, k, { kernels });
      const judgeAll = (): MapQuality => mapQualityByTiles(unitVectors, dimension, coordinates, k, kernels);
      const one = timed(judge, words === large ? 1 : rounds);
      const all = words === large ? undefined : timed(judgeAll, rounds);
      const dismiss = await hireNodeHelpers(kernels, 1, await helperScript(), console.log);
      const two = timed(judge, words === large ? 1 : rounds);
      await dismiss();
      wordVectors.dispose();
      const isSame = [two, ...(all ? [all] : [])].every(
        ({ quality }) =>
          Math.abs(quality.trustworthiness - one.quality.trustworthiness) < 1e-6 &&
          Math.abs(quality.neighbourPreservation - one.quality.neighbourPreservation) < 1e-6,
      );
      if (!isSame) throw new Error(`The judgements of ${words} words differ.`);
      const times = [all?.cpu, one.cpu, one.wall, two.wall].map((time) => time?.toFixed(2) ?? '-');
      rows.push([words, ...times, one.quality.trustworthiness.toFixed(4)]);
      report(`judge.seconds_${words}`, one.cpu, 's CPU');
      report(`judge.two_threads_${words}`, one.wall / two.wall, 'x one thread');
      if (all) report(`judge.ratio_to_all_${words}`, all.cpu / one.cpu, 'x');
    }
    printTable(
      ['words', 'all with all, CPU s', 'CPU s', 'wall s', 'wall s, two threads', 'trustworthiness@10'],
      rows,
    );
  },
};

export default bench;

/** What a judgement is and takes: the medians of some rounds. */
function timed(judge: () => MapQuality, times: number): { quality: MapQuality; cpu: number; wall: number } {
  const spent: { cpu: number; wall: number }[] = [];
  let quality: MapQuality | undefined;
  for (let i = 0; i < times; i++) {
    const stop = stopwatch();
    quality = judge();
    spent.push(stop());
  }
  const middle = (of: 'cpu' | 'wall'): number => median(spent.map((time) => time[of]));
  return { quality: quality!, cpu: middle('cpu'), wall: middle('wall') };
}

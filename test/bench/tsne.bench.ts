import { compileKernels } from '../../src/build/compileKernels.ts';
import { readGeneralVectors } from '../../src/build/generalVectors.ts';
import type { Kernels } from '../../src/core/math/Kernels.ts';
import { plainKernels } from '../../src/core/math/plainKernels.ts';
import { affinities } from '../../src/core/projection/affinities.ts';
import { type MapQuality, mapQuality } from '../../src/core/projection/mapQuality.ts';
import { nearestNeighbours } from '../../src/core/projection/nearestNeighbours.ts';
import { pcaStart } from '../../src/core/projection/startPositions.ts';
import { startTsne } from '../../src/core/projection/startTsne.ts';
import { Tsne } from '../../src/core/projection/Tsne.ts';
import { WordVectors } from '../../src/core/vectors/WordVectors.ts';
import { hireNodeHelpers } from '../../src/engine/nodeHelpers.ts';
import { loadKernels, type WasmKernels } from '../../src/kernels/loadKernels.ts';
import { helperScript } from '../helperScript.ts';
import { type Bench, median, printTable, type Report } from './harness.ts';
import {
  type Drawn,
  drawWithFitsne,
  drawWithScran,
  drawWithSklearn,
  iterations,
  perplexity,
  seed,
  stopwatch,
} from './tsnePeers.ts';

/** Only two threads are compared beyond this: one takes minutes. */
const mostForOneThread = 10_000;

const bench: Bench = {
  name: 'tsne',
  describe:
    'maps of 5,000 words, 1,000 iterations, against scikit-learn, scran.js and FIt-SNE (FIRTH_BENCH_PYTHON: a Python ' +
    'with scikit-learn; FIRTH_BENCH_SCRAN: folder of the npm package scran.js; FIRTH_BENCH_FITSNE: folder of the sources ' +
    'of FIt-SNE, for which g++ and FFTW are needed; FIRTH_BENCH_WORDS: other numbers of words)',
  async run(report) {
    const kernels = await loadKernels(await compileKernels());
    const sizes = (process.env['FIRTH_BENCH_WORDS'] ?? '5000').split(',').map(Number);
    const { data } = await readGeneralVectors(Math.max(...sizes));
    for (const words of sizes) {
      const vectors = data.vectors.slice(0, words * data.dimension);
      const wordVectors = new WordVectors({ ...data, words: data.words.slice(0, words), vectors }, kernels);
      await (words > mostForOneThread ? compareLarge : compare)(wordVectors, kernels, report);
      wordVectors.dispose();
    }
  },
};
export default bench;

async function compare(wordVectors: WordVectors, kernels: WasmKernels, report: Report): Promise<void> {
  const { unitVectors, dimension, size } = wordVectors;
  const figure = (name: string) => (size === 5000 ? `tsne.${name}` : `tsne.${name}_${size}`);
  const ours = drawOurs('Firth', unitVectors, dimension, kernels);
  const together = await drawTogether(unitVectors, dimension, kernels);
  const isSame = together.coordinates.every((value, i) => value === ours.coordinates[i]);
  if (!isSame) throw new Error('Two threads drew another map than one.');
  const drawn = [ours, together, drawOurs('Firth, until settled', unitVectors, dimension, kernels, true)];
  drawn.push(drawOurs('Firth, plain TypeScript', unitVectors, dimension, plainKernels));
  drawn.push(drawExaggerated(unitVectors, dimension, kernels));
  const started = pcaStart(unitVectors, dimension, seed, { kernels });
  const peers = [
    await orSkipped('FIt-SNE', drawWithFitsne(unitVectors, dimension, started, 2)),
    await orSkipped('scikit-learn', drawWithSklearn(unitVectors, dimension)),
    await orSkipped('scran.js', drawWithScran(unitVectors, dimension)),
  ].filter((peer) => peer !== undefined);

  const maps = [...drawn, ...peers];
  const judged = maps.map(({ coordinates }) =>
    mapQuality(unitVectors, dimension, coordinates, 10, { kernels }),
  );
  const quality = new Map(maps.map(({ name }, i) => [name, judged[i]!]));
  console.log(`\n${size} words x ${dimension}, perplexity ${perplexity}`);
  printMaps(maps, judged);
  const { trustworthiness, neighbourPreservation } = quality.get(ours.name)!;
  report(figure('seconds'), ours.cpu, 's CPU');
  report(figure('wall_seconds_2_threads'), together.wall, 's');
  report(figure('two_threads'), ours.wall / together.wall, 'x one thread', '>= 1.6');
  const fitsne = peers.find(({ name }) => name.startsWith('FIt-SNE'));
  if (fitsne) report(figure('ratio_to_fitsne_2_threads'), fitsne.wall / together.wall, 'x', '> 1');
  report(figure('trustworthiness'), trustworthiness, 'of 1');
  report(figure('preservation'), neighbourPreservation, 'of 1');
  report(
    figure('warm_moved'),
    100 * movedByWarmStart(unitVectors, dimension, kernels),
    '% of the width',
    '<= 1',
  );
  for (const [peer, key, goal] of [
    ['scikit-learn', 'sklearn', '>= 4'] as const,
    ['scran.js', 'scran', '>= 2'] as const,
  ]) {
    const map = peers.find(({ name }) => name === peer);
    if (!map) continue;
    const theirs = quality.get(peer)!;
    report(figure(`ratio_to_${key}`), map.cpu / ours.cpu, 'x', goal);
    report(figure(`trustworthiness_over_${key}`), trustworthiness - theirs.trustworthiness, '', '>= -0.005');
    const preserved = neighbourPreservation - theirs.neighbourPreservation;
    report(figure(`preservation_over_${key}`), preserved, '', '>= -0.005');
  }
}

/** Two threads beside FIt-SNE's two. */
async function compareLarge(wordVectors: WordVectors, kernels: WasmKernels, report: Report): Promise<void> {
  const { unitVectors, dimension, size } = wordVectors;
  const ours = await drawTogether(unitVectors, dimension, kernels);
  const started = pcaStart(unitVectors, dimension, seed, { kernels });
  const theirs = await orSkipped('FIt-SNE', drawWithFitsne(unitVectors, dimension, started, 2));
  const maps = [ours, ...(theirs ? [theirs] : [])];
  const judged = maps.map(({ coordinates }) =>
    mapQuality(unitVectors, dimension, coordinates, 10, { kernels }),
  );
  console.log(`\n${size} words x ${dimension}, perplexity ${perplexity}`);
  printMaps(maps, judged);
  report(`tsne.wall_seconds_2_threads_${size}`, ours.wall, 's');
  report(`tsne.trustworthiness_${size}`, judged[0]!.trustworthiness, 'of 1');
  if (!theirs) return;
  report(`tsne.ratio_to_fitsne_2_threads_${size}`, theirs.wall / ours.wall, 'x', '> 1');
  const better = judged[0]!.trustworthiness - judged[1]!.trustworthiness;
  report(`tsne.trustworthiness_over_fitsne_${size}`, better, '', '>= -0.005');
}

function printMaps(maps: readonly Drawn[], judged: readonly MapQuality[]): void {
  printTable(
    ['', 'CPU s', 'wall s', 'trustworthiness@10', 'kNN preservation@10', 'divergence'],
    maps.map(({ name, cpu, wall, divergence }, i) => [
      name,
      cpu.toFixed(2),
      wall.toFixed(2),
      judged[i]!.trustworthiness.toFixed(4),
      judged[i]!.neighbourPreservation.toFixed(4),
      divergence?.toFixed(4) ?? '-',
    ]),
  );
}

async function drawTogether(vectors: Float32Array, dimension: number, kernels: WasmKernels): Promise<Drawn> {
  const dismiss = await hireNodeHelpers(kernels, 1, await helperScript(), console.log);
  try {
    return drawOurs('Firth, two threads', vectors, dimension, kernels);
  } finally {
    await dismiss();
  }
}

function drawOurs(
  name: string,
  vectors: Float32Array,
  dimension: number,
  kernels: Kernels,
  untilSettled = false,
): Drawn {
  const stop = stopwatch();
  const { tsne } = startTsne(vectors, dimension, { perplexity, seed, kernels });
  const ready = stop().cpu;
  while (tsne.iteration < iterations && !(untilSettled && tsne.settled)) tsne.step(50);
  const spent = stop();
  console.log(`${name}: ready after ${ready.toFixed(2)} s CPU, ${tsne.iteration} iterations`);
  const result = { name, coordinates: tsne.coordinates.slice(), ...spent, divergence: tsne.klDivergence() };
  tsne.dispose();
  return result;
}

/** As the papers after the first have it: exaggeration 12 for 250 iterations. */
function drawExaggerated(vectors: Float32Array, dimension: number, kernels: Kernels): Drawn {
  const stop = stopwatch();
  const p = affinities(nearestNeighbours(vectors, dimension, 3 * perplexity, { kernels }), perplexity);
  const start = pcaStart(vectors, dimension, seed, { kernels });
  const tsne = new Tsne(p, start, { kernels, exaggeration: 12, exaggerationIterations: 250 });
  tsne.step(iterations);
  const spent = stop();
  const name = 'Firth, exaggeration 12 x 250';
  const result = { name, coordinates: tsne.coordinates.slice(), ...spent, divergence: tsne.klDivergence() };
  tsne.dispose();
  return result;
}

/**
 * How far a word of a finished map moves, as a share of the map's width, when 2% of all words come to it and it goes on
 * for 50 iterations: the median.
 */
function movedByWarmStart(vectors: Float32Array, dimension: number, kernels: Kernels): number {
  const n = vectors.length / dimension;
  const old = Math.floor(0.98 * n);
  const first = startTsne(vectors.subarray(0, old * dimension), dimension, { perplexity, seed, kernels });
  first.tsne.step(iterations);
  const known = new Float32Array(2 * n).fill(Number.NaN);
  known.set(first.tsne.coordinates);
  first.tsne.dispose();
  const { tsne } = startTsne(vectors, dimension, { perplexity, seed, known, kernels });
  tsne.step(50);
  const { coordinates } = tsne;
  const moved = Array.from({ length: old }, (_, i) =>
    Math.hypot(coordinates[2 * i]! - known[2 * i]!, coordinates[2 * i + 1]! - known[2 * i + 1]!),
  );
  const xs = known.subarray(0, 2 * old).filter((_, i) => i % 2 === 0);
  const width = xs.reduce((a, b) => Math.max(a, b)) - xs.reduce((a, b) => Math.min(a, b));
  tsne.dispose();
  return median(moved) / width;
}

async function orSkipped(name: string, drawing: Promise<Drawn>): Promise<Drawn | undefined> {
  try {
    return await drawing;
  } catch (error) {
    const lines = (error instanceof Error ? error.message : String(error)).trim().split('\n');
    console.log(`skipped: ${name}, because ${lines.at(-1)}`);
    return undefined;
  }
}

import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { compileKernels } from '../../src/build/compileKernels.ts';
import { readGeneralVectors } from '../../src/build/generalVectors.ts';
import type { Kernels } from '../../src/core/math/Kernels.ts';
import { plainKernels } from '../../src/core/math/plainKernels.ts';
import { affinities } from '../../src/core/projection/affinities.ts';
import { mapQuality } from '../../src/core/projection/mapQuality.ts';
import { nearestNeighbours } from '../../src/core/projection/nearestNeighbours.ts';
import { pcaStart } from '../../src/core/projection/startPositions.ts';
import { startTsne } from '../../src/core/projection/startTsne.ts';
import { Tsne } from '../../src/core/projection/Tsne.ts';
import { WordVectors } from '../../src/core/vectors/WordVectors.ts';
import { loadKernels } from '../../src/kernels/loadKernels.ts';
import { type Bench, median, printTable, type Report } from './harness.ts';

const perplexity = 30;
const iterations = 1000;
const seed = 1;
const python = process.env['FIRTH_BENCH_PYTHON'] ?? 'python3';

/** A map, and what it cost from the vectors to the last iteration. */
interface Drawn {
  readonly name: string;
  readonly coordinates: Float32Array;
  readonly cpu: number;
  readonly wall: number;
  /** The divergence that the tool itself tells. */
  readonly divergence?: number;
}

const bench: Bench = {
  name: 'tsne',
  describe:
    'maps of 5,000 words, 1,000 iterations, one thread, against scikit-learn and scran.js (FIRTH_BENCH_PYTHON: a Python ' +
    'with scikit-learn; FIRTH_BENCH_SCRAN: folder of the npm package scran.js; FIRTH_BENCH_WORDS: other numbers of words)',
  async run(report) {
    const kernels = await loadKernels(await compileKernels());
    const sizes = (process.env['FIRTH_BENCH_WORDS'] ?? '5000').split(',').map(Number);
    const { data } = await readGeneralVectors(Math.max(...sizes));
    for (const words of sizes) {
      const vectors = data.vectors.slice(0, words * data.dimension);
      const wordVectors = new WordVectors({ ...data, words: data.words.slice(0, words), vectors }, kernels);
      await compare(wordVectors, report);
      wordVectors.dispose();
    }
  },
};
export default bench;

async function compare(wordVectors: WordVectors, report: Report): Promise<void> {
  const { unitVectors, dimension, size, kernels } = wordVectors;
  const figure = (name: string) => (size === 5000 ? `tsne.${name}` : `tsne.${name}_${size}`);
  const ours = drawOurs('Firth', unitVectors, dimension, kernels);
  const drawn = [ours, drawOurs('Firth, until settled', unitVectors, dimension, kernels, true)];
  if (size <= 5000) {
    drawn.push(drawOurs('Firth, plain TypeScript', unitVectors, dimension, plainKernels));
    drawn.push(drawExaggerated(unitVectors, dimension, kernels));
  }
  const peers = [
    await orSkipped('scikit-learn', drawWithSklearn(unitVectors, dimension)),
    await orSkipped('scran.js', drawWithScran(unitVectors, dimension)),
  ].filter((peer) => peer !== undefined);

  const quality = new Map(
    [...drawn, ...peers].map((map) => [
      map.name,
      mapQuality(unitVectors, dimension, map.coordinates, 10, { kernels }),
    ]),
  );
  console.log(`\n${size} words x ${dimension}, perplexity ${perplexity}`);
  printTable(
    ['', 'CPU s', 'wall s', 'trustworthiness@10', 'kNN preservation@10', 'divergence'],
    [...drawn, ...peers].map((map) => [
      map.name,
      map.cpu.toFixed(2),
      map.wall.toFixed(2),
      quality.get(map.name)!.trustworthiness.toFixed(4),
      quality.get(map.name)!.neighbourPreservation.toFixed(4),
      map.divergence?.toFixed(4) ?? '-',
    ]),
  );
  const { trustworthiness, neighbourPreservation } = quality.get(ours.name)!;
  report(figure('seconds'), ours.cpu, 's CPU');
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

async function drawWithSklearn(vectors: Float32Array, dimension: number): Promise<Drawn> {
  const folder = await mkdtemp(join(tmpdir(), 'firth-bench-'));
  try {
    const [input, output] = [join(folder, 'vectors'), join(folder, 'coordinates')];
    await writeFile(input, vectors);
    const script = fileURLToPath(new URL('sklearnTsne.py', import.meta.url));
    const settings = [dimension, perplexity, iterations, seed].map(String);
    const one = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };
    const { stdout } = await promisify(execFile)(python, [script, input, ...settings, output], {
      env: { ...process.env, ...one },
    });
    const told = JSON.parse(stdout) as Record<'cpu' | 'wall' | 'divergence' | 'trustworthiness', number>;
    console.log(`scikit-learn tells a trustworthiness of ${told.trustworthiness.toFixed(4)}`);
    const bytes = await readFile(output);
    const coordinates = new Float32Array(
      bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length),
    );
    return { ...told, name: 'scikit-learn', coordinates };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** What is used of scran.js. */
interface Scran {
  initialize(options: { numberOfThreads: number }): Promise<boolean>;
  buildNeighborSearchIndex(
    vectors: Float64Array,
    options: { numberOfDims: number; numberOfCells: number; approximate: boolean },
  ): unknown;
  runTsne(
    index: unknown,
    options: { perplexity: number; maxIterations: number; numberOfThreads: number },
  ): { x: Float64Array; y: Float64Array };
  terminate(): Promise<void>;
}

async function drawWithScran(vectors: Float32Array, dimension: number): Promise<Drawn> {
  const folder = process.env['FIRTH_BENCH_SCRAN'];
  if (!folder) throw new Error('FIRTH_BENCH_SCRAN does not name its folder');
  const scran = (await import(pathToFileURL(join(folder, 'main/index.js')).href)) as Scran;
  await scran.initialize({ numberOfThreads: 1 });
  const stop = stopwatch();
  const index = scran.buildNeighborSearchIndex(Float64Array.from(vectors), {
    numberOfDims: dimension,
    numberOfCells: vectors.length / dimension,
    approximate: false,
  });
  const { x, y } = scran.runTsne(index, { perplexity, maxIterations: iterations, numberOfThreads: 1 });
  const spent = stop();
  await scran.terminate();
  const coordinates = Float32Array.from({ length: 2 * x.length }, (_, i) => (i % 2 === 0 ? x : y)[i >> 1]!);
  return { name: 'scran.js', coordinates, ...spent };
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

/** CPU and wall seconds since now. */
function stopwatch(): () => { cpu: number; wall: number } {
  const usage = process.cpuUsage();
  const start = performance.now();
  return () => {
    const { user, system } = process.cpuUsage(usage);
    return { cpu: (user + system) / 1e6, wall: (performance.now() - start) / 1000 };
  };
}

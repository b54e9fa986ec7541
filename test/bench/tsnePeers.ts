import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

export const perplexity = 30;
export const iterations = 1000;
export const seed = 1;

/** A Python with numpy and scikit-learn. */
const python = process.env['FIRTH_BENCH_PYTHON'] ?? 'python3';

const run = promisify(execFile);

/** A map, and what it cost from the vectors to the last iteration. */
export interface Drawn {
  readonly name: string;
  readonly coordinates: Float32Array;
  /** Seconds of all threads. */
  readonly cpu: number;
  /** Seconds. */
  readonly wall: number;
  /** The divergence that the tool itself tells. */
  readonly divergence?: number;
}

/** scikit-learn's Barnes-Hut t-SNE, in one thread. */
export async function drawWithSklearn(vectors: Float32Array, dimension: number): Promise<Drawn> {
  const folder = await mkdtemp(join(tmpdir(), 'firth-bench-'));
  try {
    const [input, output] = [join(folder, 'vectors'), join(folder, 'coordinates')];
    await writeFile(input, vectors);
    const script = fileURLToPath(new URL('sklearnTsne.py', import.meta.url));
    const settings = [dimension, perplexity, iterations, seed].map(String);
    const one = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };
    const { stdout } = await run(python, [script, input, ...settings, output], {
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

/** scran.js, in one thread. */
export async function drawWithScran(vectors: Float32Array, dimension: number): Promise<Drawn> {
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

/** Where FIt-SNE's sources lie within its repository, and what it is linked with. */
const fitsneSources = ['src/sptree.cpp', 'src/tsne.cpp', 'src/nbodyfft.cpp'];
const fitsneOptions = ['-std=c++11', '-O3', '-w', '-pthread'];
const fitsneLibraries = ['-lfftw3', '-lm'];
const fitsneVersion = '1.2.1';

/**
 * FIt-SNE (Linderman et al. 2019), built from its sources by the options of its README and run with the defaults of its
 * Python wrapper: approximate neighbours by Annoy, interpolation by FFT, exaggeration 12 for 250 iterations.
 *
 * @param start row-major `n x 2`, where it starts, since its wrapper does principal components outside of it
 */
export async function drawWithFitsne(
  vectors: Float32Array,
  dimension: number,
  start: Float32Array,
  threads: number,
): Promise<Drawn> {
  const sources = process.env['FIRTH_BENCH_FITSNE'];
  if (!sources) throw new Error('FIRTH_BENCH_FITSNE does not name its folder');
  const folder = await mkdtemp(join(tmpdir(), 'firth-bench-'));
  try {
    const [program, input, output] = ['fast_tsne', 'data', 'result'].map((name) => join(folder, name));
    const files = fitsneSources.map((file) => join(sources, file));
    await run('g++', [...fitsneOptions, ...files, '-o', program!, ...fitsneLibraries]);
    const n = vectors.length / dimension;
    await writeFile(input!, fitsneInput(vectors, dimension, start));
    const began = performance.now();
    // The shell tells the time of its children on the last line.
    const command = '"$0" "$@" > /dev/null; times';
    const arguments_ = [program!, fitsneVersion, input!, output!, String(threads)];
    const { stdout } = await run('sh', ['-c', command, ...arguments_]);
    const wall = (performance.now() - began) / 1000;
    const told = await readFile(output!);
    const coordinates = Float32Array.from({ length: 2 * n }, (_, i) => told.readDoubleLE(8 + 8 * i));
    const costs = 8 + 16 * n + 4;
    const divergence = told.readDoubleLE(costs + 8 * (iterations - 1));
    return {
      name: `FIt-SNE, ${threads} threads`,
      coordinates,
      cpu: secondsOfChildren(stdout),
      wall,
      divergence,
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** What FIt-SNE reads: its parameters in the order of `TSNE::load_data`, then the vectors and the start in float64. */
function fitsneInput(vectors: Float32Array, dimension: number, start: Float32Array): Uint8Array {
  const n = vectors.length / dimension;
  const exaggeration = 12;
  const exaggerated = 250;
  const trees = 50;
  const integers = (...values: number[]): Uint8Array => new Uint8Array(Int32Array.from(values).buffer);
  const numbers = (values: Iterable<number>): Uint8Array => new Uint8Array(Float64Array.from(values).buffer);
  const [fourierTransform, annoy] = [2, 1];
  return Buffer.concat([
    integers(n, dimension),
    // Theta, which only Barnes and Hut's way heeds, and the perplexity.
    numbers([0.5, perplexity]),
    integers(2, iterations, exaggerated, exaggerated),
    // Momentum and final momentum, learning rate, longest step.
    numbers([0.5, 0.8, Math.max(200, n / exaggeration), 5]),
    integers(-1),
    numbers([-1]),
    integers(fourierTransform, annoy),
    numbers([exaggeration]),
    integers(0, trees, 3 * perplexity * trees, -1),
    numbers([-1]),
    // Interpolation: nodes of an interval, intervals of a unit, intervals at least.
    integers(3),
    numbers([1]),
    integers(50),
    numbers(vectors),
    integers(seed),
    // One degree of freedom.
    numbers([1]),
    integers(0),
    numbers(start),
  ]);
}

/** The seconds of processors in the last line of `times`, as `1m2.5s 0m0.1s`. */
function secondsOfChildren(times: string): number {
  const line = times.trim().split('\n').at(-1) ?? '';
  const parts = [...line.matchAll(/(\d+)m([\d.]+)s/g)];
  return parts.reduce((sum, [, minutes, seconds]) => sum + 60 * Number(minutes) + Number(seconds), 0);
}

/** CPU and wall seconds since now. */
export function stopwatch(): () => { cpu: number; wall: number } {
  const usage = process.cpuUsage();
  const start = performance.now();
  return () => {
    const { user, system } = process.cpuUsage(usage);
    return { cpu: (user + system) / 1e6, wall: (performance.now() - start) / 1000 };
  };
}

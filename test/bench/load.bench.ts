import { execFile } from 'node:child_process';
import { mkdtemp, open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { crc32 } from 'node:zlib';
import { compileKernels } from '../../src/build/compileKernels.ts';
import type { Kernels } from '../../src/core/math/Kernels.ts';
import { gaussian, seededRandom } from '../../src/core/math/random.ts';
import { type Task, untracked } from '../../src/core/task.ts';
import { encodeVectors, readFirthVectors } from '../../src/core/vectors/formats/firthVectors.ts';
import { readVectors } from '../../src/core/vectors/formats/readVectors.ts';
import type { VectorsData } from '../../src/core/vectors/formats/VectorsData.ts';
import { writeWord2vecBinary } from '../../src/core/vectors/formats/word2vecBinary.ts';
import { WordVectors } from '../../src/core/vectors/WordVectors.ts';
import { nodeFiles } from '../../src/engine/nodeFiles.ts';
import { loadKernels } from '../../src/kernels/loadKernels.ts';
import { type Bench, printTable, type Report } from './harness.ts';

const words = Number(process.env['FIRTH_BENCH_WORDS'] ?? 400_000);
const dimension = 100;
const python = process.env['FIRTH_BENCH_PYTHON'] ?? 'python3';

const bench: Bench = {
  name: 'load',
  describe:
    'CPU time to load vectors, against pandas and gensim (FIRTH_BENCH_WORDS: how many, 400000 unless said; ' +
    'FIRTH_BENCH_PYTHON: a python3 that has pandas and gensim)',
  async run(report) {
    const folder = await mkdtemp(join(tmpdir(), 'firth-load-'));
    try {
      await run(folder, report);
    } finally {
      await rm(folder, { recursive: true });
    }
  },
};
export default bench;

/** What a whole load takes, in seconds: user and system time of the processor, and time on a clock. */
interface Cost {
  readonly cpu: number;
  readonly wall: number;
}

/** Another program that loads the file of its first argument. */
interface Peer {
  readonly figure: string;
  readonly file: 'text' | 'binary';
  readonly imports: string;
  readonly load: string;
  readonly goal?: string;
}

const peers: readonly Peer[] = [
  {
    figure: 'pandas',
    file: 'text',
    imports: 'pandas, numpy, csv',
    load:
      'pandas.read_csv(sys.argv[1], sep=" ", header=None, quoting=csv.QUOTE_NONE, engine="c", na_filter=False, ' +
      `dtype={i + 1: numpy.float32 for i in range(${dimension})})`,
    goal: '>= 3',
  },
  {
    figure: 'gensim',
    file: 'text',
    imports: 'gensim.models',
    load: 'gensim.models.KeyedVectors.load_word2vec_format(sys.argv[1], no_header=True)',
    goal: '>= 12',
  },
  {
    figure: 'gensim_binary',
    file: 'binary',
    imports: 'gensim.models',
    load: 'gensim.models.KeyedVectors.load_word2vec_format(sys.argv[1], binary=True)',
  },
];

async function run(folder: string, report: Report): Promise<void> {
  const kernels = await loadKernels(await compileKernels());
  const files = { text: join(folder, 'vectors.txt'), binary: join(folder, 'vectors.bin') };
  await writePieces(files.text, syntheticText());
  const vectors = await measureMemory(files.text, kernels, report);
  await writePieces(files.binary, writeWord2vecBinary(vectors));

  const ours = {
    text: await best(() => read(files.text, kernels)),
    binary: await best(() => read(files.binary, kernels)),
  };
  const rows: [what: string, cost: Cost][] = [
    ['text', ours.text],
    ['word2vec binary', ours.binary],
  ];
  report('load.text', ours.text.cpu, 's of CPU');
  report('load.binary', ours.binary.cpu, 's of CPU');
  for (const { figure, file, goal, ...code } of peers) {
    const cost = await measurePython(code, files[file]);
    if (typeof cost === 'string') {
      console.log(`skipped: ${figure}, because ${cost}`);
      continue;
    }
    rows.push([`${figure}, ${file}`, cost]);
    report(`load.ratio_to_${figure}`, cost.cpu / ours[file].cpu, 'x', goal);
  }
  rows.push(...(await measureCache(folder, vectors, kernels, report)));
  printTable(
    ['load', 'CPU s', 'wall s'],
    rows.map(([what, { cpu, wall }]) => [what, Number(cpu.toFixed(3)), Number(wall.toFixed(3))]),
  );
}

async function read(path: string, kernels: Kernels, task: Task = untracked): Promise<VectorsData> {
  const { size } = await stat(path);
  return (await readVectors({ name: path, pieces: pieces(path), size }, { kernels, task })).data;
}

/** A file in pieces that all lie in the same memory. */
async function* pieces(path: string): AsyncGenerator<Uint8Array, void, undefined> {
  const file = await open(path);
  try {
    const buffer = new Uint8Array(1 << 20);
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

/** The first load, which cannot use memory that an earlier one left. */
async function measureMemory(path: string, kernels: Kernels, report: Report): Promise<VectorsData> {
  const before = process.memoryUsage.rss();
  let peak = before;
  const checkpoint = (): void => {
    peak = Math.max(peak, process.memoryUsage.rss());
  };
  const data = await read(path, kernels, { checkpoint });
  checkpoint();
  const { size } = await stat(path);
  console.log(
    `${data.words.length} words of ${data.dimension} dimensions, ${(size / 1e6).toFixed(0)} MB of text`,
  );
  report('load.text_memory', (peak - before) / data.vectors.byteLength, 'x the vectors', '<= 1.3');
  return data;
}

/** Loads the vectors from the cache, beside what reading the file's bytes takes. */
async function measureCache(
  folder: string,
  data: VectorsData,
  kernels: Kernels,
  report: Report,
): Promise<[string, Cost][]> {
  const path = join(folder, 'vectors.firthvec');
  await writeFile(path, encodeVectors(data, { encoding: 'float32' }));
  const raw = await best(() => readFile(path));
  const decoded = await best(async () => {
    kernels.release((await readCache(path, kernels)).vectors);
  });
  const ready = await best(async () => {
    new WordVectors(await readCache(path, kernels), kernels, { adopt: true }).dispose();
  });
  report('load.cache', decoded.wall, 's');
  report('load.cache_ratio_to_raw_read', decoded.wall / raw.wall, 'x');
  report('load.cache_ready', ready.wall, 's until words can be asked', '< 1');
  return [
    ['cache, bytes only', raw],
    ['cache, decoded', decoded],
    ['cache, ready to be asked', ready],
  ];
}

/** Reads the cache as the engine does. */
async function readCache(path: string, kernels: Kernels): Promise<VectorsData> {
  const file = await nodeFiles.open(path);
  try {
    return await readFirthVectors(file, kernels, crc32);
  } finally {
    await file.close();
  }
}

/** The cheapest of five runs, which other work on the machine disturbs least. */
async function best(work: () => Promise<unknown>): Promise<Cost> {
  const costs: Cost[] = [];
  for (let run = 0; run < 5; run++) {
    const [cpu, start] = [process.cpuUsage(), performance.now()];
    await work();
    const { user, system } = process.cpuUsage(cpu);
    costs.push({ cpu: (user + system) / 1e6, wall: (performance.now() - start) / 1e3 });
  }
  return {
    cpu: Math.min(...costs.map(({ cpu }) => cpu)),
    wall: Math.min(...costs.map(({ wall }) => wall)),
  };
}

/** The cheaper of two runs of Python, without the time of its imports; or why there is none. */
async function measurePython(
  { imports, load }: Pick<Peer, 'imports' | 'load'>,
  path: string,
): Promise<Cost | string> {
  const code = [
    `import sys, time, ${imports}`,
    'cpu, wall = time.process_time(), time.perf_counter()',
    `loaded = ${load}`,
    'print(time.process_time() - cpu, time.perf_counter() - wall)',
  ].join('\n');
  const costs: Cost[] = [];
  // One thread, as ours.
  const env = { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' };
  for (let run = 0; run < 2; run++) {
    try {
      const { stdout } = await promisify(execFile)(python, ['-c', code, path], { env });
      const [cpu, wall] = stdout.trim().split(' ').map(Number);
      costs.push({ cpu: cpu!, wall: wall! });
    } catch (error) {
      return `${python} failed: ${String(error).trim().split('\n').at(-1)}`;
    }
  }
  return costs.reduce((a, b) => (a.cpu <= b.cpu ? a : b));
}

/** Lines like GloVe's: five significant digits of values with a standard deviation of 0.4. */
function* syntheticText(): Generator<Uint8Array, void, undefined> {
  const random = seededRandom(1);
  // Writing so many numbers would take longer than all that is measured: they are drawn from a stock.
  const stock = Array.from({ length: 1 << 16 }, () => ` ${Number((0.4 * gaussian(random)).toPrecision(5))}`);
  const encoder = new TextEncoder();
  for (let word = 0; word < words; word += 1000) {
    let lines = '';
    for (let i = word; i < Math.min(words, word + 1000); i++) {
      lines += `w${(i * 7919).toString(36)}`;
      for (let j = 0; j < dimension; j++) lines += stock[Math.floor(random() * stock.length)];
      lines += '\n';
    }
    yield encoder.encode(lines);
  }
}

async function writePieces(path: string, content: Iterable<Uint8Array>): Promise<void> {
  const file = await open(path, 'w');
  try {
    for (const piece of content) await file.write(piece);
  } finally {
    await file.close();
  }
}

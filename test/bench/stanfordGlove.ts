import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { SparseMatrix } from '../../src/core/cooccurrence/SparseMatrix.ts';
import { seededRandom } from '../../src/core/math/random.ts';
import { shuffledIndices } from '../../src/core/math/shuffle.ts';
import type { Vocabulary } from '../../src/core/text/Vocabulary.ts';

const run = promisify(execFile);

/** What a bench that uses Stanford's program says in its description. */
export const STANFORD_HELP = "FIRTH_BENCH_GLOVE_SRC: folder with the sources of Stanford's GloVe";

/** How Stanford's program is run. */
interface StanfordOptions {
  readonly vectorSize: number;
  readonly xMax: number;
  readonly epochs: number;
}

/** How Stanford's program did. */
interface StanfordRun {
  /** Seconds of the processor's time, in one thread. */
  readonly seconds: number;
  /** The mean cost of each epoch, as it prints them. */
  readonly costs: readonly number[];
}

/**
 * Compiles Stanford's `glove` from the folder that FIRTH_BENCH_GLOVE_SRC names, in a temporary folder, and trains it on the
 * co-occurrences in one thread. Returns why not, where there are no sources or no compiler.
 */
export async function runStanfordGlove(
  vocabulary: Vocabulary,
  cooccurrence: SparseMatrix,
  { vectorSize, xMax, epochs }: StanfordOptions,
): Promise<StanfordRun | string> {
  return withPrograms(['glove'], async (at) => {
    const words = vocabulary.words.map((word, i) => `${word} ${vocabulary.counts[i]}\n`);
    await writeFile(at('vocabulary.txt'), words.join(''));
    await writeFile(at('cooccurrences.bin'), shuffledRecords(cooccurrence));
    const options = {
      'input-file': at('cooccurrences.bin'),
      'vocab-file': at('vocabulary.txt'),
      'save-file': at('vectors'),
      threads: 1,
      'vector-size': vectorSize,
      'x-max': xMax,
      iter: epochs,
      seed: 1,
      binary: 1,
    };
    const { seconds, output } = await timed(at('glove'), options, '2>&1');
    return { seconds, costs: [...output.matchAll(/cost: ([\d.e+-]+)/g)].map(([, cost]) => Number(cost)) };
  });
}

/** How long Stanford's programs took to count, in seconds of the processor's time, and how many pairs they found. */
export interface StanfordCounting {
  readonly vocabCount: number;
  readonly cooccur: number;
  readonly shuffle: number;
  readonly pairs: number;
}

/**
 * Runs Stanford's `vocab_count`, `cooccur` and `shuffle` on a text, harmonic weights and symmetric windows, which do not leave
 * a line. Returns why not, where there are no sources or no compiler.
 *
 * @param text words between blanks
 */
export async function runStanfordCounting(
  text: string,
  { window, minCount }: { window: number; minCount: number },
): Promise<StanfordCounting | string> {
  return withPrograms(['vocab_count', 'cooccur', 'shuffle'], async (at) => {
    await writeFile(at('text'), text);
    const vocabulary = { 'min-count': minCount, verbose: 0 };
    const { seconds: vocabCount } = await timed(
      at('vocab_count'),
      vocabulary,
      `< ${at('text')} > ${at('vocabulary.txt')}`,
    );
    const { seconds: cooccur } = await timed(
      at('cooccur'),
      {
        'vocab-file': at('vocabulary.txt'),
        'window-size': window,
        'overflow-file': at('overflow'),
        memory: 4,
        verbose: 0,
      },
      `< ${at('text')} > ${at('cooccurrences.bin')}`,
    );
    const { seconds: shuffle } = await timed(
      at('shuffle'),
      { 'temp-file': at('shuffled'), memory: 4, seed: 1, verbose: 0 },
      `< ${at('cooccurrences.bin')} > ${at('shuffled.bin')}`,
    );
    const { size } = await stat(at('shuffled.bin'));
    return { vocabCount, cooccur, shuffle, pairs: size / 16 };
  });
}

/** Compiles programs into a temporary folder, which is gone afterwards. Returns why not, where that cannot be. */
async function withPrograms<T>(
  programs: readonly string[],
  work: (at: (name: string) => string) => Promise<T>,
): Promise<T | string> {
  const sources = process.env['FIRTH_BENCH_GLOVE_SRC'];
  if (!sources) return 'FIRTH_BENCH_GLOVE_SRC does not name the folder of the sources';
  const folder = await mkdtemp(join(tmpdir(), 'firth-bench-glove-'));
  const at = (name: string): string => join(folder, name);
  try {
    const flags = ['-O3', '-march=native', '-funroll-loops', '-w'];
    try {
      for (const program of programs) {
        const files = [`${program}.c`, 'common.c'].map((name) => join(sources, name));
        await run('cc', [...flags, ...files, '-o', at(program), '-lm', '-lpthread']);
      }
    } catch (error) {
      return `cc did not compile them: ${(error as Error).message}`;
    }
    return await work(at);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs a program and tells the seconds of the processor's time that it took, by the shell's own `times`. */
async function timed(
  program: string,
  options: Readonly<Record<string, string | number>>,
  redirection: string,
): Promise<{ seconds: number; output: string }> {
  const args = Object.entries(options).flatMap(([name, value]) => [`-${name}`, String(value)]);
  const { stdout } = await run('sh', ['-c', `"$0" "$@" ${redirection}; times`, program, ...args]);
  const [, userMinutes, userSeconds, systemMinutes, systemSeconds] = stdout.match(
    /(\d+)m([\d.]+)s (\d+)m([\d.]+)s\s*$/,
  )!;
  const minutes = Number(userMinutes) + Number(systemMinutes);
  return { seconds: 60 * minutes + Number(userSeconds) + Number(systemSeconds), output: stdout };
}

/** What Stanford's `shuffle` writes: two int32 (from 1) and a float64 a co-occurrence, in random order. */
function shuffledRecords({ rows, rowStart, columns, values }: SparseMatrix): Uint8Array {
  const rowOf = new Uint32Array(columns.length);
  for (let row = 0; row < rows; row++) rowOf.fill(row, rowStart[row], rowStart[row + 1]);
  const bytes = new DataView(new ArrayBuffer(16 * columns.length));
  for (const [i, entry] of shuffledIndices(columns.length, seededRandom(1)).entries()) {
    bytes.setInt32(16 * i, rowOf[entry]! + 1, true);
    bytes.setInt32(16 * i + 4, columns[entry]! + 1, true);
    bytes.setFloat64(16 * i + 8, values[entry]!, true);
  }
  return new Uint8Array(bytes.buffer);
}

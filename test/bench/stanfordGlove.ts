import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { SparseMatrix } from '../../src/core/cooccurrence/SparseMatrix.ts';
import { seededRandom } from '../../src/core/math/random.ts';
import { shuffledIndices } from '../../src/core/math/shuffle.ts';
import type { Vocabulary } from '../../src/core/text/Vocabulary.ts';

const run = promisify(execFile);

/** What a bench that uses Stanford's program says in its description. */
export const STANFORD_HELP = "FIRTH_BENCH_GLOVE_SRC: folder with glove.c and common.c of Stanford's GloVe";

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
  const sources = process.env['FIRTH_BENCH_GLOVE_SRC'];
  if (!sources) return 'FIRTH_BENCH_GLOVE_SRC does not name the folder of its sources';
  const folder = await mkdtemp(join(tmpdir(), 'firth-bench-glove-'));
  const at = (name: string): string => join(folder, name);
  try {
    const flags = ['-O3', '-march=native', '-funroll-loops', '-w'];
    const files = ['glove.c', 'common.c'].map((name) => join(sources, name));
    try {
      await run('cc', [...flags, ...files, '-o', at('glove'), '-lm', '-lpthread']);
    } catch (error) {
      return `cc did not compile it: ${(error as Error).message}`;
    }
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
    const args = Object.entries(options).flatMap(([name, value]) => [`-${name}`, String(value)]);
    // The shell's own `times` says what its children took.
    const { stdout } = await run('sh', ['-c', '"$0" "$@" 2>&1; times', at('glove'), ...args]);
    const costs = [...stdout.matchAll(/cost: ([\d.e+-]+)/g)].map(([, cost]) => Number(cost));
    const [, minutes, seconds] = stdout.match(/(\d+)m([\d.]+)s \S+\s*$/)!;
    return { seconds: 60 * Number(minutes) + Number(seconds), costs };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
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

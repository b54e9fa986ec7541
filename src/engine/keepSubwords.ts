import type { ReadFile } from '../core/vectors/formats/readVectors.ts';
import type { SubwordSink } from '../core/vectors/formats/subwords.ts';
import { SubwordTableWriter } from '../core/vectors/formats/subwordTable.ts';
import type { VectorsFile } from '../protocol/filesMethods.ts';
import type { EngineHost } from './host.ts';
import { subwordsPath } from './loadedCache.ts';
import { detectFile } from './vectorsSource.ts';

/** A file that was read, and the SHA-256 that its table of n-grams is known by, where there is one. */
export type ReadFileWithSubwords = ReadFile & { readonly subwords?: string };

/**
 * Reads a file, and keeps the n-grams of a model of fastText in a table beside the cache: with them unknown words are
 * answered, after a restart as before it.
 *
 * @param sha256 of the file
 * @param read reads the file, and lets the sink have the n-grams
 */
export async function keepSubwords(
  host: EngineHost,
  { path, entry }: VectorsFile,
  { cache, sha256 }: { readonly cache: string; readonly sha256: string },
  read: (options: { readonly subwords?: SubwordSink }) => Promise<ReadFile>,
): Promise<ReadFileWithSubwords> {
  if ((await detectFile(host, path, entry)) !== 'fasttext-binary') return read({});
  const table = subwordsPath(cache, sha256);
  const { file, hasBegun } = await host.files.write(table, async (append) => {
    const subwords = new SubwordTableWriter(append, sha256, host.crc32);
    const file = await read({ subwords });
    await subwords.end();
    return { file, hasBegun: subwords.hasBegun };
  });
  if (hasBegun) return { ...file, subwords: sha256 };
  await host.files.remove(table);
  return file;
}

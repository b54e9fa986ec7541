import { SubwordTable } from '../core/vectors/formats/subwordTable.ts';
import { type VectorsData, VectorsFormatError } from '../core/vectors/formats/VectorsData.ts';
import type { ComposedWords } from '../core/vectors/WordVectors.ts';
import type { EngineHost, ReadableFile } from './host.ts';
import { subwordsPath } from './loadedCache.ts';

type SubwordsHost = Pick<EngineHost, 'files' | 'crc32' | 'log'>;

/** The table of n-grams beside the cache of a model of fastText. */
export class OpenSubwords {
  readonly #host: SubwordsHost;
  readonly #path: string;
  readonly #file: ReadableFile;
  #table: SubwordTable | undefined;

  /**
   * Opens the table that belongs to a cache; undefined where the vectors are of a model without n-grams.
   *
   * @throws VectorsFormatError where there should be one, and is none that fits
   */
  static async beside(
    host: SubwordsHost,
    cache: string,
    { metadata, dimension }: VectorsData,
  ): Promise<OpenSubwords | undefined> {
    const sha256 = metadata['subwords'];
    if (typeof sha256 !== 'string') return undefined;
    const path = subwordsPath(cache, sha256);
    if (!(await host.files.stamp(path))) {
      throw new VectorsFormatError(`${path}: there is no such file; expected the vectors of n-grams.`);
    }
    const file = await host.files.open(path);
    try {
      const table = await SubwordTable.open(file, host.crc32);
      if (table.sha256 === sha256 && table.dimension === dimension) {
        return new OpenSubwords(host, path, file, table);
      }
      throw new VectorsFormatError('The table of n-grams is of another model.');
    } catch (error) {
      await file.close();
      throw error instanceof VectorsFormatError
        ? new VectorsFormatError(`${path}: ${error.message}`, { cause: error })
        : error;
    }
  }

  private constructor(host: SubwordsHost, path: string, file: ReadableFile, table: SubwordTable) {
    this.#host = host;
    this.#path = path;
    this.#file = file;
    this.#table = table;
  }

  /**
   * The vectors of words out of vocabulary, without those that have no n-grams. A table that turns out to be damaged makes
   * none any more and is deleted, so that the next start reads the model again.
   */
  async compose(words: readonly string[]): Promise<ComposedWords> {
    const composed = new Map<string, Float32Array>();
    try {
      for (const word of words) {
        const vector = await this.#table?.vector(word);
        if (vector?.some((value) => value !== 0)) composed.set(word, vector);
      }
    } catch (error) {
      if (!(error instanceof VectorsFormatError)) throw error;
      this.close();
      this.#host.log.warn(`${this.#path}: ${error.message} It is made anew with the next start.`);
      await this.#host.files.remove(this.#path);
    }
    return composed;
  }

  /** Lets the file go. */
  close(): void {
    this.#table = undefined;
    void this.#file.close();
  }
}

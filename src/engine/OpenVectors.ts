import type { Kernels } from '../core/math/Kernels.ts';
import { readFirthVectors } from '../core/vectors/formats/firthVectors.ts';
import {
  type VectorsData,
  VectorsFormatError,
  type VectorsMetadata,
} from '../core/vectors/formats/VectorsData.ts';
import { type ComposedWords, WordVectors } from '../core/vectors/WordVectors.ts';
import type { CorpusSummary, VectorsSource, VectorsSummary, WordInVectors } from '../protocol/engine.ts';
import { type CorpusManifest, readManifest } from './corpusManifest.ts';
import type { EngineHost } from './host.ts';
import { readChoice } from './methodChoice.ts';
import { OpenSubwords } from './OpenSubwords.ts';

/** An embedding that answers queries: the vectors with what is known of their words and their origin. */
export class OpenVectors {
  readonly source: VectorsSource;
  readonly metadata: VectorsMetadata;
  readonly vectors: WordVectors;
  readonly counts: Uint32Array | undefined;
  /**
   * So many words, the first, were learnt from the embedding's text. The others, if any, keep vectors from elsewhere (see
   * `joinGeneralWords`): questions may hold them, but answers are words of the text.
   */
  readonly wordsLearnt: number;
  readonly #documentCounts: Uint32Array | undefined;
  readonly #subwords: OpenSubwords | undefined;

  /**
   * Opens a file in Firth's own format, and the table of n-grams that is kept beside loaded ones of fastText.
   *
   * @throws VectorsFormatError where it is no intact file of vectors
   */
  static async read(
    source: VectorsSource,
    path: string,
    host: Pick<EngineHost, 'files' | 'kernels' | 'crc32' | 'log'>,
  ): Promise<OpenVectors> {
    const { files, kernels, crc32 } = host;
    const file = await files.open(path);
    try {
      const data = await readFirthVectors(file, kernels, crc32);
      let subwords: OpenSubwords | undefined;
      try {
        subwords = source === 'loaded' ? await OpenSubwords.beside(host, path, data) : undefined;
        return new OpenVectors(source, data, kernels, subwords);
      } catch (error) {
        kernels.release(data.vectors);
        subwords?.close();
        if (error instanceof RangeError) throw new VectorsFormatError(`${path}: ${error.message}`);
        throw error;
      }
    } finally {
      await file.close();
    }
  }

  /** @param data whose vectors come from the kernels, and belong to this object from now on */
  private constructor(
    source: VectorsSource,
    data: VectorsData,
    kernels: Kernels,
    subwords: OpenSubwords | undefined,
  ) {
    this.source = source;
    this.metadata = data.metadata;
    this.vectors = new WordVectors(data, kernels, { adopt: true });
    this.counts = data.counts;
    const firstUnseen = data.counts?.indexOf(0) ?? -1;
    this.wordsLearnt = firstUnseen < 0 ? data.words.length : firstUnseen;
    this.#documentCounts = data.documentCounts;
    this.#subwords = subwords;
  }

  get summary(): VectorsSummary {
    const { name, method } = this.metadata;
    const trainedAt = this.metadata['trainedAt'];
    const corpus = this.metadata['corpus'];
    const choice = readChoice(this.metadata['choice']);
    return {
      source: this.source,
      name,
      method,
      words: this.vectors.size,
      ...(this.wordsLearnt < this.vectors.size && { wordsLearnt: this.wordsLearnt }),
      dimension: this.vectors.dimension,
      ...(choice && { choice }),
      ...(typeof trainedAt === 'string' && { trainedAt }),
      ...(isCorpusSummary(corpus) && { corpus }),
    };
  }

  /** The files that the vectors were trained on; undefined where the file does not say. */
  get manifest(): CorpusManifest | undefined {
    return readManifest(this.metadata['files']);
  }

  /** Vectors for those of the words that are out of vocabulary, where a model of fastText tells how to make them. */
  async compose(words: readonly string[]): Promise<ComposedWords> {
    return this.#subwords?.compose(this.vectors.unknownWords(words)) ?? new Map();
  }

  /**
   * The word with its neighbours; undefined where it was not learnt.
   *
   * @param composed vectors of words out of vocabulary, as {@link compose} makes them
   */
  describe(word: string, topn: number, composed?: ComposedWords): WordInVectors | undefined {
    const index = this.vectors.indexOf(word);
    if (index === undefined && composed?.has(word)) {
      return { neighbours: this.vectors.mostSimilar({ positive: [word], topn, composed }) ?? [] };
    }
    if (index === undefined || index >= this.wordsLearnt) return undefined;
    const neighbours =
      this.vectors.mostSimilar({ positive: [word], topn, restrictVocab: this.wordsLearnt }) ?? [];
    const count = this.counts?.[index];
    const documentCount = this.#documentCounts?.[index];
    return {
      rank: index + 1,
      neighbours,
      ...(count !== undefined && { count }),
      ...(documentCount !== undefined && { documentCount }),
    };
  }

  dispose(): void {
    this.vectors.dispose();
    this.#subwords?.close();
  }
}

function isCorpusSummary(value: unknown): value is CorpusSummary {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['documents', 'sentences', 'tokens'].every((key) => typeof Reflect.get(value, key) === 'number')
  );
}

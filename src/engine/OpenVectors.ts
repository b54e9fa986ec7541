import { decodeVectors } from '../core/vectors/formats/firthVectors.ts';
import type { VectorsMetadata } from '../core/vectors/formats/VectorsData.ts';
import { WordVectors } from '../core/vectors/WordVectors.ts';
import type { CorpusSummary, VectorsSource, VectorsSummary, WordInVectors } from '../protocol/engine.ts';
import { type CorpusManifest, readManifest } from './corpusManifest.ts';
import type { EngineHost } from './host.ts';

/** An embedding that answers queries: the vectors with what is known of their words and their origin. */
export class OpenVectors {
  readonly source: VectorsSource;
  readonly metadata: VectorsMetadata;
  readonly vectors: WordVectors;
  readonly counts: Uint32Array | undefined;
  readonly #documentCounts: Uint32Array | undefined;

  /** @throws VectorsFormatError where the bytes are no intact file of vectors */
  constructor(
    source: VectorsSource,
    file: Uint8Array,
    { kernels, crc32 }: Pick<EngineHost, 'kernels' | 'crc32'>,
  ) {
    const data = decodeVectors(file, kernels, crc32);
    this.source = source;
    this.metadata = data.metadata;
    this.vectors = new WordVectors(data, kernels, { adopt: true });
    this.counts = data.counts;
    this.#documentCounts = data.documentCounts;
  }

  get summary(): VectorsSummary {
    const { name, method } = this.metadata;
    const trainedAt = this.metadata['trainedAt'];
    const corpus = this.metadata['corpus'];
    return {
      source: this.source,
      name,
      method,
      words: this.vectors.size,
      dimension: this.vectors.dimension,
      ...(typeof trainedAt === 'string' && { trainedAt }),
      ...(isCorpusSummary(corpus) && { corpus }),
    };
  }

  /** The files that the vectors were trained on; undefined where the file does not say. */
  get manifest(): CorpusManifest | undefined {
    return readManifest(this.metadata['files']);
  }

  /** The word with its neighbours; undefined where it is out of vocabulary. */
  describe(word: string, topn: number): WordInVectors | undefined {
    const index = this.vectors.indexOf(word);
    const neighbours = this.vectors.mostSimilar({ positive: [word], topn });
    if (index === undefined || neighbours === undefined) return undefined;
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
  }
}

function isCorpusSummary(value: unknown): value is CorpusSummary {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['documents', 'sentences', 'tokens'].every((key) => typeof Reflect.get(value, key) === 'number')
  );
}

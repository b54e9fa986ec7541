import { overfittingAdvice } from '../core/embedding/Epoch.ts';
import { joinGeneralWords } from '../core/embedding/joinGeneralWords.ts';
import { type EmbeddingMethod, methodNames } from '../core/embedding/learnVectors.ts';
import { trainEmbedding } from '../core/embedding/trainEmbedding.ts';
import type { MemoryLimit } from '../core/spill.ts';
import type { Task } from '../core/task.ts';
import type { PreparedCorpus } from '../core/text/CorpusBuilder.ts';
import { encodeVectors } from '../core/vectors/formats/firthVectors.ts';
import type {
  CorpusFile,
  EngineMethods,
  SkippedFile,
  TrainingOptions,
  TrainingProgress,
  TrainingReport,
  TrainingResources,
} from '../protocol/engine.ts';
import type { HandlerContext } from '../protocol/rpc.ts';
import { type CorpusManifest, writeManifest } from './corpusManifest.ts';
import type { EngineHost } from './host.ts';
import { settleMethod, writeChoice } from './methodChoice.ts';
import { readFiles } from './readFiles.ts';
import { StageTracker } from './StageTracker.ts';

/** Those that learn by GloVe's steps, which threads can share. */
const METHODS_WITH_HELPERS: readonly EmbeddingMethod[] = ['glove', 'glove-from-ppmi-svd', 'adapt'];

/** Adapted vectors come with so many of the most frequent words of general English, those of the text among them. */
const GENERAL_WORDS_JOINED = 20_000;

/**
 * Trains vectors on text files and writes them, with what is known of their words and of the files, to `output`. What
 * was there stays until the new file is complete.
 *
 * @throws EmbeddingError where the text is too little to learn from
 * @throws CancelledError when the caller gives up
 */
export async function trainOnFiles(
  host: EngineHost,
  { files, output, options, general: generalPath, resources, trainedAt }: EngineMethods['train']['params'],
  context: HandlerContext<TrainingProgress>,
): Promise<TrainingReport> {
  const stages = new StageTracker(host, context);
  stages.enter('reading');
  const { prepared, manifest, skipped } = await readPrepared(host, files, options, stages);
  const { vectorSize, window, seed } = options;
  const { method, choice, general } = await settleMethod(host, options, prepared.vocabulary, generalPath);
  const trained = await withResources(host, resources, method, (limit) =>
    trainEmbedding(prepared, {
      method,
      general,
      vectorSize,
      window,
      limit,
      seed,
      kernels: host.kernels,
      onStage: (stage) => stages.enter(stage),
      onEpoch: (epoch) => stages.endEpoch(epoch),
      task: stages,
    }),
  );
  const { vocabulary, vectors, report } = trained;
  const { words, counts, documentCounts } = vocabulary;
  const learnt = { words, vectors, counts, documentCounts };
  const stored =
    method === 'adapt' && general ? joinGeneralWords(learnt, general, GENERAL_WORDS_JOINED) : learnt;
  stages.enter('saving');
  const corpus = {
    documents: report.documents,
    sentences: report.sentences,
    tokens: report.tokens,
  };
  const bytes = encodeVectors(
    {
      metadata: {
        name: 'This workspace',
        method: methodNames[method],
        trainedAt,
        corpus,
        parameters: { ...options },
        ...(choice && { choice: writeChoice(choice) }),
        files: writeManifest(manifest),
      },
      ...stored,
      dimension: trained.vectorSize,
    },
    { encoding: 'float32' },
  );
  stages.checkpoint(0.5);
  await host.files.replace(output, bytes);
  const advice = overfittingAdvice(trained.epochs);
  return {
    words: vocabulary.size,
    wordsJoined: stored.words.length - vocabulary.size,
    corpus,
    skipped,
    nonZeros: report.nonZeros,
    ...stages.finish(),
    kernels: host.kernels.name,
    method: methodNames[method],
    ...(choice && { choice }),
    ...(report.fit && { fit: report.fit }),
    ...(advice !== undefined && { advice }),
  };
}

/** Reads the files; what was only needed to make the vocabulary is gone afterwards. */
async function readPrepared(
  host: EngineHost,
  files: readonly CorpusFile[],
  { maxFileSize, minCount, maxWords }: TrainingOptions,
  task: Task,
): Promise<{ prepared: PreparedCorpus; manifest: CorpusManifest; skipped: readonly SkippedFile[] }> {
  const { builder, manifest, skipped } = await readFiles(host, files, maxFileSize, task);
  return { prepared: builder.finish({ minCount, maxWords }), manifest, skipped };
}

/** Lends room on the disk, and helping threads where the method can use them, for as long as the work takes. */
async function withResources<T>(
  host: EngineHost,
  resources: TrainingResources | undefined,
  method: EmbeddingMethod,
  work: (limit: MemoryLimit | undefined) => T,
): Promise<T> {
  if (!resources) return work(undefined);
  const helpers = METHODS_WITH_HELPERS.includes(method) ? resources.threads - 1 : 0;
  const dismiss = helpers > 0 ? await host.hireHelpers?.(helpers) : undefined;
  const spill = host.createSpill();
  try {
    return work({ bytes: resources.memory, spill });
  } finally {
    spill.dispose();
    await dismiss?.();
  }
}

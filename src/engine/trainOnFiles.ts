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
export function trainOnFiles(
  host: EngineHost,
  params: EngineMethods['train']['params'],
  context: HandlerContext<TrainingProgress>,
): Promise<TrainingReport> {
  return withRoom(host, params.resources, (limit) => train(host, params, limit, context));
}

/** @param limit how much memory the text in ids may take, and counting again */
async function train(
  host: EngineHost,
  { files, output, options, general: generalPath, resources, trainedAt }: EngineMethods['train']['params'],
  limit: MemoryLimit | undefined,
  context: HandlerContext<TrainingProgress>,
): Promise<TrainingReport> {
  const stages = new StageTracker(host, context);
  stages.enter('reading');
  const { prepared, manifest, skipped } = await readPrepared(host, files, options, stages, limit);
  const { vectorSize, window, seed } = options;
  const { method, choice, general } = await settleMethod(host, options, prepared.vocabulary, generalPath);
  const trained = await withHelpers(host, resources, method, () =>
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
  limit: MemoryLimit | undefined,
): Promise<{ prepared: PreparedCorpus; manifest: CorpusManifest; skipped: readonly SkippedFile[] }> {
  const { builder, manifest, skipped } = await readFiles(host, files, maxFileSize, task, limit);
  return { prepared: builder.finish({ minCount, maxWords }), manifest, skipped };
}

/** Lends room on the disk for as long as the work takes, one half of the memory for each of the two that want it. */
async function withRoom<T>(
  host: EngineHost,
  resources: TrainingResources | undefined,
  work: (limit: MemoryLimit | undefined) => Promise<T>,
): Promise<T> {
  if (!resources) return work(undefined);
  const spill = host.createSpill();
  try {
    return await work({ bytes: resources.memory / 2, spill });
  } finally {
    spill.dispose();
  }
}

/** Lends helping threads, where the method can use them, for as long as the work takes. */
async function withHelpers<T>(
  host: EngineHost,
  resources: TrainingResources | undefined,
  method: EmbeddingMethod,
  work: () => T,
): Promise<T> {
  const helpers = resources && METHODS_WITH_HELPERS.includes(method) ? resources.threads - 1 : 0;
  const dismiss = helpers > 0 ? await host.hireHelpers?.(helpers) : undefined;
  try {
    return work();
  } finally {
    await dismiss?.();
  }
}

import { countWindowCooccurrence } from '../cooccurrence/countWindowCooccurrence.ts';
import { type ReconstructionFit, reconstructionFit } from '../cooccurrence/reconstruction.ts';
import type { Kernels } from '../math/Kernels.ts';
import type { MemoryLimit } from '../spill.ts';
import { type Task, untracked } from '../task.ts';
import type { PreparedCorpus } from '../text/CorpusBuilder.ts';
import type { Vocabulary } from '../text/Vocabulary.ts';
import type { GeneralVectors } from './adaptVectors.ts';
import type { Epoch } from './Epoch.ts';
import { requireEnoughWords } from './embeddingChecks.ts';
import { type EmbeddingMethod, type LearntVectors, learnVectors } from './learnVectors.ts';

/** The steps of a training, in their order. */
type EmbeddingStage = 'counting' | 'weighting' | 'learning';

/**
 * How vectors are learnt. The defaults are what measured best, by word pairs and analogies, on 1 to 3 million words of
 * English.
 */
export interface TrainEmbeddingOptions {
  /** Default `ppmi-svd`. */
  readonly method?: EmbeddingMethod;
  /** What the method `adapt` starts from; needed by it alone. */
  readonly general?: GeneralVectors | undefined;
  /** Dimensions of a vector. Default 100. */
  readonly vectorSize?: number;
  /** How many words to the left and to the right are a word's context. Default 10. */
  readonly window?: number;
  /** See {@link countWindowCooccurrence}. Default `harmonic`. */
  readonly weighting?: 'flat' | 'harmonic';
  /** Whether contexts reach over the ends of sentences. Default false. */
  readonly acrossSentences?: boolean;
  /** How much memory counting may take; default: as much as it likes. */
  readonly limit?: MemoryLimit | undefined;
  /** See {@link ppmi}. Default 0.75. */
  readonly contextSmoothing?: number;
  /** See {@link ppmi}. Default 1. */
  readonly shift?: number;
  /** See {@link ppmiSvd}. Default 0.5. */
  readonly eigenvalueExponent?: number;
  /** The same seed, text and kernels give the same vectors. */
  readonly seed: number;
  readonly kernels: Kernels;
  /** Called after each pass of the methods that learn in passes. */
  readonly onEpoch?: (epoch: Epoch) => void;
  /** Called when a stage begins. */
  readonly onStage?: (stage: EmbeddingStage) => void;
  /** Told the share of the current stage that is done. */
  readonly task?: Task;
}

/** Words with vectors that were learnt from a text. */
export interface TrainedEmbedding extends LearntVectors {
  readonly vocabulary: Vocabulary;
  readonly report: EmbeddingReport;
}

/** What the vectors were learnt from. */
interface EmbeddingReport {
  /** Words in the text, those out of the vocabulary included. */
  readonly tokens: number;
  /** Words in the text that are in the vocabulary. */
  readonly tokensInVocabulary: number;
  readonly sentences: number;
  readonly documents: number;
  /** Entries of the co-occurrence matrix: ordered pairs of words that occur near each other. */
  readonly nonZeros: number;
  /** How well the counts can be recreated, over a random sample of pairs, where the method has a model of them. */
  readonly fit?: Pick<ReconstructionFit, 'rSquared' | 'rmse'>;
}

/** Pairs that the fit is measured on. */
const pairsOfFit = 20_000;

/**
 * Learns word vectors from a text: counts which words keep company, and learns vectors from the counts. The default method
 * is PPMI and truncated SVD (Levy, Goldberg, Dagan 2015), which learns most from little text, such as the files of one folder.
 *
 * @throws EmbeddingError when the text holds too few words to learn from
 */
export function trainEmbedding(prepared: PreparedCorpus, options: TrainEmbeddingOptions): TrainedEmbedding {
  const { vocabulary, corpus, tokens, sentences, documents } = prepared;
  const {
    method = 'ppmi-svd',
    general,
    vectorSize = 100,
    window = 10,
    weighting = 'harmonic',
    acrossSentences = false,
    limit,
    contextSmoothing = 0.75,
    shift = 1,
    eigenvalueExponent = 0.5,
    seed,
    kernels,
    onEpoch,
    onStage,
    task = untracked,
  } = options;
  if (method !== 'adapt') requireEnoughWords(vocabulary.size, vectorSize);

  onStage?.('counting');
  const cooccurrence = countWindowCooccurrence(corpus, vocabulary.size, {
    window,
    weighting,
    acrossSentences,
    kernels,
    ...(limit && { limit }),
    task,
  });
  const nonZeros = cooccurrence.values.length;
  onStage?.('weighting');
  const learnt = learnVectors(cooccurrence, vocabulary, {
    method,
    vectorSize,
    contextSmoothing,
    shift,
    eigenvalueExponent,
    general,
    seed,
    kernels,
    onLearning: () => onStage?.('learning'),
    onEpoch,
    task,
  });
  const { model } = learnt;
  const fit = model && reconstructionFit(model, cooccurrence, { pairs: pairsOfFit, seed });
  return {
    vocabulary,
    ...learnt,
    report: {
      tokens,
      tokensInVocabulary: corpus.ids.length,
      sentences,
      documents,
      nonZeros,
      ...(fit && { fit: { rSquared: fit.rSquared, rmse: fit.rmse } }),
    },
  };
}

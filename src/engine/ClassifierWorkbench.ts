import type { ClassifierEngine, ClassifierTraining } from '../core/classifier/ClassifierEngine.ts';
import type { ClassifierEpoch, TrainingMode } from '../core/classifier/ClassifierOptions.ts';
import { embeddingMatrix } from '../core/classifier/embeddingMatrix.ts';
import { type EncodedExamples, encodeExamples } from '../core/classifier/encodeExamples.ts';
import type { LabelledDocuments } from '../core/classifier/LabelledDocuments.ts';
import { type SplitPassages, splitPassages } from '../core/classifier/splitPassages.ts';
import { trainInMode } from '../core/classifier/trainInMode.ts';
import type { Task } from '../core/task.ts';
import type { ClassifierTrainingOptions } from '../protocol/classifierMethods.ts';
import { classifierEngine } from './classifierEngine.ts';
import type { EngineHost } from './host.ts';
import { OpenVectors } from './OpenVectors.ts';

/** Documents, split once, on which classifiers are trained in one way after the other. */
export class ClassifierWorkbench {
  readonly documents: LabelledDocuments;
  readonly passages: SplitPassages;
  readonly engine: ClassifierEngine;
  readonly #host: EngineHost;
  readonly #options: ClassifierTrainingOptions;
  #pretrained: OpenVectors | undefined;

  /** @throws DatasetError where there is too little to learn from and to test on */
  static async open(
    host: EngineHost,
    documents: LabelledDocuments,
    options: ClassifierTrainingOptions,
  ): Promise<ClassifierWorkbench> {
    return new ClassifierWorkbench(host, documents, options, await classifierEngine(host, options.engine));
  }

  private constructor(
    host: EngineHost,
    documents: LabelledDocuments,
    options: ClassifierTrainingOptions,
    engine: ClassifierEngine,
  ) {
    const { passageWords, seed } = options;
    this.#host = host;
    this.#options = options;
    this.documents = documents;
    this.passages = splitPassages(documents, { passageWords: limit(passageWords), seed });
    this.engine = engine;
  }

  /** Makes the vocabulary from a share of the training documents, and counts its words in all parts. */
  encode(trainingShare = 1): EncodedExamples {
    const { maxTokens, sequenceLength } = this.#options;
    return encodeExamples(this.documents, this.passages, {
      maxTokens,
      sequenceLength: limit(sequenceLength),
      trainingShare,
    });
  }

  async train(
    mode: TrainingMode,
    examples: EncodedExamples,
    task: Task,
    onEpoch?: (epoch: ClassifierEpoch) => void,
  ): Promise<TrainedMode> {
    const { vectorSize, epochs, patience, learningRate, balanced, seed } = this.#options;
    const embedding = mode === 'frozen' || mode === 'fineTuned' ? await this.#embedding(examples) : undefined;
    const started = this.#host.now();
    const training = trainInMode(
      this.engine,
      {
        classes: this.documents.classes,
        training: examples.training,
        validation: examples.validation,
        ...(embedding && { embedding: embedding.matrix }),
      },
      {
        mode,
        vectorSize,
        epochs,
        patience,
        seed,
        ...(learningRate !== undefined && { learningRate }),
        ...(balanced && { classWeights: 'balanced' }),
        ...(onEpoch && { onEpoch }),
      },
      task,
    );
    return {
      training,
      milliseconds: this.#host.now() - started,
      ...(embedding && { pretrained: { name: embedding.name, covered: embedding.covered } }),
    };
  }

  dispose(): void {
    this.#pretrained?.dispose();
  }

  async #embedding({ vectorization }: EncodedExamples) {
    const { source, path } = this.#options.pretrained;
    this.#pretrained ??= await OpenVectors.read(source, path, this.#host);
    const { vectors, metadata } = this.#pretrained;
    const vocabulary = vectorization.getVocabulary();
    const { covered, ...matrix } = embeddingMatrix(vocabulary, vectors);
    return { matrix, name: metadata.name, covered: covered / Math.max(1, vocabulary.length - 2) };
  }
}

/** A training, and what it started from. */
export interface TrainedMode {
  readonly training: ClassifierTraining;
  readonly milliseconds: number;
  readonly pretrained?: { readonly name: string; readonly covered: number };
}

/** Settings write "no limit" as 0. */
function limit(value: number): number | undefined {
  return value === 0 ? undefined : value;
}

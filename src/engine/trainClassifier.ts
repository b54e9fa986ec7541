import { encodeClassifier } from '../core/classifier/classifierFile.ts';
import { evaluatePredictions } from '../core/classifier/evaluateClassifier.ts';
import { predict } from '../core/classifier/predict.ts';
import type { JsonValue } from '../core/vectors/formats/VectorsData.ts';
import type { ClassifierMethods, ClassifierProgress } from '../protocol/classifierMethods.ts';
import type { PartSize, TrainedClassifierReport } from '../protocol/classifierReport.ts';
import type { HandlerContext } from '../protocol/rpc.ts';
import { ClassifierWorkbench } from './ClassifierWorkbench.ts';
import type { EngineHost } from './host.ts';
import { readLabelled } from './readLabelled.ts';
import { reportingTask } from './reportingTask.ts';

/**
 * Trains a classifier on labelled texts, tests it on documents that it has not seen, and writes it to `output`. What was
 * there stays until the new file is complete.
 *
 * @throws DatasetError, ClassifierError where the texts cannot be learnt from
 * @throws CancelledError when the caller gives up before the end of the first epoch
 */
export async function trainClassifier(
  host: EngineHost,
  { source, data, mode, options, output, trainedAt }: ClassifierMethods['trainClassifier']['params'],
  context: HandlerContext<ClassifierProgress>,
): Promise<TrainedClassifierReport> {
  const stage = (name: ClassifierProgress['stage']) =>
    reportingTask(context, (done) => ({ stage: name, done }));
  const { documents } = await readLabelled(host, source, options, stage('reading'));
  stage('preparing').checkpoint(0);
  const bench = await ClassifierWorkbench.open(host, documents, options);
  try {
    const examples = bench.encode();
    let done = 0;
    const learning = reportingTask(context, (share) => {
      done = share;
      return { stage: 'learning', done };
    });
    const { training, milliseconds, pretrained } = await bench.train(mode, examples, learning, (epoch) =>
      context.report({ stage: 'learning', done, epoch }),
    );
    const { classifier, epochs, bestEpoch, endedBy, engine } = training;
    const predictions = predict(classifier, examples.test, examples.testDocuments, host.kernels);
    const { split, passages, repeatedPassages } = bench.passages;
    const sizeOf = (part: Uint32Array): PartSize => {
      const chosen = new Set(part);
      return {
        documents: part.length,
        passages: passages.documents.filter((document) => chosen.has(document)).length,
      };
    };
    const report: TrainedClassifierReport = {
      mode,
      classes: documents.classes,
      trainedAt,
      data,
      vocabularySize: examples.vectorization.vocabularySize,
      parameters: classifier.parameterCount,
      passageWords: options.passageWords,
      sequenceLength: options.sequenceLength,
      trial: {
        engine,
        ...(pretrained && { pretrained }),
        training: sizeOf(split.training),
        validation: sizeOf(split.validation),
        test: sizeOf(split.test),
        repeatedPassages,
        epochs,
        bestEpoch,
        endedBy,
        evaluation: evaluatePredictions(predictions, documents.classes),
        milliseconds,
      },
    };
    const { vectorization } = examples;
    // A report is plain data: JSON takes it as it is.
    const stored = { classifier, vectorization, report: report as unknown as JsonValue };
    await host.files.replace(output, encodeClassifier(stored));
    return report;
  } finally {
    bench.dispose();
  }
}

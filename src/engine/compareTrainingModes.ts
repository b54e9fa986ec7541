import { trainingModes } from '../core/classifier/ClassifierOptions.ts';
import { type ModeOutcome, rankModes } from '../core/classifier/compareModes.ts';
import { evaluatePredictions } from '../core/classifier/evaluateClassifier.ts';
import { predict } from '../core/classifier/predict.ts';
import { CancelledError, type Task } from '../core/task.ts';
import type { ClassifierMethods, ComparisonProgress } from '../protocol/classifierMethods.ts';
import type { ModeComparison, ShareComparison } from '../protocol/classifierReport.ts';
import type { HandlerContext } from '../protocol/rpc.ts';
import { ClassifierWorkbench } from './ClassifierWorkbench.ts';
import type { EngineHost } from './host.ts';
import { readLabelled } from './readLabelled.ts';
import { reportingTask } from './reportingTask.ts';

/** Share of the whole that reading takes, of the time on a few hundred documents. */
const READING = 0.1;

/**
 * Trains in every mode with growing shares of the training documents, and tests all on the same documents. A mode's result
 * differs from the best one's by more than chance where its p-value is small.
 *
 * @throws DatasetError, ClassifierError where the texts cannot be learnt from
 */
export async function compareTrainingModes(
  host: EngineHost,
  { source, data, options, shares, comparedAt }: ClassifierMethods['compareTrainingModes']['params'],
  context: HandlerContext<ComparisonProgress>,
): Promise<ModeComparison> {
  const reading = reportingTask(context, (done) => ({ done: READING * done }));
  const { documents } = await readLabelled(host, source, options, reading);
  const bench = await ClassifierWorkbench.open(host, documents, options);
  try {
    const compared: ShareComparison[] = [];
    for (const [place, share] of shares.entries()) {
      compared.push(await compareAt(bench, host, share, place / shares.length, 1 / shares.length, context));
    }
    return {
      data,
      engine: bench.engine.name,
      comparedAt,
      classes: documents.classes,
      shares: compared,
    };
  } finally {
    bench.dispose();
  }
}

async function compareAt(
  bench: ClassifierWorkbench,
  host: EngineHost,
  share: number,
  from: number,
  width: number,
  context: HandlerContext<ComparisonProgress>,
): Promise<ShareComparison> {
  const examples = bench.encode(share);
  const outcomes: (ModeOutcome & { epochs: number; milliseconds: number })[] = [];
  for (const [place, mode] of trainingModes.entries()) {
    const task: Task = reportingTask(context, (done) => ({
      done: READING + (1 - READING) * (from + (width * (place + done)) / trainingModes.length),
      mode,
      share,
    }));
    const { training, milliseconds } = await bench.train(mode, examples, task);
    // An engine keeps the best epoch so far of a training that is called off; half a comparison is none.
    if (context.isCancelled()) throw new CancelledError();
    const predictions = predict(training.classifier, examples.test, examples.testDocuments, host.kernels);
    outcomes.push({
      mode,
      predictions,
      evaluation: evaluatePredictions(predictions, bench.documents.classes),
      epochs: training.epochs.length,
      milliseconds,
    });
  }
  const { best, pValues } = rankModes(outcomes);
  return {
    share,
    trainingDocuments: examples.trainingDocuments,
    best,
    results: outcomes.map(({ mode, evaluation, epochs, milliseconds }, place) => ({
      mode,
      evaluation,
      epochs,
      milliseconds,
      ...(pValues[place] !== undefined && { pValue: pValues[place] }),
    })),
  };
}

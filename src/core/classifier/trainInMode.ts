import { CancelledError, subtask, type Task, untracked } from '../task.ts';
import type { ClassifierData, ClassifierEngine, ClassifierTraining } from './ClassifierEngine.ts';
import { type ClassifierEpoch, type ClassifierOptions, classifierSettings } from './ClassifierOptions.ts';
import { GenreClassifier } from './GenreClassifier.ts';

/**
 * The share of the learning rate that is left once the embeddings move: Keras's guide wants it low. On validation passages of
 * Brown the loss of 15 genres is 1.588 by a third of the rate and 1.600 by all of it (ten splits), that of three 0.357 and
 * 0.350 (eight).
 */
const TUNING_RATE = 0.3;

/**
 * Trains a classifier as its mode asks for. The mode `fineTuned` goes in two steps, as Keras's guide to transfer learning
 * has it (keras.io/guides/transfer_learning): first the layers behind the pretrained embeddings, which stay as they are until
 * the validation loss no longer falls, for half of the epochs at most; then everything, from the best weights so far and by
 * smaller steps. From random layers the first steps would carry the embeddings anywhere. The best epoch of both counts, and
 * epochs are numbered through. Without validation documents there is nothing to end the first step by, and everything is
 * trained from the start.
 *
 * @throws ClassifierError when the data or an option cannot be learnt from
 * @throws CancelledError when the task is called off before the end of the first epoch
 */
export function trainInMode(
  engine: ClassifierEngine,
  data: ClassifierData,
  options: ClassifierOptions,
  task: Task = untracked,
): ClassifierTraining {
  const { epochs, learningRate } = classifierSettings(options, data.classes.length);
  const half = Math.floor(epochs / 2);
  if (options.mode !== 'fineTuned' || !data.validation || half === 0)
    return engine.train(data, options, task);
  const head = asFineTuned(
    engine.train(data, { ...options, mode: 'frozen', epochs: half }, subtask(task, 0, 0.5)),
  );
  if (head.endedBy === 'cancel') return head;
  const ran = head.epochs.length;
  const numbered = (epoch: ClassifierEpoch): ClassifierEpoch => ({ ...epoch, epoch: ran + epoch.epoch });
  const { onEpoch } = options;
  const later: ClassifierOptions = {
    ...options,
    epochs: epochs - ran,
    learningRate: TUNING_RATE * learningRate,
    ...(onEpoch && { onEpoch: (epoch) => onEpoch(numbered(epoch)) }),
  };
  try {
    const start = head.classifier.weights;
    const whole = engine.train({ ...data, start }, later, subtask(task, 0.5, 1));
    const all = [...head.epochs, ...whole.epochs.map(numbered)];
    const best = lossOf(whole) < lossOf(head) ? { ...whole, bestEpoch: ran + whole.bestEpoch } : head;
    return { ...best, epochs: all, endedBy: whole.endedBy };
  } catch (error) {
    // The first step has a classifier, whatever becomes of the second.
    if (error instanceof CancelledError) return { ...head, endedBy: 'cancel' };
    throw error;
  }
}

/** The same network, of which all is to be trained. */
function asFineTuned(training: ClassifierTraining): ClassifierTraining {
  return {
    ...training,
    classifier: new GenreClassifier({ ...training.classifier.weights, mode: 'fineTuned' }),
  };
}

function lossOf({ epochs, bestEpoch }: ClassifierTraining): number {
  return epochs[bestEpoch - 1]?.validationLoss ?? Number.POSITIVE_INFINITY;
}

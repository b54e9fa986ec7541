import { trainingModes } from '../core/classifier/ClassifierOptions.ts';
import type { GenreClassifier } from '../core/classifier/GenreClassifier.ts';
import type { ClassifierReport } from '../protocol/classifierReport.ts';

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string';
const isFigure: Check = (value) => typeof value === 'number' && Number.isFinite(value);
const isCount: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const isShare: Check = (value) => isFigure(value) && (value as number) >= 0 && (value as number) <= 1;
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const oneOf =
  (values: readonly string[]): Check =>
  (value) =>
    values.some((known) => known === value);
const record =
  (checks: Readonly<Record<string, Check>>): Check =>
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.entries(checks).every(([name, check]) => check(Reflect.get(value, name)));

const isPart = record({ documents: isCount, passages: isCount });

const isEvaluation = record({
  passages: isCount,
  documents: isCount,
  accuracy: isShare,
  interval: record({ low: isFigure, high: isFigure }),
  majority: record({ name: isText, accuracy: isShare }),
  classes: listOf(
    record({ name: isText, precision: isShare, recall: isShare, f1: isShare, support: isCount }),
  ),
  macroF1: isShare,
  confusion: listOf(listOf(isCount)),
});

const isTrial = record({
  engine: isText,
  pretrained: optional(record({ name: isText, covered: isShare })),
  training: isPart,
  validation: isPart,
  test: isPart,
  repeatedPassages: isCount,
  epochs: listOf(
    record({
      epoch: isCount,
      loss: isFigure,
      accuracy: isShare,
      validationLoss: optional(isFigure),
      validationAccuracy: optional(isShare),
    }),
  ),
  bestEpoch: isCount,
  endedBy: oneOf(['epochs', 'patience', 'cancel']),
  evaluation: isEvaluation,
  milliseconds: isFigure,
});

const isReport = record({
  mode: oneOf(trainingModes),
  classes: listOf(isText),
  trainedAt: isText,
  data: isText,
  vocabularySize: isCount,
  parameters: record({ total: isCount, trainable: isCount }),
  passageWords: isCount,
  sequenceLength: isCount,
  trial: optional(isTrial),
});

/**
 * The report that was stored with a classifier. It comes from a file that anybody may have made, and is shown: whatever it
 * lacks, or says of another network, makes it none.
 *
 * @returns undefined where it is no report, or not that of this classifier
 */
export function readStoredReport(value: unknown, classifier: GenreClassifier): ClassifierReport | undefined {
  if (!isReport(value)) return undefined;
  const report = value as ClassifierReport;
  const { classes, trial } = report;
  const isSame =
    classes.length === classifier.classes.length &&
    classes.every((name, label) => name === classifier.classes[label]);
  if (!isSame || (trial && !fits(trial, classes.length))) return undefined;
  return report;
}

/** Whether the tables of a trial have a row for each class, and its best epoch is one of its epochs. */
function fits(
  { evaluation, epochs, bestEpoch }: NonNullable<ClassifierReport['trial']>,
  classes: number,
): boolean {
  return (
    evaluation.classes.length === classes &&
    evaluation.confusion.length === classes &&
    evaluation.confusion.every((row) => row.length === classes) &&
    bestEpoch >= 1 &&
    bestEpoch <= epochs.length
  );
}

import { commands, l10n, window } from 'vscode';
import type { ClassifierTrial } from '../../protocol/classifierReport.ts';
import { COMMANDS } from '../commands/ids.ts';
import { plainText } from '../plainText.ts';

/** Says how well a new classifier does, and offers to use it. */
export async function tellResult({ evaluation, endedBy, bestEpoch }: ClassifierTrial): Promise<void> {
  const { accuracy, interval, majority } = evaluation;
  const percent = (share: number): string => `${Math.round(100 * share)}%`;
  const result = l10n.t(
    'The classifier tells the genre of {0} of the test passages (likely {1} to {2}); always saying “{3}” would tell {4}.',
    percent(accuracy),
    percent(interval.low),
    percent(interval.high),
    majority.name,
    percent(majority.accuracy),
  );
  const cancelled =
    endedBy === 'cancel'
      ? ` ${l10n.t('It was called off; epoch {0}, the best so far, is kept.', bestEpoch)}`
      : '';
  const score = l10n.t('Score Open Document');
  const choice = await window.showInformationMessage(plainText(result + cancelled), score);
  if (choice === score) await commands.executeCommand(COMMANDS.scoreDocument);
}

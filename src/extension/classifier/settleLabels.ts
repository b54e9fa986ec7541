import { l10n, window } from 'vscode';
import type { LabelledSummary } from '../../protocol/labelledTexts.ts';
import type { LabelledData } from './LabelledData.ts';
import { named } from './summaryText.ts';

/**
 * Asks what to do about labels that get in the way of a training: spellings of one genre, and genres with too few
 * documents.
 *
 * @returns the data as it is to be read again; the same object where nothing is to be done, undefined where the user backs out
 */
export async function settleLabels(
  data: LabelledData,
  { similarLabels, smallClasses, classes }: LabelledSummary,
): Promise<LabelledData | undefined> {
  if (similarLabels.length > 0 && !data.mergeSimilar && !data.keepsSimilar) {
    const merge = l10n.t('Take Them for One');
    const keep = l10n.t('Keep Them Apart');
    const choice = await window.showWarningMessage(
      l10n.t('Some labels differ by capital letters or blanks alone.'),
      {
        modal: true,
        detail: similarLabels
          .slice(0, 10)
          .map((labels) => labels.map((label) => JSON.stringify(label)).join(' — '))
          .join('\n'),
      },
      merge,
      keep,
    );
    if (choice === undefined) return undefined;
    return choice === merge ? { ...data, mergeSimilar: true } : { ...data, keepsSimilar: true };
  }
  if (smallClasses.length > 0 && classes.length - smallClasses.length >= 2) {
    const leaveOut = l10n.t('Leave Them Out');
    const choice = await window.showWarningMessage(
      l10n.t('Some genres have too few documents to learn from and to test on.'),
      {
        modal: true,
        detail: l10n.t('At least three different ones are needed. Too few have: {0}.', named(smallClasses)),
      },
      leaveOut,
    );
    if (choice === undefined) return undefined;
    return { ...data, leaveOut: [...data.leaveOut, ...smallClasses] };
  }
  return data;
}

import { l10n, window } from 'vscode';
import { plainText } from '../plainText.ts';
import type { FilesPlace } from './loadVectors.ts';

/**
 * The command `Firth: Show What Was Left Out of the Loaded Vectors`: the flawed records of the file that is loaded, as they were
 * found when it was read, in this window or in an earlier one.
 */
export async function showFlaws({ loaded, reports }: Pick<FilesPlace, 'loaded' | 'reports'>): Promise<void> {
  const last = await loaded.lastReport();
  if (!last) {
    void window.showInformationMessage(l10n.t('No vectors of a file are loaded.'));
    return;
  }
  const { path, skipped } = last;
  if (skipped.length === 0) {
    void window.showInformationMessage(l10n.t('Nothing was left out of {0}.', plainText(path)));
    return;
  }
  const lines = skipped.map(({ record, reason }) => `${path}:${record}: ${reason}`);
  await reports.show(l10n.t('Left Out While Loading'), `${lines.join('\n')}\n`);
}

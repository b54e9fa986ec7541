import { l10n, type QuickPickItem, QuickPickItemKind, window } from 'vscode';
import type { TrainingMode } from '../../core/classifier/ClassifierOptions.ts';
import type { LabelledSummary } from '../../protocol/labelledTexts.ts';
import { classifierSettings } from '../settings.ts';
import { modeDetail, modeName } from './modeNames.ts';
import { summaryLines } from './summaryText.ts';

interface ModeItem extends QuickPickItem {
  readonly mode?: TrainingMode;
}

/** Asks for the mode, with what the texts hold below. Lines of that can be read, not chosen. */
export async function chooseMode(summary: LabelledSummary): Promise<TrainingMode | undefined> {
  const modes = ['frozen', 'fineTuned', 'fromScratch', 'bagOfWords'] as const;
  const { mode: usual } = classifierSettings();
  const items: ModeItem[] = [
    { label: l10n.t('Learn by'), kind: QuickPickItemKind.Separator },
    ...modes.map((mode) => ({
      label: `$(mortar-board) ${modeName(mode)}`,
      description: mode === usual ? l10n.t('as in the settings') : '',
      detail: modeDetail(mode),
      mode,
    })),
    { label: l10n.t('What the texts hold'), kind: QuickPickItemKind.Separator },
    ...summaryLines(summary).map(({ icon, text, detail }) => ({ label: `$(${icon}) ${text}`, detail })),
  ];
  for (;;) {
    const item = await window.showQuickPick(items, {
      title: l10n.t('Train Genre Classifier'),
      placeHolder: l10n.t('Choose how it shall learn'),
      ignoreFocusOut: true,
    });
    if (!item) return undefined;
    if (item.mode) return item.mode;
  }
}

import { commands, l10n } from 'vscode';
import { wordAtCursor } from './wordAtCursor.ts';
import { askForText } from './wordInput.ts';

/** The command `Firth: Find Contexts of a Word...`: every place of the word, in VS Code's own search. */
export async function findContexts(word?: string): Promise<void> {
  const query =
    word ??
    (await askForText({
      title: l10n.t('Find Contexts'),
      prompt: l10n.t('The word whose occurrences are to be listed'),
      placeholder: l10n.t('A word'),
      value: wordAtCursor(),
      judge: () => Promise.resolve(undefined),
    }));
  if (query === undefined) return;
  await commands.executeCommand('workbench.action.findInFiles', {
    query,
    isRegex: false,
    isCaseSensitive: false,
    matchWholeWord: true,
    triggerSearch: true,
  });
}

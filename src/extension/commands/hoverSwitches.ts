import { l10n, window } from 'vscode';
import { hoverSettings, setHoverEnabled, setHoverLanguages } from '../settings.ts';

/** The command `Firth: Turn Hover On or Off`. */
export async function toggleHover(): Promise<void> {
  const enabled = !hoverSettings().enabled;
  await setHoverEnabled(enabled);
  window.setStatusBarMessage(
    enabled ? l10n.t('Firth: hover cards on') : l10n.t('Firth: hover cards off'),
    4000,
  );
}

/** The command `Firth: Turn Hover On or Off for This Language`. */
export async function toggleHoverForLanguage(): Promise<void> {
  const language = window.activeTextEditor?.document.languageId;
  if (language === undefined) return;
  const { enabled, languages } = hoverSettings();
  const isOn = enabled && languages.includes(language);
  if (isOn) {
    await setHoverLanguages(languages.filter((other) => other !== language));
  } else {
    if (!languages.includes(language)) await setHoverLanguages([...languages, language]);
    if (!enabled) await setHoverEnabled(true);
  }
  const undo = l10n.t('Undo');
  const message = isOn
    ? l10n.t('Firth shows no more hover cards in {0} files.', language)
    : l10n.t('Firth shows hover cards in {0} files.', language);
  if ((await window.showInformationMessage(message, undo)) === undo) {
    await setHoverLanguages(languages);
    await setHoverEnabled(enabled);
  }
}

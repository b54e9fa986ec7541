import { l10n, type Uri, window, workspace } from 'vscode';
import { fileExists } from '../files.ts';
import type { ActiveVectors } from '../vectors/ActiveVectors.ts';

/** The command `Firth: Forget the Vectors of This Workspace`; asks first, since only a training brings them back. */
export async function forgetWorkspaceVectors(vectors: ActiveVectors, file: Uri | undefined): Promise<void> {
  if (!file || !(await fileExists(file))) return;
  const forget = l10n.t('Forget');
  const choice = await window.showWarningMessage(
    l10n.t('Forget the vectors trained on this workspace?'),
    {
      modal: true,
      detail: l10n.t('Your files are not touched. Train again to get vectors back.'),
    },
    forget,
  );
  if (choice !== forget) return;
  await workspace.fs.delete(file);
  await vectors.closeWorkspace();
}

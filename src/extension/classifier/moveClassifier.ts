import { dirname } from 'node:path';
import { CancellationTokenSource, commands, type LogOutputChannel, l10n, type Uri, window } from 'vscode';
import { COMMANDS } from '../commands/ids.ts';
import { plainText } from '../plainText.ts';
import { runEngineJob } from '../runEngineJob.ts';
import type { ActiveClassifier } from './ActiveClassifier.ts';

/** What loading and exporting work with. */
export interface MovePlace {
  readonly engineScript: string;
  readonly classifier: ActiveClassifier;
  readonly log: LogOutputChannel;
}

/** The command `Firth: Export Genre Classifier...`: a TensorFlow.js LayersModel in a folder that the user chooses. */
export async function exportClassifier(
  place: MovePlace,
  path?: string,
): Promise<readonly string[] | undefined> {
  const { file, state } = place.classifier;
  if (!file || !state.report) return undefined;
  const stored = file.fsPath;
  const folder = path ?? (await chooseFolder())?.fsPath;
  if (folder === undefined) return undefined;
  const written = await inThread(place, 'firth-genre-export', folder, (thread) =>
    thread.call('exportClassifier', { classifier: stored, folder }),
  );
  void window.showInformationMessage(
    l10n.t(
      'The classifier is in {0}: model.json, weights.bin and vectorization.json belong together.',
      plainText(folder),
    ),
  );
  return written;
}

/**
 * The command `Firth: Load Genre Classifier...`: a LayersModel, also one converted from Keras, or a classifier stored by
 * Firth. It takes the place of the workspace's own, once it is known to be sound.
 */
export async function loadClassifier(place: MovePlace, path?: string): Promise<boolean> {
  const { file } = place.classifier;
  if (!file) {
    void window.showWarningMessage(
      l10n.t('A genre classifier is kept with a workspace, and no folder is open.'),
    );
    return false;
  }
  const chosen = path ?? (await chooseModel())?.fsPath;
  if (chosen === undefined) return false;
  if (path === undefined && place.classifier.state.report && !(await confirmed())) return false;
  await inThread(place, 'firth-genre-import', dirname(file.fsPath), (thread) =>
    thread.call('importClassifier', {
      path: chosen,
      output: file.fsPath,
      importedAt: new Date().toISOString(),
    }),
  );
  await place.classifier.reopen();
  await commands.executeCommand(COMMANDS.openGenre);
  return true;
}

async function chooseFolder(): Promise<Uri | undefined> {
  const [folder] =
    (await window.showOpenDialog({
      canSelectFolders: true,
      canSelectFiles: false,
      title: l10n.t('A folder for model.json and the two files beside it'),
      openLabel: l10n.t('Export Here'),
    })) ?? [];
  return folder;
}

async function chooseModel(): Promise<Uri | undefined> {
  const [file] =
    (await window.showOpenDialog({
      title: l10n.t('The model.json of a LayersModel, with vectorization.json beside it'),
      openLabel: l10n.t('Load'),
      filters: { [l10n.t('Classifiers')]: ['json', 'firthgenre'] },
    })) ?? [];
  return file;
}

async function confirmed(): Promise<boolean> {
  const replace = l10n.t('Replace');
  const choice = await window.showWarningMessage(
    l10n.t('Replace the genre classifier of this workspace?'),
    { modal: true, detail: l10n.t('Export it first, if it is to be kept.') },
    replace,
  );
  return choice === replace;
}

async function inThread<T>(
  { engineScript, log }: MovePlace,
  name: string,
  writesTo: string,
  work: Parameters<typeof runEngineJob<T>>[1],
): Promise<T | undefined> {
  const source = new CancellationTokenSource();
  try {
    return await runEngineJob({ engineScript, name, log, token: source.token, writesTo }, work);
  } finally {
    source.dispose();
  }
}

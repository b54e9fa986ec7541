import { type LogOutputChannel, l10n, ProgressLocation, Uri, window, workspace } from 'vscode';
import type { ClassifiedFile } from '../../protocol/textScores.ts';
import { encodingLabel } from '../corpus/encodingLabel.ts';
import { findCorpusFiles } from '../corpus/workspaceCorpus.ts';
import type { ReportDocuments } from '../reports/ReportDocuments.ts';
import { runEngineJob } from '../runEngineJob.ts';
import { classifierSettings } from '../settings.ts';
import type { ActiveClassifier } from './ActiveClassifier.ts';
import { classifiedCsv, classifiedTable } from './classifiedText.ts';
import { findTextFiles } from './genreFolders.ts';

/** What the classification of files works with. */
export interface ClassifyPlace {
  readonly engineScript: string;
  readonly classifier: ActiveClassifier;
  readonly reports: ReportDocuments;
  readonly log: LogOutputChannel;
}

/**
 * The command `Firth: Classify Files...`: scores files, shows a table and offers it as CSV. With the path of a folder,
 * nothing is asked.
 */
export async function classifyFiles(
  { engineScript, classifier, reports, log }: ClassifyPlace,
  path?: string,
): Promise<readonly ClassifiedFile[] | undefined> {
  const { report } = classifier.state;
  if (!report || !classifier.file) {
    void window.showInformationMessage(l10n.t('No genre classifier is trained in this workspace.'));
    return undefined;
  }
  const files = path === undefined ? await chooseFiles() : await filesBelow(Uri.file(path));
  if (!files) return undefined;
  const stored = classifier.file.fsPath;
  const classified = await window.withProgress(
    { location: ProgressLocation.Notification, title: l10n.t('Firth: Classifying Files'), cancellable: true },
    (progress, token) =>
      runEngineJob({ engineScript, name: 'firth-genre-files', log, token }, (thread) => {
        let done = 0;
        return thread.call(
          'classifyFiles',
          {
            files: files.map((uri) => ({
              path: uri.fsPath,
              encoding: encodingLabel(workspace.getConfiguration('files', uri).get('encoding', 'utf8')),
            })),
            classifier: stored,
            maxFileSize: classifierSettings().maxDocumentSize,
          },
          {
            token,
            onProgress: (now) => {
              progress.report({ increment: 100 * (now - done) });
              done = now;
            },
          },
        );
      }),
  );
  if (!classified) return undefined;
  await reports.show(
    l10n.t('Genres of {0} Files', classified.length),
    classifiedTable(classified, (file) => workspace.asRelativePath(file)),
  );
  if (path === undefined) void offerCsv(classified, report.classes);
  return classified;
}

async function chooseFiles(): Promise<Uri[] | undefined> {
  const workspaceFiles = l10n.t('$(files) The text files of this workspace');
  const folder = l10n.t('$(folder-opened) The text files of a folder...');
  const some = l10n.t('$(file) Some files...');
  const choice = await window.showQuickPick([workspaceFiles, folder, some], {
    title: l10n.t('Classify Files'),
    placeHolder: l10n.t('Which files?'),
  });
  if (choice === undefined) return undefined;
  if (choice === workspaceFiles) return (await findCorpusFiles()).map((file) => Uri.file(file.path));
  const chosen = await window.showOpenDialog({
    canSelectMany: choice === some,
    canSelectFolders: choice === folder,
    canSelectFiles: choice === some,
    openLabel: l10n.t('Classify'),
  });
  if (!chosen) return undefined;
  return choice === some ? chosen : filesBelow(chosen[0]!);
}

async function filesBelow(folder: Uri): Promise<Uri[]> {
  const files = await findTextFiles(folder);
  if (files.length === 0) throw new Error(l10n.t('There are no text files in {0}.', folder.fsPath));
  return files;
}

async function offerCsv(classified: readonly ClassifiedFile[], classes: readonly string[]): Promise<void> {
  const save = l10n.t('Save as CSV...');
  const choice = await window.showInformationMessage(
    l10n.t('{0} files are classified.', classified.length),
    save,
  );
  if (choice !== save) return;
  const target = await window.showSaveDialog({ filters: { CSV: ['csv'] }, saveLabel: l10n.t('Save') });
  if (!target) return;
  await workspace.fs.writeFile(target, new TextEncoder().encode(classifiedCsv(classified, classes)));
}

import { dirname } from 'node:path';
import { commands, l10n, ProgressLocation, type QuickPickItem, Uri, window, workspace } from 'vscode';
import type { VectorsSource } from '../../protocol/engine.ts';
import type { ExportFormat, ExportReport } from '../../protocol/filesMethods.ts';
import { plainText } from '../plainText.ts';
import { runEngineJob } from '../runEngineJob.ts';
import { openSources, sourceTitle } from '../vectors/sources.ts';
import type { FilesPlace } from './loadVectors.ts';

/** What an export is to do, where it is not asked for. */
export interface ExportRequest {
  readonly source: VectorsSource;
  readonly format: ExportFormat;
  readonly to: Uri;
}

interface SourceItem extends QuickPickItem {
  readonly source: VectorsSource;
}

interface FormatItem extends QuickPickItem {
  readonly format: ExportFormat;
  /** Of the file's name, without its point. */
  readonly ending: string;
}

/** The command `Firth: Export Vectors...`: which embedding, in which format, to which file. */
export async function exportVectorsTo(
  place: FilesPlace,
  given?: ExportRequest,
): Promise<ExportReport | undefined> {
  await place.vectors.ready();
  const request = given ?? (await ask(place));
  if (!request) return undefined;
  const { source, format, to } = request;
  const from = place.vectors.openFiles()[source];
  if (from === undefined) throw new Error(l10n.t('There are no such vectors to export.'));
  const { engineScript, log } = place;
  const report = await window.withProgress(
    { location: ProgressLocation.Notification, title: l10n.t('Firth: Exporting Vectors'), cancellable: true },
    (progress, token) => {
      let done = 0;
      const onProgress = (now: number): void => {
        if (now - done < 0.01) return;
        progress.report({ increment: 100 * (now - done), message: `${Math.floor(100 * now)}%` });
        done = now;
      };
      const writesTo = dirname(to.fsPath);
      return runEngineJob({ engineScript, name: 'firth-export', log, token, writesTo }, (thread) =>
        thread.call('exportVectors', { from, to: to.fsPath, format }, { token, onProgress }),
      );
    },
  );
  if (report) void tell(report);
  return report;
}

async function ask({ vectors }: FilesPlace): Promise<ExportRequest | undefined> {
  const { state } = vectors;
  const sources: SourceItem[] = openSources(state).map((source) => ({
    label: sourceTitle(source, state),
    description: l10n.t('{0} words', (state[source]?.words ?? 0).toLocaleString()),
    source,
  }));
  const title = l10n.t('Export Vectors');
  const [only, ...others] = sources;
  const item =
    others.length === 0
      ? only
      : await window.showQuickPick(sources, { title, placeHolder: l10n.t('Which vectors?') });
  if (!item) return undefined;
  const chosen = await window.showQuickPick(formats(), { title, placeHolder: l10n.t('In which format?') });
  if (!chosen) return undefined;
  const name = item.label.replace(/[^\p{L}\p{N}._-]+/gu, '-').toLowerCase();
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const to = await window.showSaveDialog({
    title,
    saveLabel: l10n.t('Export'),
    filters: { [chosen.label]: [chosen.ending] },
    ...(folder && { defaultUri: Uri.joinPath(folder, `${name}.${chosen.ending}`) }),
  });
  return to && { source: item.source, format: chosen.format, to };
}

function formats(): FormatItem[] {
  return [
    {
      label: l10n.t('GloVe text'),
      detail: l10n.t('A word and its values a line'),
      format: 'glove-text',
      ending: 'txt',
    },
    {
      label: l10n.t('word2vec text'),
      detail: l10n.t(
        'The same under a line with the numbers of words and dimensions, as gensim and fastText read it',
      ),
      format: 'word2vec-text',
      ending: 'vec',
    },
    {
      label: l10n.t('word2vec binary'),
      detail: l10n.t('Smaller and faster to read'),
      format: 'word2vec-binary',
      ending: 'bin',
    },
    {
      label: l10n.t('NumPy .npy'),
      detail: l10n.t('A matrix, with a second file of the words'),
      format: 'npy',
      ending: 'npy',
    },
    {
      label: l10n.t('Embedding Projector'),
      detail: l10n.t('Two TSV files for TensorFlow’s projector: vectors, and words as metadata'),
      format: 'projector',
      ending: 'tsv',
    },
    {
      label: l10n.t('Firth vectors'),
      detail: l10n.t('With a checksum; opens the fastest'),
      format: 'firth',
      ending: 'firthvec',
    },
  ];
}

async function tell({ files, words }: ExportReport): Promise<void> {
  const reveal = l10n.t('Reveal');
  const names = files.map((path) => Uri.file(path).path.split('/').at(-1)).join(', ');
  const choice = await window.showInformationMessage(
    l10n.t('Exported {0} words to {1}.', words.toLocaleString(), plainText(names)),
    reveal,
  );
  const [first] = files;
  if (choice !== reveal || first === undefined) return;
  const uri = Uri.file(first);
  const isInside = workspace.getWorkspaceFolder(uri) !== undefined;
  await commands.executeCommand(isInside ? 'revealInExplorer' : 'revealFileInOS', uri);
}

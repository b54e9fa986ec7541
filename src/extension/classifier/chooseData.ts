import { l10n, type QuickPickItem, Uri, window, workspace } from 'vscode';
import type { TableFormat } from '../../protocol/labelledTexts.ts';
import { basename } from '../documents.ts';
import { classifierSettings } from '../settings.ts';
import { chooseColumns, guessColumns, type TablePreviewer } from './chooseColumns.ts';
import { findGenreFiles, genresOf } from './genreFolders.ts';
import type { LabelledData } from './LabelledData.ts';

interface SourceItem extends QuickPickItem {
  /** A folder of the workspace; absent where the user is to be asked. */
  readonly folder?: Uri;
  readonly ask?: 'folder' | 'file';
}

const FORMATS: Readonly<Record<string, TableFormat>> = {
  csv: 'csv',
  tsv: 'tsv',
  tab: 'tsv',
  jsonl: 'jsonl',
  ndjson: 'jsonl',
};

/**
 * Asks for labelled texts: the genre folders of the workspace, another folder with a folder for each genre, or a table.
 * Resolves to undefined when the user backs out.
 */
export async function chooseData(preview: TablePreviewer): Promise<LabelledData | undefined> {
  const items = await sourceItems();
  const item = await window.showQuickPick(items, {
    title: l10n.t('Genre Classifier: Labelled Texts'),
    placeHolder: l10n.t('Which texts, whose genres are known, shall be learnt from?'),
    ignoreFocusOut: true,
  });
  if (!item) return undefined;
  if (item.folder) return dataOfFolder(item.folder);
  const isFolder = item.ask === 'folder';
  const [chosen] =
    (await window.showOpenDialog({
      canSelectFolders: isFolder,
      canSelectFiles: !isFolder,
      openLabel: l10n.t('Choose'),
      ...(!isFolder && {
        filters: { [l10n.t('Tables')]: Object.keys(FORMATS), [l10n.t('All files')]: ['*'] },
      }),
    })) ?? [];
  if (!chosen) return undefined;
  return isFolder ? dataOfFolder(chosen) : chooseColumns(preview, chosen, formatOf(chosen));
}

/** The texts at a path without asking: a folder of genres, or a table by the columns that seem to be meant. */
export async function dataAt(preview: TablePreviewer, path: string): Promise<LabelledData> {
  const uri = Uri.file(path);
  const format = FORMATS[extension(uri)];
  return format ? guessColumns(preview, uri, format) : dataOfFolder(uri);
}

async function sourceItems(): Promise<SourceItem[]> {
  const items: SourceItem[] = [];
  for (const folder of workspace.workspaceFolders ?? []) {
    if (folder.uri.scheme !== 'file') continue;
    const files = await findGenreFiles(folder.uri);
    const genres = genresOf(files);
    if (genres.length < 2) continue;
    items.push({
      label: l10n.t('$(folder-library) The folders of “{0}”', folder.name),
      description: l10n.t('{0} genres, {1} files', genres.length, files.length.toLocaleString()),
      detail: genres.join(', '),
      folder: folder.uri,
    });
  }
  return [
    ...items,
    {
      label: l10n.t('$(folder-opened) A Folder...'),
      detail: l10n.t('It holds a folder for each genre, and those hold the text files.'),
      ask: 'folder',
    },
    {
      label: l10n.t('$(table) A Table...'),
      detail: l10n.t('CSV, TSV or JSON Lines: a column with the texts, a column with their genres.'),
      ask: 'file',
    },
  ];
}

async function dataOfFolder(folder: Uri): Promise<LabelledData> {
  const files = await findGenreFiles(folder);
  const genres = genresOf(files);
  if (genres.length < 2) {
    throw new Error(
      l10n.t(
        'The folder “{0}” holds {1} folders with text files; a classifier needs at least two, one for each genre. Which files count as text is up to the setting “Firth › Corpus: Include”.',
        basename(folder),
        genres.length,
      ),
    );
  }
  return {
    source: { kind: 'folders', files },
    name: l10n.t('the folders of “{0}”', basename(folder)),
    maxFileSize: classifierSettings().maxDocumentSize,
    mergeSimilar: false,
    leaveOut: [],
  };
}

function formatOf(file: Uri): TableFormat {
  return FORMATS[extension(file)] ?? 'csv';
}

function extension(uri: Uri): string {
  return /\.([^./]+)$/.exec(uri.path)?.[1]?.toLowerCase() ?? '';
}

import { l10n, type QuickPickItem, type Uri, window, workspace } from 'vscode';
import type {
  Column,
  LabelledSource,
  ReadingLimits,
  TableFile,
  TableFormat,
  TablePreview,
} from '../../protocol/labelledTexts.ts';
import { encodingLabel } from '../corpus/encodingLabel.ts';
import { basename } from '../documents.ts';
import { classifierSettings } from '../settings.ts';
import type { LabelledData } from './LabelledData.ts';

/** Reads the first rows of a table. */
export type TablePreviewer = (file: TableFile, limits: ReadingLimits) => Promise<TablePreview>;

interface ColumnItem extends QuickPickItem {
  /** Absent on the line that says whether the first row names the columns. */
  readonly column?: number;
}

interface ColumnQuestion {
  readonly title: string;
  /** The column that seems to be meant. */
  readonly likely: number;
  /** The column that is taken already. */
  readonly without?: number;
  /** Whether the first row may be said to be data. */
  readonly asksForHeader?: boolean;
}

/** Asks for the columns of the texts and of the labels, with their first cells beside them. */
export async function chooseColumns(
  preview: TablePreviewer,
  uri: Uri,
  format: TableFormat,
): Promise<LabelledData | undefined> {
  const file = tableFile(uri, format);
  const table = await preview(file, { maxFileSize: classifierSettings().maxTableSize });
  let header = table.header;
  let text: number | undefined;
  while (text === undefined) {
    const chosen = await pickColumn(table, header, format, {
      title: l10n.t('{0} (1 of 2): the column with the texts', basename(uri)),
      likely: table.text,
      asksForHeader: format !== 'jsonl',
    });
    if (chosen === undefined) return undefined;
    if (chosen === 'header') header = !header;
    else text = chosen;
  }
  const label = await pickColumn(table, header, format, {
    title: l10n.t('{0} (2 of 2): the column with their genres', basename(uri)),
    likely: table.label,
    without: text,
  });
  if (typeof label !== 'number') return undefined;
  return tableData(uri, file, header, table.columns[text]!, table.columns[label]!);
}

/** The table by the columns that seem to be meant. */
export async function guessColumns(
  preview: TablePreviewer,
  uri: Uri,
  format: TableFormat,
): Promise<LabelledData> {
  const file = tableFile(uri, format);
  const { header, columns, text, label } = await preview(file, {
    maxFileSize: classifierSettings().maxTableSize,
  });
  return tableData(uri, file, header, columns[text]!, columns[label]!);
}

async function pickColumn(
  table: TablePreview,
  header: boolean,
  format: TableFormat,
  { title, likely, without, asksForHeader }: ColumnQuestion,
): Promise<number | 'header' | undefined> {
  const items: ColumnItem[] = table.columns
    .map((column, place) => ({
      label: header || format === 'jsonl' ? column.name : l10n.t('Column {0}', place + 1),
      description: place === likely ? l10n.t('most likely') : '',
      detail: table.rows.map((row) => row[place]!.replace(/\s+/g, ' ').slice(0, 60)).join('  |  '),
      column: place,
    }))
    .filter(({ column }) => column !== without)
    .sort((a, b) => Number(b.column === likely) - Number(a.column === likely));
  if (asksForHeader) {
    items.push({
      label: header
        ? l10n.t('$(check) The first row names the columns')
        : l10n.t('$(circle-slash) The first row is data, too'),
      description: l10n.t('choose to change that'),
    });
  }
  const item = await window.showQuickPick(items, {
    title,
    placeHolder: l10n.t('The first rows stand below each column'),
    ignoreFocusOut: true,
    matchOnDetail: true,
  });
  return item && (item.column ?? 'header');
}

function tableFile(uri: Uri, format: TableFormat): TableFile {
  const encoding = encodingLabel(workspace.getConfiguration('files', uri).get('encoding', 'utf8'));
  return { path: uri.fsPath, encoding, format };
}

function tableData(uri: Uri, file: TableFile, header: boolean, text: Column, label: Column): LabelledData {
  const source: LabelledSource = { kind: 'table', file, header, text, label };
  return {
    source,
    name: basename(uri),
    maxFileSize: classifierSettings().maxTableSize,
    mergeSimilar: false,
    leaveOut: [],
  };
}

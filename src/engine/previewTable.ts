import { DatasetError } from '../core/classifier/DatasetError.ts';
import type { Column, TableFile, TablePreview } from '../protocol/labelledTexts.ts';
import type { EngineHost } from './host.ts';
import { cellKey, readTable, type TableRow } from './readTable.ts';

/** Rows that the columns are judged by, and rows that are shown. */
const JUDGED_ROWS = 200;
const SHOWN_ROWS = 5;
/** More of a cell than anybody reads in a preview. */
const SHOWN_LENGTH = 200;
/** Names of columns are shorter than this. */
const LONGEST_HEAD = 64;
const LABEL_NAME = /genre|label|class|categor|topic|sentiment|target|tag|type/i;
const TEXT_NAME = /text|lyric|body|content|review|document|message|comment|sentence/i;

/**
 * The first rows of a table with a guess of which columns hold the text and the label.
 *
 * @throws DatasetError where the table cannot be read, is empty, or has one column only
 */
export async function previewTable(
  host: Pick<EngineHost, 'files' | 'csv'>,
  file: TableFile,
  maxFileSize: number,
): Promise<TablePreview> {
  const rows: TableRow[] = [];
  for await (const row of readTable(host, file, maxFileSize)) {
    rows.push(row);
    if (rows.length > JUDGED_ROWS) break;
  }
  const [first] = rows;
  if (!first) throw new DatasetError(`${file.path} holds no rows.`);
  const header = file.format !== 'jsonl' && hasHeader(first, rows.slice(1));
  const columns = columnsOf(rows, header, file.format);
  if (columns.length < 2) {
    throw new DatasetError(
      `${file.path} has one column, ${JSON.stringify(columns[0]?.name)}; expected one with texts and one with their labels.`,
    );
  }
  const data = (header ? rows.slice(1) : rows).map(({ cells }) =>
    columns.map((column) => show(cells.get(cellKey(column, file.format)))),
  );
  if (data.length === 0) throw new DatasetError(`${file.path} holds no rows but the names of its columns.`);
  const text = guessText(columns, data);
  return {
    header,
    columns,
    rows: data.slice(0, SHOWN_ROWS).map((row) => row.map((cell) => cell.slice(0, SHOWN_LENGTH))),
    text,
    label: guessLabel(columns, data, text),
  };
}

/** A head names each column, shortly, and by names that do not come back as data. */
function hasHeader(first: TableRow, others: readonly TableRow[]): boolean {
  const heads = [...first.cells.values()].map(String);
  return (
    new Set(heads).size === heads.length &&
    heads.every(
      (head) => head.trim() !== '' && head.length <= LONGEST_HEAD && !/^[-+]?[\d.,]+$/.test(head),
    ) &&
    heads.every((head, index) => others.every(({ cells }) => cells.get(String(index)) !== head))
  );
}

function columnsOf(rows: readonly TableRow[], header: boolean, format: TableFile['format']): Column[] {
  if (format === 'jsonl') {
    const keys = new Set(rows.flatMap(({ cells }) => [...cells.keys()]));
    return [...keys].map((name, index) => ({ name, index }));
  }
  return [...rows[0]!.cells.values()].map((head, index) => ({
    name: header ? String(head).trim() : `Column ${index + 1}`,
    index,
  }));
}

/** The column with the longest texts, unless a name tells. */
function guessText(columns: readonly Column[], data: readonly (readonly string[])[]): number {
  const length = (place: number): number =>
    data.reduce((sum, row) => sum + row[place]!.length, 0) * (TEXT_NAME.test(columns[place]!.name) ? 2 : 1);
  return [...columns.keys()].reduce((a, b) => (length(b) > length(a) ? b : a));
}

/** The column whose values come back most often, unless a name tells; at least two different ones are wanted. */
function guessLabel(columns: readonly Column[], data: readonly (readonly string[])[], text: number): number {
  const score = (place: number): number => {
    const different = new Set(data.map((row) => row[place]!)).size;
    const named = LABEL_NAME.test(columns[place]!.name) ? 1 : 0;
    return named + (different < 2 ? 0 : 1 - different / data.length);
  };
  const others = [...columns.keys()].filter((place) => place !== text);
  return others.reduce((a, b) => (score(b) > score(a) ? b : a));
}

function show(cell: unknown): string {
  if (cell === undefined || cell === null) return '';
  return typeof cell === 'string' ? cell : JSON.stringify(cell);
}

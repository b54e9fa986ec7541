import { DatasetError } from '../core/classifier/DatasetError.ts';
import { type LabelledDocuments, LabelledDocumentsBuilder } from '../core/classifier/LabelledDocuments.ts';
import { selectClasses } from '../core/classifier/selectDocuments.ts';
import { mergeSimilarLabels } from '../core/classifier/similarLabels.ts';
import type { Task } from '../core/task.ts';
import type { SkippedFile } from '../protocol/engine.ts';
import type {
  Column,
  LabelChoices,
  LabelledFile,
  LabelledSource,
  ReadingLimits,
  TableFile,
} from '../protocol/labelledTexts.ts';
import { stampOrNull } from './corpusManifest.ts';
import type { EngineHost } from './host.ts';
import { readCorpusFile } from './readCorpusFile.ts';
import { cellKey, readTable, type TableRow } from './readTable.ts';

/** What was read, and what was not. */
export interface ReadLabelled {
  readonly documents: LabelledDocuments;
  readonly skipped: readonly SkippedFile[];
}

type ReadingHost = Pick<EngineHost, 'files' | 'csv'>;

/**
 * Reads labelled texts, and does what was chosen about their labels.
 *
 * @throws DatasetError where a table cannot be read, or a row has no text or label; it names the file and the line
 */
export async function readLabelled(
  host: ReadingHost,
  source: LabelledSource,
  { maxFileSize, mergeSimilar, leaveOut }: ReadingLimits & LabelChoices,
  task: Task,
): Promise<ReadLabelled> {
  const builder = new LabelledDocumentsBuilder();
  const skipped =
    source.kind === 'folders'
      ? await readFolders(host, source.files, maxFileSize, builder, task)
      : await readRows(host, source, maxFileSize, builder, task);
  const read = builder.finish();
  const merged = mergeSimilar ? mergeSimilarLabels(read) : read;
  const kept = merged.classes.filter((label) => !leaveOut.includes(label));
  const documents = kept.length === merged.classes.length ? merged : selectClasses(merged, kept);
  return { documents, skipped };
}

async function readFolders(
  { files: access }: ReadingHost,
  files: readonly LabelledFile[],
  maxFileSize: number,
  builder: LabelledDocumentsBuilder,
  task: Task,
): Promise<SkippedFile[]> {
  const skipped: SkippedFile[] = [];
  for (const [index, file] of files.entries()) {
    task.checkpoint(index / files.length);
    let text = '';
    const verdict = await readCorpusFile(
      access,
      file,
      await stampOrNull(access, file.path),
      maxFileSize,
      (piece) => {
        text += piece;
      },
    );
    if (verdict) skipped.push(verdict);
    else builder.add(file.label, text, file.path);
  }
  return skipped;
}

async function readRows(
  host: ReadingHost,
  { file, header, text, label }: Extract<LabelledSource, { kind: 'table' }>,
  maxFileSize: number,
  builder: LabelledDocumentsBuilder,
  task: Task,
): Promise<SkippedFile[]> {
  const size = (await stampOrNull(host.files, file.path))?.size ?? 0;
  let read = 0;
  let skipHead = header && file.format !== 'jsonl';
  for await (const row of readTable(host, file, maxFileSize)) {
    const words = readCell(row, text, file);
    const name = readCell(row, label, file);
    read += words.length;
    task.checkpoint(Math.min(1, read / Math.max(1, size)));
    if (!skipHead) builder.add(name, words, `line ${row.line}`);
    skipHead = false;
  }
  return [];
}

/** The text of a cell; a missing one is empty, as is JSON's null. */
function readCell({ cells, line }: TableRow, column: Column, { path, format }: TableFile): string {
  const cell = cells.get(cellKey(column, format));
  if (cell === undefined || cell === null) return '';
  if (typeof cell === 'object') {
    throw new DatasetError(
      `${path}: In line ${line}, ${JSON.stringify(column.name)} is ${JSON.stringify(cell).slice(0, 40)}; expected a text.`,
    );
  }
  return String(cell);
}

import { DatasetError } from '../core/classifier/DatasetError.ts';
import type { Column, TableFile } from '../protocol/labelledTexts.ts';
import { decodeText } from './decodeText.ts';
import type { EngineHost } from './host.ts';

/** A row of a table: what stands in its cells, by {@link cellKey}. */
export interface TableRow {
  /** The line of the file, from 1, in which the row begins. */
  readonly line: number;
  readonly cells: ReadonlyMap<string, unknown>;
}

/** So much of the start of a file decides which sign parts its cells. */
const SNIFFED_LENGTH = 1 << 16;
/** A longer line of JSON is taken as a sign that this is no JSON Lines. In UTF-16 code units. */
const MAX_LINE = 1 << 26;

/**
 * The rows of a table one by one, its head included.
 *
 * @throws DatasetError naming the file and the line that cannot be read, or a file larger than `maxFileSize`
 */
export async function* readTable(
  { files, csv }: Pick<EngineHost, 'files' | 'csv'>,
  { path, encoding, format }: TableFile,
  maxFileSize: number,
): AsyncGenerator<TableRow, void, undefined> {
  const size = (await files.stamp(path))?.size;
  if (size === undefined) throw new DatasetError(`${path} is gone.`);
  if (size > maxFileSize) {
    throw new DatasetError(
      `${path} has ${megabytes(size)}; the setting firth.classifier.maxFileSize allows ${megabytes(maxFileSize)}. ` +
        'Take a part of the file, or raise the setting.',
    );
  }
  const texts = decodeText(files.readPieces(path), encoding);
  try {
    if (format === 'jsonl') yield* jsonRows(texts);
    else yield* csvRows(csv, texts, format);
  } catch (error) {
    if (!(error instanceof Error) || error.name === 'CancelledError') throw error;
    throw new DatasetError(`${path}: ${error.message}`, { cause: error });
  }
}

/** The name under which a row holds the cell of a column. */
export function cellKey({ name, index }: Column, format: TableFile['format']): string {
  return format === 'jsonl' ? name : String(index);
}

async function* csvRows(
  csv: EngineHost['csv'],
  texts: AsyncIterable<string>,
  format: 'csv' | 'tsv',
): AsyncGenerator<TableRow, void, undefined> {
  const { head, all } = await peek(texts);
  const delimiter = format === 'tsv' ? '\t' : mostFrequentDelimiter(head);
  for await (const { line, cells } of csv(all, { delimiter, looseQuotes: format === 'tsv' })) {
    yield { line, cells: new Map(cells.map((cell, index) => [String(index), cell])) };
  }
}

/** Spreadsheets write a semicolon where the comma is the decimal sign. */
function mostFrequentDelimiter(head: string): string {
  const line = /^(?:"(?:[^"]|"")*"|[^"\r\n])*/.exec(head)?.[0].replace(/"(?:[^"]|"")*"/g, '') ?? '';
  const count = (delimiter: string): number => line.split(delimiter).length;
  return [',', ';', '\t'].reduce((a, b) => (count(b) > count(a) ? b : a));
}

async function* jsonRows(texts: AsyncIterable<string>): AsyncGenerator<TableRow, void, undefined> {
  let line = 0;
  for await (const text of lines(texts)) {
    line++;
    if (text.trim() === '') continue;
    yield { line, cells: new Map(Object.entries(parseLine(text, line))) };
  }
}

function parseLine(text: string, line: number): object {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(`Line ${line} is no JSON: ${(error as Error).message}. Expected one object a line.`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error(
      `Line ${line} holds ${text.slice(0, 40)}; expected an object, such as {"text": "...", "label": "..."}.`,
    );
  }
  return value;
}

async function* lines(texts: AsyncIterable<string>): AsyncGenerator<string, void, undefined> {
  let rest = '';
  for await (const text of texts) {
    const parts = (rest + text).split('\n');
    rest = parts.pop()!;
    if (rest.length > MAX_LINE)
      throw new Error('There is a line of more than 64 MB; expected one object a line.');
    yield* parts;
  }
  if (rest !== '') yield rest;
}

/** The start of a text that comes in pieces, and the whole of it. */
async function peek(texts: AsyncIterable<string>): Promise<{ head: string; all: AsyncIterable<string> }> {
  const iterator = texts[Symbol.asyncIterator]();
  let head = '';
  let done = false;
  while (!done && head.length < SNIFFED_LENGTH) {
    const next = await iterator.next();
    done = next.done === true;
    if (next.done !== true) head += next.value;
  }
  async function* all(): AsyncGenerator<string, void, undefined> {
    yield head;
    while (!done) {
      const next = await iterator.next();
      if (next.done === true) return;
      yield next.value;
    }
  }
  return { head, all: all() };
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

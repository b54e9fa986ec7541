import assert from 'node:assert/strict';
import { untracked } from '../../../src/core/task.ts';
import { previewTable } from '../../../src/engine/previewTable.ts';
import { readLabelled } from '../../../src/engine/readLabelled.ts';
import type { LabelledSource, TableFormat, TablePreview } from '../../../src/protocol/labelledTexts.ts';
import { MemoryFiles, memoryHost } from './memoryHost.ts';

const LIMITS = { maxFileSize: 1e6, mergeSimilar: false, leaveOut: [] };

function setUp(content: string | Uint8Array, format: TableFormat) {
  const files = new MemoryFiles();
  const path = `/songs.${format}`;
  files.put(path, content);
  return { host: memoryHost(files), file: { path, encoding: 'utf-8', format }, files };
}

async function preview(content: string | Uint8Array, format: TableFormat): Promise<TablePreview> {
  const { host, file } = setUp(content, format);
  return previewTable(host, file, 1e6);
}

/** Reads a table by the columns that its preview suggests. */
async function read(content: string | Uint8Array, format: TableFormat, limits: Partial<typeof LIMITS> = {}) {
  const { host, file } = setUp(content, format);
  const { header, columns, text, label } = await previewTable(host, file, 1e6);
  const source: LabelledSource = {
    kind: 'table',
    file,
    header,
    text: columns[text]!,
    label: columns[label]!,
  };
  return (await readLabelled(host, source, { ...LIMITS, ...limits }, untracked)).documents;
}

const SONGS =
  'artist,genre,lyrics\nA,rock,"We will, we will\nrock you"\nB,pop,"She said ""hello"" to me"\nC,rock,Stone\n';

describe('previewTable', () => {
  it('tells names of columns from data, text and label', async () => {
    const { header, columns, text, label, rows } = await preview(SONGS, 'csv');
    assert.ok(header);
    assert.deepEqual(
      columns.map(({ name }) => name),
      ['artist', 'genre', 'lyrics'],
    );
    assert.equal(columns[text]?.name, 'lyrics');
    assert.equal(columns[label]?.name, 'genre');
    assert.deepEqual(rows[0], ['A', 'rock', 'We will, we will\nrock you']);
    assert.equal(rows[1]?.[2], 'She said "hello" to me');
  });

  it('takes a first row that comes back for data', async () => {
    const { header, columns, rows, text, label } = await preview(
      'ham\tSee you at "five", then\nspam\tWin a prize\nham\tNo\n',
      'tsv',
    );
    assert.equal(header, false);
    assert.deepEqual(
      columns.map(({ name }) => name),
      ['Column 1', 'Column 2'],
    );
    assert.deepEqual([text, label], [1, 0]);
    assert.equal(rows[0]?.[1], 'See you at "five", then');
    assert.equal(rows.length, 3);
  });

  it('finds the sign between cells', async () => {
    for (const delimiter of [',', ';', '\t']) {
      const { columns } = await preview(`text${delimiter}label\n"a;b,c\td"${delimiter}x\n`, 'csv');
      assert.equal(columns.length, 2, delimiter);
    }
  });

  it('has the keys of JSON Lines for columns', async () => {
    const { columns, text, label, rows } = await preview(
      '{"text":"a long text","y":1}\n\n{"y":0,"more":[1],"text":"b"}\n{"y":1,"text":null}\n',
      'jsonl',
    );
    assert.deepEqual(
      columns.map(({ name }) => name),
      ['text', 'y', 'more'],
    );
    assert.deepEqual([text, label], [0, 1]);
    assert.deepEqual(rows[1], ['b', '0', '[1]']);
    assert.deepEqual(rows[2], ['', '1', '']);
  });

  it('shows the start of long cells and few rows', async () => {
    const long = Array.from({ length: 300 }, (_, i) => `${i % 2},${'la '.repeat(1000)}`).join('\n');
    const { rows } = await preview(`label,text\n${long}\n`, 'csv');
    assert.equal(rows.length, 5);
    assert.ok(rows.every(([, text]) => text!.length <= 200));
  });

  it('says what is wrong with a table', async () => {
    await assert.rejects(preview('', 'csv'), { name: 'DatasetError', message: /songs\.csv holds no rows/ });
    await assert.rejects(preview('text,label\n', 'csv'), /no rows but the names/);
    await assert.rejects(preview('only\none\n', 'csv'), /one column, "only"/);
    await assert.rejects(preview(new Uint8Array([1, 0, 2]), 'csv'), /songs\.csv: .*NUL bytes/);
    const { host, file } = setUp('a,b\n1,2\n', 'csv');
    await assert.rejects(previewTable(host, file, 4), /songs\.csv has 0\.0 MB; the setting .*maxFileSize/);
    await assert.rejects(previewTable(host, { ...file, path: '/gone.csv' }, 1e6), /gone\.csv is gone/);
  });
});

describe('readLabelled', () => {
  it('reads tables: quoted line feeds, quotation marks, the head left out', async () => {
    const documents = await read(SONGS, 'csv');
    assert.deepEqual(documents.classes, ['pop', 'rock']);
    assert.deepEqual([...documents.labels], [1, 0, 1]);
    // Line 2 has a line feed within a cell.
    assert.deepEqual(documents.names, ['line 2', 'line 4', 'line 5']);
    assert.equal(documents.words.includes('rock'), true);
  });

  it('reads a byte order mark, Windows line ends and empty lines', async () => {
    const documents = await read('\ufefftext,label\r\na b,x\r\n\r\nc,y\r\n', 'csv');
    assert.deepEqual(documents.classes, ['x', 'y']);
    assert.deepEqual([...documents.starts], [0, 2, 3]);
  });

  it('reads JSON Lines, numbers as labels', async () => {
    const documents = await read('{"text":"a b","stars":5}\n{"text":"c\\nd e","stars":1}', 'jsonl');
    assert.deepEqual(documents.classes, ['1', '5']);
    assert.deepEqual([...documents.starts], [0, 2, 5]);
  });

  it('merges and leaves out labels where told', async () => {
    const songs = 'genre,lyrics\nRock,one\nrock ,two\nrock ,three\npop,four\njazz,five\n';
    assert.deepEqual((await read(songs, 'csv')).classes, ['Rock', 'jazz', 'pop', 'rock ']);
    const documents = await read(songs, 'csv', { mergeSimilar: true, leaveOut: ['jazz'] as never });
    assert.deepEqual(documents.classes, ['pop', 'rock']);
    assert.deepEqual([...documents.labels], [1, 1, 1, 0]);
  });

  it('names the line of a broken quotation mark', async () => {
    const head = 'genre,lyrics\npop,"one\ntwo"\n';
    const songs = Array.from({ length: 300 }, (_, i) => `rock,song ${i}\n`).join('');
    // The file breaks in line 304, behind what the preview looks at.
    const broken = (rest: string) => read(head + songs + rest, 'csv');
    await assert.rejects(broken('pop,"never closed\nrock,b\n'), {
      name: 'DatasetError',
      message: /songs\.csv: The row that begins in line 304 has a quotation mark that is never closed\. .*""/,
    });
    await assert.rejects(broken('pop,"closed too" early\n'), /row that begins in line 304 .* in line 304/);
    await assert.rejects(broken('pop,"lost\nrock,"b"\n'), /row that begins in line 304 .* in line 305/);
    await assert.rejects(broken('pop,5" vinyl\n'), /Line 304 has a quotation mark in the middle/);
    await assert.rejects(
      broken('pop,one,two\n'),
      /begins in line 304: Invalid Record Length: expect 2, got 3/,
    );
  });

  it('names the line of JSON Lines that cannot be read', async () => {
    const good = '{"text":"a","label":"x"}\n';
    await assert.rejects(read(`${good}{"text":`, 'jsonl'), /songs\.jsonl: Line 2 is no JSON/);
    await assert.rejects(read(`${good}[1,2]`, 'jsonl'), /Line 2 holds \[1,2\]; expected an object/);
    await assert.rejects(
      read(`${good}{"text":["a"],"label":"y"}`, 'jsonl'),
      /In line 2, "text" is \["a"\]; expected a text/,
    );
  });

  it('reads folders, skipping what is no text', async () => {
    const files = new MemoryFiles();
    files.put('/rock/a.txt', 'stone road');
    files.put('/rock/b.txt', new Uint8Array([0, 1]));
    files.put('/pop/c.txt', 'love');
    files.put('/pop/d.txt', 'la '.repeat(1000));
    files.put('/pop/e.txt', '?!');
    const source: LabelledSource = {
      kind: 'folders',
      files: ['/rock/a.txt', '/rock/b.txt', '/pop/c.txt', '/pop/d.txt', '/pop/e.txt'].map((path) => ({
        path,
        encoding: 'utf-8',
        label: path.split('/')[1]!,
      })),
    };
    const { documents, skipped } = await readLabelled(
      memoryHost(files),
      source,
      { ...LIMITS, maxFileSize: 1000 },
      untracked,
    );
    assert.deepEqual(documents.classes, ['pop', 'rock']);
    assert.deepEqual(documents.names, ['/rock/a.txt', '/pop/c.txt']);
    assert.deepEqual(
      skipped.map(({ path, reason }) => [path, reason]),
      [
        ['/rock/b.txt', 'binary'],
        ['/pop/d.txt', 'too large'],
      ],
    );
    assert.equal(documents.omitted.withoutWords, 1);
  });
});

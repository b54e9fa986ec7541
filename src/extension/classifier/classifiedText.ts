import type { ClassifiedFile } from '../../protocol/textScores.ts';

/** Classified files as plain text, columns aligned. */
export function classifiedTable(files: readonly ClassifiedFile[], nameOf: (path: string) => string): string {
  const rows = [
    ['file', 'genre', 'probability', 'second', 'words', 'unknown'],
    ...files.map(({ path, scores, problem }) => {
      const name = nameOf(path);
      if (problem !== undefined) return [name, `(${problem})`];
      if (scores?.kind !== 'scores') return [name, '(no words)'];
      const [first, second] = scores.scores;
      return [
        name,
        first!.name,
        first!.probability.toFixed(3),
        `${second!.name} ${second!.probability.toFixed(3)}`,
        String(scores.words),
        `${((100 * scores.unknownWords) / scores.words).toFixed(0)}%`,
      ];
    }),
  ];
  const full = rows.filter((row) => row.length === rows[0]!.length);
  const widths = rows[0]!.map((_, column) =>
    Math.max(...(column === 0 ? rows : full).map((row) => row[column]!.length)),
  );
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('    ')
      .trimEnd(),
  );
  return `${lines.join('\n')}\n`;
}

/** Classified files as CSV (RFC 4180), with the probability of each class in a column of its own. */
export function classifiedCsv(files: readonly ClassifiedFile[], classes: readonly string[]): string {
  const rows = [
    ['file', 'genre', 'words', 'unknown_words', 'problem', ...classes],
    ...files.map(({ path, scores, problem }) => {
      if (scores?.kind !== 'scores') {
        return [path, '', '', '', problem ?? 'no words', ...classes.map(() => '')];
      }
      const byName = new Map(scores.scores.map(({ name, probability }) => [name, probability]));
      return [
        path,
        scores.scores[0]!.name,
        String(scores.words),
        String(scores.unknownWords),
        '',
        ...classes.map((name) => String(byName.get(name) ?? 0)),
      ];
    }),
  ];
  return rows.map((row) => `${row.map(quoted).join(',')}\r\n`).join('');
}

/** A cell; spreadsheets would take one that begins with these signs for a formula. */
function quoted(cell: string): string {
  const safe = /^[=+@\t\r]|^-(?![\d.])/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

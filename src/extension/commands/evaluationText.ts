import {
  type EvaluationReport,
  type SideBySide,
  VECTORS_SOURCES,
  type VectorsSource,
} from '../../protocol/engine.ts';

/** An evaluation as plain text, columns aligned. */
export function evaluationText(name: string, report: EvaluationReport): string {
  const body =
    report.kind === 'analogies' ? analogiesText(report.scores) : pairsText(report.pairs, report.scores);
  return `${name}\n\n${body}\n`;
}

type Analogies = Extract<EvaluationReport, { kind: 'analogies' }>['scores'];
type Pairs = Extract<EvaluationReport, { kind: 'pairs' }>['scores'];

function analogiesText(scores: Analogies): string {
  const columns = sources(scores);
  const names = columns[0]?.score.sections.map(({ name }) => name) ?? [];
  const cell = ({ correct, evaluated }: { correct: number; evaluated: number }): string =>
    evaluated === 0 ? '-' : `${((100 * correct) / evaluated).toFixed(2)}%  ${correct} of ${evaluated}`;
  return table([
    ['section', ...columns.map(({ title }) => title)],
    ...names.map((name, row) => [name, ...columns.map(({ score }) => cell(score.sections[row]!))]),
    ['total', ...columns.map(({ score }) => cell(score.total))],
    ['total by 3CosMul', ...columns.map(({ score }) => cell(score.totalByCosmul))],
    ['questions with unknown words', ...columns.map(({ score }) => String(score.total.skipped))],
  ]);
}

function pairsText(pairs: number, scores: Pairs): string {
  const columns = sources(scores);
  return table([
    [`${pairs} pairs`, ...columns.map(({ title }) => title)],
    ["Spearman's rho", ...columns.map(({ score }) => score.spearman.toFixed(4))],
    ['pairs evaluated', ...columns.map(({ score }) => String(score.evaluated))],
    ['pairs with unknown words', ...columns.map(({ score }) => String(score.outOfVocabulary))],
  ]);
}

const titles: Readonly<Record<VectorsSource, string>> = {
  workspace: 'this workspace',
  loaded: 'loaded vectors',
  general: 'general English',
};

function sources<T>(scores: SideBySide<T>): { title: string; score: T }[] {
  return VECTORS_SOURCES.flatMap((source) => {
    const score = scores[source];
    return score === undefined ? [] : [{ title: titles[source], score }];
  });
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('    ')
        .trimEnd(),
    )
    .join('\n');
}

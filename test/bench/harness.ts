/** Reports one figure, e.g. `('neighbours.ratio', 0.62, 'x', '<= 0.7')`. */
export type Report = (figure: string, value: number, unit: string, goal?: string) => void;

/** A bench: something measured, with its peers in the same run. The file name is `<name>.bench.ts`. */
export interface Bench {
  readonly name: string;
  /** One line for `--list`, with the environment variables that it reads. */
  readonly describe: string;
  run(report: Report): Promise<void>;
}

/** The middle value; the mean of the two middle ones of an even number. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('The median of no values is not defined.');
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The value that the share of the values is at or below, by the nearest rank. */
export function percentile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new RangeError('The percentile of no values is not defined.');
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!;
}

/** Prints rows under their headings, columns aligned, numbers to the right. */
export function printTable(
  headings: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): void {
  const cells = [headings, ...rows.map((row) => row.map(String))];
  const widths = headings.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  for (const [index, row] of cells.entries()) {
    const line = row.map((cell, column) => {
      const isNumber = index > 0 && typeof rows[index - 1]?.[column] === 'number';
      return isNumber ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!);
    });
    console.log(line.join('  ').trimEnd());
  }
}

import { countOf } from '../cooccurrence/countOf.ts';
import type { SparseMatrix } from '../cooccurrence/SparseMatrix.ts';
import type { Random } from '../math/random.ts';
import { shuffledIndices } from '../math/shuffle.ts';

/** A pair that is kept aside: another word, and the logarithm of their count and one. */
export interface HeldOutPair {
  readonly other: number;
  readonly target: number;
}

/** What the lecture's GloVe learns from: all pairs of different words, those that never met included. */
export interface LecturePairs {
  /** Logarithms of counts and one, words in random order, without diagonal and pairs kept aside. */
  readonly targets: SparseMatrix;
  /** The word that stands at each place of the random order. */
  readonly order: Uint32Array;
  /** By place: the pairs kept aside, each under both of its words. */
  readonly heldOut: readonly (readonly HeldOutPair[])[];
  /** The share of the pairs that never met among all pairs of different words. */
  readonly zeroShare: number;
}

/**
 * Brings the words into random order and keeps pairs aside: of those that met the ones that `isHeldOut` chooses, and
 * as many (where there are as many) of those that did not.
 */
export function lecturePairs(
  { rows, rowStart, columns, values }: SparseMatrix,
  isHeldOut: (a: number, b: number) => boolean,
  random: Random,
): LecturePairs {
  const order = shuffledIndices(rows, random);
  const place = new Uint32Array(rows);
  for (const [at, word] of order.entries()) place[word] = at;
  const heldOut: HeldOutPair[][] = Array.from({ length: rows }, () => []);
  const keptStart = new Uint32Array(rows + 1);
  const keptColumns = new Uint32Array(columns.length);
  const keptValues = new Float32Array(values.length);
  let kept = 0;
  let met = 0;
  let aside = 0;
  for (const [at, word] of order.entries()) {
    const row: { column: number; value: number }[] = [];
    for (let entry = rowStart[word]!; entry < rowStart[word + 1]!; entry++) {
      const other = columns[entry]!;
      if (other === word || !(values[entry]! > 0)) continue;
      met++;
      const target = Math.log1p(values[entry]!);
      if (!isHeldOut(word, other)) row.push({ column: place[other]!, value: target });
      else aside += heldOut[at]!.push({ other: place[other]!, target }) && 1;
    }
    row.sort((a, b) => a.column - b.column);
    for (const { column, value } of row) {
      keptColumns[kept] = column;
      keptValues[kept++] = value;
    }
    keptStart[at + 1] = kept;
  }
  const targets = {
    rows,
    cols: rows,
    rowStart: keptStart,
    columns: keptColumns.slice(0, kept),
    values: keptValues.slice(0, kept),
  };
  const all = rows * (rows - 1);
  holdOutZeros(targets, heldOut, Math.min(aside, (all - met) / 2) / 2, random);
  return { targets, order, heldOut, zeroShare: (all - met) / all };
}

/** Adds about `wanted` pairs of different words that never met to what is kept aside. */
function holdOutZeros(targets: SparseMatrix, heldOut: HeldOutPair[][], wanted: number, random: Random): void {
  const pick = (): number => Math.floor(random() * targets.rows);
  let found = 0;
  // Where nearly all pairs met, the few others are hard to find, and not worth a long search.
  for (let attempt = 0; found < wanted && attempt < 20 * wanted; attempt++) {
    const [a, b] = [pick(), pick()];
    if (a === b || countOf(targets, a, b) !== 0 || heldOut[a]!.some(({ other }) => other === b)) continue;
    heldOut[a]!.push({ other: b, target: 0 });
    heldOut[b]!.push({ other: a, target: 0 });
    found++;
  }
}

import { gloveRecordSize, largestGloveError } from '../core/math/gloveRows.ts';

/** The part of the module that {@link descendGloveRange} calls; see assembly/glove.ts. */
export interface GloveExports {
  descendGloveByElement(
    records: number,
    count: number,
    rows: number,
    rowCount: number,
    size: number,
    rate: number,
    limit: number,
  ): number;
  descendGloveByRow(
    records: number,
    count: number,
    rows: number,
    rowCount: number,
    size: number,
    rate: number,
    limit: number,
    dimension: number,
  ): number;
}

/** A descent as the module sees it: addresses in bytes, and numbers. */
export interface GloveAddresses {
  readonly records: number;
  readonly parameters: number;
  readonly rowCount: number;
  /** `layout.paddedSize`. */
  readonly paddedSize: number;
  readonly vectorSize: number;
  readonly byElement: boolean;
  readonly learningRate: number;
}

/** Steps of one call: one long call would run in the quick translation to its end. */
const recordsPerCall = 16_384;

const bytes = Float32Array.BYTES_PER_ELEMENT;

/** The numbers that {@link descendGloveRange} takes. */
export function gloveNumbers(addresses: GloveAddresses): number[] {
  const { records, parameters, rowCount, paddedSize, vectorSize, byElement, learningRate } = addresses;
  return [records, parameters, rowCount, paddedSize, vectorSize, Number(byElement), learningRate];
}

/** Takes the steps of one range; returns the sum of their errors, or -1 for a record that names an unknown row. */
export function descendGloveRange(
  module: GloveExports,
  numbers: readonly number[],
  start: number,
  end: number,
): number {
  const [records, parameters, rowCount, paddedSize, vectorSize, byElement, learningRate] = numbers;
  const call = byElement === 1 ? module.descendGloveByElement : module.descendGloveByRow;
  let sum = 0;
  for (let from = start; from < end; from += recordsPerCall) {
    const loss = call(
      records! + from * gloveRecordSize * bytes,
      Math.min(recordsPerCall, end - from),
      parameters!,
      rowCount!,
      paddedSize! * bytes,
      learningRate!,
      largestGloveError,
      vectorSize!,
    );
    if (loss < 0) return -1;
    sum += loss;
  }
  return sum;
}

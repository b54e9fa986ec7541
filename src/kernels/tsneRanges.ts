/** The part of the module that {@link attractRange} and {@link repelRange} call; see assembly/tsne.ts. */
export interface TsneExports {
  neighbourAttraction(
    rowStart: number,
    columns: number,
    values: number,
    points: number,
    out: number,
    fromRow: number,
    toRow: number,
  ): void;
  treeRepulsion(
    nodes: number,
    next: number,
    size: number,
    points: number,
    count: number,
    out: number,
  ): number;
}

const bytesOfPoint = 2 * Float32Array.BYTES_PER_ELEMENT;

/** The attraction of some rows. */
export function attractRange(
  module: TsneExports,
  numbers: readonly number[],
  from: number,
  to: number,
): number {
  const [rowStart, columns, values, points, out] = numbers;
  module.neighbourAttraction(rowStart!, columns!, values!, points!, out!, from, to);
  return 0;
}

/** The repulsion of some points; returns their sum of closenesses. */
export function repelRange(
  module: TsneExports,
  numbers: readonly number[],
  from: number,
  to: number,
): number {
  const [nodes, next, size, points, out] = numbers;
  const offset = from * bytesOfPoint;
  return module.treeRepulsion(nodes!, next!, size!, points! + offset, to - from, out! + offset);
}

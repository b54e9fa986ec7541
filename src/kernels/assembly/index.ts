// What the module offers. All arguments are addresses in bytes and counts; matrices are row-major float32. Nothing here
// allocates: memory belongs to src/kernels/loadKernels.ts, which also checks every length.
export { adamStep } from './adam';
export { parseDecimals } from './decimals';
export { addDenseTimesSmall, matrixTimesVector } from './dense';
export { dequantizeRows } from './dequantize';
export { descendGloveByElement, descendGloveByRow } from './glove';
export { addGram } from './gram';
export { addSparseTimesDense, addTransposedSparseTimesDense } from './sparse';
export { gatherNeighbours, gatherScratchBytes, rankNeighbours } from './neighbours';
export { countNearer, rankScratchBytes, scoreListed } from './ranks';
export { normalizeRows } from './normalize';
export { quantizedTimesVector, quantizeRows } from './quantized';
export { neighbourAttraction, treeRepulsion } from './tsne';
export { addWindows, takeWindowRows } from './windows';

/** The first address that the compiler left free. */
export function heapBase(): usize {
  return __heap_base;
}

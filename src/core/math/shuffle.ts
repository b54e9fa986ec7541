import type { Random } from './random.ts';

/** The whole numbers from 0 up to, but not including, `length`, in random order (Fisher and Yates). */
export function shuffledIndices(length: number, random: Random): Uint32Array {
  const indices = Uint32Array.from({ length }, (_, i) => i);
  for (let i = length - 1; i > 0; i--) {
    const other = Math.floor(random() * (i + 1));
    const index = indices[i]!;
    indices[i] = indices[other]!;
    indices[other] = index;
  }
  return indices;
}

import { generalWords, readGeneralVectors } from '../../src/build/generalVectors.ts';
import type { GeneralVectors } from '../../src/core/embedding/adaptVectors.ts';

/** The general English vectors that the extension carries, before they are quantized. */
export async function readBenchGeneral(): Promise<GeneralVectors> {
  const { data } = await readGeneralVectors(generalWords);
  const rows = new Map(data.words.map((word, row) => [word, row]));
  return { indexOf: (word) => rows.get(word), dimension: data.dimension, vectors: data.vectors };
}

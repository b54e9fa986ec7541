import type { Kernels } from '../core/math/Kernels.ts';
import { mapCsv } from '../core/projection/mapCsv.ts';
import { nearestNeighbours } from '../core/projection/nearestNeighbours.ts';
import type { Task } from '../core/task.ts';
import type { MapMethods } from '../protocol/mapMethods.ts';
import { placesOf } from '../protocol/placesOf.ts';

/** The map as CSV, with the neighbours of each word among those of the map. */
export function tabulateMap(
  { words, coordinates, k, only }: MapMethods['tabulateMap']['params'],
  kernels: Kernels,
  task: Task,
): string {
  const { vectors, dimension } = words;
  const graph = nearestNeighbours(vectors, dimension, k, { kernels, task });
  const { indices } = graph;
  const similarities = Float32Array.from(indices, (other, at) =>
    cosine(vectors, dimension, Math.floor(at / graph.k), other),
  );
  const places = new Map(words.words.map((word, i) => [word, i]));
  const table = {
    ...words,
    ...placesOf(coordinates),
    neighbours: { k: graph.k, indices, similarities },
  };
  return mapCsv(
    table,
    only?.map((word) => places.get(word)).filter((row) => row !== undefined),
  );
}

/** Of two rows of unit length; 0 where one of them is zero. */
function cosine(vectors: Float32Array, dimension: number, a: number, b: number): number {
  let sum = 0;
  for (let i = 0; i < dimension; i++) sum += vectors[a * dimension + i]! * vectors[b * dimension + i]!;
  return Math.max(-1, Math.min(1, sum));
}

import type { Places } from '../core/projection/alignPlaces.ts';

/** The places that coordinates tell, which come as x and y of one point after another. */
export function placesOf(coordinates: Float32Array): Places {
  const [x, y] = [new Float32Array(coordinates.length >> 1), new Float32Array(coordinates.length >> 1)];
  for (let i = 0; i < x.length; i++) {
    x[i] = coordinates[2 * i]!;
    y[i] = coordinates[2 * i + 1]!;
  }
  return { x, y };
}

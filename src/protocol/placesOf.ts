import type { Places } from '../core/projection/alignPlaces.ts';

/** The places that coordinates tell, which come as x and y of one point after another. */
export function placesOf(coordinates: Float32Array): Places {
  return {
    x: coordinates.filter((_, at) => at % 2 === 0),
    y: coordinates.filter((_, at) => at % 2 === 1),
  };
}

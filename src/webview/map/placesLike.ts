import { type Alignment, alignPlaces, type Places } from '../../core/projection/alignPlaces.ts';
import type { MapLayout } from '../../protocol/panel/mapRequest.ts';
import type { DrawnWords } from './DrawnWords.ts';

/** What may be done to a picture without taking away what its directions mean. */
const alignments: Readonly<Record<MapLayout['method'], Alignment>> = {
  tsne: 'turn',
  pca: 'mirror',
  firstTwo: 'none',
  axes: 'none',
};

/** A map, whose points may move. */
interface Placed {
  readonly drawn: DrawnWords | undefined;
  /** The places of now. */
  readonly places: Places;
}

/** The places of words, turned or mirrored so that they lie as the same words lie on another map. */
export function placesLike({ projection }: DrawnWords, places: Places, other: Placed): Places {
  const { drawn } = other;
  if (drawn === undefined) return places;
  const target = placesOfWords(projection.words, drawn, other.places);
  return alignPlaces(places, target, alignments[projection.request.layout.method]);
}

/** Where words lie on a map, parallel to them; NaN where it lacks one. */
export function placesOfWords(words: readonly string[], drawn: DrawnWords, places: Places): Places {
  const indices = words.map((word) => drawn.indexOf(word));
  const along = (axis: Float32Array): Float32Array =>
    Float32Array.from(indices, (index) => (index === undefined ? Number.NaN : axis[index]!));
  return { x: along(places.x), y: along(places.y) };
}

import type { LaidOutWords, MapWords } from '../../protocol/mapMethods.ts';
import type { MapRequest } from '../../protocol/panel/mapRequest.ts';

/** A map to go on from where so many of its words have a place already: fewer would not hold the rest in place. */
const enoughKnown = 0.8;

/** A map as far as it matters for the next one. */
interface PlacedWords {
  readonly request: MapRequest;
  readonly words: Pick<MapWords, 'words'>;
}

/**
 * Where the words of a map were on the map before, row-major `words x 2` with NaN for new ones: so that the picture does
 * not jump when words come or the vectors are trained again. Undefined where the next map is another picture altogether.
 */
export function knownPlaces(
  before: PlacedWords | undefined,
  laidOut: LaidOutWords | undefined,
  next: PlacedWords,
): Float32Array | undefined {
  if (!before || !laidOut || next.request.layout.method !== 'tsne') return undefined;
  if (before.request.source !== next.request.source) return undefined;
  if (JSON.stringify(before.request.layout) !== JSON.stringify(next.request.layout)) return undefined;
  const places = new Map(before.words.words.map((word, i) => [word, i]));
  const known = new Float32Array(2 * next.words.words.length).fill(Number.NaN);
  let count = 0;
  for (const [i, word] of next.words.words.entries()) {
    const at = places.get(word);
    if (at === undefined) continue;
    known.set(laidOut.coordinates.subarray(2 * at, 2 * at + 2), 2 * i);
    count++;
  }
  return count >= enoughKnown * next.words.words.length ? known : undefined;
}

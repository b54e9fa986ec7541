import type { LaidOutWords } from '../../protocol/mapMethods.ts';
import type { Projection } from '../../protocol/panel/picture.ts';
import { placesOf } from '../../protocol/placesOf.ts';
import type { WordMap } from './WordMaps.ts';

/** A map as the page draws it; `unfinished` while its points move. */
export function projectionOf(
  { id, request, words, continued }: WordMap,
  { coordinates, explainedVariance, descent }: LaidOutWords,
  unfinished: boolean,
): Projection {
  return {
    id,
    request,
    source: words.source,
    name: words.name,
    words: words.words,
    ranks: words.ranks,
    ...(words.counts && { counts: words.counts }),
    found: words.found,
    unknown: words.unknown,
    vocabularySize: words.vocabularySize,
    ...placesOf(coordinates),
    ...(explainedVariance && { explainedVariance }),
    ...(descent && { descent }),
    unfinished,
    continued,
  };
}

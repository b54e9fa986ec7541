import * as v from 'valibot';
import type { WordCluster } from '../../core/projection/clusterWords.ts';
import type { MapQuality } from '../../core/projection/mapQuality.ts';
import type { LaidOutWords, LayoutProgress, MapWords } from '../mapMethods.ts';
import type { GenreLeanings } from '../textScores.ts';
import { type MapRequest, word } from './mapRequest.ts';

/** A flat picture of words. Arrays run in parallel, the most frequent word first. */
export interface Projection
  extends Pick<
      MapWords,
      'source' | 'name' | 'words' | 'ranks' | 'counts' | 'found' | 'unknown' | 'vocabularySize'
    >,
    Pick<LaidOutWords, 'explainedVariance' | 'descent'> {
  /** Tells the pictures of one panel apart; what is said of one later names it. */
  readonly id: number;
  readonly request: MapRequest;
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Whether the points still move. */
  readonly unfinished: boolean;
  /** Whether words that were on the map before are, or start, where they were. */
  readonly continued: boolean;
}

/** From the extension to one picture of the Map tab. */
export type ToPicture =
  /** Something is being prepared; `message` says what, for people. */
  | { readonly type: 'busy'; readonly message: string }
  /** A new picture; it replaces the one before. */
  | { readonly type: 'projection'; readonly projection: Projection }
  /** How far the picture is, with the places of now where the points have moved. */
  | { readonly type: 'progress'; readonly id: number; readonly progress: LayoutProgress }
  /** How far the comparison of a picture with the vectors is, as a share. */
  | { readonly type: 'judging'; readonly id: number; readonly done: number }
  /** How far a picture can be trusted. */
  | { readonly type: 'quality'; readonly id: number; readonly quality: MapQuality }
  /** The answer to `cluster`: the cluster of each word drawn. */
  | {
      readonly type: 'clusters';
      readonly id: number;
      readonly clusterOf: Uint8Array;
      readonly clusters: readonly WordCluster[];
    }
  /** The answer to `compareTo`: the similarity of a word to each word drawn; null where the vectors lack it. */
  | {
      readonly type: 'similarities';
      readonly id: number;
      readonly word: string;
      readonly similarities: Float32Array | null;
    }
  /** The answer to `lean`: which genre each word drawn speaks for; null where no classifier is trained. */
  | { readonly type: 'leanings'; readonly id: number; readonly leanings: GenreLeanings | null }
  /** The words of the open document that the drawn embedding knows; `name` is absent where no document is open. */
  | { readonly type: 'document'; readonly name?: string; readonly words: readonly string[] }
  /** Something failed; `message` says what and what to do. */
  | { readonly type: 'problem'; readonly message: string };

/** From a picture of the Map tab to the extension. */
export const fromPicture = v.variant('type', [
  /** Hold the points that move, let them go on, or end the picture as it is. */
  v.object({ type: v.literal('steer'), to: v.picklist(['pause', 'resume', 'stop']) }),
  /** Group the words drawn. */
  v.object({
    type: v.literal('cluster'),
    id: v.number(),
    clusters: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(255)),
  }),
  /** Tell how similar a word is to all words drawn. */
  v.object({ type: v.literal('compareTo'), id: v.number(), word }),
  /** Tell which genre the words drawn speak for, now and whenever another classifier is trained. */
  v.object({ type: v.literal('lean'), id: v.number() }),
]);

export type FromPicture = v.InferOutput<typeof fromPicture>;

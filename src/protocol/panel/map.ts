import * as v from 'valibot';
import type { ParsedAnalogy } from '../../core/query/analogyExpression.ts';
import type { Neighbour } from '../../core/vectors/WordVectors.ts';
import type { VectorsSource, WordDescription } from '../engine.ts';
import { mapRequest, source, word, words } from './mapRequest.ts';
import { fromPicture, type ToPicture } from './picture.ts';

const expression = v.pipe(v.string(), v.maxLength(1000));

/** An analogy with the answers of the vectors that are drawn, or why there are none. */
export type MapAnalogy =
  | ({
      readonly ok: true;
      readonly expression: string;
      /** The best first. */
      readonly answers: readonly Neighbour[];
    } & ParsedAnalogy)
  | { readonly ok: false; readonly expression: string; readonly problem: string };

/** Words that somebody chose and named. */
const keptSelection = v.object({ name: word, words });

export type KeptSelection = v.InferOutput<typeof keptSelection>;

/** The forms in which the page itself can hand a picture over. */
export const pictureFormats = ['png', 'svg'] as const;

export type PictureFormat = (typeof pictureFormats)[number];

/** The pictures of the tab: the map, and the same words in other vectors beside it. */
const pictureSides = ['map', 'beside'] as const;

export type PictureSide = (typeof pictureSides)[number];

/** From the extension to the Map tab. */
export type ToMap =
  /** About one of the pictures. */
  | { readonly type: 'toPicture'; readonly side: PictureSide; readonly message: ToPicture }
  /** Which embeddings there are, so that the panel offers only those. */
  | { readonly type: 'sources'; readonly available: readonly VectorsSource[]; readonly stale: boolean }
  /** The answers to `solveAnalogies`, in its order. */
  | { readonly type: 'analogies'; readonly analogies: readonly MapAnalogy[] }
  /** Draw the arrows of an analogy, as the command for analogies asks. */
  | { readonly type: 'showAnalogy'; readonly expression: string }
  /** All selections that were kept. */
  | { readonly type: 'selections'; readonly selections: readonly KeptSelection[] }
  /** Hand the picture over, to be written to a file. */
  | { readonly type: 'takePicture'; readonly format: PictureFormat }
  /** Something is done; `message` says what, for people. */
  | { readonly type: 'done'; readonly message: string }
  /** Choose a word and bring it into view, as a link on the hover card asks. */
  | { readonly type: 'reveal'; readonly word: string }
  /** The answer to `describe`; null where no embedding knows the word. */
  | { readonly type: 'description'; readonly word: string; readonly description: WordDescription | null }
  /** Something failed; `message` says what and what to do. */
  | { readonly type: 'problem'; readonly message: string };

/** From the Map tab to the extension. */
export const fromMap = v.variant('type', [
  /** About one of the pictures. */
  v.object({ type: v.literal('fromPicture'), side: v.picklist(pictureSides), message: fromPicture }),
  /** The tab is on show and can be sent messages; what it was showing before a reload. */
  v.object({ type: v.literal('ready'), request: v.optional(mapRequest) }),
  /** Draw the words of the map in other vectors beside it, from now on; in none where there is no source. */
  v.object({ type: v.literal('compare'), source: v.optional(source) }),
  /** Draw other words or otherwise; `anew` where nothing of earlier pictures is to be used. */
  v.object({ type: v.literal('draw'), request: mapRequest, anew: v.optional(v.boolean()) }),
  /** Answer analogies in the vectors that are drawn. */
  v.object({ type: v.literal('solveAnalogies'), expressions: v.pipe(v.array(expression), v.maxLength(50)) }),
  /** Keep a selection under its name, in place of one of the same name. */
  v.object({ type: v.literal('keepSelection'), selection: keptSelection }),
  v.object({ type: v.literal('forgetSelection'), name: word }),
  /** Write the map to a file, the table of it for some words alone where they are given. */
  v.object({ type: v.literal('export'), id: v.number(), words: v.optional(words) }),
  /** The answer to `takePicture`: SVG as it is, PNG as base64. */
  v.object({ type: v.literal('picture'), format: v.picklist(pictureFormats), data: v.string() }),
  /** Tell about a word: its neighbours in the original space. */
  v.object({ type: v.literal('describe'), word }),
  v.object({ type: v.literal('findContexts'), word }),
  v.object({ type: v.literal('startAnalogy'), word }),
  v.object({ type: v.literal('train') }),
  v.object({ type: v.literal('trainClassifier') }),
]);

export type FromMap = v.InferOutput<typeof fromMap>;

/** What the points can be coloured by. */
export const mapColors = ['document', 'clusters', 'frequency', 'similarity', 'genre', 'trust'] as const;

export type MapColor = (typeof mapColors)[number];

/** What the Map keeps over a reload of the window. */
export const mapState = v.object({
  request: v.optional(mapRequest),
  word: v.optional(word),
  pins: v.optional(v.pipe(v.array(word), v.maxLength(50))),
  /** The vectors that the map is compared with. */
  compare: v.optional(source),
  tableOpen: v.optional(v.boolean()),
  color: v.optional(v.picklist(mapColors)),
  sizeByFrequency: v.optional(v.boolean()),
  analogies: v.optional(v.array(expression)),
});

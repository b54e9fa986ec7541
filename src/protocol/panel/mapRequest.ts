import * as v from 'valibot';
import { VECTORS_SOURCES } from '../engine.ts';
import { MOST_MAP_WORDS } from '../mapMethods.ts';

/** A word as a page names it. */
export const word = v.pipe(v.string(), v.maxLength(256));

/** Words that fit on a map. */
export const words = v.pipe(v.array(word), v.maxLength(MOST_MAP_WORDS));

/** One of the embeddings that can be open. */
export const source = v.picklist(VECTORS_SOURCES);

const limit = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_MAP_WORDS));
const seed = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffff_ffff));
const axis = v.object({ from: word, to: word });

/** Which words are drawn; those of the `document` are the open one's. */
const mapSelection = v.variant('kind', [
  v.object({ kind: v.literal('frequent'), limit }),
  v.object({ kind: v.literal('document'), limit }),
  v.object({ kind: v.literal('near'), word, limit }),
  v.object({ kind: v.literal('list'), words, name: v.optional(word) }),
]);

export type MapSelection = v.InferOutput<typeof mapSelection>;

/** How the words are laid out; see `Layout` of the engine. */
const mapLayout = v.variant('method', [
  v.object({
    method: v.literal('tsne'),
    perplexity: v.pipe(v.number(), v.minValue(1), v.maxValue(1000)),
    iterations: v.pipe(v.number(), v.integer(), v.minValue(10), v.maxValue(100_000)),
    seed,
  }),
  v.object({ method: v.literal('pca') }),
  v.object({ method: v.literal('firstTwo') }),
  v.object({ method: v.literal('axes'), x: axis, y: axis }),
]);

export type MapLayout = v.InferOutput<typeof mapLayout>;

/** What is to be drawn. */
export const mapRequest = v.object({ source, selection: mapSelection, include: words, layout: mapLayout });

export type MapRequest = v.InferOutput<typeof mapRequest>;

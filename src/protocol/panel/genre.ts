import * as v from 'valibot';
import type { ClassifierEpoch, TrainingMode } from '../../core/classifier/ClassifierOptions.ts';
import type { DatasetSummary } from '../../core/classifier/summarizeDataset.ts';
import type { ClassifierReport, ModeComparison } from '../classifierReport.ts';
import type { TextScores } from '../textScores.ts';

/** Labelled texts that were chosen to learn from, and what they hold. */
export interface LabelledTexts {
  /** Where they come from, for people. */
  readonly name: string;
  /** When they were read, ISO 8601: the same texts, read anew, are others. */
  readonly readAt: string;
  readonly summary: DatasetSummary;
  /** Files that could not be read. */
  readonly unread: number;
  /** Whether the classifier was trained on them since. */
  readonly learnt: boolean;
}

/** What there is to show of the classifier. */
export interface GenreView {
  readonly report?: ClassifierReport;
  /** Why the stored classifier could not be opened. */
  readonly problem?: string;
  readonly comparison?: ModeComparison;
  /** The texts that were chosen last in this window. */
  readonly texts?: LabelledTexts;
  /** A training that goes on. */
  readonly run?: { readonly mode: TrainingMode; readonly epochs: readonly ClassifierEpoch[] };
  /** Whether the words behind the score are marked in the editor. */
  readonly wordsShown: boolean;
}

/** The open document and its scores. */
export interface ScoredDocument {
  readonly name: string;
  readonly scores: TextScores;
}

/** From the extension to the Genre tab. */
export type ToGenre =
  | { readonly type: 'view'; readonly view: GenreView }
  /** The open document; absent where none is scored. */
  | { readonly type: 'document'; readonly document?: ScoredDocument }
  /** Something failed; `message` says what and what to do. */
  | { readonly type: 'problem'; readonly message: string };

/** From the Genre tab to the extension. */
export const fromGenre = v.variant('type', [
  /** The tab is on show and can be sent messages. */
  v.object({ type: v.literal('ready') }),
  v.object({ type: v.literal('train') }),
  v.object({ type: v.literal('compare') }),
  v.object({ type: v.literal('classifyFiles') }),
  v.object({ type: v.literal('toggleWords') }),
  /** Tell which words speak for and against a genre; absent takes the most likely one. */
  v.object({ type: v.literal('explain'), genre: v.optional(v.pipe(v.string(), v.maxLength(10_000))) }),
]);

export type FromGenre = v.InferOutput<typeof fromGenre>;

/** What the Genre tab keeps over a reload of the window. */
export const genreState = v.object({});

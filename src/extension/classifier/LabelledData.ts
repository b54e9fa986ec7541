import type { LabelChoices, LabelledSource, ReadingLimits } from '../../protocol/labelledTexts.ts';

/** Labelled texts that the user chose, and how they are read. */
export interface LabelledData extends LabelChoices, ReadingLimits {
  readonly source: LabelledSource;
  /** Where the texts come from, for people. */
  readonly name: string;
  /** Whether similar labels are to stay apart, which the user was asked already. */
  readonly keepsSimilar?: boolean;
}

import type { DatasetSummary } from '../core/classifier/summarizeDataset.ts';
import type { CorpusFile, SkippedFile } from './engine.ts';

/** How rows of labelled texts stand in a file. */
export type TableFormat = 'csv' | 'tsv' | 'jsonl';

/** A file of a genre's folder. */
export interface LabelledFile extends CorpusFile {
  /** The genre: the folder that the file is in. */
  readonly label: string;
}

/** A column of a table. */
export interface Column {
  /** In JSON Lines the key; in others the head of the column, or `Column 3` where there is none. */
  readonly name: string;
  /** From 0; without meaning in JSON Lines. */
  readonly index: number;
}

/** A file with one labelled text a row. */
export interface TableFile extends CorpusFile {
  readonly format: TableFormat;
}

/** Where labelled texts come from. */
export type LabelledSource =
  | { readonly kind: 'folders'; readonly files: readonly LabelledFile[] }
  | {
      readonly kind: 'table';
      readonly file: TableFile;
      /** Whether the first row names the columns; without meaning in JSON Lines. */
      readonly header: boolean;
      readonly text: Column;
      readonly label: Column;
    };

/** The first rows of a table, to choose columns by. */
export interface TablePreview {
  /** Whether the first row seems to name the columns. */
  readonly header: boolean;
  readonly columns: readonly Column[];
  /** The first rows of data, a cell for each column. */
  readonly rows: readonly (readonly string[])[];
  /** The columns that the text and the label most likely stand in, as places among {@link columns}. */
  readonly text: number;
  readonly label: number;
}

/** Limits on what is read. */
export interface ReadingLimits {
  /** Larger files are passed over in folders, and refused as tables; in bytes. */
  readonly maxFileSize: number;
}

/** What is done about labels that get in the way. */
export interface LabelChoices {
  /** Labels that differ by case or blanks alone are taken for one. */
  readonly mergeSimilar: boolean;
  /** Genres whose documents are left out. */
  readonly leaveOut: readonly string[];
}

/** What labelled texts hold, before anything is learnt from them. */
export interface LabelledSummary extends DatasetSummary {
  readonly skipped: readonly SkippedFile[];
}

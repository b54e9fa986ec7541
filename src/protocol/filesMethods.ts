import type { SkippedRecord } from '../core/vectors/formats/VectorsInput.ts';
import type { CorpusFile } from './engine.ts';

/** A file of vectors of the user's. Paths are absolute, on the machine where the engine runs. */
export interface VectorsFile {
  /** The file, or the folder of a Word2VecModel that Spark ML saved. */
  readonly path: string;
  /** Which file of a zip archive; needed only where it holds several. */
  readonly entry?: string;
  /** The file with the words, for formats that keep them apart: .npy, safetensors, Embedding Projector. */
  readonly words?: string;
}

/** A file inside a zip archive. */
interface ArchiveEntry {
  readonly name: string;
  /** Unpacked, in bytes. */
  readonly size: number;
}

/** What a file of vectors turned out to be, before it is read. */
export interface VectorsInspection {
  /** The format for people, e.g. `GloVe text`; undefined where an archive holds several files to choose from. */
  readonly format?: string;
  /** The files of a zip archive that may hold vectors. */
  readonly entries: readonly ArchiveEntry[];
  /** Whether the words stand in a file of their own. */
  readonly needsWords: boolean;
  /** Such a file, where one was found beside the vectors. */
  readonly words?: string;
}

/** What to take from a file, and what to do about its flaws. */
export interface LoadPolicy {
  /** Take only so many words, the first of the file. */
  readonly limit?: number;
  /** Take only words that occur in these files. */
  readonly wordsOf?: readonly CorpusFile[];
  readonly lowerCase: boolean;
  /** What to do about a word that stands there again: keep the first, or count it among the flaws. */
  readonly duplicates: 'first' | 'error';
  /** How many flawed records may be left out and reported. */
  readonly maxSkipped: number;
}

/** What loading a file did. */
export interface LoadReport {
  /** Where the vectors lie now, in Firth's own format. */
  readonly cache: string;
  /** Whether they lay there already. */
  readonly fromCache: boolean;
  /** The format of the file, for people. */
  readonly format: string;
  readonly words: number;
  readonly dimension: number;
  /** Records that were looked at. */
  readonly records: number;
  /** Flawed records that were left out. */
  readonly skipped: readonly SkippedRecord[];
  /** Records that were left out because their word had been read already. */
  readonly duplicates: number;
  /** Whether the limit on words ended the reading. */
  readonly limited: boolean;
  /** SHA-256 of what was read, in hexadecimal. */
  readonly sha256: string;
}

/** Whether the file that vectors were loaded from is still the one that it was. */
export type LoadedFileState = 'unchanged' | 'changed' | 'missing';

/** How far a load is. */
export interface LoadProgress {
  readonly stage: 'comparing' | 'reading' | 'saving';
  /** Share of the stage that is done, from 0 to 1. */
  readonly done: number;
}

/** The formats in which vectors can be written. */
export const EXPORT_FORMATS = [
  'glove-text',
  'word2vec-text',
  'word2vec-binary',
  'npy',
  'projector',
  'firth',
] as const;

export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** What an export wrote. */
export interface ExportReport {
  /** The files, the vectors first. */
  readonly files: readonly string[];
  readonly words: number;
}

/** The methods of the engine that read and write files of vectors; parts of `EngineMethods`. */
export interface FilesMethods {
  /** Tells what a file of vectors is by its content, and what else is needed to read it. */
  inspectVectors: { params: { path: string; entry?: string }; result: VectorsInspection };
  /** Reads a file of vectors of any format and keeps them in Firth's own, for `open`. */
  loadVectors: {
    params: {
      file: VectorsFile;
      policy: LoadPolicy;
      /** The folder of the caches. */
      folder: string;
      /** Read the file even where a cache of it is kept. */
      rebuild: boolean;
    };
    result: LoadReport;
    progress: LoadProgress;
  };
  /** Compares the file that a cache was made from with the file of now. */
  checkLoaded: { params: { cache: string }; result: LoadedFileState };
  /** What loading the file of a cache came across, in this window or in an earlier one; null where it is not known. */
  loadedReport: { params: { cache: string }; result: LoadReport | null };
  /** Writes a file in Firth's own format in another one; the progress is the share that is done. */
  exportVectors: {
    params: { from: string; to: string; format: ExportFormat };
    result: ExportReport;
    progress: number;
  };
}

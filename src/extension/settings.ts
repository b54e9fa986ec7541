import { availableParallelism } from 'node:os';
import { type ConfigurationScope, workspace } from 'vscode';
import type { TrainingMode } from '../core/classifier/ClassifierOptions.ts';
import type { ClassifierTrainingOptions } from '../protocol/classifierMethods.ts';
import {
  type TrainingOptions,
  type TrainingResources,
  VECTORS_SOURCES,
  type VectorsSource,
} from '../protocol/engine.ts';

const SECTION = 'firth';

/** The settings of the hover card. */
export interface HoverSettings {
  readonly enabled: boolean;
  readonly languages: readonly string[];
  readonly neighbours: number;
}

/** Which files are read for training. */
export interface CorpusSettings {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly useIgnoreFiles: boolean;
}

/** Vectors that can be downloaded. */
export interface CatalogueEntry {
  readonly name: string;
  readonly url: string;
  /** Shown beside the name. */
  readonly size?: string;
  /**
   * SHA-256 that the file must sum up to, in hexadecimal. Those of the default catalogue are the ones that
   * JuliaText/Embeddings.jl checks its downloads by (`src/glove.jl`, `src/fasttext.jl`); other projects publish the same.
   */
  readonly sha256?: string;
}

/** The value in force of a setting that package.json declares with a default. */
function read<T>(key: string, scope?: ConfigurationScope): T {
  const value = workspace.getConfiguration(SECTION, scope).get<T>(key);
  if (value === undefined) throw new Error(`The setting firth.${key} is not declared.`);
  return value;
}

/** A whole number within the bounds that package.json states; settings files may hold anything. */
function readInteger(key: string, minimum: number, maximum: number): number {
  const value = Number(read<unknown>(key));
  if (!Number.isFinite(value)) {
    return Number(workspace.getConfiguration(SECTION).inspect(key)?.defaultValue);
  }
  return Math.min(maximum, Math.max(minimum, Math.round(value)));
}

function readStrings(key: string, scope?: ConfigurationScope): readonly string[] {
  const value = read<unknown>(key, scope);
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

export function hoverSettings(): HoverSettings {
  return {
    enabled: read<unknown>('hover.enabled') === true,
    languages: readStrings('hover.languages'),
    neighbours: readInteger('hover.neighbours', 1, 25),
  };
}

export function corpusSettings(scope: ConfigurationScope): CorpusSettings {
  return {
    include: readStrings('corpus.include', scope),
    exclude: readStrings('corpus.exclude', scope),
    useIgnoreFiles: read<unknown>('corpus.useIgnoreFiles', scope) !== false,
  };
}

export function trainingOptions(): TrainingOptions {
  const bytesPerMegabyte = 1_000_000;
  return {
    method: trainingMethod(),
    vectorSize: readInteger('training.vectorSize', 2, 300),
    window: readInteger('training.window', 1, 100),
    minCount: readInteger('training.minCount', 1, 1000),
    maxWords: readInteger('training.maxWords', 100, 400_000),
    seed: readInteger('training.seed', 0, 0xffff_ffff),
    maxFileSize: readInteger('corpus.maxFileSize', 1, 2048) * bytesPerMegabyte,
  };
}

/** GloVe's steps fall into so many parts that can be taken at the same time; nobody gains from more for a map. */
const MOST_THREADS = 8;

/** All processors but one, which the editor keeps. */
function idleThreads(): number {
  return Math.min(MOST_THREADS, Math.max(1, availableParallelism() - 1));
}

/** What a training may take of the machine. */
export function trainingResources(): TrainingResources {
  const bytesPerMegabyte = 1_000_000;
  return {
    memory: readInteger('training.memory', 16, 65_536) * bytesPerMegabyte,
    threads: readInteger('training.threads', 0, MOST_THREADS) || idleThreads(),
  };
}

/**
 * Threads that draw a map: all processors where they stand back for others (see `standBack`), as this is over in seconds,
 * and else as many as learn.
 */
export function mapThreads(): number {
  const { threads } = trainingResources();
  const isSet = readInteger('training.threads', 0, MOST_THREADS) > 0;
  return isSet || process.platform !== 'linux' ? threads : Math.min(MOST_THREADS, availableParallelism());
}

function trainingMethod(): TrainingOptions['method'] {
  const methods: readonly unknown[] = [
    'auto',
    'ppmi-svd',
    'glove',
    'glove-from-ppmi-svd',
    'glove-lecture',
    'adapt',
  ] satisfies TrainingOptions['method'][];
  const method = read<unknown>('training.method');
  return methods.includes(method) ? (method as TrainingOptions['method']) : 'auto';
}
/** What the settings say of training a genre classifier. */
export interface ClassifierSettings {
  readonly mode: TrainingMode;
  readonly pretrained: VectorsSource;
  readonly options: Omit<
    ClassifierTrainingOptions,
    'pretrained' | 'maxFileSize' | 'mergeSimilar' | 'leaveOut'
  >;
  /** Limits of tables and of files in genre folders, in bytes. */
  readonly maxTableSize: number;
  readonly maxDocumentSize: number;
}

export function classifierSettings(): ClassifierSettings {
  const bytesPerMegabyte = 1_000_000;
  const modes = ['frozen', 'fineTuned', 'fromScratch', 'bagOfWords'] as const;
  return {
    mode: readChoice('classifier.mode', modes, 'fineTuned'),
    pretrained: readChoice('classifier.pretrained', VECTORS_SOURCES, 'general'),
    options: {
      engine: readChoice('classifier.engine', ['builtin', 'tensorflow'], 'builtin'),
      passageWords: readInteger('classifier.passageWords', 0, 100_000),
      sequenceLength: readInteger('classifier.sequenceLength', 0, 100_000),
      maxTokens: readInteger('classifier.maxTokens', 10, 100_000),
      vectorSize: readInteger('classifier.vectorSize', 2, 300),
      epochs: readInteger('classifier.epochs', 1, 1000),
      patience: readInteger('classifier.patience', 1, 1000),
      balanced: read<unknown>('classifier.balanced') !== false,
      seed: readInteger('classifier.seed', 0, 0xffff_ffff),
    },
    maxTableSize: readInteger('classifier.maxFileSize', 1, 4096) * bytesPerMegabyte,
    maxDocumentSize: readInteger('corpus.maxFileSize', 1, 2048) * bytesPerMegabyte,
  };
}

/** Whether the status bar shows the genre of the open document. */
export function showsGenreInStatusBar(): boolean {
  return read<unknown>('classifier.showInStatusBar') !== false;
}

/** One of the values that package.json lists; settings files may hold anything. */
function readChoice<T extends string>(key: string, choices: readonly T[], fallback: T): T {
  const value = read<unknown>(key);
  return choices.find((choice) => choice === value) ?? fallback;
}

/** How many answers queries list. */
export function answersWanted(): number {
  return readInteger('queries.answers', 1, 100);
}

/** How nearest words are measured, and among which they are looked for. */
export function nearestSettings(): { metric: 'cosine' | 'euclidean'; onlyWorkspaceWords: boolean } {
  return {
    metric: read<unknown>('queries.metric') === 'euclidean' ? 'euclidean' : 'cosine',
    onlyWorkspaceWords: read<unknown>('queries.onlyWorkspaceWords') === true,
  };
}

/** How many words the map draws at first. */
export function mapWords(): number {
  return readInteger('map.words', 10, 50_000);
}

/** The vectors that can be downloaded; entries without a name or an address are passed over. */
export function downloadCatalogue(): readonly CatalogueEntry[] {
  const value = read<unknown>('download.catalogue');
  return Array.isArray(value) ? value.flatMap(toCatalogueEntry) : [];
}

function toCatalogueEntry(value: unknown): CatalogueEntry[] {
  if (typeof value !== 'object' || value === null) return [];
  const { name, url, size, sha256 } = value as Record<string, unknown>;
  if (typeof name !== 'string' || typeof url !== 'string' || !URL.canParse(url)) return [];
  const isText = (member: unknown): member is string => typeof member === 'string' && member !== '';
  return [{ name, url, ...(isText(size) && { size }), ...(isText(sha256) && { sha256 }) }];
}

/** How large a download may be, in bytes. */
export function maxDownloadBytes(): number {
  return readInteger('download.maxSize', 1, 100_000) * 1_000_000;
}

/** Turns the hover on or off for the whole window's user. */
export async function setHoverEnabled(enabled: boolean): Promise<void> {
  await update('hover.enabled', enabled);
}

/** Sets the languages that have hover cards. */
export async function setHoverLanguages(languages: readonly string[]): Promise<void> {
  await update('hover.languages', languages);
}

/** Writes where the value in force comes from, so that the change takes effect. */
async function update(key: string, value: unknown): Promise<void> {
  const configuration = workspace.getConfiguration(SECTION);
  const inWorkspace = configuration.inspect(key)?.workspaceValue !== undefined;
  await configuration.update(key, value, !inWorkspace);
}

export function changesHover(affects: (section: string) => boolean): boolean {
  return affects(`${SECTION}.hover`);
}

export function changesClassifier(affects: (section: string) => boolean): boolean {
  return affects(`${SECTION}.classifier`);
}

export function changesCorpus(affects: (section: string) => boolean): boolean {
  return affects(`${SECTION}.corpus`) || affects('files.exclude');
}

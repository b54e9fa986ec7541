import { CancelledError, type Task } from '../core/task.ts';
import { tokenize } from '../core/text/tokenize.ts';
import { type ReadFile, type ReadVectorsOptions, readVectors } from '../core/vectors/formats/readVectors.ts';
import { type VectorsData, VectorsFormatError } from '../core/vectors/formats/VectorsData.ts';
import type { ReadOptions } from '../core/vectors/formats/VectorsInput.ts';
import { writeFirthVectors } from '../core/vectors/formats/writeFirthVectors.ts';
import type { CorpusFile } from '../protocol/engine.ts';
import type { FilesMethods, LoadPolicy, LoadReport, VectorsFile } from '../protocol/filesMethods.ts';
import type { HandlerContext, ProgressOf } from '../protocol/rpc.ts';
import { BinaryFileError, decodeText } from './decodeText.ts';
import { formatNames, sparkFormatName } from './formatNames.ts';
import type { EngineHost, FileStamp } from './host.ts';
import { keepSubwords } from './keepSubwords.ts';
import { hashFiles, pruneCaches, readManifest, stateOf, writeManifest } from './loadedCache.ts';
import { findSparkFiles, readSparkWord2vec } from './sparkWord2vec.ts';
import { openVectorsFile } from './vectorsSource.ts';

type Load = FilesMethods['loadVectors'];
type Context = HandlerContext<ProgressOf<FilesMethods, 'loadVectors'>>;

/** Progress that nobody could see is not sent. */
const SMALLEST_STEP = 0.005;

/**
 * Reads a file of vectors of any format and keeps them in Firth's own, in a cache that is used again until the file
 * has another content: where only its time is another one, the SHA-256 of its content tells.
 *
 * @throws VectorsFormatError naming file and place, what was found and what was expected
 * @throws CancelledError when the caller gives up
 */
export async function loadVectors(
  host: EngineHost,
  { file, policy, folder, rebuild }: Load['params'],
  context: Context,
): Promise<LoadReport> {
  const task = new StageTask(context);
  const spark = await findSparkFiles(host, file.path);
  const paths = [...(spark ?? [file.path]), ...(file.words === undefined ? [] : [file.words])];
  const stamps = await stampFiles(host, paths);
  const total = stamps.reduce((sum, { stamp }) => sum + stamp.size, 0);
  const only = policy.wordsOf && (await collectWords(host, policy, task));
  const cache = `${folder}/${await cacheName(host, file, policy, only)}.firthvec`;

  const kept = rebuild ? undefined : await readManifest(host.files, cache);
  if (kept && (await stateOf(host.files, kept)) === 'unchanged') return { ...kept.report, fromCache: true };
  task.enter('comparing', total);
  const sha256 = await hashFiles(host, paths, (count) => task.advance(count));
  if (kept?.report.sha256 === sha256) {
    await writeManifest(host.files, cache, { ...kept, files: stamps });
    return { ...kept.report, fromCache: true };
  }

  task.enter('reading', total);
  const { lowerCase, duplicates, maxSkipped, limit } = policy;
  const options: ReadOptions = {
    lowerCase,
    duplicates,
    maxSkipped,
    ...(limit !== undefined && { limit }),
    ...(only && { only }),
    kernels: host.kernels,
    task,
  };
  const read = spark
    ? {
        ...(await readSparkWord2vec(host, spark, options, (count) => task.advance(count))),
        format: undefined,
      }
    : await keepSubwords(host, file, { cache, sha256 }, (subwords) =>
        readFile(host, file, { ...options, ...subwords }, (count) => task.advance(count)),
      );
  if ((await stateOf(host.files, { files: stamps })) !== 'unchanged') {
    throw new VectorsFormatError(`${file.path}: the file was changed while it was read; load it again.`);
  }
  requireWords(file.path, read.data, only !== undefined);

  const name = file.entry ?? file.path;
  const format = read.format ? formatNames[read.format] : sparkFormatName;
  const report: LoadReport = {
    cache,
    fromCache: false,
    format,
    words: read.data.words.length,
    dimension: read.data.dimension,
    ...read.report,
    sha256,
  };
  task.enter('saving', 1);
  // Only Firth's own format says more of the vectors than their file's name.
  const own = read.format === 'firth' ? undefined : { name: titleOf(name), method: format };
  const { subwords: _, ...said } = read.data.metadata;
  const metadata = { ...said, ...own, ...('subwords' in read && { subwords: read.subwords }) };
  await saveCache(host, cache, { ...read.data, metadata }, task);
  await writeManifest(host.files, cache, { version: 1, files: stamps, report });
  await pruneCaches(host.files, folder, cache, sha256);
  host.log.info(`Read ${report.words} x ${report.dimension} vectors of ${file.path} (${format}).`);
  return report;
}

async function readFile(
  host: EngineHost,
  { path, entry, words }: VectorsFile,
  options: ReadVectorsOptions,
  onBytes: (count: number) => void,
): Promise<ReadFile> {
  const vectors = await openVectorsFile(host, path, entry, onBytes);
  try {
    const list = words === undefined ? undefined : await openVectorsFile(host, words, undefined);
    try {
      return await readVectors(vectors.input, { ...options, ...(list && { words: list.input }) });
    } finally {
      list?.close();
    }
  } finally {
    vectors.close();
  }
}

async function stampFiles(
  { files }: EngineHost,
  paths: readonly string[],
): Promise<{ path: string; stamp: FileStamp }[]> {
  const stamps: { path: string; stamp: FileStamp }[] = [];
  for (const path of paths) {
    const stamp = await files.stamp(path);
    if (!stamp) throw new VectorsFormatError(`${path}: there is no such file; expected a file of vectors.`);
    stamps.push({ path, stamp });
  }
  return stamps;
}

/** The words that occur in the files of a workspace; a file that cannot be read adds none. */
async function collectWords(
  host: EngineHost,
  { wordsOf = [], lowerCase }: LoadPolicy,
  task: StageTask,
): Promise<ReadonlySet<string>> {
  const words = new Set<string>();
  task.enter('comparing', wordsOf.length);
  for (const file of wordsOf) {
    await addWords(host, file, words);
    task.advance(1);
  }
  if (lowerCase) return words;
  // The tokenizer gives lower-case words; a file that keeps capitals has the words of sentences' beginnings and names too.
  for (const word of [...words])
    words.add(word.charAt(0).toUpperCase() + word.slice(1)).add(word.toUpperCase());
  return words;
}

async function addWords(
  { files, log }: EngineHost,
  { path, encoding }: CorpusFile,
  words: Set<string>,
): Promise<void> {
  try {
    let rest = '';
    for await (const text of decodeText(files.readPieces(path), encoding)) {
      const end = Math.max(text.lastIndexOf('\n'), text.lastIndexOf(' ')) + 1;
      for (const token of tokenize(rest + text.slice(0, end))) words.add(token);
      rest = text.slice(end);
    }
    for (const token of tokenize(rest)) words.add(token);
  } catch (error) {
    if (!(error instanceof BinaryFileError)) log.warn(`${path} could not be read: ${String(error)}`);
  }
}

function requireWords(path: string, { words }: VectorsData, wereChosen: boolean): void {
  if (words.length > 0) return;
  const why = wereChosen ? 'none of its words occurs in this workspace' : 'there is not one word in it';
  throw new VectorsFormatError(`${path}: ${why}; expected some.`);
}

/** The name that people know a file of vectors by: without its folder and its ending. */
function titleOf(path: string): string {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  const stem = name
    .replace(/\.(?:gz|zip)$/i, '')
    .replace(/\.(?:txt|vec|bin|npy|tsv|csv|safetensors|firthvec|parquet)$/i, '');
  return stem === '' ? name : stem;
}

/** A name for the cache of a file under a policy, which other files and other policies do not have. */
async function cacheName(
  host: EngineHost,
  file: VectorsFile,
  { limit, lowerCase, duplicates, maxSkipped }: LoadPolicy,
  only: ReadonlySet<string> | undefined,
): Promise<string> {
  const hash = host.sha256();
  const words = only && [...only].sort();
  const key = JSON.stringify([
    file.path,
    file.entry,
    file.words,
    limit,
    lowerCase,
    duplicates,
    maxSkipped,
    words,
  ]);
  hash.update(new TextEncoder().encode(key));
  return hash.hex().slice(0, 32);
}

async function saveCache(host: EngineHost, cache: string, data: VectorsData, task: StageTask): Promise<void> {
  const checksum = (bytes: Uint8Array, sum: number): number => {
    task.checkpoint();
    return host.crc32(bytes, sum);
  };
  const pieces = writeFirthVectors(data, { encoding: 'float32', checksum });
  function* watched(): Generator<Uint8Array, void, undefined> {
    for (const piece of pieces) {
      task.advance(1 / pieces.length);
      yield piece;
    }
  }
  await host.files.replace(cache, watched());
}

/** Reports how much of a stage is done, and lets the work be called off. */
class StageTask implements Task {
  readonly #context: Context;
  #stage: ProgressOf<FilesMethods, 'loadVectors'>['stage'] = 'comparing';
  #total = 1;
  #count = 0;
  #reported = -1;

  constructor(context: Context) {
    this.#context = context;
  }

  /** @param total how much there is to {@link advance} */
  enter(stage: ProgressOf<FilesMethods, 'loadVectors'>['stage'], total: number): void {
    this.#stage = stage;
    this.#total = Math.max(1, total);
    this.#count = 0;
    this.#reported = -1;
    this.advance(0);
  }

  advance(count: number): void {
    this.checkpoint();
    this.#count += count;
    const done = Math.min(1, this.#count / this.#total);
    if (done - this.#reported < SMALLEST_STEP) return;
    this.#reported = done;
    this.#context.report({ stage: this.#stage, done });
  }

  checkpoint(): void {
    if (this.#context.isCancelled()) throw new CancelledError();
  }
}

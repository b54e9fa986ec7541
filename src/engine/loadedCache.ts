import type { LoadedFileState, LoadReport } from '../protocol/filesMethods.ts';
import type { EngineHost, FileAccess, FileStamp, Hash } from './host.ts';

/** What is kept beside a cache: which files it was made from, and what making it came across. */
export interface CacheManifest {
  readonly version: 1;
  /** The files that were read, with their sizes and times when they were. */
  readonly files: readonly { readonly path: string; readonly stamp: FileStamp }[];
  readonly report: LoadReport;
}

/** Caches that are kept; older ones go when there is a new one. */
const KEPT_CACHES = 4;

/** The file of the manifest of a cache. */
function manifestPath(cache: string): string {
  return cache.replace(/\.firthvec$/, '.json');
}

/** The file of the n-grams that belong to a cache, by the model's SHA-256: while a model is read again, the old table stays. */
export function subwordsPath(cache: string, sha256: string): string {
  return cache.replace(/\.firthvec$/, `.${sha256.slice(0, 16)}.subwords`);
}

/** The manifest of a cache; undefined where there is none that can be used. */
export async function readManifest(files: FileAccess, cache: string): Promise<CacheManifest | undefined> {
  const path = manifestPath(cache);
  if (!(await files.stamp(path)) || !(await files.stamp(cache))) return undefined;
  try {
    const manifest: unknown = JSON.parse(new TextDecoder().decode(await files.read(path)));
    return isManifest(manifest) ? manifest : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

export async function writeManifest(
  files: FileAccess,
  cache: string,
  manifest: CacheManifest,
): Promise<void> {
  await files.replace(manifestPath(cache), new TextEncoder().encode(JSON.stringify(manifest)));
}

/** Whether the files of a manifest are those of now, by their sizes and times. */
export async function stateOf(
  files: FileAccess,
  manifest: Pick<CacheManifest, 'files'>,
): Promise<LoadedFileState> {
  let state: LoadedFileState = 'unchanged';
  for (const { path, stamp } of manifest.files) {
    const now = await files.stamp(path);
    if (!now) return 'missing';
    if (now.size !== stamp.size || now.modified !== stamp.modified) state = 'changed';
  }
  return state;
}

/** Sums the content of files up. */
export async function hashFiles(
  host: Pick<EngineHost, 'files' | 'sha256'>,
  paths: readonly string[],
  onBytes: (count: number) => void,
): Promise<string> {
  const hash: Hash = host.sha256();
  for (const path of paths) {
    for await (const piece of host.files.readPieces(path)) {
      hash.update(piece);
      onBytes(piece.length);
    }
  }
  return hash.hex();
}

/**
 * Deletes the oldest caches of a folder, so that they do not fill the disk, and the tables of n-grams of no cache.
 *
 * @param newest which is kept, with no table but that of this sum of its file
 */
export async function pruneCaches(
  files: FileAccess,
  folder: string,
  newest: string,
  sha256: string,
): Promise<void> {
  const caches: { path: string; modified: number }[] = [];
  const names = (await files.list(folder)) ?? [];
  for (const name of names) {
    const path = `${folder}/${name}`;
    const stamp = name.endsWith('.firthvec') && path !== newest ? await files.stamp(path) : undefined;
    if (stamp) caches.push({ path, modified: stamp.modified });
  }
  caches.sort((a, b) => b.modified - a.modified);
  const old = caches.slice(KEPT_CACHES - 1).map(({ path }) => path);
  for (const path of old) {
    await files.remove(path);
    await files.remove(manifestPath(path));
  }
  const kept = new Set(caches.map(({ path }) => path).filter((path) => !old.includes(path)));
  for (const name of names.filter((other) => other.endsWith('.subwords'))) {
    const path = `${folder}/${name}`;
    const cache = path.replace(/\.[0-9a-f]*\.subwords$/, '.firthvec');
    if (path !== subwordsPath(newest, sha256) && !kept.has(cache)) await files.remove(path);
  }
}

function isManifest(value: unknown): value is CacheManifest {
  if (typeof value !== 'object' || value === null) return false;
  const { version, files, report } = value as Partial<CacheManifest>;
  return (
    version === 1 &&
    Array.isArray(files) &&
    files.every(
      (file: Partial<CacheManifest['files'][number]> | null) => typeof file?.path === 'string' && file.stamp,
    ) &&
    typeof report?.sha256 === 'string'
  );
}

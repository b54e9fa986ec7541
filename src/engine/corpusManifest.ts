import type { JsonValue } from '../core/vectors/formats/VectorsData.ts';
import type { CorpusChanges, CorpusFile } from '../protocol/engine.ts';
import type { FileAccess, FileStamp } from './host.ts';

/** The files of a training by path, as they were then; null for those that could not be read. */
export type CorpusManifest = ReadonlyMap<string, FileStamp | null>;

/** The manifest in a form that a file's metadata can hold: `[path, size, modified]`, or `[path]` of an unreadable file. */
export function writeManifest(manifest: CorpusManifest): JsonValue {
  return [...manifest].map(([path, stamp]) => (stamp ? [path, stamp.size, stamp.modified] : [path]));
}

/** The other way round; undefined where `value` is no manifest. */
export function readManifest(value: JsonValue | undefined): CorpusManifest | undefined {
  if (!Array.isArray(value)) return undefined;
  const manifest = new Map<string, FileStamp | null>();
  for (const entry of value as readonly JsonValue[]) {
    if (!Array.isArray(entry)) return undefined;
    const [path, size, modified] = entry as readonly JsonValue[];
    if (typeof path !== 'string') return undefined;
    if (typeof size === 'number' && typeof modified === 'number') manifest.set(path, { size, modified });
    else manifest.set(path, null);
  }
  return manifest;
}

/** How the files of now differ from those of the manifest. A file counts as changed when its size or time has. */
export async function compareWithManifest(
  manifest: CorpusManifest,
  files: readonly CorpusFile[],
  access: FileAccess,
): Promise<CorpusChanges> {
  let added = 0;
  let changed = 0;
  let kept = 0;
  for (const { path } of files) {
    const before = manifest.get(path);
    if (before === undefined) {
      added++;
      continue;
    }
    kept++;
    const now = await stampOrNull(access, path);
    if (before?.size !== now?.size || before?.modified !== now?.modified) changed++;
  }
  return { added, changed, removed: manifest.size - kept };
}

/** Null for a file that is not there or may not be looked at. */
export async function stampOrNull(access: FileAccess, path: string): Promise<FileStamp | null> {
  try {
    return (await access.stamp(path)) ?? null;
  } catch {
    return null;
  }
}

import { readdir, realpath } from 'node:fs/promises';
import { basename, dirname, sep } from 'node:path';

/**
 * The files among `paths` that lie below one of the folders `roots` without a link on the way. So nothing is read that lies
 * outside the workspace, nothing twice, and nothing against the rules of the place where it lies; what links lead to within
 * the workspace is found there. The roots themselves may be links. Files that are gone are left in, for whoever reads them to
 * say so. Asks the system twice for each folder, not for each file.
 */
export async function withoutLinked(paths: readonly string[], roots: readonly string[]): Promise<string[]> {
  const places = await Promise.all(
    roots.map(async (root) => ({
      root: withEnd(root),
      real: withEnd(await realpath(root).catch(() => root)),
    })),
  );
  const folders = new Map<string, LinkedFolder>();
  const kept: string[] = [];
  for (const path of paths) {
    const folder = dirname(path);
    const { real, links } = folders.get(folder) ?? (await lookInto(folder));
    folders.set(folder, { real, links });
    const isPlain = places.some(
      (place) =>
        path.startsWith(place.root) &&
        (real === undefined || withEnd(real) === place.real + withEnd(folder).slice(place.root.length)),
    );
    if (isPlain && !links.has(basename(path))) kept.push(path);
  }
  return kept;
}

function withEnd(folder: string): string {
  return folder.endsWith(sep) ? folder : folder + sep;
}

/** Where a folder really is (undefined where it is gone), and the names in it that are links. */
interface LinkedFolder {
  readonly real: string | undefined;
  readonly links: ReadonlySet<string>;
}

async function lookInto(folder: string): Promise<LinkedFolder> {
  try {
    const [real, entries] = await Promise.all([realpath(folder), readdir(folder, { withFileTypes: true })]);
    return {
      real,
      links: new Set(entries.filter((entry) => entry.isSymbolicLink()).map(({ name }) => name)),
    };
  } catch {
    return { real: undefined, links: new Set() };
  }
}

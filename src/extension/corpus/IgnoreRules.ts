import ignore, { type Ignore } from 'ignore';

/**
 * The .gitignore files of a folder tree, asked as git asks them: the rules of a deeper file come after, and so
 * override, those of the files above it; what lies in an ignored folder stays ignored.
 *
 * Paths are relative to the root, with `/` between their parts.
 */
export class IgnoreRules {
  readonly #byFolder = new Map<string, Ignore>();
  readonly #ignoredFolders = new Map<string, boolean>();

  /** Adds the content of the .gitignore file in `folder` (`''` for the root). */
  add(folder: string, content: string): void {
    const rules = this.#byFolder.get(folder) ?? ignore({ allowRelativePaths: true });
    this.#byFolder.set(folder, rules.add(content));
    this.#ignoredFolders.clear();
  }

  /** Whether git would ignore the file at `path`. */
  ignores(path: string): boolean {
    if (this.#byFolder.size === 0) return false;
    const end = path.lastIndexOf('/');
    return (end > 0 && this.#ignoresFolder(path.slice(0, end))) || this.#matches(path);
  }

  #ignoresFolder(folder: string): boolean {
    const known = this.#ignoredFolders.get(folder);
    if (known !== undefined) return known;
    const end = folder.lastIndexOf('/');
    const ignored = (end > 0 && this.#ignoresFolder(folder.slice(0, end))) || this.#matches(`${folder}/`);
    this.#ignoredFolders.set(folder, ignored);
    return ignored;
  }

  #matches(path: string): boolean {
    let ignored = false;
    for (let start = 0; start >= 0; start = nextFolder(path, start)) {
      const rules = this.#byFolder.get(path.slice(0, Math.max(0, start - 1)));
      if (!rules) continue;
      const verdict = rules.test(path.slice(start));
      if (verdict.ignored) ignored = true;
      else if (verdict.unignored) ignored = false;
    }
    return ignored;
  }
}

/** Where the next part of `path` after `start` begins; -1 at the last one. */
function nextFolder(path: string, start: number): number {
  const slash = path.indexOf('/', start);
  return slash < 0 || slash === path.length - 1 ? -1 : slash + 1;
}

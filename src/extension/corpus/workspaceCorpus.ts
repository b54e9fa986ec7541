import { type CancellationToken, RelativePattern, type Uri, type WorkspaceFolder, workspace } from 'vscode';
import type { CorpusFile } from '../../protocol/engine.ts';
import { corpusSettings } from '../settings.ts';
import { encodingLabel } from './encodingLabel.ts';
import { IgnoreRules } from './IgnoreRules.ts';
import { withoutLinked } from './withoutLinked.ts';

/** A file that holds ignore rules, as git names it. */
const IGNORE_FILE = '.gitignore';

/**
 * The text files of all workspace folders that the settings ask for, in a fixed order (training is repeatable only if
 * the order of the text is), but none that are reached by links. `files.exclude` and, unless switched off, .gitignore files are
 * respected. Only files on disk can be read by the engine; others are left out.
 */
export async function findCorpusFiles(token?: CancellationToken): Promise<CorpusFile[]> {
  const byPath = new Map<string, CorpusFile>();
  const roots: string[] = [];
  for (const folder of workspace.workspaceFolders ?? []) {
    if (folder.uri.scheme !== 'file') continue;
    for (const file of await filesOfFolder(folder, token)) byPath.set(file.path, file);
    roots.push(folder.uri.fsPath);
  }
  const within = await withoutLinked([...byPath.keys()].sort(), roots);
  return within.flatMap((path) => byPath.get(path) ?? []);
}

async function filesOfFolder(folder: WorkspaceFolder, token?: CancellationToken): Promise<CorpusFile[]> {
  const { include, exclude, useIgnoreFiles } = corpusSettings(folder);
  if (include.length === 0) return [];
  const excluded = exclude.length > 0 ? new RelativePattern(folder, braces(exclude)) : undefined;
  const found = await Promise.all(
    include.map((glob) => workspace.findFiles(new RelativePattern(folder, glob), excluded, undefined, token)),
  );
  const rules = useIgnoreFiles ? await ignoreRules(folder, token) : new IgnoreRules();
  const encoding = encodingLabel(workspace.getConfiguration('files', folder).get('encoding', 'utf8'));
  return found
    .flat()
    .filter((uri) => !rules.ignores(relativePath(folder.uri, uri)))
    .map((uri) => ({ path: uri.fsPath, encoding }));
}

async function ignoreRules(folder: WorkspaceFolder, token?: CancellationToken): Promise<IgnoreRules> {
  const rules = new IgnoreRules();
  const files = await workspace.findFiles(
    new RelativePattern(folder, `**/${IGNORE_FILE}`),
    undefined,
    undefined,
    token,
  );
  for (const uri of files) {
    const content = new TextDecoder().decode(await workspace.fs.readFile(uri));
    rules.add(relativePath(folder.uri, uri).slice(0, -`/${IGNORE_FILE}`.length), content);
  }
  return rules;
}

/** Path of `uri` below `folder`, with `/` between its parts. */
function relativePath(folder: Uri, uri: Uri): string {
  const base = folder.path.endsWith('/') ? folder.path : `${folder.path}/`;
  return uri.path.startsWith(base) ? uri.path.slice(base.length) : uri.path;
}

/** One glob that matches what any of `globs` matches. */
function braces(globs: readonly string[]): string {
  return globs.length === 1 ? globs[0]! : `{${globs.join(',')}}`;
}

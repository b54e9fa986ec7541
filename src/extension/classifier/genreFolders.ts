import { type CancellationToken, RelativePattern, type Uri, workspace } from 'vscode';
import type { LabelledFile } from '../../protocol/labelledTexts.ts';
import { encodingLabel } from '../corpus/encodingLabel.ts';
import { corpusSettings } from '../settings.ts';

/**
 * The text files in the folders below `root`, labelled by the folder: a folder for each genre, as Keras's
 * `text_dataset_from_directory` expects. Files deeper down belong to the genre above them, files beside the genres to none.
 * Hidden folders are none. In a fixed order, so that a split is repeatable.
 */
export async function findGenreFiles(root: Uri, token?: CancellationToken): Promise<LabelledFile[]> {
  const found = await findTextFiles(root, token);
  const encoding = encodingLabel(workspace.getConfiguration('files', root).get('encoding', 'utf8'));
  const base = root.path.endsWith('/') ? root.path : `${root.path}/`;
  const byPath = new Map<string, LabelledFile>();
  for (const uri of found) {
    const parts = uri.path.startsWith(base) ? uri.path.slice(base.length).split('/') : [];
    const [label] = parts;
    if (parts.length < 2 || label === undefined || label.startsWith('.')) continue;
    byPath.set(uri.fsPath, { path: uri.fsPath, encoding, label });
  }
  return [...byPath.values()].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

/** The genres of files, each once. */
export function genresOf(files: readonly LabelledFile[]): string[] {
  return [...new Set(files.map(({ label }) => label))];
}

/** The text files at any depth below a folder, in the workspace or not, by the settings of the training text. */
export async function findTextFiles(folder: Uri, token?: CancellationToken): Promise<Uri[]> {
  const { include, exclude } = corpusSettings(folder);
  const excluded = exclude.length > 0 ? new RelativePattern(folder, `{${exclude.join(',')}}`) : undefined;
  const found = await Promise.all(
    include.map((glob) => workspace.findFiles(new RelativePattern(folder, glob), excluded, undefined, token)),
  );
  return found.flat().sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

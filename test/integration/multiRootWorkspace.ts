import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Words that stand in one of the folders only, and files that must not be read. */
const FILES: Readonly<Record<string, string>> = {
  'sea/story.txt': 'The sailor steers the boat over the sea. The captain saw the harbour. '.repeat(10),
  'sea/skipped/log.txt': 'zzskipped '.repeat(10),
  'sea/note.old.txt': 'zzexcluded '.repeat(10),
  'sea/.gitignore': 'skipped/\n',
  'court/notes.md': '# The trial\n\nThe judge heard the witness. The jury left the court.\n\n'.repeat(10),
  'court/skipped/more.txt': 'The lawyer spoke, zzread. '.repeat(10),
  'court/data.list': 'zzlisted '.repeat(10),
  'sea/.vscode/settings.json': JSON.stringify({
    'firth.corpus.exclude': ['**/node_modules/**', '**/*.{old,bak}.txt'],
  }),
  'court/.vscode/settings.json': JSON.stringify({ 'firth.corpus.include': ['**/*.md', '**/*.{txt,list}'] }),
};

/** Makes a workspace of two folders, each with rules of its own; returns the path of its .code-workspace file. */
export function makeMultiRootWorkspace(folder: string): string {
  for (const [path, content] of Object.entries(FILES)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  // A folder that holds itself, and a way out.
  symlinkSync(join(folder, 'sea'), join(folder, 'sea', 'loop'), 'junction');
  // Two that hold each other, whose rules differ.
  symlinkSync(join(folder, 'sea'), join(folder, 'court', 'sea'), 'junction');
  symlinkSync(join(folder, 'court'), join(folder, 'sea', 'court'), 'junction');
  mkdirSync(join(folder, 'outside'));
  writeFileSync(join(folder, 'outside', 'secret.txt'), 'zzoutside '.repeat(10));
  symlinkSync(join(folder, 'outside'), join(folder, 'sea', 'out'), 'junction');
  const file = join(folder, 'two.code-workspace');
  const settings = { 'firth.training.vectorSize': 4, 'firth.training.minCount': 1 };
  writeFileSync(file, JSON.stringify({ folders: [{ path: 'sea' }, { path: 'court' }], settings }));
  return file;
}

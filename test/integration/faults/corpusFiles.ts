import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { workspacePath } from '../firth.ts';

/** The text files of the workspace, in order. */
export function corpusFiles(): string[] {
  return readdirSync(workspacePath(), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.txt'))
    .map((file) => join(workspacePath(), file))
    .sort();
}

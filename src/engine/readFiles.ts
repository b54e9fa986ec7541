import type { MemoryLimit } from '../core/spill.ts';
import type { Task } from '../core/task.ts';
import { CorpusBuilder } from '../core/text/CorpusBuilder.ts';
import type { CorpusFile, SkippedFile } from '../protocol/engine.ts';
import { type CorpusManifest, type ManifestEntry, stampOrNull } from './corpusManifest.ts';
import type { EngineHost } from './host.ts';
import { readCorpusFile } from './readCorpusFile.ts';

/**
 * Reads the files of a corpus one after another. Those that cannot be used are told with the reason, and their parts that
 * could be read are in the text.
 *
 * @param maxFileSize larger files are passed over, in bytes
 * @param limit see {@link CorpusBuilder}
 */
export async function readFiles(
  host: EngineHost,
  files: readonly CorpusFile[],
  maxFileSize: number,
  task: Task,
  limit?: MemoryLimit,
): Promise<{ builder: CorpusBuilder; manifest: CorpusManifest; skipped: SkippedFile[] }> {
  const builder = new CorpusBuilder(limit);
  const manifest = new Map<string, ManifestEntry | null>();
  const skipped: SkippedFile[] = [];
  for (const [index, file] of files.entries()) {
    task.checkpoint(index / files.length);
    const stamp = await stampOrNull(host.files, file.path);
    manifest.set(file.path, stamp && { ...stamp, encoding: file.encoding });
    builder.beginDocument();
    const verdict = await readCorpusFile(host.files, file, stamp, maxFileSize, (text) => {
      builder.addText(text);
      task.checkpoint(index / files.length);
    });
    builder.endDocument();
    if (verdict) skipped.push(verdict);
  }
  return { builder, manifest, skipped };
}

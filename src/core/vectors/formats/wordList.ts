import { decodeWord } from './decodeWord.ts';
import { lineBlocks } from './lineBlocks.ts';
import { VectorsFormatError } from './VectorsData.ts';
import type { VectorsInput } from './VectorsInput.ts';

/** The words of a matrix that stand in a file of their own. */
export interface WordList {
  /** What error messages call the file. */
  readonly name: string;
  /** The word of each row. */
  readonly words: readonly string[];
}

/** A vocabulary in JSON is held in memory whole; larger ones are refused. */
const MAX_JSON = 1 << 28;

/**
 * Reads the words of a matrix: text with a word a line; or, where the file starts with a bracket and its name ends with
 * `.json`, a JSON array of words or object of words and their rows.
 *
 * @throws VectorsFormatError naming file and line
 */
export async function readWordList(input: VectorsInput): Promise<WordList> {
  if (/\.json$/i.test(input.name)) return { name: input.name, words: await readJsonWords(input) };
  const words: string[] = [];
  for await (const { bytes } of lineBlocks(input)) {
    for (let at = 0; at < bytes.length; ) {
      const next = bytes.indexOf(0x0a, at) + 1;
      const end = next > at + 1 && bytes[next - 2] === 0x0d ? next - 2 : next - 1;
      const word = decodeWord(bytes, at, end);
      if (word === undefined) {
        throw new VectorsFormatError(`${input.name}, line ${words.length + 1}: the word is not UTF-8.`);
      }
      words.push(word);
      at = next;
    }
  }
  return { name: input.name, words };
}

async function readJsonWords(input: VectorsInput): Promise<string[]> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  let value: unknown;
  try {
    for await (const piece of input.pieces) {
      if (text.length + piece.length > MAX_JSON) {
        throw new VectorsFormatError(`${input.name}: the vocabulary is longer than ${MAX_JSON} bytes.`);
      }
      text += decoder.decode(piece, { stream: true });
    }
    text += decoder.decode();
    value = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error;
    throw new VectorsFormatError(`${input.name}: this is no JSON in UTF-8: ${error.message}`);
  }
  const words = wordsOfJson(value);
  if (words) return words;
  throw new VectorsFormatError(
    `${input.name}: expected a JSON array of words, or an object that gives each word its row, from 0 without gaps.`,
  );
}

function wordsOfJson(value: unknown): string[] | undefined {
  if (Array.isArray(value)) return value.every((word) => typeof word === 'string') ? value : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  const entries = Object.entries(value);
  const words = new Array<string | undefined>(entries.length).fill(undefined);
  for (const [word, row] of entries) {
    if (!Number.isInteger(row) || row < 0 || row >= words.length || words[row] !== undefined)
      return undefined;
    words[row] = word;
  }
  return words as string[];
}

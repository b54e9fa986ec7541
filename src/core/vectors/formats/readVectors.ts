import { detectFormat, HEAD_BYTES, type VectorsFormat, type Wrapping } from './detectFormat.ts';
import { readFastTextBinary } from './fastTextBinary.ts';
import { decodeVectors } from './firthVectors.ts';
import { readNpy } from './npy.ts';
import { readProjector, readProjectorMetadata } from './projector.ts';
import { readSafetensors } from './safetensors.ts';
import type { SubwordSink } from './subwords.ts';
import { readTextVectors } from './textVectors.ts';
import { VectorsFormatError } from './VectorsData.ts';
import type { ReadOptions, ReadVectors, VectorsInput } from './VectorsInput.ts';
import { readWord2vecBinary } from './word2vecBinary.ts';
import { readWordList } from './wordList.ts';

/** How to read a file of any of the formats. */
export interface ReadVectorsOptions extends ReadOptions {
  /** The words of formats that keep them in a file of their own: .npy, safetensors, Embedding Projector. */
  readonly words?: VectorsInput;
  /** Which column of the Embedding Projector's metadata has the words. */
  readonly column?: string;
  /** Which matrix of a safetensors file. */
  readonly tensor?: string;
  /** Takes the vectors of n-grams that a model of fastText has. */
  readonly subwords?: SubwordSink;
  /** Takes a wrapping off. The result says its own name and size; the wrapped input's size may serve as an estimate. */
  readonly unwrap?: (wrapping: Wrapping, input: VectorsInput) => VectorsInput;
}

/** Vectors that were read, with the format that the file turned out to have. */
export interface ReadFile extends ReadVectors {
  readonly format: VectorsFormat;
}

/** Formats that need a list of words beside the vectors. */
type WordlessFormat = 'npy' | 'safetensors' | 'projector';

function isWordless(format: VectorsFormat): format is WordlessFormat {
  return format === 'npy' || format === 'safetensors' || format === 'projector';
}

/**
 * Reads a file of vectors of any format; its content tells which one it is. Of Firth's own format only files that are
 * whole are read, and whole: the limits on words and flaws do not apply.
 *
 * @throws VectorsFormatError naming file and place, what was found and what was expected
 */
export async function readVectors(input: VectorsInput, options: ReadVectorsOptions = {}): Promise<ReadFile> {
  const { head, replay, close } = await peek(input);
  try {
    return await readDetected(detectFormat(head, input.name), replay, options);
  } finally {
    await close();
  }
}

async function readDetected(
  found: VectorsFormat | Wrapping,
  input: VectorsInput,
  options: ReadVectorsOptions,
): Promise<ReadFile> {
  if (found === 'gzip' || found === 'zip') {
    const { unwrap, ...rest } = options;
    if (unwrap) return readVectors(unwrap(found, input), rest);
    throw new VectorsFormatError(`${input.name}: the file is wrapped as ${found}; expected it unwrapped.`);
  }
  if (!isWordless(found)) return { format: found, ...(await readSelfContained(found, input, options)) };
  if (options.words) return { format: found, ...(await readWithWords(found, input, options.words, options)) };
  throw new VectorsFormatError(
    `${input.name}: the file has vectors without words; expected a second file with the words, one a line.`,
  );
}

async function readSelfContained(
  format: Exclude<VectorsFormat, WordlessFormat>,
  input: VectorsInput,
  options: ReadVectorsOptions,
): Promise<ReadVectors> {
  switch (format) {
    case 'glove-text':
      return readTextVectors(input, { ...options, header: false });
    case 'word2vec-text':
      return readTextVectors(input, { ...options, header: true });
    case 'word2vec-binary':
      return readWord2vecBinary(input, options);
    case 'fasttext-binary':
      return readFastTextBinary(input, options);
    case 'firth':
      return readFirth(input);
  }
}

async function readWithWords(
  format: WordlessFormat,
  input: VectorsInput,
  words: VectorsInput,
  options: ReadVectorsOptions,
): Promise<ReadVectors> {
  switch (format) {
    case 'npy':
      return readNpy(input, await readWordList(words), options);
    case 'safetensors':
      return readSafetensors(input, await readWordList(words), options);
    case 'projector':
      return readProjector(input, await readProjectorMetadata(words, options), options);
  }
}

async function readFirth(input: VectorsInput): Promise<ReadVectors> {
  const pieces: Uint8Array[] = [];
  for await (const piece of input.pieces) pieces.push(piece.slice());
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  let data: ReturnType<typeof decodeVectors>;
  try {
    data = decodeVectors(bytes);
  } catch (error) {
    if (error instanceof VectorsFormatError) throw new VectorsFormatError(`${input.name}: ${error.message}`);
    throw error;
  }
  return { data, report: { records: data.words.length, skipped: [], duplicates: 0, limited: false } };
}

/** A file whose start was looked at. */
interface PeekedFile {
  readonly head: Uint8Array;
  /** The file as if nothing had been read of it. */
  readonly replay: VectorsInput;
  /** Lets the source go, whether or not the replay was read. */
  close(): Promise<void>;
}

async function peek(input: VectorsInput): Promise<PeekedFile> {
  const iterator = input.pieces[Symbol.asyncIterator]();
  let head = new Uint8Array(0);
  let ended = false;
  const next = async (): Promise<Uint8Array | undefined> => {
    const { done, value } = await iterator.next();
    ended = done === true;
    return done ? undefined : value;
  };
  while (!ended && head.length < HEAD_BYTES) {
    const piece = (await next()) ?? new Uint8Array(0);
    const longer = new Uint8Array(head.length + piece.length);
    longer.set(head);
    longer.set(piece, head.length);
    head = longer;
  }
  async function* pieces(): AsyncGenerator<Uint8Array, void, undefined> {
    yield head;
    while (!ended) {
      const piece = await next();
      if (piece) yield piece;
    }
  }
  return {
    head,
    replay: { ...input, pieces: pieces() },
    async close(): Promise<void> {
      await iterator.return?.();
    },
  };
}

/** A word of the package and its vector. */
export interface Embedding {
  readonly word: string;
  readonly vector: readonly number[];
}

/**
 * Reads the JSON of wink's embeddings piece by piece, so that neither its 300 MB of text nor the numbers of words that
 * are not wanted are ever in memory together. Expected is
 * `{..., "dimensions":100, "words":[...], "vectors":{"the":[...], ...}, ...}`, where each array of `vectors` holds the
 * dimensions, the norm and the word's position in `words`, which is by falling frequency, and stands in that order.
 *
 * @param chunks the text in pieces of any size
 * @throws SyntaxError saying what was found where something else was expected
 */
export async function* readEmbeddings(chunks: AsyncIterable<string>): AsyncGenerator<Embedding> {
  let text = '';
  let dimension: number | undefined;
  let position = 0;
  for await (const chunk of chunks) {
    text += chunk;
    let at = 0;
    if (dimension === undefined) {
      const start = '"vectors":{';
      const found = text.indexOf(start);
      if (found < 0) continue;
      dimension = Number(/"dimensions":(\d+)/.exec(text.slice(0, found))?.[1]);
      if (!(dimension >= 1))
        throw new SyntaxError('Found no "dimensions" before "vectors"; expected their number.');
      at = found + start.length;
    }
    for (;;) {
      // A word may hold any punctuation, but a quote within it is escaped: the first bare quote ends it.
      const word = /"((?:[^"\\]|\\.)*)":\[([^\]]*)\]([,}])/y;
      word.lastIndex = at;
      const match = word.exec(text);
      if (!match) break;
      yield readEntry(match, position++, dimension);
      if (match[3] === '}') return;
      at = word.lastIndex;
    }
    text = text.slice(at);
    if (text.length > 1 << 24) {
      throw new SyntaxError(
        `Found ${JSON.stringify(text.slice(0, 80))} for entry ${position}; expected "word":[numbers].`,
      );
    }
  }
  throw new SyntaxError(`The file ends after ${position} vectors; expected "}" behind the last.`);
}

function readEntry(match: RegExpExecArray, position: number, dimension: number): Embedding {
  const word = JSON.parse(`"${match[1]}"`) as string;
  const numbers = match[2]!.split(',').map(Number);
  if (numbers.length !== dimension + 2 || !numbers.every(Number.isFinite) || numbers.at(-1) !== position) {
    throw new SyntaxError(
      `The vector of ${JSON.stringify(word)} has ${numbers.length} numbers and ends in ${numbers.at(-1)}; ` +
        `expected ${dimension + 2} numbers, the last of them ${position}.`,
    );
  }
  return { word, vector: numbers.slice(0, dimension) };
}

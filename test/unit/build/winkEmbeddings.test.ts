import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Embedding, readEmbeddings } from '../../../src/build/winkEmbeddings.ts';

async function* inPieces(text: string, size: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

async function read(text: string, size = text.length): Promise<Embedding[]> {
  const embeddings: Embedding[] = [];
  for await (const embedding of readEmbeddings(inPieces(text, size))) embeddings.push(embedding);
  return embeddings;
}

function write(words: readonly string[], vectors: readonly number[][]): string {
  const entries = words.map(
    (word, i) => `${JSON.stringify(word)}:${JSON.stringify([...vectors[i]!, 1.5, i])}`,
  );
  return (
    `{"precision":8,"l2NormIndex":2,"wordIndex":3,"size":${words.length},"dimensions":2,` +
    `"words":${JSON.stringify(words)},"vectors":{${entries.join(',')}},"unkVector":[0,0,0,-1]}\n`
  );
}

describe('readEmbeddings', () => {
  it('reads every word and vector, wherever the text is cut', async () => {
    const entries = fc.uniqueArray(
      fc.tuple(fc.string({ unit: 'grapheme' }), fc.float({ noNaN: true, noDefaultInfinity: true })),
      {
        selector: ([word]) => word,
        minLength: 1,
        maxLength: 8,
      },
    );
    await fc.assert(
      fc.asyncProperty(entries, fc.integer({ min: 1, max: 40 }), async (pairs, size) => {
        const words = pairs.map(([word]) => word);
        const vectors = pairs.map(([, value]) => [value + 0, 1e-7]);
        const expected = words.map((word, i) => ({ word, vector: vectors[i]! }));
        assert.deepEqual(await read(write(words, vectors), size), expected);
      }),
    );
  });

  it('says what it found where something else was expected', async () => {
    const good = write(
      ['the', 'of'],
      [
        [1, 2],
        [3, 4],
      ],
    );
    const cases: [text: string, message: RegExp][] = [
      [good.replace('"dimensions":2,', ''), /no "dimensions" before "vectors"/],
      [
        good.replace('[3,4,1.5,1]', '[3,4,1.5,7]'),
        /vector of "of" has 4 numbers and ends in 7; expected 4 .* last of them 1/,
      ],
      [good.replace('[3,4,1.5,1]', '[3,1.5,1]'), /vector of "of" has 3 numbers/],
      [good.replace('[3,4,1.5,1]', '[3,x,1.5,1]'), /vector of "of"/],
      [good.slice(0, good.indexOf('"of":')), /ends after 1 vectors/],
      ['{}', /ends after 0 vectors/],
    ];
    for (const [text, message] of cases) {
      await assert.rejects(
        read(text, 7),
        (error) => error instanceof SyntaxError && message.test(error.message),
      );
    }
  });
});

import { countWindowCooccurrence } from '../../../../src/core/cooccurrence/countWindowCooccurrence.ts';
import type { SparseMatrix } from '../../../../src/core/cooccurrence/SparseMatrix.ts';
import { seededRandom } from '../../../../src/core/math/random.ts';
import { CorpusBuilder } from '../../../../src/core/text/CorpusBuilder.ts';

/** Words of two kinds that keep different company. */
export const kinds = {
  fruit: ['apple', 'banana', 'cherry', 'plum'],
  vehicle: ['car', 'truck', 'bicycle', 'train'],
};
const sayings = {
  fruit: ['eat the sweet ripe', 'peel and slice the fresh', 'juice from a tasty'],
  vehicle: ['drive the fast new', 'repair and park the broken', 'wheels of a rusty'],
};

/** The words of a small text about fruits and vehicles, and how often they are near each other. */
export function topicCounts(): { words: readonly string[]; cooccurrence: SparseMatrix } {
  const random = seededRandom(7);
  const pick = (words: readonly string[]): string => words[Math.floor(random() * words.length)]!;
  const builder = new CorpusBuilder();
  builder.beginDocument();
  for (let i = 0; i < 2000; i++) {
    const topic = random() < 0.5 ? 'fruit' : 'vehicle';
    // Now and then a fruit is driven: what never happens GloVe cannot learn from.
    const kind = random() < 0.9 ? topic : topic === 'fruit' ? 'vehicle' : 'fruit';
    builder.addText(`${pick(sayings[topic])} ${pick(kinds[kind])}. `);
  }
  builder.endDocument();
  const { vocabulary, corpus } = builder.finish();
  const cooccurrence = countWindowCooccurrence(corpus, vocabulary.size, {
    window: 5,
    weighting: 'harmonic',
    acrossSentences: false,
  });
  return { words: vocabulary.words, cooccurrence };
}

/** Cosine similarity of two rows. */
export function cosine(vectors: Float32Array, size: number, a: number, b: number): number {
  let [dot, aa, bb] = [0, 0, 0];
  for (let i = 0; i < size; i++) {
    const [x, y] = [vectors[a * size + i]!, vectors[b * size + i]!];
    dot += x * y;
    aa += x * x;
    bb += y * y;
  }
  return dot / Math.sqrt(aa * bb);
}

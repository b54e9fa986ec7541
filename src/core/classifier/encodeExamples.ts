import { TextVectorization } from '../text/TextVectorization.ts';
import { bagOfWords, type LabelledBags } from './BagOfWords.ts';
import type { LabelledDocuments } from './LabelledDocuments.ts';
import { firstShare } from './splitDocuments.ts';
import type { SplitPassages } from './splitPassages.ts';

/** How words become ids. */
export interface EncodingOptions {
  /** Size of the vocabulary at most, padding and `[UNK]` included. */
  readonly maxTokens: number;
  /** Words of a passage behind this many are cut off, as by `outputSequenceLength`; undefined keeps all. */
  readonly sequenceLength: number | undefined;
  /** The share of the training documents that is learnt from; the rest is left out. Default 1. */
  readonly trainingShare?: number;
}

/** What a classifier learns from and is judged by. The vocabulary is that of the training passages alone. */
export interface EncodedExamples {
  readonly vectorization: TextVectorization<'int'>;
  readonly training: LabelledBags;
  /** Documents that the training passages are of. */
  readonly trainingDocuments: number;
  readonly validation: LabelledBags;
  readonly test: LabelledBags;
  /** The document of each test passage. */
  readonly testDocuments: Uint32Array;
}

/** Makes the vocabulary, and counts its words in the passages of each part. */
export function encodeExamples(
  documents: LabelledDocuments,
  { passages, split }: SplitPassages,
  { maxTokens, sequenceLength, trainingShare = 1 }: EncodingOptions,
): EncodedExamples {
  const { ids, words, labels } = documents;
  const training = firstShare(split.training, labels, trainingShare);
  const passagesOf = (part: Uint32Array): number[] => {
    const chosen = new Set(part);
    return [...passages.documents.keys()].filter((passage) => chosen.has(passages.documents[passage]!));
  };
  const wordsOf = (passage: number): Uint32Array => {
    const start = passages.starts[passage]!;
    const end = passages.starts[passage + 1]!;
    return ids.subarray(start, sequenceLength === undefined ? end : Math.min(end, start + sequenceLength));
  };

  const vectorization = new TextVectorization({ outputMode: 'int', maxTokens });
  const learnt = passagesOf(training);
  vectorization.addIndexed(words, learnt.map(wordsOf));
  vectorization.finalizeState();
  const idOfWord = Uint32Array.from(words, (word) => vectorization.idOf(word)!);

  const encode = (part: readonly number[]): LabelledBags => ({
    bags: bagOfWords(
      part.map((passage) => wordsOf(passage).map((word) => idOfWord[word]!)),
      vectorization.vocabularySize,
    ),
    labels: Uint32Array.from(part, (passage) => labels[passages.documents[passage]!]!),
  });
  const tested = passagesOf(split.test);
  return {
    vectorization,
    training: encode(learnt),
    trainingDocuments: training.length,
    validation: encode(passagesOf(split.validation)),
    test: encode(tested),
    testDocuments: Uint32Array.from(tested, (passage) => passages.documents[passage]!),
  };
}

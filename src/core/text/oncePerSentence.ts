import type { Corpus } from './CorpusBuilder.ts';
import { sequenceOf, valuesOf } from './Uint32Sequence.ts';

/**
 * The text with each word once a sentence, at its first place there. Two words of it stand in one sentence as often as there
 * are sentences in which both appear: counted in windows that hold whole sentences, that is the lecture's matrix of
 * co-occurrence, whose diagonal is empty.
 */
export function oncePerSentence(
  { ids: sequence, sentenceStart, documentStart }: Corpus,
  vocabularySize: number,
): Corpus {
  const ids = valuesOf(sequence);
  // 1 + the last sentence that a word was met in.
  const met = new Uint32Array(vocabularySize);
  const kept = new Uint32Array(ids.length);
  const keptStart = new Uint32Array(sentenceStart.length);
  const documents = new Uint32Array(documentStart.length);
  let length = 0;
  let document = 0;
  for (let sentence = 0; sentence + 1 < sentenceStart.length; sentence++) {
    while (documentStart[document]! <= sentenceStart[sentence]!) documents[document++] = length;
    keptStart[sentence] = length;
    for (let place = sentenceStart[sentence]!; place < sentenceStart[sentence + 1]!; place++) {
      const id = ids[place]!;
      if (met[id] === sentence + 1) continue;
      met[id] = sentence + 1;
      kept[length++] = id;
    }
  }
  keptStart[keptStart.length - 1] = length;
  documents.fill(length, document);
  return { ids: sequenceOf(kept.slice(0, length)), sentenceStart: keptStart, documentStart: documents };
}

/** Words of the longest sentence. */
export function longestSentence({ sentenceStart }: Corpus): number {
  let longest = 0;
  for (let sentence = 0; sentence + 1 < sentenceStart.length; sentence++) {
    longest = Math.max(longest, sentenceStart[sentence + 1]! - sentenceStart[sentence]!);
  }
  return longest;
}

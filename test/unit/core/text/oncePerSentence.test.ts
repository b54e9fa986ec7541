import assert from 'node:assert/strict';
import fc from 'fast-check';
import { countOf } from '../../../../src/core/cooccurrence/countOf.ts';
import { countWindowCooccurrence } from '../../../../src/core/cooccurrence/countWindowCooccurrence.ts';
import type { Corpus } from '../../../../src/core/text/CorpusBuilder.ts';
import { longestSentence, oncePerSentence } from '../../../../src/core/text/oncePerSentence.ts';
import { sequenceOf, valuesOf } from '../../../../src/core/text/Uint32Sequence.ts';

const WORDS = 6;

/** A text from documents of sentences of ids. */
function corpusOf(documents: readonly (readonly (readonly number[])[])[]): Corpus {
  const ids: number[] = [];
  const sentenceStart = [0];
  const documentStart = [0];
  for (const sentences of documents) {
    for (const sentence of sentences) {
      ids.push(...sentence);
      sentenceStart.push(ids.length);
    }
    documentStart.push(ids.length);
  }
  return {
    ids: sequenceOf(Uint32Array.from(ids)),
    sentenceStart: Uint32Array.from(sentenceStart),
    documentStart: Uint32Array.from(documentStart),
  };
}

/** For comparison. */
function plain({ ids, ...starts }: Corpus) {
  return { ids: valuesOf(ids), ...starts };
}

const sentence = fc.array(fc.nat(WORDS - 1), { minLength: 1, maxLength: 8 });
const documents = fc.array(fc.array(sentence, { minLength: 1, maxLength: 4 }), { maxLength: 4 });

describe('oncePerSentence', () => {
  it('keeps the first of each word of a sentence, and the ends of sentences and documents', () => {
    const corpus = corpusOf([[[1, 2, 1], [2]], [[3, 3, 3, 0]]]);
    assert.deepEqual(plain(oncePerSentence(corpus, WORDS)), plain(corpusOf([[[1, 2], [2]], [[3, 0]]])));
    assert.equal(longestSentence(corpus), 4);
    assert.deepEqual(plain(oncePerSentence(corpusOf([]), WORDS)), plain(corpusOf([])));
    assert.equal(longestSentence(corpusOf([])), 0);
  });

  it('makes windows of whole sentences count the sentences in which both words appear', () => {
    fc.assert(
      fc.property(documents, (texts) => {
        const once = oncePerSentence(corpusOf(texts), WORDS);
        const matrix = countWindowCooccurrence(once, WORDS, {
          window: Math.max(1, longestSentence(once)),
          weighting: 'flat',
          acrossSentences: false,
        });
        for (let i = 0; i < WORDS; i++) {
          for (let j = 0; j < WORDS; j++) {
            const both = texts.flat().filter((words) => i !== j && words.includes(i) && words.includes(j));
            assert.equal(countOf(matrix, i, j), both.length);
          }
        }
      }),
    );
  });
});

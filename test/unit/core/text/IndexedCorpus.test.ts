import assert from 'node:assert/strict';
import fc from 'fast-check';
import { CorpusBuilder } from '../../../../src/core/text/CorpusBuilder.ts';
import { IndexedCorpusBuilder } from '../../../../src/core/text/IndexedCorpusBuilder.ts';
import { tokenize } from '../../../../src/core/text/tokenize.ts';
import { indexOf } from './indexedText.ts';

const DOCUMENTS = ['The cat sat. A Cat, the dog!\n\n', '...', 'The end of the cat’s tale'];

import { valuesOf } from '../../../../src/core/text/Uint32Sequence.ts';

describe('IndexedCorpus', () => {
  it('gives the words of the vocabulary their ids, and others the next ones', () => {
    const corpus = indexOf(DOCUMENTS, ['the', 'mouse', 'cat']);
    assert.deepEqual(corpus.words.slice(0, 5), ['the', 'mouse', 'cat', 'sat', 'a']);
    assert.equal(corpus.vocabularySize, 3);
    assert.equal(corpus.indexOf('cat'), 2);
    assert.equal(corpus.indexOf('tale'), corpus.words.indexOf('tale'));
    assert.equal(corpus.indexOf('elephant'), undefined);
    assert.equal(corpus.count(1), 0);
    assert.deepEqual(corpus.placesOf(1), new Uint32Array());
    assert.deepEqual(corpus.sentencesWith(1), new Uint32Array());
  });

  it('knows the sentence, the document and the text of every place', () => {
    const corpus = indexOf(DOCUMENTS, ['cat']);
    assert.deepEqual([corpus.documents, corpus.sentences, corpus.tokens], [3, 3, 13]);
    assert.deepEqual([...corpus.placesOf(0)], [1, 4, 11]);
    assert.deepEqual([...corpus.sentencesWith(0)], [0, 1, 2]);
    const found = Array.from(corpus.placesOf(0), (place) => {
      const { document, start, end } = corpus.spanOf(place);
      return [document, corpus.sentenceOf(place), DOCUMENTS[document]?.slice(start, end)];
    });
    assert.deepEqual(found, [
      [0, 0, 'cat'],
      [0, 1, 'Cat'],
      [2, 2, 'cat'],
    ]);
    const { start, end } = corpus.spanOf(10, 3);
    assert.equal(DOCUMENTS[2]?.slice(start, end), 'the cat’s tale');
  });

  it('counts a sentence once, however often the word is in it', () => {
    const corpus = indexOf(['No, no, no. Yes. No!'], ['no']);
    assert.deepEqual([...corpus.sentencesWith(0)], [0, 2]);
  });

  it('leaves out what is too much, and says so', () => {
    const corpus = indexOf(['one two three four', 'five'], [], 3);
    assert.deepEqual(corpus.words, ['one', 'two', 'three']);
    assert.equal(corpus.truncated, true);
    assert.equal(indexOf(['one two three'], [], 3).truncated, false);
    const builder = new IndexedCorpusBuilder([], 1);
    builder.beginDocument();
    builder.addText('One. Two.\n');
    assert.equal(builder.isFull, true);
  });

  it('indexes nothing', () => {
    for (const corpus of [indexOf([]), indexOf(['', ' ... '])]) {
      assert.deepEqual([corpus.tokens, corpus.sentences, corpus.words.length], [0, 0, 0]);
    }
  });

  it('has, for any text, the words, sentences and documents that vectors are learnt from, at their places', () => {
    const pieces = fc.constantFrom(
      'One ',
      'two. ',
      "Two's ",
      'é ',
      '日本語',
      '😀',
      '\n',
      '\r\n\r\n',
      '# ',
      'x'.repeat(300),
    );
    const document = fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(document, { maxLength: 4 }), fc.nat(200), (documents, cut) => {
        const learnt = new CorpusBuilder();
        const builder = new IndexedCorpusBuilder(['two']);
        for (const text of documents) {
          learnt.beginDocument();
          builder.beginDocument();
          for (const chunk of [text.slice(0, cut), text.slice(cut)]) {
            learnt.addText(chunk);
            builder.addText(chunk);
          }
          learnt.endDocument();
          builder.endDocument();
        }
        const { corpus: expected, vocabulary, tokens } = learnt.finish({ minCount: 1 });
        const corpus = builder.finish();
        assert.equal(corpus.tokens, tokens);
        const words = (ids: Uint32Array, names: readonly string[]) => Array.from(ids, (id) => names[id]);
        assert.deepEqual(words(corpus.ids, corpus.words), words(valuesOf(expected.ids), vocabulary.words));
        assert.deepEqual(corpus.sentenceStart, expected.sentenceStart);
        assert.equal(corpus.documents, documents.length);
        for (let place = 0; place < corpus.tokens; place++) {
          const { document: number, start, end } = corpus.spanOf(place);
          const written = documents[number]!.slice(start, end);
          assert.deepEqual(tokenize(written), [corpus.words[corpus.ids[place]!]]);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('takes more tokens than one piece of memory holds', () => {
    const corpus = indexOf(['word '.repeat(70_000)], ['word']);
    assert.equal(corpus.count(0), 70_000);
    assert.deepEqual(corpus.spanOf(69_999), { document: 0, start: 69_999 * 5, end: 69_999 * 5 + 4 });
  });
});

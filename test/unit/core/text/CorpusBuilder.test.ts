import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { MemoryLimit } from '../../../../src/core/spill.ts';
import { type Corpus, CorpusBuilder, type PreparedCorpus } from '../../../../src/core/text/CorpusBuilder.ts';
import { SentenceSplitter } from '../../../../src/core/text/SentenceSplitter.ts';
import { tokenize } from '../../../../src/core/text/tokenize.ts';
import { valuesOf } from '../../../../src/core/text/Uint32Sequence.ts';
import { MemorySpill } from '../memorySpill.ts';

function builderOf(...documents: string[]): CorpusBuilder {
  const builder = new CorpusBuilder();
  for (const document of documents) {
    builder.beginDocument();
    builder.addText(document);
    builder.endDocument();
  }
  return builder;
}

/** The words between each two of the given places. */
function stretches({ vocabulary, corpus }: PreparedCorpus, start: keyof Omit<Corpus, 'ids'>): string[] {
  const places = corpus[start];
  return Array.from({ length: places.length - 1 }, (_, i) =>
    [...valuesOf(corpus.ids, places[i], places[i + 1])].map((id) => vocabulary.words[id]).join(' '),
  );
}

describe('CorpusBuilder', () => {
  it('orders words by falling count, words of equal count by falling code points', () => {
    const { vocabulary } = builderOf('b a c a. b d a é').finish({ minCount: 1 });
    assert.deepEqual(vocabulary.words, ['a', 'b', 'é', 'd', 'c']);
    assert.deepEqual(vocabulary.counts, Uint32Array.of(3, 2, 1, 1, 1));
  });

  it('counts the documents with a word', () => {
    const { vocabulary } = builderOf('a a b. a', 'b', '', 'a c').finish({ minCount: 1 });
    const documents = (word: string) => vocabulary.documentCounts[vocabulary.indexOf(word)!];
    assert.deepEqual([documents('a'), documents('b'), documents('c')], [2, 2, 1]);
  });

  it('gives the text in ids, sentence by sentence and document by document', () => {
    const prepared = builderOf('One two. Two three!', '...', 'Four').finish({ minCount: 1 });
    assert.deepEqual(stretches(prepared, 'sentenceStart'), ['one two', 'two three', 'four']);
    assert.deepEqual(stretches(prepared, 'documentStart'), ['one two two three', 'four']);
    assert.equal(prepared.tokens, 5);
    assert.equal(prepared.sentences, 3);
    assert.equal(prepared.documents, 2);
  });

  it('leaves rare words out of the text, and what is then empty, but not out of the totals', () => {
    const prepared = builderOf('a x a! y! a b b', 'z').finish({ minCount: 2 });
    assert.deepEqual(prepared.vocabulary.words, ['a', 'b']);
    assert.deepEqual(stretches(prepared, 'sentenceStart'), ['a a', 'a b b']);
    assert.deepEqual(stretches(prepared, 'documentStart'), ['a a a b b']);
    assert.deepEqual([prepared.tokens, prepared.sentences, prepared.documents], [8, 4, 2]);
  });

  it('asks for five occurrences unless told', () => {
    const { vocabulary } = builderOf('a a a a a b b b b').finish();
    assert.deepEqual(vocabulary.words, ['a']);
  });

  it('takes the most frequent words where there are too many', () => {
    const prepared = builderOf('c b a c b a c b c d').finish({ minCount: 1, maxWords: 2 });
    assert.deepEqual(prepared.vocabulary.words, ['c', 'b']);
    assert.deepEqual(stretches(prepared, 'sentenceStart'), ['c b c b c b c']);
  });

  it('finishes an empty text', () => {
    for (const builder of [builderOf(), builderOf('', ' ... ')]) {
      const { vocabulary, corpus, tokens, sentences, documents } = builder.finish();
      assert.equal(vocabulary.size, 0);
      assert.equal(corpus.ids.length, 0);
      assert.deepEqual(corpus.sentenceStart, Uint32Array.of(0));
      assert.deepEqual(corpus.documentStart, Uint32Array.of(0));
      assert.deepEqual([tokens, sentences, documents], [0, 0, 0]);
    }
  });

  it('goes on after finishing, and finishes again with other options', () => {
    const builder = builderOf('a b a');
    assert.deepEqual(builder.finish({ minCount: 2 }).vocabulary.words, ['a']);
    assert.deepEqual(builder.finish({ minCount: 1 }).vocabulary.words, ['a', 'b']);
    builder.beginDocument();
    builder.addText('b');
    builder.endDocument();
    assert.deepEqual(builder.finish({ minCount: 2 }).vocabulary.words, ['b', 'a']);
  });

  it('takes words such as __proto__ and constructor as words', () => {
    const { vocabulary } = builderOf('constructor constructor hasOwnProperty').finish({ minCount: 1 });
    assert.deepEqual([...vocabulary.counts], [2, 1]);
  });

  it('does not let a word or sentence run from one document into the next', () => {
    assert.deepEqual(stretches(builderOf('foo', 'bar').finish({ minCount: 1 }), 'sentenceStart'), [
      'foo',
      'bar',
    ]);
  });

  it('gives the same text where its ids do not fit into memory', () => {
    const text = Array.from({ length: 30_000 }, (_, i) => `w${(i * i) % 997} of w${i % 89}.`).join(' ');
    const prepare = (limit?: MemoryLimit) => {
      const builder = new CorpusBuilder(limit);
      builder.beginDocument();
      builder.addText(text);
      builder.endDocument();
      return builder.finish({ minCount: 31 });
    };
    const spill = new MemorySpill();
    const whole = prepare();
    const spilled = prepare({ bytes: 1000, spill });
    assert.equal(spill.places, 2);
    assert.deepEqual(spilled.vocabulary.words, whole.vocabulary.words);
    assert.deepEqual(valuesOf(spilled.corpus.ids), valuesOf(whole.corpus.ids));
    assert.deepEqual(spilled.corpus.sentenceStart, whole.corpus.sentenceStart);
    assert.deepEqual(spilled.corpus.documentStart, whole.corpus.documentStart);
  });

  it('refuses steps out of order', () => {
    const builder = new CorpusBuilder();
    assert.throws(() => builder.addText('a'), /Text was added before a document began/);
    assert.throws(() => builder.endDocument(), /A document ended that had not begun/);
    builder.beginDocument();
    assert.throws(() => builder.beginDocument(), /A document begins before the one before it has ended/);
    assert.throws(() => builder.finish(), /The last document has not ended/);
  });

  it('refuses options that are no counts', () => {
    assert.throws(() => builderOf('a').finish({ minCount: 0 }), /RangeError: minCount is 0/);
    assert.throws(() => builderOf('a').finish({ maxWords: 1.5 }), /RangeError: maxWords is 1.5/);
    assert.throws(() => builderOf('a').finish({ minCount: Number.NaN }), /RangeError: minCount is NaN/);
  });

  it('keeps every word that is frequent enough, in order, whatever the text and its chunks', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', 'c', 'Dog', "dog's", 'well-known', '. ', '\n\n', ' '), {
        maxLength: 60,
      })
      .map((parts) => parts.join(' '));
    fc.assert(
      fc.property(fc.array(text, { maxLength: 4 }), fc.integer({ min: 1, max: 4 }), (documents, minCount) => {
        const builder = new CorpusBuilder();
        for (const document of documents) {
          builder.beginDocument();
          for (const character of document) builder.addText(character);
          builder.endDocument();
        }
        const prepared = builder.finish({ minCount });

        const sentences = documents.flatMap((document) => {
          const splitter = new SentenceSplitter();
          return [...splitter.push(document), ...splitter.flush()].map(tokenize);
        });
        const counts = new Map<string, number>();
        for (const word of sentences.flat()) counts.set(word, (counts.get(word) ?? 0) + 1);
        const known = sentences.map((words) =>
          words.filter((word) => counts.get(word)! >= minCount).join(' '),
        );
        assert.deepEqual(
          stretches(prepared, 'sentenceStart'),
          known.filter((sentence) => sentence !== ''),
        );
        const { vocabulary } = prepared;
        assert.deepEqual(
          [...vocabulary.counts],
          vocabulary.words.map((word) => counts.get(word)),
        );
        assert.equal(vocabulary.size, [...counts.values()].filter((count) => count >= minCount).length);
      }),
    );
  });
});

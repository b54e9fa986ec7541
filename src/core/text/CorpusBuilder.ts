import type { MemoryLimit } from '../spill.ts';
import { SentenceSplitter } from './SentenceSplitter.ts';
import { SpillableList } from './SpillableList.ts';
import { TokenIds } from './TokenIds.ts';
import { Uint32List } from './Uint32List.ts';
import type { Uint32Sequence } from './Uint32Sequence.ts';
import { compareCodePoints, Vocabulary } from './Vocabulary.ts';

/**
 * A text as word ids. Words out of the vocabulary are left out, so that the words on their two sides become
 * neighbours, as in GloVe and word2vec; sentences and documents that are left without a word are left out as well.
 */
export interface Corpus {
  /** Ids of a {@link Vocabulary}, in the order of the text. */
  readonly ids: Uint32Sequence;
  /** Where in `ids` each sentence starts, and at last `ids.length`. */
  readonly sentenceStart: Uint32Array;
  /** Where in `ids` each document starts, and at last `ids.length`. */
  readonly documentStart: Uint32Array;
}

/** A text that is ready to be learnt from. */
export interface PreparedCorpus {
  readonly vocabulary: Vocabulary;
  readonly corpus: Corpus;
  /** Words in the text, those out of the vocabulary included. */
  readonly tokens: number;
  /** Sentences with at least one word, of the vocabulary or not. */
  readonly sentences: number;
  /** Documents with at least one word, of the vocabulary or not. */
  readonly documents: number;
}

/** Which words make the vocabulary. */
export interface VocabularyOptions {
  /** Words that occur less often are left out. Default 5. */
  readonly minCount?: number;
  /** At most so many words, the most frequent ones. Default: all. */
  readonly maxWords?: number;
}

/** A word by the id that it got when it was first met. */
interface ProvisionalWord {
  readonly id: number;
  readonly word: string;
}

/** Ids that are read at once. */
const IDS_PER_READ = 1 << 16;

/**
 * Turns documents that come in chunks of text into word ids and a vocabulary, in one pass: words get provisional ids
 * as they first appear, and {@link finish} renames them by frequency. The text itself is not kept.
 */
export class CorpusBuilder {
  /** Of each of the two lists of ids. */
  readonly #limit: MemoryLimit | undefined;
  readonly #splitter = new SentenceSplitter();
  readonly #provisionalIds = new TokenIds();
  /** By provisional id: occurrences, documents with the word, and the number (from 1) of the last of them. */
  readonly #counts = new Uint32List();
  readonly #documentCounts = new Uint32List();
  readonly #lastDocument = new Uint32List();
  /** The text in provisional ids, and the places in it where sentences and documents end. */
  readonly #text: SpillableList;
  readonly #sentenceEnds = new Uint32List();
  readonly #documentEnds = new Uint32List();
  #inDocument = false;

  /**
   * @param limit how much memory the ids may take, provisional ones and others; default: as much as they like. The places that
   *   they are spilled to belong to the corpus, too
   */
  constructor(limit?: MemoryLimit) {
    this.#limit = limit && { ...limit, bytes: limit.bytes / 2 };
    this.#text = new SpillableList(this.#limit);
  }

  /** @throws Error when the document before is not ended */
  beginDocument(): void {
    if (this.#inDocument) throw new Error('A document begins before the one before it has ended.');
    this.#inDocument = true;
  }

  /**
   * The next piece of the document's text, cut anywhere.
   *
   * @throws Error when no document has begun
   */
  addText(chunk: string): void {
    if (!this.#inDocument) throw new Error('Text was added before a document began.');
    this.#splitter.forEachCompleted(chunk, this.#takeSentence);
  }

  /** @throws Error when no document has begun */
  endDocument(): void {
    if (!this.#inDocument) throw new Error('A document ended that had not begun.');
    this.#splitter.forEachRemaining(this.#takeSentence);
    endAt(this.#documentEnds, this.#text.length);
    this.#inDocument = false;
  }

  /**
   * The vocabulary and the text in its ids. May be called again, with other options and after more documents.
   *
   * @throws Error when a document has not ended
   * @throws RangeError when an option is not a whole number of at least 1
   */
  finish({ minCount = 5, maxWords = 0xffffffff }: VocabularyOptions = {}): PreparedCorpus {
    if (this.#inDocument) throw new Error('The last document has not ended.');
    requirePositive('minCount', minCount);
    requirePositive('maxWords', maxWords);
    const chosen = this.#chooseWords(minCount, maxWords);
    const vocabulary = new Vocabulary({
      words: chosen.map(({ word }) => word),
      counts: Uint32Array.from(chosen, ({ id }) => this.#counts.at(id)),
      documentCounts: Uint32Array.from(chosen, ({ id }) => this.#documentCounts.at(id)),
    });
    return {
      vocabulary,
      corpus: this.#rename(chosen),
      tokens: this.#text.length,
      sentences: this.#sentenceEnds.length,
      documents: this.#documentEnds.length,
    };
  }

  readonly #takeSentence = (sentence: string): void => {
    this.#provisionalIds.forEachToken(sentence, this.#takeToken);
    endAt(this.#sentenceEnds, this.#text.length);
  };

  readonly #takeToken = (id: number): void => {
    if (id === this.#counts.length) {
      this.#counts.push(0);
      this.#documentCounts.push(0);
      this.#lastDocument.push(0);
    }
    this.#text.push(id);
    this.#counts.put(id, this.#counts.at(id) + 1);
    const document = this.#documentEnds.length + 1;
    if (this.#lastDocument.at(id) === document) return;
    this.#lastDocument.put(id, document);
    this.#documentCounts.put(id, this.#documentCounts.at(id) + 1);
  };

  /** The words of the vocabulary, in its order. */
  #chooseWords(minCount: number, maxWords: number): ProvisionalWord[] {
    const counts = this.#counts.toArray();
    const frequent: ProvisionalWord[] = [];
    for (let id = 0; id < counts.length; id++) {
      if (counts[id]! >= minCount) frequent.push({ id, word: this.#provisionalIds.token(id) });
    }
    frequent.sort((a, b) => counts[b.id]! - counts[a.id]! || compareCodePoints(b.word, a.word));
    return frequent.slice(0, maxWords);
  }

  #rename(chosen: readonly ProvisionalWord[]): Corpus {
    const outOfVocabulary = 0xffffffff;
    const renamed = new Uint32Array(this.#provisionalIds.size).fill(outOfVocabulary);
    for (const [id, provisional] of chosen.entries()) renamed[provisional.id] = id;

    const ids = new SpillableList(this.#limit);
    const sentenceStart = new Uint32List();
    const documentStart = new Uint32List();
    sentenceStart.push(0);
    documentStart.push(0);
    let sentence = 0;
    let document = 0;
    const block = new Uint32Array(Math.min(IDS_PER_READ, this.#text.length));
    for (let read = 0; read < this.#text.length; read += block.length) {
      const piece = block.subarray(0, this.#text.length - read);
      this.#text.read(read, piece);
      for (let i = 0; i < piece.length; ) {
        const id = renamed[piece[i]!]!;
        if (id !== outOfVocabulary) ids.push(id);
        i++;
        if (read + i === this.#sentenceEnds.at(sentence)) {
          endAt(sentenceStart, ids.length);
          sentence++;
        }
        if (read + i === this.#documentEnds.at(document)) {
          endAt(documentStart, ids.length);
          document++;
        }
      }
    }
    return { ids, sentenceStart: sentenceStart.toArray(), documentStart: documentStart.toArray() };
  }
}

/** Notes that something ends at `place`, unless nothing has come since the last end. */
function endAt(ends: Uint32List, place: number): void {
  const last = ends.length === 0 ? 0 : ends.at(ends.length - 1);
  if (place > last) ends.push(place);
}

function requirePositive(name: string, value: number): void {
  if (!Number.isInteger(value) || value < 1) {
    throw new RangeError(`${name} is ${value}; expected a whole number of at least 1.`);
  }
}

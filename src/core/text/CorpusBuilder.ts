import type { MemoryLimit } from '../spill.ts';
import { OccurrenceCounts } from './OccurrenceCounts.ts';
import { SentenceSplitter, type SentenceVisitor } from './SentenceSplitter.ts';
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

/** Ids that are taken, or read, at once. */
const IDS_AT_ONCE = 1 << 14;

/**
 * Turns documents that come in chunks of text into word ids and a vocabulary, in one pass: words get provisional ids
 * as they first appear, and {@link finish} renames them by frequency. The text itself is not kept.
 */
export class CorpusBuilder {
  /** Of each of the two lists of ids. */
  readonly #limit: MemoryLimit | undefined;
  readonly #splitter = new SentenceSplitter();
  readonly #provisionalIds = new TokenIds();
  /** Of provisional ids. */
  readonly #counts = new OccurrenceCounts();
  /** The text in provisional ids, and the places in it where sentences and documents end. */
  readonly #text: SpillableList;
  readonly #sentenceEnds = new Uint32List();
  readonly #documentEnds = new Uint32List();
  /** Ids at the end of the text that are neither counted nor in `#text` yet; all of one document. */
  readonly #latest = new Uint32Array(IDS_AT_ONCE);
  #latestLength = 0;
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
    this.#takeLatest();
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
      counts: Uint32Array.from(chosen, ({ id }) => this.#counts.count(id)),
      documentCounts: Uint32Array.from(chosen, ({ id }) => this.#counts.documentCount(id)),
    });
    return {
      vocabulary,
      corpus: this.#rename(chosen),
      tokens: this.#text.length,
      sentences: this.#sentenceEnds.length,
      documents: this.#documentEnds.length,
    };
  }

  readonly #takeSentence: SentenceVisitor = (text, from, to) => {
    this.#provisionalIds.forEachToken(text, this.#takeToken, from, to);
    endAt(this.#sentenceEnds, this.#text.length + this.#latestLength);
  };

  readonly #takeToken = (id: number): void => {
    if (this.#latestLength === IDS_AT_ONCE) this.#takeLatest();
    this.#latest[this.#latestLength++] = id;
  };

  #takeLatest(): void {
    const ids = this.#latest.subarray(0, this.#latestLength);
    this.#latestLength = 0;
    this.#counts.add(ids, this.#documentEnds.length + 1, this.#provisionalIds.size);
    this.#text.append(ids);
  }

  /** The words of the vocabulary, in its order. */
  #chooseWords(minCount: number, maxWords: number): ProvisionalWord[] {
    const frequent: (ProvisionalWord & { count: number })[] = [];
    for (let id = 0; id < this.#provisionalIds.size; id++) {
      const count = this.#counts.count(id);
      if (count >= minCount) frequent.push({ id, word: this.#provisionalIds.token(id), count });
    }
    frequent.sort((a, b) => b.count - a.count || compareCodePoints(b.word, a.word));
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
    const block = new Uint32Array(Math.min(IDS_AT_ONCE, this.#text.length));
    for (let read = 0; read < this.#text.length; read += block.length) {
      const piece = block.subarray(0, this.#text.length - read);
      this.#text.read(read, piece);
      // Those of the vocabulary move to the front of the piece.
      let kept = 0;
      for (let i = 0; i < piece.length; ) {
        const sentenceEnd = this.#sentenceEnds.at(sentence);
        for (const end = Math.min(piece.length, sentenceEnd - read); i < end; i++) {
          const id = renamed[piece[i]!]!;
          piece[kept] = id;
          if (id !== outOfVocabulary) kept++;
        }
        if (read + i < sentenceEnd) break;
        endAt(sentenceStart, ids.length + kept);
        sentence++;
        // A document ends where its last sentence does.
        if (sentenceEnd !== this.#documentEnds.at(document)) continue;
        endAt(documentStart, ids.length + kept);
        document++;
      }
      ids.append(piece.subarray(0, kept));
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

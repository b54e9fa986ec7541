import { IndexedCorpus } from './IndexedCorpus.ts';
import { SentenceSplitter, type SentenceVisitor } from './SentenceSplitter.ts';
import { TokenIds } from './TokenIds.ts';
import { Uint32List } from './Uint32List.ts';

/** Tokens that an index holds at most unless told: at 13 bytes each, and as many words as the text has, some 220 MB. */
const MAX_INDEXED_TOKENS = 1 << 24;

/**
 * Indexes documents that come in chunks of text. Sentences and words are those of {@link CorpusBuilder}, which vectors are
 * learnt from.
 */
export class IndexedCorpusBuilder {
  readonly #maxTokens: number;
  readonly #vocabularySize: number;
  readonly #wordIds = new TokenIds();
  /** How many of the words are in the vocabulary or in what was taken of the text. */
  #words: number;
  readonly #splitter = new SentenceSplitter();
  readonly #ids = new Uint32List();
  readonly #offsets = new Uint32List();
  readonly #sentenceStart = new Uint32List();
  readonly #documentStart = new Uint32List();
  #lengths = new Uint8Array(1 << 16);
  #truncated = false;

  /**
   * @param vocabulary the words that are to have the ids 0, 1, 2..., each once
   * @param maxTokens what comes after so many tokens is left out
   */
  constructor(vocabulary: readonly string[], maxTokens = MAX_INDEXED_TOKENS) {
    this.#vocabularySize = vocabulary.length;
    for (const word of vocabulary) this.#wordIds.idOf(word);
    this.#words = vocabulary.length;
    this.#maxTokens = maxTokens;
  }

  /** Whether nothing more can be taken. */
  get isFull(): boolean {
    return this.#truncated;
  }

  /** A new document: the text from now on is its. The document before it must have ended. */
  beginDocument(): void {
    this.#documentStart.push(this.#ids.length);
  }

  /** The next piece of the document's text, cut anywhere. */
  addText(chunk: string): void {
    this.#splitter.forEachCompleted(chunk, this.#addSentence);
  }

  endDocument(): void {
    this.#splitter.forEachRemaining(this.#addSentence);
  }

  /** The index of all documents. */
  finish(): IndexedCorpus {
    this.#sentenceStart.push(this.#ids.length);
    this.#documentStart.push(this.#ids.length);
    return new IndexedCorpus({
      words: this.#wordIds.toArray().slice(0, this.#words),
      vocabularySize: this.#vocabularySize,
      ids: this.#ids.toArray(),
      offsets: this.#offsets.toArray(),
      lengths: this.#lengths.slice(0, this.#ids.length),
      sentenceStart: this.#sentenceStart.toArray(),
      documentStart: this.#documentStart.toArray(),
      truncated: this.#truncated,
    });
  }

  readonly #addSentence: SentenceVisitor = (text, from, to, sentenceStart) => {
    const first = this.#ids.length;
    this.#wordIds.forEachToken(
      text,
      (id, start, end) => {
        if (this.#ids.length >= this.#maxTokens) {
          this.#truncated = true;
          return;
        }
        if (id >= this.#words) this.#words = id + 1;
        this.#setLength(this.#ids.length, end - start - 1);
        this.#ids.push(id);
        this.#offsets.push(sentenceStart + start - from);
      },
      from,
      to,
    );
    if (this.#ids.length > first) this.#sentenceStart.push(first);
  };

  #setLength(place: number, length: number): void {
    if (place === this.#lengths.length) {
      const longer = new Uint8Array(2 * place);
      longer.set(this.#lengths);
      this.#lengths = longer;
    }
    this.#lengths[place] = length;
  }
}

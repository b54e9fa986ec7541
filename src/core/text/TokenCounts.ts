import { detached } from './detached.ts';
import { compareCodePoints } from './Vocabulary.ts';

interface TokenCount {
  count: number;
  documentCount: number;
  /** The number, from 1, of the last document with the token. */
  lastDocument: number;
}

/** How often tokens occur, and in how many documents. */
export class TokenCounts {
  readonly #counts = new Map<string, TokenCount>();
  #documents = 0;

  /** How many different tokens there are. */
  get size(): number {
    return this.#counts.size;
  }

  get documents(): number {
    return this.#documents;
  }

  addDocument(tokens: Iterable<string>): void {
    const document = ++this.#documents;
    for (const token of tokens) {
      const entry = this.#entry(token);
      entry.count++;
      if (entry.lastDocument !== document) {
        entry.lastDocument = document;
        entry.documentCount++;
      }
    }
  }

  /** The same for documents whose tokens are given by their places in a list of different ones, which is far quicker. */
  addIndexed(tokens: readonly string[], documents: Iterable<Uint32Array>): void {
    const counts = new Uint32Array(tokens.length);
    const documentCounts = new Uint32Array(tokens.length);
    const lastDocuments = new Uint32Array(tokens.length);
    for (const document of documents) {
      const number = ++this.#documents;
      for (let i = 0; i < document.length; i++) {
        const token = document[i]!;
        counts[token]!++;
        if (lastDocuments[token] === number) continue;
        lastDocuments[token] = number;
        documentCounts[token]!++;
      }
    }
    for (const [place, token] of tokens.entries()) {
      if (counts[place] === 0) continue;
      const entry = this.#entry(token);
      entry.count += counts[place]!;
      entry.documentCount += documentCounts[place]!;
      entry.lastDocument = lastDocuments[place]!;
    }
  }

  /** In how many documents a token occurs. */
  documentCount(token: string): number {
    return this.#counts.get(token)?.documentCount ?? 0;
  }

  /** The tokens other than `excluded` by falling count, tokens of equal count by falling code points. */
  mostFrequent(limit: number | undefined, excluded: readonly string[]): string[] {
    return [...this.#counts]
      .filter(([token]) => !excluded.includes(token))
      .sort(([a, { count: x }], [b, { count: y }]) => y - x || compareCodePoints(b, a))
      .slice(0, limit)
      .map(([token]) => token);
  }

  #entry(token: string): TokenCount {
    let entry = this.#counts.get(token);
    if (!entry) {
      entry = { count: 0, documentCount: 0, lastDocument: 0 };
      this.#counts.set(detached(token), entry);
    }
    return entry;
  }
}

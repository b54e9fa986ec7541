/** Words at first. */
const SMALLEST = 1 << 12;

/** How often words, by their ids, occur, and in how many documents. */
export class OccurrenceCounts {
  #counts = new Uint32Array(SMALLEST);
  #documentCounts = new Uint32Array(SMALLEST);
  /** By word: the number of the last document with it. */
  #lastDocuments = new Uint32Array(SMALLEST);

  /**
   * Counts words of one document.
   *
   * @param document its number, at least 1 and not below that of the call before
   * @param size the words' ids are below it
   */
  add(ids: Uint32Array, document: number, size: number): void {
    this.#makeRoom(size);
    const counts = this.#counts;
    const lastDocuments = this.#lastDocuments;
    for (let i = 0; i < ids.length; i++) {
      const id = ids[i]!;
      counts[id]!++;
      if (lastDocuments[id] === document) continue;
      lastDocuments[id] = document;
      this.#documentCounts[id]!++;
    }
  }

  /** How often a word below the size of an `add` occurs. */
  count(id: number): number {
    return this.#counts[id]!;
  }

  /** In how many documents it occurs. */
  documentCount(id: number): number {
    return this.#documentCounts[id]!;
  }

  #makeRoom(size: number): void {
    let room = this.#counts.length;
    if (size <= room) return;
    while (room < size) room *= 2;
    const grown = (values: Uint32Array): Uint32Array<ArrayBuffer> => {
      const longer = new Uint32Array(room);
      longer.set(values);
      return longer;
    };
    this.#counts = grown(this.#counts);
    this.#documentCounts = grown(this.#documentCounts);
    this.#lastDocuments = grown(this.#lastDocuments);
  }
}

/**
 * The `k` best-scored positions of several queries at once, gathered one candidate at a time: a binary heap a query, in
 * flat arrays, with the worst of the chosen at its root. Of equal scores the lower position is better.
 */
export class NearestHeaps {
  /** A candidate of query `q` is worth an {@link offer} only when its score exceeds `thresholds[q]`. */
  readonly thresholds: Float32Array;
  readonly #k: number;
  /** The threshold of a query without candidates. */
  readonly #lowest: number;
  readonly #counts: Uint32Array;
  readonly #scores: Float32Array;
  readonly #positions: Uint32Array;

  /** @param k how many are chosen of each query's candidates. */
  constructor(queries: number, k: number) {
    this.#k = k;
    this.#lowest = k > 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
    this.thresholds = new Float32Array(queries).fill(this.#lowest);
    this.#counts = new Uint32Array(queries);
    this.#scores = new Float32Array(queries * k);
    this.#positions = new Uint32Array(queries * k);
  }

  /** Takes a candidate whose score exceeds the threshold; a query's candidates come by rising position. */
  offer(query: number, position: number, score: number): void {
    const count = this.#counts[query]!;
    const start = query * this.#k;
    if (count === this.#k) {
      this.#sink(start, count, position, score);
    } else {
      this.#rise(start, count, position, score);
      this.#counts[query] = count + 1;
    }
    if (this.#counts[query] === this.#k) {
      this.thresholds[query] = this.#scores[start]!;
    }
  }

  /** Writes the positions chosen for a query, best first, to `out`, and makes the query ready for new candidates. */
  drain(query: number, out: Uint32Array): void {
    const start = query * this.#k;
    for (let count = this.#counts[query]!; count > 0; count--) {
      out[count - 1] = this.#positions[start]!;
      const last = start + count - 1;
      this.#sink(start, count - 1, this.#positions[last]!, this.#scores[last]!);
    }
    this.#counts[query] = 0;
    this.thresholds[query] = this.#lowest;
  }

  /** Puts an entry in place of the root of a heap of `count` and lets it sink to where it belongs. */
  #sink(start: number, count: number, position: number, score: number): void {
    let hole = 0;
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= count) break;
      if (child + 1 < count && this.#isWorse(start + child + 1, start + child)) child++;
      if (!this.#isWorseThan(start + child, position, score)) break;
      this.#copy(start + child, start + hole);
      hole = child;
    }
    this.#write(start + hole, position, score);
  }

  /** Appends an entry to a heap of `count` and lets it rise to where it belongs. */
  #rise(start: number, count: number, position: number, score: number): void {
    let hole = count;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      if (this.#isWorseThan(start + parent, position, score)) break;
      this.#copy(start + parent, start + hole);
      hole = parent;
    }
    this.#write(start + hole, position, score);
  }

  #isWorse(a: number, b: number): boolean {
    return this.#isWorseThan(a, this.#positions[b]!, this.#scores[b]!);
  }

  #isWorseThan(at: number, position: number, score: number): boolean {
    const difference = this.#scores[at]! - score;
    return difference < 0 || (difference === 0 && this.#positions[at]! > position);
  }

  #copy(from: number, to: number): void {
    this.#write(to, this.#positions[from]!, this.#scores[from]!);
  }

  #write(at: number, position: number, score: number): void {
    this.#positions[at] = position;
    this.#scores[at] = score;
  }
}

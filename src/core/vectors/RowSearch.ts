import type { Kernels } from '../math/Kernels.ts';
import { Workspace } from '../math/Workspace.ts';
import { QuantizedSearch } from './QuantizedSearch.ts';
import { type Rows, topK } from './topK.ts';

/**
 * From so many values, and from the second question on, the rows are also kept with 8 bits a value for a quicker search:
 * the first answer does not wait for them, and small vocabularies need none.
 */
const valuesWorthQuantizing = 1 << 22;

/** A row and its product with what was asked. */
export interface ScoredRow {
  readonly row: number;
  readonly score: number;
}

/** The exact search for the rows nearest to a direction, by whichever way is quickest. */
export class RowSearch {
  readonly #kernels: Kernels;
  readonly #workspace: Workspace;
  readonly #unitVectors: Float32Array;
  readonly #query: Float32Array;
  readonly #scores: Float32Array;
  #quick: QuantizedSearch | undefined;
  #asked = false;

  /** @param unitVectors rows of length 1 (or 0), row-major, which stay where they are as long as this is used */
  constructor(unitVectors: Float32Array, dimension: number, kernels: Kernels) {
    this.#kernels = kernels;
    this.#workspace = new Workspace(kernels);
    this.#unitVectors = unitVectors;
    this.#query = this.#workspace.allocate(dimension);
    this.#scores = this.#workspace.allocate(unitVectors.length / dimension);
  }

  /**
   * The `k` first of the first `limit` rows by their product with a query, best first, equal ones by row.
   *
   * @param query has length 1
   */
  nearest(query: Float32Array, k: number, limit: number, excluded: Rows): ScoredRow[] {
    const quick = this.#quickSearch()?.nearest(query, k, limit, excluded);
    if (quick) return quick;
    const scores = this.scan(query, limit);
    return topK(scores, k, excluded).map((row) => ({ row, score: scores[row]! }));
  }

  /** The products of a query with the first `limit` rows; valid until the next scan. */
  scan(query: Float32Array, limit: number): Float32Array {
    const rows = this.#unitVectors.subarray(0, limit * this.#query.length);
    const scores = this.#scores.subarray(0, limit);
    this.#query.set(query);
    this.#kernels.matrixTimesVector(rows, this.#query, scores);
    return scores;
  }

  /** Gives the kernels' memory back; nothing else may be asked afterwards. */
  dispose(): void {
    this.#workspace.releaseAll();
    this.#quick?.dispose();
    this.#quick = undefined;
  }

  #quickSearch(): QuantizedSearch | undefined {
    if (this.#unitVectors.length < valuesWorthQuantizing) return undefined;
    if (this.#asked) {
      this.#quick ??= new QuantizedSearch(this.#unitVectors, this.#query.length, this.#kernels);
    }
    this.#asked = true;
    return this.#quick;
  }
}

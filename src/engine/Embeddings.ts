import type { ComposedWords } from '../core/vectors/WordVectors.ts';
import { type SideBySide, VECTORS_SOURCES, type VectorsSource } from '../protocol/engine.ts';
import type { OpenVectors } from './OpenVectors.ts';

/** For each embedding the vectors that it makes of words out of its vocabulary. */
export type ComposedVectors = ReadonlyMap<OpenVectors, ComposedWords>;

/** The embeddings that are open, at most one of each source. */
export class Embeddings {
  readonly #bySource = new Map<VectorsSource, OpenVectors>();

  get(source: VectorsSource): OpenVectors | undefined {
    return this.#bySource.get(source);
  }

  /** The embedding of a source; an error where it is not open. */
  require(source: VectorsSource): OpenVectors {
    const open = this.#bySource.get(source);
    if (!open) throw new Error(`No ${source} vectors are open.`);
    return open;
  }

  /** All that are open, the workspace's first and general English last. */
  open(): OpenVectors[] {
    return VECTORS_SOURCES.map((source) => this.#bySource.get(source)).filter((open) => open !== undefined);
  }

  /** Puts an embedding in place of the one of the same source, whose memory is given back. */
  set(vectors: OpenVectors): void {
    this.close(vectors.source);
    this.#bySource.set(vectors.source, vectors);
  }

  close(source: VectorsSource): void {
    this.#bySource.get(source)?.dispose();
    this.#bySource.delete(source);
  }

  /** Lets each open embedding make vectors of those of the words that it lacks. */
  async compose(words: readonly string[]): Promise<ComposedVectors> {
    const made = this.open().map(async (open) => [open, await open.compose(words)] as const);
    return new Map(await Promise.all(made));
  }

  /** Asks each open embedding the same; those that answer undefined are left out. */
  sideBySide<T>(ask: (vectors: OpenVectors) => T | undefined): SideBySide<T> {
    const answers: { [S in VectorsSource]?: T } = {};
    for (const vectors of this.open()) {
      const answer = ask(vectors);
      if (answer !== undefined) answers[vectors.source] = answer;
    }
    return answers;
  }
}

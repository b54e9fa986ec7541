import type { Neighbour } from '../core/vectors/WordVectors.ts';
import type { AnalogyCheck, SideBySide, WordDescription } from '../protocol/engine.ts';
import type { ActiveVectors, VectorsState } from './vectors/ActiveVectors.ts';

/** What other extensions get from `extensions.getExtension('firth.firth').activate()`. */
export interface FirthApi {
  /** Grows when something here changes incompatibly. */
  readonly version: 1;
  /** Time that the evaluation of the bundle and the activation held the extension host's thread, in milliseconds. */
  readonly activationMilliseconds: number;
  /** Which embeddings answer, once they are loaded. */
  vectors(): Promise<VectorsState>;
  /** The words of a text with their `topn` nearest neighbours in each embedding. */
  describeWords(text: string, topn: number): Promise<readonly WordDescription[]>;
  /** Reads an analogy such as `brother - man + woman` and names the words that are not known. */
  checkAnalogy(expression: string): Promise<AnalogyCheck>;
  /**
   * Answers an analogy in each embedding that knows its words.
   *
   * @throws Error where the expression is not an analogy; the message says what was expected
   */
  solveAnalogy(expression: string, topn: number): Promise<SideBySide<readonly Neighbour[]>>;
}

/** The exported face of the extension. */
export function createApi(vectors: ActiveVectors, activationMilliseconds: number): FirthApi {
  return {
    version: 1,
    activationMilliseconds,
    vectors: () => vectors.ready(),
    describeWords: (text, topn) => vectors.ask('describeWords', { text, topn }),
    checkAnalogy: (expression) => vectors.ask('checkAnalogy', { expression }),
    async solveAnalogy(expression, topn) {
      const check = await vectors.ask('checkAnalogy', { expression });
      if (!check.ok) throw new Error(check.message);
      return vectors.ask('solveAnalogy', { analogy: check.analogy, topn });
    },
  };
}

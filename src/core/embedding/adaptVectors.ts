import type { SparseMatrix } from '../cooccurrence/SparseMatrix.ts';
import { seededRandom } from '../math/random.ts';
import { EmbeddingError } from './EmbeddingError.ts';
import { requireNotNegative } from './embeddingChecks.ts';
import { GloveParameters } from './GloveParameters.ts';
import { type GloveOptions, type GloveTraining, learnGlove } from './glove.ts';

/** Vectors of a general text, to be adapted. */
export interface GeneralVectors {
  /** The word's row; undefined for a word that is not known. */
  readonly indexOf: (word: string) => number | undefined;
  /** Numbers of a vector. */
  readonly dimension: number;
  /** Row-major. */
  readonly vectors: Float32Array;
}

/** How vectors are adapted. */
export interface AdaptOptions extends GloveOptions {
  /**
   * How much it costs to leave the general vectors. Default 0.1; 0 lets words go where the text alone would have them. The
   * default number of epochs is 5: more of both make better judges of general similarity, but worse ones of the text.
   */
  readonly penalty?: number;
}

/** What {@link adaptVectors} gives. */
export interface AdaptedVectors extends GloveTraining {
  /** How many of the words have a general vector. */
  readonly known: number;
}

/**
 * General vectors adapted to a text: GloVe's objective on the text's co-occurrences, started from the general vectors,
 * plus `penalty / 2 * |w_i + c_i - r_i|^2` for each word with a general vector `r_i` (Dingwall and Potts 2018,
 * "Mittens: an extension of GloVe for learning domain-specialized representations", equation 3; word and context vectors
 * start at half of it). The penalty's part of each epoch is one implicit gradient step at its end, which cannot
 * overshoot, with the step sizes that AdaGrad has come to.
 *
 * A word that occurs near nothing keeps its general vector; one without a general vector starts at random and learns
 * from the text alone.
 *
 * @param words the vocabulary: the words of the rows and columns of `cooccurrence`
 * @throws EmbeddingError as `trainGlove` does (but the words may be fewer than the dimensions), and where no word of the
 *   text has a general vector
 */
export function adaptVectors(
  cooccurrence: SparseMatrix,
  words: readonly string[],
  general: GeneralVectors,
  options: AdaptOptions,
): AdaptedVectors {
  const { penalty = 0.1, epochs = 5 } = options;
  requireNotNegative('penalty', penalty);
  const { targets, known } = generalRows(words, general);
  if (known === 0) {
    throw new EmbeddingError(
      `None of the ${words.length} words of the text has a general vector, so there is nothing to adapt. Learn vectors ` +
        'from the text alone, or take general vectors of its language.',
    );
  }
  const training = learnGlove(
    cooccurrence,
    { ...options, epochs },
    (workspace, adaGrad) => {
      const parameters = new GloveParameters(words.length, general.dimension, adaGrad, workspace);
      parameters.setRandom(seededRandom(options.seed));
      parameters.setVectors(targets, (word) => !Number.isNaN(targets[word * general.dimension]));
      parameters.setBiases(cooccurrence);
      return parameters;
    },
    (parameters, learningRate) => pullBack(parameters, targets, penalty, learningRate),
  );
  return { ...training, known };
}

/** The general vectors of the words, row-major; rows of NaN where there is none. */
function generalRows(
  words: readonly string[],
  { indexOf, dimension, vectors }: GeneralVectors,
): { targets: Float32Array; known: number } {
  const targets = new Float32Array(words.length * dimension).fill(Number.NaN);
  let known = 0;
  for (const [id, word] of words.entries()) {
    const row = indexOf(word);
    if (row === undefined) continue;
    targets.set(vectors.subarray(row * dimension, (row + 1) * dimension), id * dimension);
    known++;
  }
  return { targets, known };
}

/**
 * Moves each pair of numbers w and c to where `penalty / 2 * (w + c - r)^2` and the squared ways there, divided by twice the
 * step sizes, are least together.
 */
function pullBack(
  parameters: GloveParameters,
  targets: Float32Array,
  penalty: number,
  learningRate: number,
): void {
  const { words, rows } = parameters;
  const { vectorSize, accumulators, adaGrad } = parameters.layout;
  for (let word = 0; word < words; word++) {
    if (Number.isNaN(targets[word * vectorSize])) continue;
    const wordRow = parameters.startOfWord(word);
    const contextRow = parameters.startOfContext(word);
    for (let i = 0; i < vectorSize; i++) {
      const accumulator = accumulators + (adaGrad === 'element' ? i : 0);
      const wordStep = (penalty * learningRate) / Math.sqrt(rows[wordRow + accumulator]!);
      const contextStep = (penalty * learningRate) / Math.sqrt(rows[contextRow + accumulator]!);
      const away = rows[wordRow + i]! + rows[contextRow + i]! - targets[word * vectorSize + i]!;
      const share = away / (1 + wordStep + contextStep);
      rows[wordRow + i]! -= wordStep * share;
      rows[contextRow + i]! -= contextStep * share;
    }
  }
}

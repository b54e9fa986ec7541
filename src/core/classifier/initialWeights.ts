import { type Random, seededRandom } from '../math/random.ts';
import type { ClassifierData } from './ClassifierEngine.ts';
import { ClassifierError } from './ClassifierError.ts';
import type { ClassifierSettings } from './ClassifierOptions.ts';
import { type ClassifierWeights, inputSize } from './ClassifierWeights.ts';
import type { EmbeddingMatrix } from './embeddingMatrix.ts';

/** Keras's `RandomUniform`, which an Embedding starts from, goes this far to both sides of 0. */
const embeddingLimit = 0.05;

/**
 * The weights that a training starts from, by Keras's rules: kernels by Glorot and Bengio's uniform distribution (2010,
 * equation 16), biases 0, embeddings as given or uniform in +-0.05. Every engine starts here.
 *
 * @throws ClassifierError when the mode needs pretrained embeddings, and there are none for this vocabulary
 */
export function initialWeights(data: ClassifierData, settings: ClassifierSettings): ClassifierWeights {
  const { classes, start } = data;
  const { mode, hidden } = settings;
  const { vocabularySize } = data.training.bags;
  if (start) return continued(start, data, settings);
  const random = seededRandom(settings.seed);
  const embedding = initialEmbedding(data, settings, random);
  const inputs = inputSize({ vocabularySize, ...(embedding && { embedding }) });
  return {
    mode,
    classes,
    vocabularySize,
    ...(embedding && { embedding }),
    hiddenKernel: glorotUniform(inputs, hidden, random),
    hiddenBias: new Float32Array(hidden),
    outputKernel: glorotUniform(hidden, classes.length, random),
    outputBias: new Float32Array(classes.length),
  };
}

/** Weights to go on from: copies, since those that were given are another classifier's. */
function continued(
  start: ClassifierWeights,
  { classes, training }: ClassifierData,
  { mode, hidden }: ClassifierSettings,
): ClassifierWeights {
  const { vocabularySize } = training.bags;
  const found = [start.vocabularySize, start.classes.length, start.hiddenBias.length];
  const expected = [vocabularySize, classes.length, hidden];
  if (found.some((size, i) => size !== expected[i])) {
    throw new ClassifierError(
      `The weights to go on from are of ${found[0]} tokens, ${found[1]} classes and ${found[2]} hidden units; expected ${expected[0]}, ${expected[1]} and ${expected[2]}.`,
    );
  }
  const { embedding } = start;
  return {
    ...start,
    mode,
    ...(embedding && { embedding: { ...embedding, vectors: embedding.vectors.slice() } }),
  };
}

function initialEmbedding(
  { training, embedding }: ClassifierData,
  { mode, vectorSize }: ClassifierSettings,
  random: Random,
): EmbeddingMatrix | undefined {
  const { vocabularySize } = training.bags;
  if (mode === 'bagOfWords') return undefined;
  if (mode === 'fromScratch') {
    return { dimension: vectorSize, vectors: uniform(vocabularySize * vectorSize, embeddingLimit, random) };
  }
  if (embedding === undefined) {
    throw new ClassifierError(
      `The mode ${mode} starts from pretrained embeddings; choose some, or another mode.`,
    );
  }
  const { dimension, vectors } = embedding;
  if (vectors.length !== vocabularySize * dimension) {
    throw new ClassifierError(
      `The embeddings have ${vectors.length} values; expected ${vocabularySize} rows of ${dimension}.`,
    );
  }
  return { dimension, vectors: vectors.slice() };
}

function glorotUniform(inputs: number, outputs: number, random: Random): Float32Array {
  return uniform(inputs * outputs, Math.sqrt(6 / (inputs + outputs)), random);
}

function uniform(length: number, limit: number, random: Random): Float32Array {
  return Float32Array.from({ length }, () => limit * (2 * random() - 1));
}

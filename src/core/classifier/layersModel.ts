import type { TextVectorization } from '../text/TextVectorization.ts';
import { crc32 } from '../vectors/formats/crc32.ts';
import { toLittleEndian } from '../vectors/formats/littleEndian.ts';
import type { JsonValue } from '../vectors/formats/VectorsData.ts';
import { type ClassifierWeights, inputSize } from './ClassifierWeights.ts';
import type { GenreClassifier } from './GenreClassifier.ts';

/** A classifier, and what brings texts to the ids that it knows. */
export interface VectorizedClassifier {
  readonly classifier: GenreClassifier;
  readonly vectorization: TextVectorization<'int'>;
}

/** A classifier with what is known of it, where that is known. */
export interface DescribedClassifier extends VectorizedClassifier {
  /** Any JSON; kept with the model as it is, and read back as it was found. */
  readonly report?: JsonValue;
}

/** The files that {@link encodeLayersModel} makes, by their names. */
export const layersModelFiles = {
  model: 'model.json',
  weights: 'weights.bin',
  vectorization: 'vectorization.json',
} as const;

/** A file to write. */
export interface NamedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** An array of the network as the weights' manifest lists it. */
interface NamedWeight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/**
 * A classifier as TensorFlow.js's LayersModel, whose `tf.loadLayersModel` reads it, with the vocabulary in a JSON file beside
 * it. The network is Keras's: Embedding with masked padding, GlobalAveragePooling1D, Dense, Dense; or the two Dense alone, on
 * multi-hot vectors whose first number is `[UNK]`. TensorFlow.js does not heed the mask: give it ids without padding.
 *
 * @returns the files in the order in which they are to be written: the last one, which names the others, makes them valid
 */
export function encodeLayersModel({ classifier, vectorization, report }: DescribedClassifier): NamedFile[] {
  const { weights } = classifier;
  const arrays = namedWeights(weights);
  const bytes = concatenate(arrays.map(({ values }) => toLittleEndian(values)));
  const encode = (value: unknown) => new TextEncoder().encode(`${JSON.stringify(value, undefined, 1)}\n`);
  const { tokenizer, maxTokens, outputSequenceLength } = vectorization;
  const vocabulary = encode({
    outputMode: 'int',
    tokenizer,
    maxTokens,
    outputSequenceLength,
    vocabulary: vectorization.getVocabulary(),
  });
  const model = {
    format: 'layers-model',
    generatedBy: 'Firth',
    modelTopology: { class_name: 'Sequential', config: { name: 'firth', layers: layers(weights) } },
    weightsManifest: [
      {
        paths: [layersModelFiles.weights],
        weights: arrays.map(({ name, shape }) => ({ name, shape, dtype: 'float32' })),
      },
    ],
    userDefinedMetadata: {
      classes: weights.classes,
      mode: weights.mode,
      vectorization: layersModelFiles.vectorization,
      checksums: { weights: crc32(bytes), vectorization: crc32(vocabulary) },
      ...(report !== undefined && { report }),
    },
  };
  return [
    { name: layersModelFiles.weights, bytes },
    { name: layersModelFiles.vectorization, bytes: vocabulary },
    { name: layersModelFiles.model, bytes: encode(model) },
  ];
}

function namedWeights(weights: ClassifierWeights): NamedWeight[] {
  const { classes, vocabularySize, embedding, hiddenKernel, hiddenBias, outputKernel, outputBias } = weights;
  const hidden = hiddenBias.length;
  return [
    ...(embedding
      ? [
          {
            name: 'embedding/embeddings',
            shape: [vocabularySize, embedding.dimension],
            values: embedding.vectors,
          },
        ]
      : []),
    { name: 'hidden/kernel', shape: [inputSize(weights), hidden], values: hiddenKernel },
    { name: 'hidden/bias', shape: [hidden], values: hiddenBias },
    { name: 'output/kernel', shape: [hidden, classes.length], values: outputKernel },
    { name: 'output/bias', shape: [classes.length], values: outputBias },
  ];
}

function layers(weights: ClassifierWeights): unknown[] {
  const { mode, classes, vocabularySize, embedding, hiddenBias } = weights;
  const dense = (name: string, units: number, activation: string, input?: readonly (number | null)[]) => ({
    class_name: 'Dense',
    config: { name, units, activation, use_bias: true, ...(input && { batch_input_shape: input }) },
  });
  const head = [dense('output', classes.length, 'softmax')];
  if (!embedding) {
    return [dense('hidden', hiddenBias.length, 'relu', [null, inputSize(weights)]), ...head];
  }
  return [
    {
      class_name: 'Embedding',
      config: {
        name: 'embedding',
        batch_input_shape: [null, null],
        input_dim: vocabularySize,
        output_dim: embedding.dimension,
        mask_zero: true,
        trainable: mode !== 'frozen',
      },
    },
    { class_name: 'GlobalAveragePooling1D', config: { name: 'average' } },
    dense('hidden', hiddenBias.length, 'relu'),
    ...head,
  ];
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

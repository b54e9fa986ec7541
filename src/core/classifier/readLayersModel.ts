import { TextVectorization } from '../text/TextVectorization.ts';
import { crc32 } from '../vectors/formats/crc32.ts';
import type { JsonValue } from '../vectors/formats/VectorsData.ts';
import { ClassifierError } from './ClassifierError.ts';
import { type TrainingMode, trainingModes } from './ClassifierOptions.ts';
import type { ClassifierWeights } from './ClassifierWeights.ts';
import { GenreClassifier } from './GenreClassifier.ts';
import { type DescribedClassifier, layersModelFiles } from './layersModel.ts';
import { asObject, type JsonObject, readTopology } from './layersTopology.ts';
import { readWeights, type StoredArray } from './layersWeights.ts';

/** Reads a file that lies beside the model; rejects where there is none. */
export type ReadSibling = (name: string) => Promise<Uint8Array>;

/**
 * Reads a genre classifier from a LayersModel: one of `encodeLayersModel`, or one of Keras's that
 * `tensorflowjs_converter` made, with the vocabulary in `vectorization.json` beside it: an array of what `get_vocabulary()`
 * gives, or an object with it as `vocabulary` and the names of the classes as `classes`.
 *
 * @param name what the model's file is called in errors
 * @param model the bytes of `model.json`
 * @throws ClassifierError when a file is missing or damaged, the network is another one, its numbers are not finite, or
 *   vocabulary and weights do not fit together
 */
export async function readLayersModel(
  name: string,
  model: Uint8Array,
  readSibling: ReadSibling,
): Promise<DescribedClassifier> {
  const json = parseObject(name, model);
  const topology = asObject(json['modelTopology']);
  if (!topology) {
    throw new ClassifierError(
      `${name} has no modelTopology; expected the model.json of a TensorFlow.js LayersModel.`,
    );
  }
  const layers = readTopology(name, topology);
  const metadata = asObject(json['userDefinedMetadata']) ?? {};
  const checksums = asObject(metadata['checksums']) ?? {};
  const read = async (sibling: string, checksum: unknown): Promise<Uint8Array> => {
    const bytes = await readBeside(name, sibling, readSibling);
    if (typeof checksum === 'number' && checksum !== crc32(bytes)) {
      throw new ClassifierError(
        `${sibling} is not the one that ${name} was saved with. Save the model again.`,
      );
    }
    return bytes;
  };
  const arrays = await readWeights(name, json['weightsManifest'], (path) => read(path, checksums['weights']));
  const vocabularyFile = layersModelFiles.vectorization;
  const stored = readVocabulary(vocabularyFile, await read(vocabularyFile, checksums['vectorization']));
  const outputs = arrayOf(name, arrays, layers.output, 'bias', 1).shape[0]!;
  const classes = stringsOf(metadata['classes']) ?? stored.classes ?? numberedClasses(outputs);
  const embedding = layers.embedding && arrayOf(name, arrays, layers.embedding, 'embeddings', 2);
  const hiddenKernel = arrayOf(name, arrays, layers.hidden, 'kernel', 2);
  const rows = embedding ? embedding.shape[0]! : hiddenKernel.shape[0]! + 1;
  if (stored.vocabulary.length > rows) {
    throw new ClassifierError(
      `${vocabularyFile} has ${stored.vocabulary.length} tokens with padding and [UNK]; the model of ${name} knows ${rows}. ` +
        'Take the vocabulary that it was trained with.',
    );
  }
  if (classes.length !== outputs) {
    throw new ClassifierError(`${name} tells ${outputs} classes; there are names for ${classes.length}.`);
  }
  const vocabularySize = stored.vocabulary.length;
  // Keras makes as many rows as tokens are allowed; those behind the vocabulary never have their turn.
  const weights: ClassifierWeights = {
    mode: modeOf(metadata['mode'], layers.mode),
    classes,
    vocabularySize,
    ...(embedding && {
      embedding: {
        dimension: embedding.shape[1]!,
        vectors: embedding.values.slice(0, vocabularySize * embedding.shape[1]!),
      },
    }),
    hiddenKernel: embedding
      ? hiddenKernel.values
      : hiddenKernel.values.slice(0, (vocabularySize - 1) * hiddenKernel.shape[1]!),
    hiddenBias: arrayOf(name, arrays, layers.hidden, 'bias', 1).values,
    outputKernel: arrayOf(name, arrays, layers.output, 'kernel', 2).values,
    outputBias: arrayOf(name, arrays, layers.output, 'bias', 1).values,
  };
  const classifier = new GenreClassifier(weights, name);
  const outputSequenceLength = stored.outputSequenceLength ?? layers.sequenceLength;
  const vectorization = new TextVectorization({ outputMode: 'int', outputSequenceLength });
  vectorization.setVocabulary(stored.vocabulary);
  // What came of JSON is JSON.
  const report = metadata['report'] as JsonValue | undefined;
  return { classifier, vectorization, ...(report !== undefined && { report }) };
}

interface StoredVocabulary {
  readonly vocabulary: readonly string[];
  readonly classes: readonly string[] | undefined;
  readonly outputSequenceLength: number | undefined;
}

function readVocabulary(file: string, bytes: Uint8Array): StoredVocabulary {
  const json = parse(file, bytes);
  const object = asObject(json as JsonObject);
  const vocabulary = stringsOf(object ? object['vocabulary'] : json);
  if (vocabulary?.[0] !== '' || vocabulary[1] !== '[UNK]') {
    throw new ClassifierError(
      `${file} has no vocabulary; expected an array of tokens, "" and "[UNK]" before the words, or an object that has it ` +
        'as "vocabulary".',
    );
  }
  const met = new Set<string>();
  const twice = vocabulary.find((token) => met.size === met.add(token).size);
  if (twice !== undefined) {
    throw new ClassifierError(`The token ${JSON.stringify(twice)} stands twice in ${file}; expected once.`);
  }
  const length = object?.['outputSequenceLength'];
  return {
    vocabulary,
    classes: stringsOf(object?.['classes']),
    outputSequenceLength:
      typeof length === 'number' && Number.isInteger(length) && length > 0 ? length : undefined,
  };
}

/** The array of a layer, by the end of its name. */
function arrayOf(
  file: string,
  arrays: readonly StoredArray[],
  layer: string,
  kind: string,
  dimensions: number,
): StoredArray {
  const found = arrays.find(({ name }) => {
    const path = name.replace(/:0$/, '').split('/');
    return path.at(-1) === kind && path.includes(layer);
  });
  if (found?.shape.length === dimensions) return found;
  throw new ClassifierError(
    `${file} lists the weights ${arrays.map(({ name, shape }) => `${name} [${shape.join(', ')}]`).join(', ')}; expected ` +
      `${layer}/${kind} with ${dimensions} ${dimensions === 1 ? 'dimension' : 'dimensions'} among them.`,
  );
}

function modeOf(told: unknown, found: TrainingMode): TrainingMode {
  const known = trainingModes.find((mode) => mode === told);
  return known !== undefined && (known === 'bagOfWords') === (found === 'bagOfWords') ? known : found;
}

function numberedClasses(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `class ${i}`);
}

async function readBeside(model: string, sibling: string, readSibling: ReadSibling): Promise<Uint8Array> {
  try {
    return await readSibling(sibling);
  } catch (error) {
    throw new ClassifierError(
      `${sibling}, which belongs beside ${model}, cannot be read: ${error instanceof Error ? error.message : error}`,
    );
  }
}

function parse(file: string, bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw new ClassifierError(
      `${file} is no JSON, or is damaged: ${error instanceof Error ? error.message : error}`,
    );
  }
}

function parseObject(file: string, bytes: Uint8Array): JsonObject {
  const object = asObject(parse(file, bytes) as JsonObject);
  if (object) return object;
  throw new ClassifierError(`${file} holds no JSON object; expected the model.json of a LayersModel.`);
}

function stringsOf(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : undefined;
}

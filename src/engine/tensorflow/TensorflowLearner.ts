import type { Optimizer, Tensor } from '@tensorflow/tfjs-core';
import type { Sequential } from '@tensorflow/tfjs-layers';
import type { ClassifierSettings } from '../../core/classifier/ClassifierOptions.ts';
import type { ClassifierWeights } from '../../core/classifier/ClassifierWeights.ts';
import { mostProbable, type Outcome } from '../../core/classifier/crossEntropy.ts';
import type { PreparedDocuments } from '../../core/classifier/preparedDocuments.ts';
import type { Learner } from '../../core/classifier/trainByEpochs.ts';
import { adamDecay, correctedRate } from '../../core/math/adam.ts';
import type { Tensorflow } from './Tensorflow.ts';
import { TensorflowInput } from './TensorflowInput.ts';

/** The network in training by TensorFlow.js: its layers, its loss, its gradients, its optimizer. */
export class TensorflowLearner implements Learner {
  readonly #tf: Tensorflow;
  readonly #start: ClassifierWeights;
  readonly #documents: PreparedDocuments;
  readonly #settings: ClassifierSettings;
  readonly #input: TensorflowInput;
  readonly #model: Sequential;
  readonly #optimizer: Optimizer;
  #steps = 0;
  /** The decays to the power of the next step, in float32 as TensorFlow.js has them. */
  #powers = { first: Math.fround(adamDecay.first), second: Math.fround(adamDecay.second) };

  /** @param start the weights to start from */
  constructor(
    tf: Tensorflow,
    start: ClassifierWeights,
    documents: PreparedDocuments,
    settings: ClassifierSettings,
  ) {
    this.#tf = tf;
    this.#start = start;
    this.#documents = documents;
    this.#settings = settings;
    this.#input = new TensorflowInput(tf, start, documents.inputs);
    const { hidden } = settings;
    this.#model = tf.sequential({
      layers: [
        ...this.#input.layers(),
        tf.layers.dense({ units: hidden, activation: 'relu', inputShape: [this.#input.hiddenInputs] }),
        tf.layers.dense({ units: start.classes.length, activation: 'softmax' }),
      ],
    });
    const { hiddenBias, outputKernel, outputBias } = start;
    tf.tidy(() =>
      this.#model.setWeights([
        ...this.#input.weights(),
        tf.tensor1d(hiddenBias),
        tf.tensor2d(outputKernel, [hidden, start.classes.length]),
        tf.tensor1d(outputBias),
      ]),
    );
    this.#optimizer = tf.train.adam(settings.learningRate, adamDecay.first, adamDecay.second);
  }

  step(documents: Uint32Array): Outcome {
    const { labels, weights } = this.#documents;
    const classes = this.#start.classes.length;
    const tf = this.#tf;
    this.#takeKerasConvention();
    return tf.tidy(() => {
      const input = this.#input.rows(documents);
      const oneHot = new Float32Array(documents.length * classes);
      for (const [i, document] of documents.entries()) oneHot[i * classes + labels[document]!] = 1;
      const expected = tf.tensor2d(oneHot, [documents.length, classes]);
      const shares = tf.tensor1d(Float32Array.from(documents, (document) => weights[document]!));
      let probabilities: Tensor | undefined;
      const loss = this.#optimizer.minimize(() => {
        probabilities = tf.keep(this.#model.apply(input, { training: true }) as Tensor);
        return tf.mean(tf.mul(tf.metrics.categoricalCrossentropy(expected, probabilities), shares));
      }, true)!;
      const told = probabilities!.dataSync() as Float32Array;
      probabilities!.dispose();
      const correct = documents.filter(
        (document, i) => mostProbable(told.subarray(i * classes, (i + 1) * classes)) === labels[document],
      );
      return { loss: loss.dataSync()[0]! * documents.length, correct: correct.length };
    });
  }

  weights(): ClassifierWeights {
    const { mode, classes, vocabularySize } = this.#start;
    const values = this.#model.getWeights().map((weight) => Float32Array.from(weight.dataSync()));
    const [outputBias, outputKernel, hiddenBias, ...input] = values.reverse();
    return {
      mode,
      classes,
      vocabularySize,
      ...this.#input.read(input.reverse()),
      hiddenBias: hiddenBias!,
      outputKernel: outputKernel!,
      outputBias: outputBias!,
    };
  }

  /** Gives TensorFlow's memory back. */
  dispose(): void {
    this.#model.dispose();
    this.#optimizer.dispose();
  }

  /**
   * Keras adds epsilon to the root of the second moment before that is corrected for its start, TensorFlow.js after it, as
   * the paper's algorithm does: theirs is Keras's over the correction. They also take the corrections in float32, where 1 less
   * a number close to it has few digits left; the rate makes up for what that changes.
   */
  #takeKerasConvention(): void {
    this.#steps++;
    const { learningRate, epsilon } = this.#settings;
    const first = Math.fround(1 - this.#powers.first);
    const root = Math.sqrt(Math.fround(1 - this.#powers.second));
    Object.assign(this.#optimizer, {
      epsilon: epsilon / root,
      learningRate: (correctedRate(learningRate, this.#steps) * first) / root,
    });
    this.#powers = {
      first: Math.fround(this.#powers.first * Math.fround(adamDecay.first)),
      second: Math.fround(this.#powers.second * Math.fround(adamDecay.second)),
    };
  }
}

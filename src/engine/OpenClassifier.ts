import { bagOfWords } from '../core/classifier/BagOfWords.ts';
import { ClassifierError } from '../core/classifier/ClassifierError.ts';
import { decodeClassifier, type StoredClassifier } from '../core/classifier/classifierFile.ts';
import type { DescribedClassifier } from '../core/classifier/layersModel.ts';
import { cutIntoPassages } from '../core/classifier/passages.ts';
import { wordContributions } from '../core/classifier/wordContributions.ts';
import { wordLeanings } from '../core/classifier/wordLeanings.ts';
import type { Kernels } from '../core/math/Kernels.ts';
import { TextVectorization } from '../core/text/TextVectorization.ts';
import { tokenize, tokenSpans } from '../core/text/tokenize.ts';
import type { ClassifierMethods } from '../protocol/classifierMethods.ts';
import type { ClassifierReport } from '../protocol/classifierReport.ts';
import type { GenreLeanings, TextScores, WordContribution, WordPlaces } from '../protocol/textScores.ts';
import { readStoredReport } from './storedReport.ts';

/** A trained classifier that answers. */
export class OpenClassifier {
  readonly report: ClassifierReport;
  readonly #stored: StoredClassifier;
  readonly #kernels: Kernels;

  /** @throws ClassifierError where the bytes are no intact file of a classifier */
  constructor(file: Uint8Array, kernels: Kernels) {
    this.#stored = decodeClassifier(file);
    this.#kernels = kernels;
    const report = readStoredReport(this.#stored.report, this.#stored.classifier);
    if (!report) {
      throw new ClassifierError(
        'The stored classifier was made by another version of Firth. Train it again.',
      );
    }
    this.report = report;
  }

  /**
   * The genres of a text. It is cut into passages as the training texts were, and the probabilities of the passages are
   * averaged. A word's contribution is what the probability loses when the word is left out of every passage.
   */
  score({ text, topn, genre, places }: ClassifierMethods['scoreText']['params']): TextScores {
    const { vectorization, classifier } = this.#stored;
    const tokens = tokenize(text);
    if (tokens.length === 0) return { kind: 'no words' };
    const ids = Uint32Array.from(tokens, (token) => vectorization.idOf(token)!);
    const passages = this.#passages(ids);
    const probabilities = this.#meanScores(passages);
    const scores = classifier.classes
      .map((name, index) => ({ name, probability: probabilities[index]! }))
      .sort((a, b) => b.probability - a.probability);
    const explained = genre !== undefined && classifier.classes.includes(genre) ? genre : scores[0]!.name;
    const wanted = topn > 0 || places === true;
    const contributions = wanted
      ? this.#contributions(passages, classifier.classes.indexOf(explained))
      : new Map<number, number>();
    const vocabulary = vectorization.getVocabulary();
    const counts = new Map<number, number>();
    for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
    const unknown = vectorization.tokenStart - 1;
    return {
      kind: 'scores',
      scores,
      words: tokens.length,
      unknownWords: counts.get(unknown) ?? 0,
      contributions: [...contributions]
        .filter(([id]) => id !== unknown)
        .map(
          ([id, contribution]): WordContribution => ({
            word: vocabulary[id]!,
            count: counts.get(id)!,
            contribution,
          }),
        )
        .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution))
        .slice(0, topn),
      explained,
      ...(places && { places: this.#places(text, contributions, unknown) }),
    };
  }

  /** Which genre each word speaks for, and how much. */
  lean(words: readonly string[]): GenreLeanings {
    const { vectorization, classifier } = this.#stored;
    const unknown = vectorization.tokenStart - 1;
    const ids = words.map((word) => vectorization.idOf(word) ?? unknown);
    return { classes: classifier.classes, ...wordLeanings(classifier, ids, this.#kernels) };
  }

  /** The classifier with its report and its vocabulary, which cuts texts where the training cut them. */
  vectorized(): DescribedClassifier {
    const { sequenceLength } = this.report;
    const outputSequenceLength = sequenceLength === 0 ? undefined : sequenceLength;
    const vectorization = new TextVectorization({ outputMode: 'int', outputSequenceLength });
    vectorization.setVocabulary(this.#stored.vectorization.getVocabulary());
    return { classifier: this.#stored.classifier, vectorization, report: this.#stored.report };
  }

  #passages(ids: Uint32Array): Uint32Array[] {
    const { passageWords, sequenceLength } = this.report;
    const ends = Uint32Array.of(0, ids.length);
    const { starts } = cutIntoPassages(ends, passageWords === 0 ? undefined : passageWords);
    return Array.from(starts.subarray(1), (end, passage) => {
      const start = starts[passage]!;
      return ids.subarray(start, sequenceLength === 0 ? end : Math.min(end, start + sequenceLength));
    });
  }

  /** The mean probability of each class. */
  #meanScores(passages: readonly Uint32Array[]): Float64Array {
    const { classifier, vectorization } = this.#stored;
    const classes = classifier.classes.length;
    const scores = classifier.scores(bagOfWords(passages, vectorization.vocabularySize), this.#kernels);
    const mean = new Float64Array(classes);
    for (const [at, probability] of scores.entries()) mean[at % classes]! += probability / passages.length;
    return mean;
  }

  /** By id, what the mean probability of a class loses without it. */
  #contributions(passages: readonly Uint32Array[], label: number): Map<number, number> {
    const { classifier, vectorization } = this.#stored;
    const classes = classifier.classes.length;
    const bags = bagOfWords(passages, vectorization.vocabularySize);
    const sums = new Map<number, number>();
    for (const passage of passages.keys()) {
      const { ids, contributions } = wordContributions(classifier, bags, passage);
      for (const [word, id] of ids.entries()) {
        const loss = contributions[word * classes + label]! / passages.length;
        sums.set(id, (sums.get(id) ?? 0) + loss);
      }
    }
    return sums;
  }

  #places(text: string, contributions: ReadonlyMap<number, number>, unknown: number): WordPlaces {
    const { vectorization } = this.#stored;
    const known = tokenSpans(text).filter(({ token }) => vectorization.idOf(token) !== unknown);
    return {
      starts: Uint32Array.from(known, ({ start }) => start),
      ends: Uint32Array.from(known, ({ end }) => end),
      contributions: Float32Array.from(
        known,
        ({ token }) => contributions.get(vectorization.idOf(token)!) ?? 0,
      ),
    };
  }
}

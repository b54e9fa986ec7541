import { detached } from '../text/detached.ts';
import { TokenIds } from '../text/TokenIds.ts';
import { Uint32List } from '../text/Uint32List.ts';
import { compareCodePoints } from '../text/Vocabulary.ts';
import { DatasetError } from './DatasetError.ts';

/** More different labels than this are no genres: most likely the labels are in another column. */
export const MAX_CLASSES = 1000;

/** Documents with their labels. A document is its words, as places in {@link words}, between two of {@link starts}. */
export interface LabelledDocuments {
  /** The labels, each once, by rising code points. */
  readonly classes: readonly string[];
  /** For each document the place of its label among the classes. */
  readonly labels: Uint32Array;
  /** Where each document comes from, e.g. a path. */
  readonly names: readonly string[];
  /** The different words, in the order in which they were first met. */
  readonly words: readonly string[];
  /** The words of all documents. */
  readonly ids: Uint32Array;
  /** Where in {@link ids} each document starts, and at last the end: one more than there are documents. */
  readonly starts: Uint32Array;
  /** What was left out, since there is nothing to learn from it. */
  readonly omitted: OmittedDocuments;
}

/** How many documents were left out, and why. */
export interface OmittedDocuments {
  readonly withoutWords: number;
  readonly withoutLabel: number;
}

/** Collects labelled documents one by one; of their text only the words are kept. */
export class LabelledDocumentsBuilder {
  readonly #classes = new Map<string, number>();
  readonly #labels = new Uint32List();
  readonly #names: string[] = [];
  readonly #words = new TokenIds();
  readonly #ids = new Uint32List();
  readonly #starts = new Uint32List();
  #withoutWords = 0;
  #withoutLabel = 0;

  /**
   * Adds a document; one without a word or a label is only counted.
   *
   * @throws DatasetError when there are more than {@link MAX_CLASSES} labels
   */
  add(label: string, text: string, name: string): void {
    if (label.trim() === '') {
      this.#withoutLabel++;
      return;
    }
    const start = this.#ids.length;
    this.#words.forEachToken(text, (id) => this.#ids.push(id));
    if (this.#ids.length === start) {
      this.#withoutWords++;
      return;
    }
    this.#labels.push(this.#classOf(label));
    this.#names.push(name);
    this.#starts.push(start);
  }

  finish(): LabelledDocuments {
    const met = [...this.#classes.keys()];
    const classes = [...met].sort(compareCodePoints);
    const places = new Map(classes.map((label, place) => [label, place]));
    this.#starts.push(this.#ids.length);
    return {
      classes,
      labels: this.#labels.toArray().map((label) => places.get(met[label]!)!),
      names: this.#names,
      words: this.#words.toArray(),
      ids: this.#ids.toArray(),
      starts: this.#starts.toArray(),
      omitted: { withoutWords: this.#withoutWords, withoutLabel: this.#withoutLabel },
    };
  }

  #classOf(label: string): number {
    const known = this.#classes.get(label);
    if (known !== undefined) return known;
    if (this.#classes.size === MAX_CLASSES) {
      throw new DatasetError(
        `There are more than ${MAX_CLASSES} different labels, among them ${JSON.stringify(label)}. ` +
          'Is it the labels that you chose? Take another column, or fewer genres.',
      );
    }
    this.#classes.set(detached(label), this.#classes.size);
    return this.#classes.size - 1;
  }
}

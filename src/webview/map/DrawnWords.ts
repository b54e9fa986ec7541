import type { Projection } from '../../protocol/panel/picture.ts';
import type { MapNeighbour } from './scene.ts';

/** The words of a projection, found by their spelling, and which of them the open document has. */
export class DrawnWords {
  readonly projection: Projection;
  readonly #positions: ReadonlyMap<string, number>;
  #inDocument: Uint8Array;
  #knownInDocument = 0;

  constructor(projection: Projection) {
    this.projection = projection;
    this.#positions = new Map(projection.words.map((word, index) => [word, index]));
    this.#inDocument = new Uint8Array(projection.words.length);
  }

  /** 1 for each word that the open document has, 0 for others; in the order of the projection. */
  get inDocument(): Uint8Array {
    return this.#inDocument;
  }

  /** Position of a word in the projection; undefined where it is not drawn. */
  indexOf(word: string): number | undefined {
    return this.#positions.get(word);
  }

  /** Positions of those of some words that are drawn. */
  indicesOf(words: readonly string[]): number[] {
    return words.map((word) => this.indexOf(word)).filter((index) => index !== undefined);
  }

  /** How many of the words drawn the open document has. */
  get drawnInDocument(): number {
    return this.#inDocument.reduce((sum, mark) => sum + mark, 0);
  }

  /** How many words of the open document the vectors know. */
  get knownInDocument(): number {
    return this.#knownInDocument;
  }

  /** Marks the words of the open document, all that the vectors know, in place of those before. */
  markDocument(words: readonly string[]): void {
    const marks = new Uint8Array(this.projection.words.length);
    for (const word of words) {
      const index = this.indexOf(word);
      if (index !== undefined) {
        marks[index] = 1;
      }
    }
    this.#inDocument = marks;
    this.#knownInDocument = words.length;
  }

  /** Those of a word's neighbours that are drawn. */
  drawnNeighbours(neighbours: readonly { word: string; similarity: number }[]): MapNeighbour[] {
    return neighbours.flatMap(({ word, similarity }) => {
      const index = this.indexOf(word);
      return index === undefined ? [] : [{ index, similarity }];
    });
  }
}

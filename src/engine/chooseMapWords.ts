import { closestSpellings } from '../core/query/closestSpelling.ts';
import { tokenize } from '../core/text/tokenize.ts';
import {
  type MapMethods,
  type MapWords,
  MOST_MAP_WORDS,
  type WordAxis,
  type WordSelection,
} from '../protocol/mapMethods.ts';
import type { OpenVectors } from './OpenVectors.ts';
import { wordsOfText } from './wordsOfText.ts';

/** Chooses the words of a map, in falling order of frequency, and copies their vectors into memory that threads share. */
export function chooseMapWords(
  open: OpenVectors,
  { selection, include, axes }: Omit<MapMethods['chooseMapWords']['params'], 'source'>,
): MapWords {
  const { vectors, counts } = open;
  const { rows: selected, found, unknown } = select(open, selection);
  const extra = rowsOf(open, include);
  const rows = Uint32Array.from(new Set([...selected, ...extra.rows])).sort();
  const { dimension, unitVectors } = vectors;
  const shared = sharedFloats(rows.length * dimension);
  for (const [i, row] of rows.entries()) {
    shared.set(unitVectors.subarray(row * dimension, (row + 1) * dimension), i * dimension);
  }
  const words = Array.from(rows, (row) => vectors.words[row]!);
  return {
    source: open.source,
    name: open.metadata.name,
    words,
    ranks: rows.map((row) => row + 1),
    ...(counts && { counts: rows.map((row) => counts[row]!) }),
    dimension,
    vectors: shared,
    norms: Float32Array.from(rows, (row) => vectors.norms[row]!),
    axes: axesOf(open, axes),
    found,
    unknown: [...new Set([...unknown, ...extra.unknown])],
    vocabularySize: vectors.size,
  };
}

function select(
  open: OpenVectors,
  selection: WordSelection,
): { rows: readonly number[]; found: number; unknown: readonly string[] } {
  const { vectors } = open;
  switch (selection.kind) {
    case 'frequent': {
      const size = Math.min(selection.limit, MOST_MAP_WORDS, vectors.size);
      return { rows: Array.from({ length: size }, (_, i) => i), found: vectors.size, unknown: [] };
    }
    case 'text': {
      const words = wordsOfText(open, selection.text);
      const { rows } = rowsOf(open, words.slice(0, Math.min(selection.limit, MOST_MAP_WORDS)));
      return { rows, found: words.length, unknown: [] };
    }
    case 'near': {
      const word = requireWord(open, selection.word);
      const topn = Math.min(selection.limit, MOST_MAP_WORDS) - 1;
      const near = topn > 0 ? (vectors.mostSimilar({ positive: [word], topn }) ?? []) : [];
      const { rows } = rowsOf(open, [word, ...near.map((neighbour) => neighbour.word)]);
      return { rows, found: vectors.size, unknown: [] };
    }
    case 'list': {
      const { rows, unknown } = rowsOf(open, selection.words.slice(0, MOST_MAP_WORDS));
      if (rows.length === 0) {
        throw new Error(`${open.metadata.name} knows none of these words: ${spelled(selection.words)}.`);
      }
      return { rows, found: rows.length, unknown };
    }
  }
}

/** The rows of words, each as it stands or as the tokenizer spells it. */
function rowsOf({ vectors }: OpenVectors, words: readonly string[]): { rows: number[]; unknown: string[] } {
  const rows: number[] = [];
  const unknown: string[] = [];
  for (const word of words) {
    const row = vectors.indexOf(word) ?? vectors.indexOf(tokenize(word)[0] ?? '');
    if (row === undefined) unknown.push(word);
    else rows.push(row);
  }
  return { rows, unknown };
}

/** The word as the vectors spell it; an error with the closest spellings where they lack it. */
function requireWord(open: OpenVectors, word: string): string {
  const { vectors, metadata } = open;
  const row = rowsOf(open, [word]).rows[0];
  if (row !== undefined) return vectors.words[row]!;
  const close = closestSpellings(word, vectors.words, { limit: 3 });
  const hint = close.length > 0 ? ` Closest spelling: ${close.join(', ')}.` : '';
  throw new Error(`${metadata.name} does not know “${word}”.${hint}`);
}

function axesOf(open: OpenVectors, axes: readonly WordAxis[]): Float32Array {
  const { vectors } = open;
  const { dimension } = vectors;
  const differences = new Float32Array(axes.length * dimension);
  for (const [axis, { from, to }] of axes.entries()) {
    const [start, end] = [from, to].map((word) => {
      const row = vectors.indexOf(requireWord(open, word))!;
      return vectors.unitVectors.subarray(row * dimension, (row + 1) * dimension);
    }) as [Float32Array, Float32Array];
    for (let i = 0; i < dimension; i++) differences[axis * dimension + i] = end[i]! - start[i]!;
  }
  return differences;
}

function spelled(words: readonly string[]): string {
  const named = words.slice(0, 5).join(', ');
  return words.length > 5 ? `${named} and ${words.length - 5} more` : named;
}

function sharedFloats(length: number): Float32Array {
  return new Float32Array(new SharedArrayBuffer(4 * length));
}

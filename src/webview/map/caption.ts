import type { Projection } from '../../protocol/engine.ts';
import { formatCount, formatQuantity, formatShare } from '../format.ts';

/** What the map shows and how far it can be believed, for somebody who has never heard of PCA. */
export function captionOf({ words, explainedVariance }: Projection): string {
  if (words.length < 2) {
    return 'PCA: the two directions in which words differ most. It takes several words to compare.';
  }
  const kept = formatShare(explainedVariance[0] + explainedVariance[1]);
  return (
    `PCA: the two directions in which these ${formatCount(words.length)} words differ most; they keep ${kept} of the differences. ` +
    'Distances on a flat map are approximate; the neighbours listed are the true ones.'
  );
}

/** The name of an axis, from 0, with the share of the differences that it keeps. */
export function axisTitleOf({ explainedVariance }: Projection, axis: 0 | 1): string {
  return `${axis === 0 ? 'First' : 'Second'} direction (${formatShare(explainedVariance[axis])})`;
}

/** What a screen reader says when a map has been drawn. */
export function mapAnnouncementOf({ words, name }: Projection): string {
  return `Map of ${formatQuantity(words.length, 'word')} of ${name} drawn.`;
}

/** What is said of a word under the pointer, line by line; `documentName` where the open document has it. */
export function pointLinesOf(
  { counts, name }: Projection,
  index: number,
  documentName: string | undefined,
): string[] {
  const count = counts?.[index];
  const often =
    count === undefined
      ? `rank ${formatCount(index + 1)} in ${name}`
      : `${formatQuantity(count, 'time')} in the workspace`;
  return documentName === undefined ? [often] : [often, `in ${documentName}`];
}

import type { MapQuality } from '../../core/projection/mapQuality.ts';
import type { MapLayout } from '../../protocol/panel/mapRequest.ts';
import type { Projection } from '../../protocol/panel/picture.ts';
import { formatCount, formatDecimal, formatQuantity, formatShare } from '../format.ts';

/**
 * What the map shows and how far it can be believed, for somebody who has never heard of any of the methods.
 *
 * @param judged the share of the comparison with the vectors that is done, where it takes a while
 */
export function captionOf(projection: Projection, quality: MapQuality | undefined, judged?: number): string {
  const said = [layoutText(projection), ...selectionText(projection)];
  if (quality !== undefined && projection.words.length > 2) said.push(qualityText(quality));
  else if (judged !== undefined) said.push(`Comparing the map with the vectors: ${formatShare(judged)}…`);
  else if (!projection.unfinished) said.push('The neighbours listed are the true ones.');
  return said.join(' ');
}

function layoutText({
  request: { layout },
  words,
  explainedVariance,
  descent,
  unfinished,
}: Projection): string {
  if (words.length < 2) return 'It takes several words to make a map.';
  const these = `these ${formatCount(words.length)} words`;
  switch (layout.method) {
    case 'pca': {
      const kept = formatShare((explainedVariance?.[0] ?? 0) + (explainedVariance?.[1] ?? 0));
      return `PCA: the two directions in which ${these} differ most; they keep ${kept} of the differences.`;
    }
    case 'tsne': {
      const meaning = `t-SNE of ${these}: it keeps neighbours together; wide distances mean little.`;
      if (unfinished || descent === undefined) return meaning;
      const after = `after ${formatQuantity(descent.iterations, 'iteration')}`;
      const end = {
        settled: `Settled ${after}.`,
        iterations: `Drawn ${after}.`,
        stopped: `Stopped ${after}.`,
      };
      return `${meaning} ${end[descent.end]}`;
    }
    case 'firstTwo':
      return `The first two of the numbers of each vector, of ${these}, as they are: all other numbers are left out.`;
    case 'axes':
      return `How far ${these} lie along ${axisName(layout.x)} (to the right) and ${axisName(layout.y)} (upwards).`;
  }
}

/** Which words are left out, where the selection does not say. */
function selectionText({ request: { selection }, words, found, unknown }: Projection): string[] {
  const said: string[] = [];
  if (selection.kind === 'document' && found > selection.limit) {
    said.push(
      `Of the file’s ${formatQuantity(found, 'known word')}, the ${formatCount(selection.limit)} it has most often.`,
    );
  }
  if (unknown.length > 0) {
    const some = unknown.slice(0, 3).join(', ');
    const more = unknown.length > 3 ? ` and ${formatCount(unknown.length - 3)} more` : '';
    said.push(`Not known: ${some}${more}.`);
  }
  if (words.length === 0 && selection.kind === 'document')
    said.push('These vectors know no word of the file.');
  return said;
}

/** The quality in words; what it counts is said, not only how much it is. */
export function qualityText({ k, trustworthiness, neighbourPreservation }: MapQuality): string {
  if (k === 0) return '';
  const true_ = formatDecimal(Math.round(10 * k * neighbourPreservation) / 10).replace(/\.?0+$/, '');
  return (
    `Of the ${k} words around a word here, about ${true_} are among its ${k} truly nearest; ` +
    `trustworthiness ${formatDecimal(trustworthiness)} of 1, ${trustWord(trustworthiness)}.`
  );
}

function trustWord(trustworthiness: number): string {
  if (trustworthiness >= 0.95) return 'very good for a flat map';
  if (trustworthiness >= 0.88) return 'good for a flat map';
  if (trustworthiness >= 0.75) return 'middling: look at the lists of neighbours';
  return 'poor: believe the lists of neighbours, not the map';
}

function axisName({ from, to }: { from: string; to: string }): string {
  return `${from} → ${to}`;
}

/** The name of an axis, from 0; empty where the axis means nothing. */
export function axisTitleOf({ request: { layout }, explainedVariance }: Projection, axis: 0 | 1): string {
  switch (layout.method) {
    case 'tsne':
      return '';
    case 'pca': {
      const share = explainedVariance === undefined ? '' : ` (${formatShare(explainedVariance[axis])})`;
      return `${axis === 0 ? 'First' : 'Second'} direction${share}`;
    }
    case 'firstTwo':
      return `${axis === 0 ? 'First' : 'Second'} number`;
    case 'axes':
      return axisName(axis === 0 ? layout.x : layout.y);
  }
}

/** Names of the methods, for people. */
export const layoutNames: Readonly<Record<MapLayout['method'], string>> = {
  tsne: 't-SNE',
  pca: 'PCA',
  firstTwo: 'First two numbers',
  axes: 'Two pairs of words',
};

/** What a screen reader says when a map has been drawn. */
export function mapAnnouncementOf({ words, name, request, descent }: Projection): string {
  const how = layoutNames[request.layout.method];
  const end = descent?.end === 'settled' ? ' The points have settled.' : '';
  return `Map of ${formatQuantity(words.length, 'word')} of ${name} drawn, ${how}.${end}`;
}

/** What is said of a word under the pointer, line by line; `documentName` where the open document has it. */
export function pointLinesOf(
  { counts, ranks }: Projection,
  index: number,
  documentName: string | undefined,
): string[] {
  const count = counts?.[index];
  const often =
    count === undefined
      ? `rank ${formatCount(ranks[index]!)}`
      : `${formatQuantity(count, 'time')} in the workspace`;
  return documentName === undefined ? [often] : [often, `in ${documentName}`];
}

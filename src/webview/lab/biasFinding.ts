import type { WeatResult, WeatSet } from '../../core/vectors/bias/weat.ts';
import { dataTable, figureColumn, textColumn } from '../dataTable.ts';
import { element } from '../dom.ts';
import { formatCount, formatDecimal } from '../format.ts';

/** What the four groups of words are called. */
export type WeatNames = Readonly<Record<WeatSet, string>>;

/** The result of the test as a sentence: which group leans to which attributes, how much, and how surely. */
export function findingOf({ effectSize, pValue, exact, permutations }: WeatResult, names: WeatNames): string {
  const [nearer, farther] =
    effectSize >= 0 ? [names.targetsX, names.targetsY] : [names.targetsY, names.targetsX];
  const size = Math.abs(effectSize);
  const strength = size >= 0.8 ? 'strongly' : size >= 0.5 ? 'clearly' : size >= 0.2 ? 'slightly' : 'hardly';
  const p = pValue < 0.0001 ? 'p < 0.0001' : `p = ${pValue.toPrecision(2)}`;
  const ways = exact
    ? `all ${formatCount(permutations)} regroupings`
    : `${formatCount(permutations)} random regroupings`;
  return (
    `${nearer} lean ${strength} more to ${names.attributesA} than ${farther} do: effect size d = ${formatDecimal(effectSize)} ` +
    `(0.8 counts as large, 2 is the most), ${p} (one-sided, ${ways}).`
  );
}

/** How near each word is to the attributes, the nearest to the first ones at the top. */
export function associationTable({ associations }: WeatResult, names: WeatNames): HTMLElement {
  const rows = [
    ...associations.targetsX.map((one) => ({ ...one, group: names.targetsX })),
    ...associations.targetsY.map((one) => ({ ...one, group: names.targetsY })),
  ].sort((a, b) => b.association - a.association);
  return dataTable(
    `Association of each word: above 0 it is nearer to ${names.attributesA}, below to ${names.attributesB}`,
    [textColumn('Word'), textColumn('Group'), figureColumn('Association')],
    rows.map(({ word, group, association }) => [word, group, formatSigned(association)]),
  );
}

function formatSigned(value: number): string {
  const text = Math.abs(value).toFixed(3);
  return value > 0 ? `+${text}` : value < 0 ? `−${text}` : text;
}

/** How the test is to be read. */
export function caution(): HTMLElement {
  return element(
    'aside',
    { class: 'lab-caution', 'aria-label': 'How to read this' },
    element('h3', {}, 'How to read this'),
    element(
      'p',
      {},
      'The test measures how words are used in a text, not what is true, nor what its authors think. The answer hangs on the word ' +
        'lists: other words for the same idea can change it, words with several senses blur it, and rare words have poor vectors. ' +
        'A large p-value does not show that there is no bias. Whatever uses such vectors can hand their associations on, or ' +
        'make them stronger; look before you let them decide about people.',
    ),
  );
}

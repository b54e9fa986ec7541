import type { GenreLeanings } from '../../protocol/textScores.ts';
import { formatCount, formatShare } from '../format.ts';
import type { Palette } from '../theme.ts';
import { genreColumn } from './colorColumn.ts';
import type { ColoredMap } from './MapColoring.ts';
import { evenSteps, type LegendEntry, leanSteps, paintLeanings } from './paint.ts';

/** The strongest colour is for the tenth of the words that speak most for a genre. */
const strongShare = 0.9;

/** Words by the genre that they speak for: its colour, stronger the more they do; the strongest are named first. */
export function leaningLook(leanings: GenreLeanings, palette: Palette): ColoredMap {
  const { classes, classOf, strengths } = leanings;
  const known = [...classOf.keys()].filter((word) => classOf[word]! >= 0);
  const strongest = known.toSorted((a, b) => strengths[b]! - strengths[a]! || a - b);
  const strong = strengths[strongest[Math.floor((1 - strongShare) * strongest.length)] ?? 0] ?? 0;
  const steps = evenSteps(strengths, 0, strong || 1, leanSteps);
  const shown = classes.slice(0, palette.series.length);
  const legend = shown.map((name, genre): LegendEntry => {
    const count = known.reduce((sum, word) => sum + Number(classOf[word] === genre), 0);
    return { color: palette.series[genre]!, shape: 'disc', text: `${name} (${formatCount(count)})` };
  });
  const rest = classOf.length - known.length;
  const others = known.filter((word) => classOf[word]! >= shown.length).length;
  if (others > 0) {
    legend.push({ color: palette.weak, shape: 'disc', text: `other genres (${formatCount(others)})` });
  }
  if (rest > 0) {
    legend.push({ color: palette.weak, shape: 'disc', text: `not known (${formatCount(rest)})` });
  }
  return {
    column: genreColumn(leanings),
    paint: paintLeanings(classOf, steps, palette),
    labelled: interleaved(shown.map((_, genre) => strongest.filter((word) => classOf[word] === genre))),
    legend,
    note:
      'The stronger the color, the more the word speaks for the genre: the strongest make it likelier by ' +
      `${formatShare(strong)} and more than a middling word does.`,
  };
}

/** The first of each list, then the second of each; two of each are enough to name a genre by. */
function interleaved(lists: readonly (readonly number[])[]): number[] {
  return [0, 1].flatMap((place) => lists.flatMap((list) => list.slice(place, place + 1)));
}

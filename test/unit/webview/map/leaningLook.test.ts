import assert from 'node:assert/strict';
import { leaningLook } from '../../../../src/webview/map/leaningLook.ts';
import type { Palette } from '../../../../src/webview/theme.ts';

const gray = { red: 128, green: 128, blue: 128 };
const palette = {
  weak: gray,
  series: [
    { red: 255, green: 0, blue: 0 },
    { red: 0, green: 0, blue: 255 },
  ],
} as unknown as Palette;

describe('leaningLook', () => {
  const leanings = {
    classes: ['pop', 'rock', 'polka'],
    classOf: Int16Array.of(0, 1, -1, 0, 2),
    strengths: Float32Array.of(0.1, 0.6, 0, 0.5, 0.4),
  };

  it('gives each genre its colour, stronger for words that speak more for it', () => {
    const { paint } = leaningLook(leanings, palette);
    const colors = [...paint.styleOf].map((style) => paint.styles[style]!.color);
    assert.deepEqual(colors[1], palette.series[1]);
    assert.deepEqual(colors[3], palette.series[0]);
    assert.ok(colors[0]!.red > gray.red && colors[0]!.red < 255, 'a weak lean has a weak colour');
    assert.deepEqual([colors[2], colors[4]], [gray, gray]);
  });

  it('counts the words of each genre, those of further genres and those not known', () => {
    const { legend, labelled, note } = leaningLook(leanings, palette);
    assert.deepEqual(
      legend.map(({ text }) => text),
      ['pop (2)', 'rock (1)', 'other genres (1)', 'not known (1)'],
    );
    assert.deepEqual(labelled, [3, 1, 0]);
    assert.match(note, /likelier by 60%/);
  });

  it('shows words of which none is known', () => {
    const nothing = { ...leanings, classOf: leanings.classOf.map(() => -1), strengths: new Float32Array(5) };
    const { paint, legend } = leaningLook(nothing, palette);
    assert.deepEqual([...paint.styleOf], [0, 0, 0, 0, 0]);
    assert.equal(legend.at(-1)!.text, 'not known (5)');
  });
});

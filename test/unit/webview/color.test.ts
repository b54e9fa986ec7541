import assert from 'node:assert/strict';
import fc from 'fast-check';
import { contrast, mix, parseColor, type Rgb, toCss, withContrast } from '../../../src/webview/color.ts';

const white: Rgb = { red: 255, green: 255, blue: 255 };
const black: Rgb = { red: 0, green: 0, blue: 0 };
const part = fc.integer({ min: 0, max: 255 });
const color: fc.Arbitrary<Rgb> = fc.record({ red: part, green: part, blue: part });

describe('color', () => {
  it('reads what browsers compute', () => {
    assert.deepEqual(parseColor('rgb(1, 2, 3)'), { red: 1, green: 2, blue: 3, alpha: 1 });
    assert.deepEqual(parseColor('rgba(1, 2, 3, 0.5)'), { red: 1, green: 2, blue: 3, alpha: 0.5 });
    assert.deepEqual(parseColor('rgb(1 2 3 / 0.25)'), { red: 1, green: 2, blue: 3, alpha: 0.25 });
    assert.deepEqual(parseColor('color(srgb 1 0.5 0 / 0.5)'), { red: 255, green: 128, blue: 0, alpha: 0.5 });
    for (const bad of ['', 'red', '#123456', 'rgb(1, 2)', 'rgb(a, b, c)', 'color(display-p3 1 1 1)']) {
      assert.equal(parseColor(bad), undefined, bad);
    }
  });

  it('reads back what it writes', () => {
    fc.assert(
      fc.property(color, (one) => {
        assert.deepEqual(parseColor(toCss(one, 0.5)), { ...one, alpha: 0.5 });
      }),
    );
  });

  it("computes WCAG's contrast ratio", () => {
    assert.equal(contrast(black, white), 21);
    assert.equal(contrast(white, white), 1);
    // #767676 on white is the well-known grey that just passes 4.5 to 1.
    assert.ok(Math.abs(contrast({ red: 0x76, green: 0x76, blue: 0x76 }, white) - 4.54) < 0.005);
  });

  it('makes any colour readable on any ground', () => {
    fc.assert(
      fc.property(color, color, (one, ground) => {
        // Black or white always reaches 4.58 to 1 on the worst of greys.
        assert.ok(contrast(withContrast(one, ground, 4.5), ground) >= 4.5);
      }),
    );
  });

  it('leaves a colour alone that can be read already', () => {
    const blue = { red: 0, green: 60, blue: 180 };
    assert.equal(withContrast(blue, white, 4.5), blue);
  });

  it('mixes from the first to the second', () => {
    assert.deepEqual(mix(black, white, 0), black);
    assert.deepEqual(mix(black, white, 1), white);
    assert.deepEqual(mix(black, { red: 100, green: 50, blue: 10 }, 0.5), { red: 50, green: 25, blue: 5 });
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatFloat32, LONGEST_FLOAT32 } from '../../../../../src/core/vectors/formats/formatFloat32.ts';

function format(value: number): string {
  const bytes = new Uint8Array(LONGEST_FLOAT32 + 1).fill(0x7e);
  const end = formatFloat32(value, bytes, 1);
  assert.ok(end <= LONGEST_FLOAT32 + 1);
  return new TextDecoder().decode(bytes.subarray(1, end));
}

describe('formatFloat32', () => {
  it('writes numbers that give the same value back, with at most nine digits', () => {
    const value = fc.oneof(
      fc.float({ noNaN: true, noDefaultInfinity: true }),
      fc.float({ noNaN: true, min: -4, max: 4 }),
      fc.integer({ min: -20_000_000, max: 20_000_000 }).map(Math.fround),
    );
    fc.assert(
      fc.property(value, (number) => {
        const text = format(number);
        assert.match(text, /^-?\d+(\.\d+)?(e[+-]\d+)?$/);
        assert.ok(Object.is(Math.fround(Number(text)), number), `${number} as ${text}`);
        const significant = text.replace(/e.*|[-.]/g, '').replace(/^0+|0+$/g, '');
        assert.ok(significant.length <= 9, `${number} as ${text}`);
      }),
      { numRuns: 10_000 },
    );
  });

  it('writes short what is short', () => {
    for (const text of [
      '0',
      '-0',
      '1',
      '-1',
      '0.5',
      '0.1',
      '-0.001',
      '1000',
      '0.00001',
      '0.000001',
      '1e-7',
      '12345.5',
      '0.38194',
      '9999999',
      '10000000',
      '1e+30',
      '16777216',
      '1e-45',
      '0.99999',
    ]) {
      assert.equal(format(Math.fround(Number(text))), text);
    }
  });
});

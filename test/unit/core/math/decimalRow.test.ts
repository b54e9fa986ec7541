import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseDecimal } from '../../../../src/core/math/decimalRow.ts';
import type { Kernels } from '../../../../src/core/math/Kernels.ts';
import { describeForBothKernels } from '../../kernels/bothKernels.ts';

const encoder = new TextEncoder();

function parse(text: string): number {
  const bytes = encoder.encode(text);
  return parseDecimal(bytes, 0, bytes.length);
}

/** Reads a line whose numbers stand behind one blank each; undefined where it is refused. */
function parseRow(kernels: Kernels, line: string, count: number, padding = ''): number[] | undefined {
  const bytes = encoder.encode(`${line}\n${padding}`);
  const out = new Float32Array(count);
  const next = kernels.parseDecimalRow(bytes, 0, out);
  if (next < 0) return undefined;
  assert.equal(next, encoder.encode(line).length + 1);
  return [...out];
}

const digits = (maxLength: number) => fc.stringMatching(new RegExp(`^[0-9]{0,${maxLength}}$`));

/** Decimal numbers of all shapes that programs write, and of some that none does. */
const decimal = fc.oneof(
  fc.float({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.double({ noNaN: true, min: -1e30, max: 1e30 }).map(String),
  fc
    .tuple(fc.double({ noNaN: true, min: -3, max: 3 }), fc.integer({ min: 1, max: 20 }))
    .map(([number, precision]) => number.toPrecision(precision)),
  fc
    .tuple(fc.double({ noNaN: true, min: -3, max: 3 }), fc.integer({ min: 0, max: 25 }))
    .map(([number, places]) => number.toFixed(places)),
  fc
    .tuple(fc.double({ noNaN: true }).filter(Number.isFinite), fc.integer({ min: 0, max: 9 }))
    .map(([number, places]) => number.toExponential(places)),
  fc
    .tuple(
      fc.constantFrom('', '-', '+'),
      digits(25),
      fc.constantFrom('', '.'),
      digits(25),
      fc.constantFrom('', 'e', 'E-', 'e+'),
      digits(3),
    )
    .map((parts) => parts.join(''))
    .filter((text) => /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)),
);

describe('parseDecimal', () => {
  it('gives what Number gives', () => {
    fc.assert(
      fc.property(decimal, (text) => assert.equal(parse(text), Number(text))),
      { numRuns: 5000 },
    );
  });

  it('knows no other notation', () => {
    for (const text of [
      '',
      '-',
      '.',
      '-.',
      'e5',
      '1e',
      '1e+',
      '0x10',
      '1_000',
      'nan',
      'inf',
      'Infinity',
      '1,5',
      '1 2',
      '--1',
      '1.2.3',
    ]) {
      assert.ok(Number.isNaN(parse(text)), text);
    }
  });
});

describeForBothKernels('parseDecimalRow', (kernels) => {
  it('gives what Number gives, rounded to float32', () => {
    const finite = decimal.filter((text) => Number.isFinite(Math.fround(Number(text))));
    fc.assert(
      // What follows the line decides whether the last numbers are read the fast way or not.
      fc.property(fc.array(finite, { minLength: 1, maxLength: 8 }), fc.nat(40), (texts, following) => {
        const row = parseRow(
          kernels(),
          texts.map((text) => ` ${text}`).join(''),
          texts.length,
          'x'.repeat(following),
        );
        assert.deepEqual(
          row,
          texts.map((text) => Math.fround(Number(text))),
        );
      }),
      { numRuns: 5000 },
    );
  });

  it('reads what float32 values are written as', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
        for (const text of [value.toPrecision(9), String(value), value.toExponential(8)]) {
          assert.deepEqual(parseRow(kernels(), ` ${text}`, 1, 'the next line is here'), [
            Math.fround(Number(text)),
          ]);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('reads tabs, blanks at the end and carriage returns', () => {
    assert.deepEqual(parseRow(kernels(), '\t1\t-2.5 \r', 2), [1, -2.5]);
  });

  it('refuses other rows', () => {
    const padding = 'more than sixteen bytes follow';
    for (const line of [
      '',
      ' 1',
      ' 1 2 3',
      ' 1  2',
      ' 1 a',
      ' 1 nan',
      ' 1 1e39',
      ' 1 .',
      ' 1 -',
      '1 2',
      ' 1 2x',
      ' 1 \u0660',
      ' 4294967296.5e99 1',
    ]) {
      assert.equal(parseRow(kernels(), line, 2), undefined, line);
      assert.equal(parseRow(kernels(), line, 2, padding), undefined, line);
    }
  });
});

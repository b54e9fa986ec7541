import assert from 'node:assert/strict';
import {
  formatCount,
  formatDecimal,
  formatList,
  formatQuantity,
  formatShare,
} from '../../../src/webview/format.ts';

describe('format', () => {
  it('sets thousands apart', () => {
    assert.equal(formatCount(2_000), '2,000');
    assert.equal(formatQuantity(1, 'word'), '1 word');
    assert.equal(formatQuantity(0, 'file'), '0 files');
    assert.equal(formatQuantity(12_345, 'vocabulary', 'vocabularies'), '12,345 vocabularies');
  });

  it('does not round a small share to nothing', () => {
    assert.equal(formatShare(0.1234), '12%');
    assert.equal(formatShare(0.004), 'less than 1%');
    assert.equal(formatShare(0), '0%');
    assert.equal(formatShare(1), '100%');
  });

  it('writes a minus sign, but none before zero', () => {
    assert.equal(formatDecimal(-0.256), '−0.26');
    assert.equal(formatDecimal(-0.001), '0.00');
    assert.equal(formatDecimal(0.8), '0.80');
  });

  it('joins a list as a sentence does', () => {
    assert.equal(formatList([]), '');
    assert.equal(formatList(['a']), 'a');
    assert.equal(formatList(['a', 'b']), 'a and b');
    assert.equal(formatList(['a', 'b', 'c']), 'a, b and c');
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { SpillError } from '../../../../src/core/spill.ts';
import { SpillableList } from '../../../../src/core/text/SpillableList.ts';
import { valuesOf } from '../../../../src/core/text/Uint32Sequence.ts';
import { MemorySpill } from '../memorySpill.ts';

/** More than two pieces of those that are spilled together. */
const LENGTH = 150_000;
const values = Uint32Array.from({ length: LENGTH }, (_, i) => Math.imul(i, 2_654_435_761));

function listOf(bytes?: number): { list: SpillableList; spill: MemorySpill } {
  const spill = new MemorySpill();
  const list = new SpillableList(bytes === undefined ? undefined : { bytes, spill });
  for (let from = 0; from < LENGTH; from += 70_000) {
    const piece = values.subarray(from, from + 70_000);
    list.push(piece[0]!);
    list.append(piece.subarray(1, 69_000));
    for (const value of piece.subarray(69_000)) list.push(value);
  }
  return { list, spill };
}

describe('SpillableList', () => {
  it('holds the same values wherever they are, also while it grows', () => {
    for (const bytes of [undefined, 0, 1, 4 * 65_536, 4 * (LENGTH - 1), 4 * LENGTH]) {
      const { list } = listOf(bytes);
      assert.equal(list.length, LENGTH);
      assert.deepEqual(valuesOf(list), values);
      list.push(7);
      assert.deepEqual(valuesOf(list, LENGTH - 1), Uint32Array.of(values.at(-1)!, 7));
    }
  });

  it('takes no room outside of memory until it has to', () => {
    assert.equal(listOf(4 * LENGTH).spill.places, 0);
    assert.equal(listOf(0).spill.places, 1);
    assert.equal(listOf(0).spill.bytes, 4 * 131_072);
  });

  it('reads any part', () => {
    const { list } = listOf(4 * 10_000);
    fc.assert(
      fc.property(fc.nat(LENGTH), fc.nat(LENGTH), (a, b) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        assert.deepEqual(valuesOf(list, from, to), values.slice(from, to));
      }),
    );
  });

  it('passes the error of a full disk on', () => {
    const list = new SpillableList({ bytes: 0, spill: new MemorySpill(1000) });
    assert.throws(() => {
      for (const value of values) list.push(value);
    }, SpillError);
  });
});

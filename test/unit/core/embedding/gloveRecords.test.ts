import assert from 'node:assert/strict';
import { gloveRecords } from '../../../../src/core/embedding/gloveRecords.ts';
import { groups, rowOfContext, rowOfWord } from '../../../../src/core/embedding/wordGroups.ts';
import { plainKernels } from '../../../../src/core/math/plainKernels.ts';
import { seededRandom } from '../../../../src/core/math/random.ts';
import { Workspace } from '../../../../src/core/math/Workspace.ts';
import { CancelledError, untracked } from '../../../../src/core/task.ts';
import { randomSparse } from '../../kernels/sparseSamples.ts';

const words = 18_000;
const matrix = randomSparse(60, 60, 0.3, seededRandom(1));
/** Some of the entries among very many words, so that there is more than one tile in a block. */
const spread = {
  rows: words,
  cols: words,
  rowStart: Uint32Array.from({ length: words + 1 }, (_, i) => matrix.rowStart[Math.floor((i * 60) / words)]!),
  columns: matrix.columns.map((column) => column * 299),
  values: matrix.values.map(Math.abs),
};

const wordOfRow = new Map(Array.from({ length: words }, (_, id) => [rowOfWord(id, words), id]));
const contextOfRow = new Map(Array.from({ length: words }, (_, id) => [rowOfContext(id, words), id]));

function make(seed: number, isHeldOut: (a: number, b: number) => boolean = () => false) {
  const workspace = new Workspace(plainKernels);
  const random = seededRandom(seed);
  return gloveRecords(spread, { xMax: 1, alpha: 0.5, isHeldOut, random, workspace, task: untracked });
}

describe('gloveRecords', () => {
  it('holds each entry once, with its logarithm and weight', () => {
    const { records } = make(1);
    const numbers = new Float32Array(records.buffer, records.byteOffset, records.length);
    const found = new Map<string, readonly number[]>();
    for (let at = 0; at < records.length; at += 4) {
      const [word, context] = [wordOfRow.get(records[at]!), contextOfRow.get(records[at + 1]!)];
      found.set(`${word} ${context}`, [numbers[at + 2]!, numbers[at + 3]!]);
    }
    assert.equal(found.size, records.length / 4);
    let entries = 0;
    for (let row = 0; row < words; row++) {
      for (let entry = spread.rowStart[row]!; entry < spread.rowStart[row + 1]!; entry++) {
        const value = spread.values[entry]!;
        const [logarithm, weight] = found.get(`${row} ${spread.columns[entry]}`)!;
        assert.ok(Math.abs(logarithm! - Math.log(value)) < 1e-5);
        assert.ok(Math.abs(weight! - Math.min(1, Math.sqrt(value))) < 1e-5);
        entries++;
      }
    }
    assert.equal(entries, found.size);
  });

  it('sorts them into blocks that share no row where both groups differ, and into tiles of 512 words', () => {
    const { records, tileStart, tilesPerSide } = make(1);
    assert.equal(tilesPerSide, 3);
    assert.equal(tileStart.length, (groups * 3) ** 2 + 1);
    for (let tile = 0; tile + 1 < tileStart.length; tile++) {
      const contextTile = tile % 3;
      const wordTile = Math.floor(tile / 3) % 3;
      const block = Math.floor(tile / 9);
      for (let i = tileStart[tile]!; i < tileStart[tile + 1]!; i++) {
        const word = wordOfRow.get(records[4 * i]!)!;
        const context = contextOfRow.get(records[4 * i + 1]!)!;
        assert.deepEqual([word % groups, context % groups], [Math.floor(block / groups), block % groups]);
        assert.equal(Math.floor(word / groups / 512), wordTile);
        assert.equal(Math.floor(context / groups / 512), contextTile);
      }
    }
  });

  it('shuffles by the seed', () => {
    assert.deepEqual(make(1), make(1));
    assert.notDeepEqual(make(1).records, make(2).records);
  });

  it('leaves out what is held out, and counts that are not above 0', () => {
    const { records } = make(1, (_, context) => context > 0);
    for (let at = 0; at < records.length; at += 4) assert.equal(contextOfRow.get(records[at + 1]!), 0);
    const zeros = { ...spread, values: new Float32Array(spread.values.length) };
    const none = gloveRecords(zeros, {
      xMax: 1,
      alpha: 1,
      isHeldOut: () => false,
      random: seededRandom(1),
      workspace: new Workspace(plainKernels),
      task: untracked,
    });
    assert.equal(none.records.length, 0);
  });

  it('stops where the task says so', () => {
    const task = {
      checkpoint: () => {
        throw new CancelledError();
      },
    };
    const options = { xMax: 1, alpha: 1, isHeldOut: () => false, random: seededRandom(1) };
    assert.throws(
      () => gloveRecords(spread, { ...options, workspace: new Workspace(plainKernels), task }),
      CancelledError,
    );
  });
});

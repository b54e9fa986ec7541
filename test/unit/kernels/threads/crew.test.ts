import assert from 'node:assert/strict';
import { compileKernels } from '../../../../src/build/compileKernels.ts';
import { trainGlove } from '../../../../src/core/embedding/glove.ts';
import type { Kernels } from '../../../../src/core/math/Kernels.ts';
import { gaussian, seededRandom } from '../../../../src/core/math/random.ts';
import { type MapQuality, mapQuality } from '../../../../src/core/projection/mapQuality.ts';
import { startTsne } from '../../../../src/core/projection/startTsne.ts';
import { hireNodeHelpers } from '../../../../src/engine/nodeHelpers.ts';
import { loadKernels, type WasmKernels } from '../../../../src/kernels/loadKernels.ts';
import { CrewBoard, mostRanges } from '../../../../src/kernels/threads/CrewBoard.ts';
import { CrewLeader, HelperLostError, shareRanges } from '../../../../src/kernels/threads/CrewLeader.ts';
import type { CrewExports, CrewWork } from '../../../../src/kernels/threads/crewWorks.ts';
import { helperScript } from '../../../helperScript.ts';
import { topicCounts } from '../../core/embedding/topicCounts.ts';
import { randomSparse } from '../sparseSamples.ts';

const { cooccurrence } = topicCounts();

const work: CrewWork = { name: 'glove', numbers: [0, 0, 0, 4, 4, 0, 0.05] };
const ranges = (count: number): Uint32Array => Uint32Array.from({ length: 2 * count }, (_, i) => i);

/** A module whose steps of GloVe come to what is said. */
const moduleWith = (step: () => number): CrewExports =>
  ({ descendGloveByElement: step, descendGloveByRow: step }) as unknown as CrewExports;

describe('threads that help the kernels', () => {
  let wasm: Uint8Array;
  let script: URL;
  before(async () => {
    wasm = await compileKernels();
    script = await helperScript();
  });

  const train = (kernels: Kernels) =>
    trainGlove(cooccurrence, { vectorSize: 8, epochs: 4, heldOut: 0, seed: 1, kernels });
  const noWarning = (message: string): void => assert.fail(message);

  it('give the same bytes, however many there are', async () => {
    const alone = train(await loadKernels(wasm));
    for (const helpers of [1, 3]) {
      const kernels: WasmKernels = await loadKernels(wasm);
      const dismiss = await hireNodeHelpers(kernels, helpers, script, noWarning);
      try {
        const together = train(kernels);
        assert.deepEqual(together.vectors, alone.vectors);
        assert.deepEqual(together.epochs, alone.epochs);
      } finally {
        await dismiss();
      }
      assert.deepEqual(train(kernels).vectors, alone.vectors);
    }
  });

  it('may be fewer than were asked for: the others do the work', async () => {
    const kernels = await loadKernels(wasm);
    const missing = new URL('./missing.mjs', import.meta.url);
    const warnings: string[] = [];
    const dismiss = await hireNodeHelpers(kernels, 1, missing, (message) => warnings.push(message));
    const alone = train(await loadKernels(wasm));
    assert.deepEqual(train(kernels).vectors, alone.vectors);
    await dismiss();
    assert.ok(warnings.length <= 1);
  });

  it('draw the same map, byte by byte, and judge it alike', async () => {
    const dimension = 12;
    const random = seededRandom(5);
    const vectors = new Float32Array(1500 * dimension).map(() => gaussian(random));
    const draw = (kernels: Kernels): { coordinates: Float32Array; quality: MapQuality } => {
      const { tsne } = startTsne(vectors, dimension, { seed: 1, perplexity: 10, kernels });
      tsne.step(60);
      const coordinates = tsne.coordinates.slice();
      tsne.dispose();
      return { coordinates, quality: mapQuality(vectors, dimension, coordinates, 10, { kernels }) };
    };
    const alone = draw(await loadKernels(wasm));
    assert.ok(alone.coordinates.every((coordinate) => Number.isFinite(coordinate)));
    for (const helpers of [1, 2]) {
      const kernels = await loadKernels(wasm);
      const dismiss = await hireNodeHelpers(kernels, helpers, script, noWarning);
      try {
        assert.deepEqual(draw(kernels), alone);
      } finally {
        await dismiss();
      }
    }
  });

  it('are waited for when what is done meanwhile fails', async () => {
    const kernels = await loadKernels(wasm);
    const dismiss = await hireNodeHelpers(kernels, 1, script, noWarning);
    try {
      const p = randomSparse(400, 400, 0.1, seededRandom(1));
      const points = new Float32Array(800).map((_, i) => i % 7);
      const [out, expected] = [kernels.allocate(800), kernels.allocate(800)];
      kernels.neighbourAttraction(p, points, expected);
      const fail = () => kernels.neighbourAttraction(p, points, out, () => assert.fail('no more'));
      assert.throws(fail, /no more/);
      kernels.neighbourAttraction(p, points, out);
      assert.deepEqual(out, expected);
    } finally {
      await dismiss();
    }
  });

  it('are not waited for for ever when they have taken work and are gone', () => {
    let isLost = false;
    const loseOne = (): number => {
      const helper = new CrewBoard(leader.board);
      const vanish = (): number => {
        isLost = true;
        throw new Error('gone');
      };
      if (!isLost) assert.throws(() => helper.help(vanish), /gone/);
      return 0;
    };
    const leader = new CrewLeader(moduleWith(loseOne), 20);
    assert.throws(() => leader.run(work, ranges(3)), HelperLostError);
  });

  it('take each range once, and sleep until there is another round', () => {
    const board = new CrewBoard();
    const taken: [from: number, slot: number][] = [];
    const take = (given: CrewWork, from: number, _to: number, slot: number): number => {
      assert.equal(given.name, work.name);
      assert.deepEqual(given.numbers.slice(0, work.numbers.length), work.numbers);
      return taken.push([from, slot]);
    };
    board.help(take);
    assert.deepEqual(taken, []);
    board.post(work, ranges(2));
    assert.equal(board.waitForRound(0), 1);
    board.help(take);
    board.help(take);
    assert.deepEqual(taken, [
      [0, 0],
      [2, 1],
    ]);
    assert.equal(board.waitForAll(2, 1), true);
    assert.deepEqual([...board.results(2)], [1, 2]);
    board.post(work, ranges(mostRanges));
    board.help(take);
    assert.equal(taken.length, 2 + mostRanges);
    board.close();
    assert.equal(board.waitForRound(2), undefined);
  });

  it('share more ranges than are given out at once, and give what each comes to', () => {
    const module = moduleWith(() => 0.5);
    const count = mostRanges + 3;
    const own = Uint32Array.from({ length: 2 * count }, (_, i) => i & 1);
    for (const leader of [undefined, new CrewLeader(module)]) {
      let meanwhile = 0;
      const results = shareRanges(leader, module, work, own, () => meanwhile++);
      assert.deepEqual([...results], new Array<number>(count).fill(0.5));
      assert.equal(meanwhile, 1);
    }
  });

  it('tell of a record that names an unknown row', () => {
    const leader = new CrewLeader(moduleWith(() => -1));
    assert.deepEqual([...leader.run(work, ranges(3))], [-1, -1, -1]);
  });
});

import assert from 'node:assert/strict';
import { gaussian, seededRandom } from '../../../src/core/math/random.ts';
import { encodeVectors } from '../../../src/core/vectors/formats/firthVectors.ts';
import { createEngine } from '../../../src/engine/createEngine.ts';
import type { EngineMethods } from '../../../src/protocol/engine.ts';
import type { Layout, LayoutProgress, MapWords, WordSelection } from '../../../src/protocol/mapMethods.ts';
import type { RpcHandlers } from '../../../src/protocol/rpc.ts';
import { MemoryFiles, memoryHost } from './memoryHost.ts';

const idle = { report: () => undefined, isCancelled: () => false };

const TSNE: Layout = { method: 'tsne', perplexity: 10, iterations: 300, seed: 1 };

/** Three groups of words far from each other: `a0`, `b0`, `c0`, `a1`... */
function groups(words: number, seed = 1): { words: string[]; vectors: Float32Array; counts: Uint32Array } {
  const random = seededRandom(seed);
  const dimension = 4;
  const vectors = new Float32Array(words * dimension).map(
    (_, i) => 0.2 * gaussian(random) + (i % dimension === Math.floor(i / dimension) % 3 ? 1 : 0),
  );
  return {
    words: Array.from({ length: words }, (_, i) => `${'abc'[i % 3]}${Math.floor(i / 3)}`),
    vectors,
    counts: Uint32Array.from({ length: words }, (_, i) => words - i),
  };
}

describe('the map in the engine', () => {
  let files: MemoryFiles;
  let engine: RpcHandlers<EngineMethods>;

  const open = async (
    data: { words: string[]; vectors: Float32Array; counts?: Uint32Array },
    dimension = 4,
  ): Promise<void> => {
    const metadata = { name: 'Test English', method: 'by hand' };
    files.put('/general.firthvec', encodeVectors({ metadata, dimension, ...data }, { encoding: 'float32' }));
    await engine.open({ source: 'general', path: '/general.firthvec' }, idle);
  };

  const choose = async (
    selection: WordSelection,
    more: { include?: string[]; axes?: { from: string; to: string }[] } = {},
  ): Promise<MapWords> =>
    engine.chooseMapWords({ source: 'general', selection, include: [], axes: [], ...more }, idle);

  beforeEach(() => {
    files = new MemoryFiles();
    engine = createEngine(memoryHost(files));
  });

  describe('the choice of words', () => {
    beforeEach(() => open(groups(30)));

    it('takes the most frequent, with their ranks, counts and vectors', async () => {
      const chosen = await choose({ kind: 'frequent', limit: 4 });
      assert.deepEqual(chosen.words, ['a0', 'b0', 'c0', 'a1']);
      assert.deepEqual([...chosen.ranks], [1, 2, 3, 4]);
      assert.deepEqual([...chosen.counts!], [30, 29, 28, 27]);
      assert.equal(chosen.found, 30);
      assert.equal(chosen.vocabularySize, 30);
      const { vectors } = groups(30);
      for (let i = 0; i < 4; i++) {
        for (let j = 0; j < 4; j++) {
          const original = chosen.vectors[4 * i + j]! * chosen.norms[i]!;
          assert.ok(Math.abs(original - vectors[4 * i + j]!) < 1e-5);
        }
      }
      assert.ok(chosen.vectors.buffer instanceof SharedArrayBuffer);
    });

    it('takes those of a text, the most frequent in it, and says how many there were', async () => {
      const chosen = await choose({ kind: 'text', text: 'C2 b1, b1; a0 b1 c2 unknown', limit: 2 });
      assert.deepEqual(chosen.words, ['b1', 'c2']);
      assert.equal(chosen.found, 3);
    });

    it('takes a word and those most similar to it', async () => {
      const chosen = await choose({ kind: 'near', word: 'B3', limit: 5 });
      assert.equal(chosen.words.length, 5);
      assert.ok(chosen.words.includes('b3'));
      assert.ok(chosen.words.every((word) => word.startsWith('b')));
      await assert.rejects(
        async () => choose({ kind: 'near', word: 'bb3', limit: 5 }),
        /Test English does not know “bb3”\. Closest spelling: b3/,
      );
    });

    it('takes a list, says what is unknown, and fails where all is', async () => {
      const chosen = await choose({ kind: 'list', words: ['c1', 'nothing', 'a0', 'c1'] });
      assert.deepEqual(chosen.words, ['a0', 'c1']);
      assert.deepEqual(chosen.unknown, ['nothing']);
      await assert.rejects(
        async () => choose({ kind: 'list', words: ['x', 'y'] }),
        /knows none of these words: x, y/,
      );
    });

    it('includes words besides, each once', async () => {
      const chosen = await choose({ kind: 'frequent', limit: 2 }, { include: ['c9', 'a0', 'gone'] });
      assert.deepEqual(chosen.words, ['a0', 'b0', 'c9']);
      assert.deepEqual(chosen.unknown, ['gone']);
    });

    it('has a place for nothing at all', async () => {
      const chosen = await choose({ kind: 'text', text: 'nothing known here', limit: 10 });
      assert.deepEqual(chosen.words, []);
      const { coordinates } = await engine.layOutWords(
        { id: 1, words: chosen, layout: { method: 'pca' } },
        idle,
      );
      assert.equal(coordinates.length, 0);
    });
  });

  describe('the layout', () => {
    it('draws by principal components, with their shares', async () => {
      await open(groups(60));
      const words = await choose({ kind: 'frequent', limit: 60 });
      const { coordinates, explainedVariance } = await engine.layOutWords(
        { id: 1, words, layout: { method: 'pca' } },
        idle,
      );
      assert.equal(coordinates.length, 120);
      const [first, second] = explainedVariance!;
      assert.ok(first >= second && second > 0 && first + second <= 1);
    });

    it('draws the first two numbers of the original vectors', async () => {
      await open({ words: ['one', 'two'], vectors: Float32Array.of(3, 4, 5, -6, 8, 0) }, 3);
      const words = await choose({ kind: 'frequent', limit: 2 });
      const { coordinates } = await engine.layOutWords(
        { id: 1, words, layout: { method: 'firstTwo' } },
        idle,
      );
      const rounded = Array.from(coordinates, (value) => Math.round(value * 1e4) / 1e4);
      assert.deepEqual(rounded, [3, 4, -6, 8]);
    });

    it('draws along the directions of two pairs of words', async () => {
      const vectors = Float32Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1);
      await open({ words: ['man', 'woman', 'dog'], vectors }, 3);
      const axes = [
        { from: 'man', to: 'woman' },
        { from: 'man', to: 'dog' },
      ];
      const words = await choose({ kind: 'frequent', limit: 3 }, { axes });
      const { coordinates } = await engine.layOutWords({ id: 1, words, layout: { method: 'axes' } }, idle);
      const [manX, manY, womanX, womanY, dogX, dogY] = coordinates as unknown as number[];
      assert.ok(manX! < dogX! && dogX! < womanX!);
      assert.ok(manY! < womanY! && womanY! < dogY!);
      await assert.rejects(
        async () => choose({ kind: 'frequent', limit: 3 }, { axes: [{ from: 'man', to: 'wom' }] }),
        /does not know “wom”/,
      );
    });

    it('draws t-SNE the same for the same seed, shows it on the way and keeps groups together', async () => {
      await open(groups(90));
      const words = await choose({ kind: 'frequent', limit: 90 });
      const shown: LayoutProgress[] = [];
      const context = { ...idle, report: (progress: LayoutProgress) => void shown.push(progress) };
      const first = await engine.layOutWords({ id: 1, words, layout: TSNE }, context);
      const again = await engine.layOutWords({ id: 2, words, layout: TSNE }, idle);
      assert.deepEqual(again.coordinates, first.coordinates);
      assert.equal(first.descent?.warm, false);
      assert.ok(shown.some(({ stage }) => stage === 'neighbours'));
      const moving = shown.filter(({ stage }) => stage === 'moving');
      assert.ok(moving.length > 2);
      assert.ok(moving.every(({ coordinates }) => coordinates.length === 180));
      assert.ok(moving.every(({ iteration }, i) => i === 0 || iteration > moving[i - 1]!.iteration));
      const quality = await engine.judgeMap({ words, coordinates: first.coordinates }, idle);
      assert.ok(quality.trustworthiness > 0.9, `${quality.trustworthiness}`);
      assert.equal(quality.trustworthinessOf.length, 90);
    });

    it('lets threads help while points move, and sends them home whatever happens', async () => {
      const hired: number[] = [];
      let home = 0;
      const dismiss = async (): Promise<void> => void home++;
      const hireHelpers = async (count: number) => {
        hired.push(count);
        return dismiss;
      };
      engine = createEngine({ ...memoryHost(files), hireHelpers });
      await open(groups(60));
      const words = await choose({ kind: 'frequent', limit: 60 });
      await engine.layOutWords({ id: 1, words, layout: { method: 'pca' }, threads: 3 }, idle);
      await engine.layOutWords({ id: 2, words, layout: TSNE }, idle);
      assert.deepEqual(hired, []);
      const { descent } = await engine.layOutWords({ id: 3, words, layout: TSNE, threads: 3 }, idle);
      assert.ok(descent!.iterations > 0);
      assert.deepEqual([hired, home], [[2], 1]);
      const cancelled = { ...idle, isCancelled: () => true };
      const given = async () => engine.layOutWords({ id: 4, words, layout: TSNE, threads: 2 }, cancelled);
      await assert.rejects(given, { name: 'CancelledError' });
      assert.deepEqual([hired, home], [[2, 1], 2]);
    });

    it('lets threads help to judge a large map, answers others meanwhile, and gives up when nobody waits', async () => {
      const calls: string[] = [];
      let time = 0;
      const hireHelpers = async (count: number) => {
        calls.push(`hired ${count}`);
        return async (): Promise<void> => void calls.push('home');
      };
      engine = createEngine({ ...memoryHost(files), hireHelpers, now: () => (time += 30) });
      await open(groups(4200));
      const few = await choose({ kind: 'frequent', limit: 60 });
      await engine.judgeMap({ words: few, coordinates: new Float32Array(120), threads: 2 }, idle);
      assert.equal(calls.length, 0);
      const words = await choose({ kind: 'frequent', limit: 4200 });
      const { coordinates } = await engine.layOutWords({ id: 1, words, layout: { method: 'pca' } }, idle);
      const shares: number[] = [];
      const watched = { ...idle, report: (done: number) => void shares.push(done) };
      const judging = Promise.resolve(engine.judgeMap({ words, coordinates, threads: 2 }, watched)).then(
        ({ trustworthiness }) => {
          calls.push('judged');
          return trustworthiness;
        },
      );
      await new Promise((resolve) => setImmediate(resolve));
      await engine.describeWords({ text: 'a0', topn: 1 }, idle);
      calls.push('described');
      assert.ok((await judging) > 0.5);
      assert.deepEqual(calls, ['hired 1', 'described', 'home', 'judged']);
      assert.ok(shares.length > 5 && shares.every((share, i) => share > (shares[i - 1] ?? -1)));
      const cancelled = { ...idle, isCancelled: () => shares.length > 0 };
      const given = async () => engine.judgeMap({ words, coordinates, threads: 2 }, cancelled);
      await assert.rejects(given, { name: 'CancelledError' });
      assert.equal(calls.at(-1), 'home');
    });

    it('ends by itself when the map has settled', async () => {
      await open(groups(60));
      const words = await choose({ kind: 'frequent', limit: 60 });
      const layout: Layout = { ...TSNE, iterations: 5000 };
      const { descent } = await engine.layOutWords({ id: 1, words, layout }, idle);
      assert.equal(descent?.end, 'settled');
      assert.ok(descent.iterations < 5000);
    });

    it('goes on from an earlier map when words come, which hardly moves', async () => {
      await open(groups(120));
      const old = await choose({ kind: 'frequent', limit: 114 });
      const before = await engine.layOutWords(
        { id: 1, words: old, layout: { ...TSNE, iterations: 1000 } },
        idle,
      );
      const words = await choose({ kind: 'frequent', limit: 120 });
      const known = new Float32Array(240).fill(Number.NaN);
      known.set(before.coordinates);
      const after = await engine.layOutWords({ id: 2, words, layout: TSNE, known }, idle);
      assert.equal(after.descent?.warm, true);
      assert.ok(after.descent.iterations <= 100);
      const xs = before.coordinates.filter((_, i) => i % 2 === 0);
      const width = Math.max(...xs) - Math.min(...xs);
      const moved = Array.from({ length: 114 }, (_, i) =>
        Math.hypot(
          after.coordinates[2 * i]! - before.coordinates[2 * i]!,
          after.coordinates[2 * i + 1]! - before.coordinates[2 * i + 1]!,
        ),
      ).sort((a, b) => a - b);
      assert.ok(moved[57]! < 0.05 * width, `${moved[57]} of ${width}`);
    });

    it('can be held, let go on and ended, and answers others meanwhile', async () => {
      await open(groups(90));
      const words = await choose({ kind: 'frequent', limit: 90 });
      let iteration = 0;
      const context = {
        ...idle,
        report: (progress: LayoutProgress) => {
          iteration = progress.iteration;
        },
      };
      const layout: Layout = { ...TSNE, iterations: 1_000_000, perplexity: 2 };
      const running = engine.layOutWords({ id: 7, words, layout }, context);
      void engine.steerLayout({ id: 7, to: 'pause' }, idle);
      for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
      const held = iteration;
      assert.ok(held > 0);
      for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
      assert.equal(iteration, held);
      const [described] = await engine.describeWords({ text: 'a0', topn: 1 }, idle);
      assert.equal(described?.general?.rank, 1);
      void engine.steerLayout({ id: 7, to: 'resume' }, idle);
      for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
      void engine.steerLayout({ id: 7, to: 'stop' }, idle);
      const { descent } = await running;
      assert.ok(descent!.iterations > held);
      assert.equal(engine.steerLayout({ id: 7, to: 'pause' }, idle), null);
    });

    it('gives up when nobody waits any more, also while it is held', async () => {
      await open(groups(60));
      const words = await choose({ kind: 'frequent', limit: 60 });
      let cancelled = false;
      const context = { report: () => undefined, isCancelled: () => cancelled };
      const layout: Layout = { ...TSNE, iterations: 1_000_000 };
      const running = engine.layOutWords({ id: 3, words, layout }, context);
      void engine.steerLayout({ id: 3, to: 'pause' }, idle);
      await new Promise((resolve) => setImmediate(resolve));
      cancelled = true;
      void engine.steerLayout({ id: 3, to: 'resume' }, idle);
      await assert.rejects(async () => running, { name: 'CancelledError' });
    });

    for (const [what, words, dimension, vectors] of [
      ['one word', 1, 3, [1, 2, 3]],
      ['two words', 2, 3, [1, 2, 3, 3, 2, 1]],
      ['three words in two dimensions', 3, 2, [1, 0, 0, 1, -1, -1]],
      ['words in one dimension', 5, 1, [1, 2, 3, -1, -2]],
      ['vectors that are all equal', 12, 2, Array.from({ length: 24 }, () => 1)],
      ['vectors of zeros', 6, 2, Array.from({ length: 12 }, () => 0)],
    ] as const) {
      it(`has finite places for ${what}, and judges and groups them`, async () => {
        await open({ words: groups(words).words, vectors: Float32Array.from(vectors) }, dimension);
        const chosen = await choose({ kind: 'frequent', limit: 100 });
        for (const layout of [TSNE, { method: 'pca' }, { method: 'firstTwo' }] as const) {
          const { coordinates } = await engine.layOutWords({ id: 1, words: chosen, layout }, idle);
          assert.equal(coordinates.length, 2 * words);
          assert.ok(coordinates.every(Number.isFinite), layout.method);
          const { trustworthiness } = await engine.judgeMap({ words: chosen, coordinates }, idle);
          assert.ok(trustworthiness >= 0 && trustworthiness <= 1);
        }
        const { clusterOf } = await engine.clusterMapWords({ words: chosen, clusters: 4, seed: 1 }, idle);
        assert.equal(clusterOf.length, words);
      });
    }
  });

  describe('the neighbourhoods', () => {
    it('tabulates places and the nearest of the words with their similarities', async () => {
      await open(groups(30));
      const words = await choose({ kind: 'frequent', limit: 30 });
      const coordinates = new Float32Array(60).map((_, i) => i);
      const csv = await engine.tabulateMap({ words, coordinates, k: 3 }, idle);
      const [header, ...lines] = csv.trim().split('\r\n');
      assert.match(header!, /^word,rank,count,x,y,neighbour1,similarity1,/);
      assert.equal(lines.length, 30);
      for (const [i, line] of lines.entries()) {
        const [word, rank, count, x, y, ...near] = line.split(',');
        assert.deepEqual(
          [word, rank, count, x, y],
          [words.words[i], i + 1, 30 - i, 2 * i, 2 * i + 1].map(String),
        );
        for (let at = 0; at < 6; at += 2) {
          assert.equal(near[at]![0], word![0]);
          assert.ok(Number(near[at + 1]) > 0.5 && Number(near[at + 1]) <= 1);
        }
      }
      const some = await engine.tabulateMap({ words, coordinates, k: 1, only: ['b0', 'gone'] }, idle);
      assert.match(some, /^word,.*\r\nb0,2,29,2,3,b\d,0\.\d{4}\r\n$/);
    });

    it('tells the similarity of one word to others, and null for a word that it does not know', async () => {
      await open(groups(30));
      const ask = (word: string) =>
        engine.similaritiesTo({ source: 'general', word, words: ['a0', 'b0', 'gone'] }, idle);
      const similarities = (await ask('a0')) as Float32Array;
      assert.ok(Math.abs(similarities[0]! - 1) < 1e-6);
      assert.ok(similarities[1]! < 0.9);
      assert.equal(similarities[2], 0);
      assert.equal(await ask('gone'), null);
    });
  });

  describe('an embedding with hardly anything in it', () => {
    const layouts: readonly Layout[] = [TSNE, { method: 'pca' }, { method: 'firstTwo' }];
    const names = (count: number): string[] => Array.from({ length: count }, (_, i) => `w${i}`);
    const odd = [
      { name: '3 words', words: names(3), dimension: 4, vectors: groups(3).vectors, directed: true },
      { name: '1 word', words: names(1), dimension: 4, vectors: groups(1).vectors, directed: false },
      {
        name: '2 dimensions',
        words: names(30),
        dimension: 2,
        vectors: Float32Array.from({ length: 60 }, (_, i) => Math.sin(i)),
        directed: true,
      },
      {
        name: 'all vectors equal',
        words: names(30),
        dimension: 3,
        vectors: new Float32Array(90).fill(0.5),
        directed: false,
      },
      {
        name: 'all vectors zero',
        words: names(5),
        dimension: 3,
        vectors: new Float32Array(15),
        directed: false,
      },
    ];
    for (const { name, words, vectors, dimension, directed } of odd) {
      it(`has a map, its quality, clusters and table: ${name}`, async () => {
        await open({ words, vectors }, dimension);
        const last = words.at(-1)!;
        const axes = [
          { from: 'w0', to: last },
          { from: last, to: 'w0' },
        ];
        const chosen = await choose({ kind: 'frequent', limit: 2000 }, { axes });
        assert.deepEqual(chosen.words, words);
        for (const layout of layouts) {
          const { coordinates } = await engine.layOutWords({ id: 1, words: chosen, layout }, idle);
          assert.equal(coordinates.length, 2 * words.length);
          assert.ok(coordinates.every(Number.isFinite), layout.method);
          const quality = await engine.judgeMap({ words: chosen, coordinates }, idle);
          assert.ok(quality.trustworthiness >= 0 && quality.trustworthiness <= 1, layout.method);
          assert.equal(quality.trustworthinessOf.length, words.length);
          const table = await engine.tabulateMap({ words: chosen, coordinates, k: 10 }, idle);
          assert.equal(table.trimEnd().split('\r\n').length, words.length + 1);
        }
        const byAxes = async () =>
          engine.layOutWords({ id: 1, words: chosen, layout: { method: 'axes' } }, idle);
        if (directed) assert.ok((await byAxes()).coordinates.every(Number.isFinite));
        else await assert.rejects(byAxes, /Axis 1 has no direction: its two ends have the same vector/);
        const { clusterOf, clusters } = await engine.clusterMapWords(
          { words: chosen, clusters: 8, seed: 1 },
          idle,
        );
        assert.equal(clusterOf.length, words.length);
        assert.equal(
          clusters.reduce((sum, { size }) => sum + size, 0),
          words.length,
        );
        const similarities = await engine.similaritiesTo({ source: 'general', word: 'w0', words }, idle);
        assert.ok(similarities!.every(Number.isFinite));
      });
    }
  });
});

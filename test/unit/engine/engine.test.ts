import assert from 'node:assert/strict';
import { encodeVectors } from '../../../src/core/vectors/formats/firthVectors.ts';
import { createEngine } from '../../../src/engine/createEngine.ts';
import type { EngineMethods, TrainingOptions, TrainingProgress } from '../../../src/protocol/engine.ts';
import type { HandlerContext, RpcHandlers } from '../../../src/protocol/rpc.ts';
import { MemorySpill } from '../core/memorySpill.ts';
import { MemoryFiles, memoryHost } from './memoryHost.ts';

const idle: HandlerContext<never> = { report: () => undefined, isCancelled: () => false };

const OPTIONS: TrainingOptions = {
  method: 'ppmi-svd',
  vectorSize: 4,
  window: 5,
  minCount: 1,
  maxWords: 1000,
  seed: 1,
  maxFileSize: 1e6,
};
const OUTPUT = '/storage/workspace.firthvec';

/** Words on a plane: royalty to the right, people on top, so that king - man + woman = queen. */
const GENERAL = {
  metadata: { name: 'Test English', method: 'by hand' },
  words: ['king', 'queen', 'man', 'woman', 'boat', 'constructor'],
  dimension: 3,
  vectors: Float32Array.from([1, 1, 0, 1, -1, 0, 0.1, 1, 0, 0.1, -1, 0, 0, 0, 1, -1, 0, 0.5]),
};

/** Two worlds that do not meet: the sea and the court. */
function corpus(): string {
  const sentences: string[] = [];
  for (let i = 0; i < 40; i++) {
    sentences.push('The sailor steers the boat over the sea.', 'The captain steers the ship over the sea.');
    sentences.push('A judge hears every witness in court.', 'A jury hears every lawyer in court.');
  }
  return sentences.join('\n');
}

describe('engine', () => {
  let files: MemoryFiles;
  let engine: RpcHandlers<EngineMethods>;

  beforeEach(async () => {
    files = new MemoryFiles();
    engine = createEngine(memoryHost(files));
    files.put('/general.firthvec', encodeVectors(GENERAL, { encoding: 'float32' }));
    await engine.open({ source: 'general', path: '/general.firthvec' }, idle);
  });

  const train = (
    paths: readonly string[],
    context: HandlerContext<TrainingProgress> = idle,
    options: Partial<TrainingOptions> = {},
  ) =>
    engine.train(
      {
        files: paths.map((path) => ({ path, encoding: 'utf-8' })),
        output: OUTPUT,
        options: { ...OPTIONS, ...options },
        general: '/general.firthvec',
        trainedAt: '2026-01-02T03:04:05.000Z',
      },
      context,
    );

  describe('queries', () => {
    it('describes the word at a position, and only there', async () => {
      const text = 'The King, the frog.';
      for (const position of [4, 6, 8]) {
        const description = await engine.describeWordAt({ text, position, topn: 2 }, idle);
        assert.ok(description);
        assert.equal(description.word, 'king');
        assert.equal(text.slice(description.start, description.end), 'King');
        assert.equal(description.general?.rank, 1);
        assert.equal(description.workspace, undefined);
      }
      assert.equal(await engine.describeWordAt({ text: '... !', position: 2, topn: 2 }, idle), null);
    });

    it('suggests spellings for what it does not know', async () => {
      const [frog, quen, q, year] = await engine.describeWords({ text: 'xyzzyx quen q 1961', topn: 3 }, idle);
      assert.deepEqual(frog?.suggestions, []);
      assert.deepEqual(q?.suggestions, []);
      assert.deepEqual(year?.suggestions, []);
      assert.deepEqual(quen?.suggestions, ['queen']);
      assert.equal(quen?.general, undefined);
    });

    it('solves analogies and takes constructor for a word', async () => {
      const check = await engine.checkAnalogy({ expression: 'king - man + woman' }, idle);
      assert.ok(check.ok);
      const answers = await engine.solveAnalogy({ analogy: check.analogy, topn: 3 }, idle);
      assert.equal(answers.general?.[0]?.word, 'queen');
      assert.equal(answers.workspace, undefined);
      const [description] = await engine.describeWords({ text: 'constructor __proto__', topn: 1 }, idle);
      assert.equal(description?.general?.rank, 6);
    });

    it('names unknown words of an analogy with suggestions', async () => {
      const check = await engine.checkAnalogy({ expression: 'kng - man + woman' }, idle);
      assert.ok(check.ok);
      assert.deepEqual(check.unknown, [{ word: 'kng', suggestions: ['king'] }]);
      assert.deepEqual(check.missing, { general: ['kng'] });
    });

    it('compares two words', async () => {
      const comparison = await engine.compareWords({ first: 'King', second: 'man', topn: 2 }, idle);
      assert.equal(comparison.first, 'king');
      assert.ok(comparison.general && comparison.general.similarity > 0.5);
      assert.equal(comparison.general.rankOfSecond, 1);
      assert.equal(comparison.workspace, undefined);
    });

    it('tells the words of a text that it knows, the most frequent in the text first', async () => {
      const words = await engine.wordsOfText(
        { source: 'general', text: 'A boat. The king! The King?' },
        idle,
      );
      assert.deepEqual(words, ['king', 'boat']);
    });

    it('says which embedding is not open', () => {
      assert.throws(
        () => engine.wordsOfText({ source: 'workspace', text: 'king' }, idle),
        /No workspace vectors/,
      );
    });

    it('keeps the open vectors when another file is damaged', async () => {
      files.put('/damaged.firthvec', new Uint8Array([1, 2, 3]));
      await assert.rejects(async () => engine.open({ source: 'general', path: '/damaged.firthvec' }, idle), {
        name: 'VectorsFormatError',
      });
      const [king] = await engine.describeWords({ text: 'king', topn: 1 }, idle);
      assert.equal(king?.general?.rank, 1);
    });
  });

  describe('training', () => {
    it('learns from files, reports progress that only rises, and opens again', async () => {
      files.put('/a.txt', corpus());
      files.put('/b.txt', 'The sailor and the judge.');
      const seen: TrainingProgress[] = [];
      const report = await train(['/a.txt', '/b.txt'], {
        ...idle,
        report: (progress) => seen.push(progress),
      });
      assert.equal(report.corpus.documents, 2);
      assert.equal(report.corpus.sentences, 161);
      assert.deepEqual(
        [...new Set(seen.map(({ stage }) => stage))],
        ['reading', 'counting', 'weighting', 'learning', 'saving'],
      );
      assert.ok(seen.every(({ done }, i) => done >= (seen[i - 1]?.done ?? 0) && done <= 1));

      const summary = await engine.open({ source: 'workspace', path: OUTPUT }, idle);
      assert.equal(summary.words, report.words);
      assert.equal(summary.trainedAt, '2026-01-02T03:04:05.000Z');
      assert.deepEqual(summary.corpus, report.corpus);
      const [sailor] = await engine.describeWords({ text: 'sailor', topn: 3 }, idle);
      assert.equal(sailor?.workspace?.count, 41);
      assert.equal(sailor?.workspace?.documentCount, 2);
      const sea = ['boat', 'captain', 'ship', 'steers', 'over', 'sea'];
      assert.ok(sailor?.workspace?.neighbours.every(({ word }) => sea.includes(word)));
    });

    it('gives the same bytes for the same seed', async () => {
      files.put('/a.txt', corpus());
      await train(['/a.txt']);
      const first = files.contents.get(OUTPUT);
      await train(['/a.txt']);
      assert.deepEqual(files.contents.get(OUTPUT), first);
    });

    it('gives the same bytes where counts are spilled, and the room back, also when it is called off', async () => {
      files.put('/a.txt', corpus().repeat(8));
      const options = { minCount: 2, window: 10 };
      await train(['/a.txt'], idle, options);
      const whole = files.contents.get(OUTPUT);
      const params = {
        files: [{ path: '/a.txt', encoding: 'utf-8' }],
        output: OUTPUT,
        options: { ...OPTIONS, ...options },
        general: '/general.firthvec',
        resources: { memory: 1, threads: 1 },
        trainedAt: '2026-01-02T03:04:05.000Z',
      };
      const store = new MemorySpill();
      const host = { ...memoryHost(files), createSpill: () => store };
      const places = async (context: HandlerContext<never>): Promise<number> => {
        let most = 0;
        const watched = {
          ...context,
          isCancelled: () => {
            most = Math.max(most, store.places);
            return context.isCancelled() && store.places > 0;
          },
        };
        await createEngine(host).train(params, watched);
        return most;
      };
      assert.ok((await places(idle)) > 1);
      assert.deepEqual(files.contents.get(OUTPUT), whole);
      assert.equal(store.places, 0);
      await assert.rejects(places({ ...idle, isCancelled: () => true }), { name: 'CancelledError' });
      assert.equal(store.places, 0);
    });

    it('leaves the file from before where there is no room to spill to', async () => {
      files.put('/a.txt', corpus().repeat(8));
      files.put(OUTPUT, 'from before');
      const host = { ...memoryHost(files), createSpill: () => new MemorySpill(10) };
      const training = createEngine(host).train(
        {
          files: [{ path: '/a.txt', encoding: 'utf-8' }],
          output: OUTPUT,
          options: OPTIONS,
          general: '/general.firthvec',
          resources: { memory: 1, threads: 1 },
          trainedAt: '2026-01-02T03:04:05.000Z',
        },
        idle,
      );
      await assert.rejects(async () => training, { name: 'SpillError' });
      assert.equal(new TextDecoder().decode(files.contents.get(OUTPUT)), 'from before');
    });

    it('skips what it cannot use, says why, and reads the rest', async () => {
      files.put('/a.txt', corpus());
      files.put('/binary.txt', new Uint8Array([7, 0, 7]));
      files.put('/empty.txt', '');
      files.put('/large.txt', 'word '.repeat(100_000));
      files.put('/secret.txt', 'hidden');
      files.unreadable.add('/secret.txt');
      const paths = ['/a.txt', '/binary.txt', '/empty.txt', '/gone.txt', '/large.txt', '/secret.txt'];
      const report = await train(paths, idle, { maxFileSize: 100_000 });
      assert.deepEqual(
        report.skipped.map(({ path, reason }) => [path, reason]),
        [
          ['/binary.txt', 'binary'],
          ['/empty.txt', 'empty'],
          ['/gone.txt', 'unreadable'],
          ['/large.txt', 'too large'],
          ['/secret.txt', 'unreadable'],
        ],
      );
      assert.match(report.skipped[3]?.detail ?? '', /0\.5 MB.*0\.1 MB/);
      assert.ok(files.contents.has(OUTPUT));
    });

    it('reads no more of a file that grows than there was when it began', async () => {
      files.put('/a.txt', corpus());
      files.put('/log.txt', 'The tide comes in. ');
      const { readPieces } = files;
      files.readPieces = async function* (path) {
        yield* readPieces.call(files, path);
        for (let more = 0; path === '/log.txt' && more < 1000; more++) yield Buffer.from('And out. ');
      };
      const { corpus: read } = await train(['/a.txt', '/log.txt']);
      assert.equal(read.sentences, 161);
    });

    it('stops when called off at any moment, and leaves the file from before as it was', async () => {
      files.put('/a.txt', corpus());
      files.put(OUTPUT, 'from before');
      let looks = 0;
      await train(['/a.txt'], { ...idle, isCancelled: () => ++looks < 0 });
      const total = looks;
      assert.ok(total > 5);
      for (let stopAt = 1; stopAt < total; stopAt++) {
        files.put(OUTPUT, 'from before');
        let look = 0;
        await assert.rejects(
          async () => train(['/a.txt'], { ...idle, isCancelled: () => ++look >= stopAt }),
          {
            name: 'CancelledError',
          },
        );
        assert.equal(new TextDecoder().decode(files.contents.get(OUTPUT)), 'from before');
      }
    });

    for (const method of ['glove', 'glove-from-ppmi-svd', 'glove-lecture', 'adapt'] as const) {
      it(`learns by ${method}, telling the loss of each pass`, async () => {
        files.put('/a.txt', `${corpus()} The king and the queen see the sea. `);
        const epochs: number[] = [];
        const report = (progress: TrainingProgress) => {
          if (progress.epoch) epochs.push(progress.epoch.loss);
        };
        const { method: name, fit } = await train(['/a.txt'], { ...idle, report }, { method });
        assert.equal(fit !== undefined && fit.rSquared > 0 && fit.rmse > 0, method !== 'adapt');
        if (method === 'adapt') assert.equal(epochs.length, 4);
        else assert.ok(epochs.length >= 2 && epochs.at(-1)! < epochs[0]!, epochs.join(' '));
        const summary = await engine.open({ source: 'workspace', path: OUTPUT }, idle);
        assert.equal(summary.method, name);
        assert.equal(summary.dimension, method === 'adapt' ? GENERAL.dimension : OPTIONS.vectorSize);
        const [sailor] = await engine.describeWords({ text: 'sailor', topn: 3 }, idle);
        assert.equal(sailor?.workspace?.neighbours.length, 3);
      });
    }

    it('adapts general vectors, whose other words may be in questions but not in answers', async () => {
      files.put('/a.txt', `${corpus()} The king and the queen see the sea. `);
      const report = await train(['/a.txt'], idle, { method: 'adapt' });
      assert.equal(report.wordsJoined, 3);
      const summary = await engine.open({ source: 'workspace', path: OUTPUT }, idle);
      assert.equal(summary.words, report.words + 3);
      assert.equal(summary.wordsLearnt, report.words);
      const descriptions = await engine.describeWords({ text: 'king man', topn: 100 }, idle);
      const [king, man] = descriptions.map(({ workspace }) => workspace);
      assert.equal(king?.count, 1);
      assert.equal(king?.neighbours.length, report.words - 1);
      assert.equal(man, undefined);
      const check = await engine.checkAnalogy({ expression: 'king - man + woman' }, idle);
      assert.ok(check.ok);
      assert.deepEqual(check.missing, {});
      const { workspace } = await engine.solveAnalogy({ analogy: check.analogy, topn: 100 }, idle);
      assert.equal(workspace?.length, report.words - 1);
    });

    it('chooses how to learn by what general vectors know, and keeps the reason with the vectors', async () => {
      for (const [text, reason, method] of [
        [corpus(), 'uncovered', 'ppmi-svd'],
        ['King man, queen woman: boat man, boat woman, king queen! '.repeat(20), 'covered', 'adapt'],
      ] as const) {
        files.put('/a.txt', text);
        const report = await train(['/a.txt'], idle, { method: 'auto', vectorSize: 3 });
        assert.equal(report.choice?.reason, reason);
        assert.equal(report.choice.method, method);
        const summary = await engine.open({ source: 'workspace', path: OUTPUT }, idle);
        assert.deepEqual(summary.choice, report.choice);
        assert.equal(summary.method, report.method);
      }
      files.contents.delete('/general.firthvec');
      const report = await train(['/a.txt'], idle, { method: 'auto', vectorSize: 3 });
      assert.equal(report.choice?.reason, 'no general vectors');
    });

    it('says what to do about too little text', async () => {
      files.put('/a.txt', 'One word.');
      await assert.rejects(async () => train(['/a.txt']), { name: 'EmbeddingError', message: /at least/ });
      await assert.rejects(async () => train([]), { name: 'EmbeddingError' });
    });

    it('passes the error of a full disk on', async () => {
      files.put('/a.txt', corpus());
      files.writeError = new Error('ENOSPC: no space left on device');
      await assert.rejects(async () => train(['/a.txt']), /ENOSPC/);
    });
  });

  describe('evaluation', () => {
    it('scores analogies and judged pairs, told apart by content', async () => {
      files.put('/questions.txt', ': royalty\nman king woman queen\nman king woman duchess\n');
      const analogies = await engine.evaluate({ path: '/questions.txt' }, idle);
      assert.ok(analogies.kind === 'analogies');
      assert.deepEqual(analogies.scores.general?.total, { correct: 1, evaluated: 1, skipped: 1 });
      files.put('/pairs.txt', 'king\tman\t8\nking\tboat\t1\nking\twoman\t3\n');
      const pairs = await engine.evaluate({ path: '/pairs.txt' }, idle);
      assert.ok(pairs.kind === 'pairs');
      assert.equal(pairs.pairs, 3);
      assert.equal(pairs.scores.workspace, undefined);
      assert.equal(pairs.scores.general?.evaluated, 3);
    });

    it('names the line that is neither', async () => {
      files.put('/broken.txt', 'king\tman\t8\nking\n');
      await assert.rejects(async () => engine.evaluate({ path: '/broken.txt' }, idle), {
        name: 'EvaluationFormatError',
        message: /2/,
      });
    });

    it('stops when called off', async () => {
      files.put('/questions.txt', ': royalty\nman king woman queen\n');
      await assert.rejects(
        async () => engine.evaluate({ path: '/questions.txt' }, { ...idle, isCancelled: () => true }),
        { name: 'CancelledError' },
      );
    });
  });

  describe('compareCorpus', () => {
    const compare = (...paths: string[]) =>
      engine.compareCorpus({ files: paths.map((path) => ({ path, encoding: 'utf-8' })) }, idle);

    it('counts files that are new, changed or gone', async () => {
      for (const path of ['/a.txt', '/b.txt', '/c.txt']) files.put(path, corpus());
      await train(['/a.txt', '/b.txt', '/c.txt']);
      await engine.open({ source: 'workspace', path: OUTPUT }, idle);
      assert.deepEqual(await compare('/a.txt', '/b.txt', '/c.txt'), { added: 0, changed: 0, removed: 0 });
      files.put('/b.txt', `${corpus()} More.`);
      files.put('/d.txt', 'New.');
      assert.deepEqual(await compare('/a.txt', '/b.txt', '/d.txt'), { added: 1, changed: 1, removed: 1 });
      files.modified += 1;
      assert.deepEqual(await compare('/a.txt', '/b.txt', '/c.txt'), { added: 0, changed: 3, removed: 0 });
    });
  });
});

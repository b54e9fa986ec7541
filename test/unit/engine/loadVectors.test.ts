import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { decodeVectors } from '../../../src/core/vectors/formats/firthVectors.ts';
import { writeNpy, writeWordList } from '../../../src/core/vectors/formats/npy.ts';
import { writeWord2vecBinary } from '../../../src/core/vectors/formats/word2vecBinary.ts';
import { writeFirthVectors } from '../../../src/core/vectors/formats/writeFirthVectors.ts';
import { writeProjectorVectors, writeTextVectors } from '../../../src/core/vectors/formats/writeText.ts';
import { createEngine } from '../../../src/engine/createEngine.ts';
import { nodeArchives } from '../../../src/engine/nodeArchives.ts';
import type { EngineMethods } from '../../../src/protocol/engine.ts';
import type {
  FilesMethods,
  LoadPolicy,
  LoadProgress,
  LoadReport,
} from '../../../src/protocol/filesMethods.ts';
import type { HandlerContext, RpcHandlers } from '../../../src/protocol/rpc.ts';
import { MemoryFiles, memoryHost } from './memoryHost.ts';
import { joined, SAMPLE, zip } from './vectorFiles.ts';

const idle: HandlerContext<never> = { report: () => undefined, isCancelled: () => false };
const POLICY: LoadPolicy = { lowerCase: false, duplicates: 'first', maxSkipped: 0 };
const GLOVE = joined(writeTextVectors(SAMPLE, { header: false }));
const NPY = joined(writeNpy(SAMPLE));
const WORDS = joined(writeWordList(SAMPLE));

describe('loading files of vectors', () => {
  let files: MemoryFiles;
  let engine: RpcHandlers<EngineMethods>;

  beforeEach(() => {
    files = new MemoryFiles();
    engine = createEngine(memoryHost(files));
  });

  const load = async (
    path: string,
    policy: Partial<LoadPolicy> = {},
    more: Partial<FilesMethods['loadVectors']['params']['file']> & { rebuild?: boolean } = {},
    context: HandlerContext<LoadProgress> = idle,
  ): Promise<LoadReport> => {
    const { rebuild = false, ...file } = more;
    return engine.loadVectors(
      { file: { path, ...file }, policy: { ...POLICY, ...policy }, folder: '/caches', rebuild },
      context,
    );
  };
  const cached = ({ cache }: LoadReport) => decodeVectors(files.contents.get(cache)!);

  describe('of every format, told by content and never by name', () => {
    const contents: readonly [format: string, content: Uint8Array][] = [
      ['GloVe text', GLOVE],
      ['word2vec text', joined(writeTextVectors(SAMPLE, { header: true }))],
      ['word2vec binary', joined(writeWord2vecBinary(SAMPLE))],
      ['Firth vectors', joined(writeFirthVectors(SAMPLE, { encoding: 'float32' }))],
    ];
    for (const [format, content] of contents) {
      const wrappings: readonly [how: string, file: Uint8Array][] = [
        ['plain', content],
        ['in gzip', gzipSync(content)],
        ['in zip', zip([{ name: 'inside.dat', content }])],
      ];
      for (const [how, file] of wrappings) {
        it(`${format}, ${how}`, async () => {
          files.put('/some.where', file);
          assert.equal((await engine.inspectVectors({ path: '/some.where' }, idle)).format, format);
          const report = await load('/some.where');
          assert.equal(report.format, format);
          assert.deepEqual([report.words, report.dimension, report.fromCache], [4, 3, false]);
          const { words, vectors } = cached(report);
          assert.deepEqual([words, vectors], [SAMPLE.words, SAMPLE.vectors]);
        });
      }
    }

    for (const [format, vectors, name] of [
      ['NumPy .npy', NPY, 'a.npy'],
      ['Embedding Projector TSV', joined(writeProjectorVectors(SAMPLE)), 'a.tsv'],
    ] as const) {
      it(`${format}, with its words in a file beside it`, async () => {
        files.put(`/in/${name}`, vectors);
        const path = `/in/${name}`;
        const before = await engine.inspectVectors({ path }, idle);
        assert.deepEqual([before.format, before.needsWords, before.words], [format, true, undefined]);
        files.put('/in/a.words.txt', WORDS);
        const { words } = await engine.inspectVectors({ path }, idle);
        assert.equal(words, '/in/a.words.txt');
        const report = await load(path, {}, { words });
        assert.deepEqual(cached(report).words, SAMPLE.words);
        assert.deepEqual(cached(report).vectors, SAMPLE.vectors);
      });
    }

    it('Spark ML, by its folder and by the folder of its tables', async () => {
      putFolder('test/fixtures/vectors/spark', '/model');
      for (const path of ['/model', '/model/data']) {
        assert.equal((await engine.inspectVectors({ path }, idle)).format, 'Spark ML Word2Vec');
        const { words, vectors, metadata } = cached(await load(path));
        assert.deepEqual(words, ['sea', 'ship', 'sailor', 'court', 'judge']);
        assert.deepEqual([...vectors.subarray(12)], [-0.875, 0, 0.75]);
        assert.equal(metadata.method, 'Spark ML Word2Vec');
      }
    });

    const canZstd = nodeArchives.whole.zstd !== undefined;
    for (const [codec, file] of [['BROTLI', 'brotli'], ...(canZstd ? [['ZSTD', 'zstd']] : [])] as const) {
      it(`Parquet packed by ${codec}`, async () => {
        files.put('/model.parquet', readFileSync(`test/fixtures/vectors/codecs/${file}.parquet`));
        const { words, vectors } = cached(await load('/model.parquet'));
        assert.deepEqual(words, ['sea', 'ship', 'sailor', 'court', 'judge']);
        assert.deepEqual([...vectors.subarray(12)], [-0.875, 0, 0.75]);
      });
    }

    it('refuses Parquet packed by a codec that the machine lacks, naming it and what to do', async () => {
      const { gzip, brotli } = nodeArchives.whole;
      engine = createEngine({ ...memoryHost(files), archives: { ...nodeArchives, whole: { gzip, brotli } } });
      for (const [codec, file] of [
        ['ZSTD', 'zstd'],
        ['LZ4_RAW', 'lz4raw'],
      ] as const) {
        files.put('/model.parquet', readFileSync(`test/fixtures/vectors/codecs/${file}.parquet`));
        await assert.rejects(load('/model.parquet'), {
          name: 'VectorsFormatError',
          message:
            `/model.parquet: the columns are packed by ${codec}; expected UNCOMPRESSED, SNAPPY, GZIP, BROTLI. ` +
            'Save the model again after spark.conf.set("spark.sql.parquet.compression.codec", "snappy").',
        });
      }
    });

    it('refuses a folder of another model of Spark, naming it', async () => {
      putFolder('test/fixtures/vectors/spark', '/model');
      files.put('/model/metadata/part-00000', '{"class":"org.apache.spark.ml.feature.IDFModel"}');
      await assert.rejects(load('/model'), /IDFModel; expected a Word2VecModel/);
      files.put('/empty/notes.txt', '');
      await assert.rejects(load('/empty'), /no Parquet file/);
    });
  });

  for (const [program, file] of [
    ["Python's zipfile", 'python-zip64.zip'],
    ['Info-ZIP', 'infozip-zip64.zip'],
  ] as const) {
    it(`reads a zip64 archive of ${program}`, async () => {
      files.put('/glove.zip', readFileSync(`test/fixtures/vectors/${file}`));
      const { words, vectors } = cached(await load('/glove.zip'));
      assert.deepEqual([words, vectors], [SAMPLE.words, SAMPLE.vectors]);
    });
  }

  describe('in an archive of several files', () => {
    beforeEach(() => {
      files.put(
        '/glove.zip',
        zip([
          { name: '__MACOSX/._a.txt', content: Uint8Array.of(1) },
          { name: 'a.txt', content: GLOVE },
          { name: 'b.txt', content: new TextEncoder().encode('one 1 2\n') },
        ]),
      );
    });

    it('lists those that may hold vectors, and reads the chosen one', async () => {
      const { entries, format } = await engine.inspectVectors({ path: '/glove.zip' }, idle);
      assert.deepEqual(
        entries.map(({ name, size }) => [name, size]),
        [
          ['a.txt', GLOVE.length],
          ['b.txt', 8],
        ],
      );
      assert.equal(format, undefined);
      assert.deepEqual(cached(await load('/glove.zip', {}, { entry: 'b.txt' })).words, ['one']);
      assert.equal(cached(await load('/glove.zip', {}, { entry: 'a.txt' })).metadata.name, 'a');
    });

    it('asks for a choice', async () => {
      await assert.rejects(load('/glove.zip'), /these files: a\.txt, b\.txt; expected one/);
      await assert.rejects(load('/glove.zip', {}, { entry: 'c.txt' }), /expected c\.txt/);
    });

    it('refuses what is encrypted, forged, or a bomb', async () => {
      files.put('/locked.zip', zip([{ name: 'a', content: GLOVE, encrypted: true }]));
      await assert.rejects(load('/locked.zip'), { name: 'VectorsFormatError', message: /encrypted/ });
      files.put('/forged.zip', zip([{ name: 'a', content: GLOVE, size: GLOVE.length - 5 }]));
      await assert.rejects(load('/forged.zip'), { name: 'VectorsFormatError', message: /damaged/ });
      files.put('/up.zip', zip([{ name: '../../a', content: GLOVE }]));
      await assert.rejects(load('/up.zip'), { name: 'VectorsFormatError', message: /relative path/ });
      const zeros = new Uint8Array(30_000_000).fill(0x20);
      zeros.set(new TextEncoder().encode('a 1 2\n'));
      files.put('/bomb.zip', zip([{ name: 'a', content: zeros }]));
      await assert.rejects(load('/bomb.zip'), {
        name: 'VectorsFormatError',
        message: /do not pack that well/,
      });
      files.put('/bomb.gz', gzipSync(zeros));
      await assert.rejects(load('/bomb.gz'), {
        name: 'VectorsFormatError',
        message: /16777216|no line feed/,
      });
    });
  });

  describe('under a policy', () => {
    it('takes the first words, in lower case', async () => {
      files.put('/a.txt', GLOVE);
      const report = await load('/a.txt', { limit: 3, lowerCase: true });
      assert.deepEqual(cached(report).words, ['sea', 'ship', 'sailor']);
      assert.equal(report.limited, true);
    });

    it('takes only the words of the workspace', async () => {
      files.put('/a.txt', GLOVE);
      files.put('/notes/one.md', 'A ship.');
      files.put('/notes/two.md', 'The sailor!');
      files.put('/notes/three.bin', new Uint8Array([0, 1]));
      const wordsOf = ['one.md', 'two.md', 'three.bin', 'gone.md'].map((name) => ({
        path: `/notes/${name}`,
        encoding: 'utf-8',
      }));
      assert.deepEqual(cached(await load('/a.txt', { wordsOf })).words, ['ship', 'Sailor']);
      assert.deepEqual(cached(await load('/a.txt', { wordsOf, lowerCase: true })).words, ['ship', 'sailor']);
      await assert.rejects(load('/a.txt', { wordsOf: [] }), /none of its words occurs in this workspace/);
    });

    it('leaves so many flawed lines out, and says which', async () => {
      files.put('/a.txt', 'sea 1 2\nship 1\nsea 3 4\ncourt 1 NaN\nsailor 5 6\n');
      await assert.rejects(load('/a.txt', { maxSkipped: 1 }), {
        name: 'VectorsFormatError',
        message: /^\/a\.txt, line 4: value 2 is "NaN".*after 1 flawed/,
      });
      const report = await load('/a.txt', { maxSkipped: 2 });
      assert.deepEqual(
        report.skipped.map(({ record }) => record),
        [2, 4],
      );
      assert.equal(report.duplicates, 1);
      await assert.rejects(load('/a.txt', { maxSkipped: 2, duplicates: 'error' }), /line 4/);
    });
  });

  describe('into the cache', () => {
    beforeEach(() => files.put('/a.txt', GLOVE));

    it('reads a file once, whatever its time, as long as its content is the same', async () => {
      const first = await load('/a.txt');
      assert.equal((await load('/a.txt')).fromCache, true);
      assert.equal(await engine.checkLoaded({ cache: first.cache }, idle), 'unchanged');
      files.modified++;
      assert.equal(await engine.checkLoaded({ cache: first.cache }, idle), 'changed');
      assert.deepEqual(await load('/a.txt'), { ...first, fromCache: true });
      assert.equal(await engine.checkLoaded({ cache: first.cache }, idle), 'unchanged');
    });

    it('reads it again when its content is another one, or when it is told to', async () => {
      const first = await load('/a.txt');
      files.put('/a.txt', 'new 1 2\n');
      files.modified++;
      const second = await load('/a.txt');
      assert.equal(second.cache, first.cache);
      assert.deepEqual([second.fromCache, cached(second).words], [false, ['new']]);
      files.put(second.cache, 'damaged');
      await assert.rejects(async () => engine.open({ source: 'loaded', path: second.cache }, idle), {
        name: 'VectorsFormatError',
      });
      const third = await load('/a.txt', {}, { rebuild: true });
      assert.equal(third.fromCache, false);
      const summary = await engine.open({ source: 'loaded', path: third.cache }, idle);
      assert.deepEqual([summary.name, summary.method, summary.words], ['a', 'GloVe text', 1]);
    });

    it('does not take a cache whose manifest is gone or broken', async () => {
      const { cache } = await load('/a.txt');
      const manifest = cache.replace('.firthvec', '.json');
      for (const broken of ['{', '{}', '{"version":1,"files":[null],"report":{"sha256":""}}']) {
        files.put(manifest, broken);
        assert.equal(await engine.checkLoaded({ cache }, idle), 'changed');
        assert.equal((await load('/a.txt')).fromCache, false);
      }
    });

    it('says when the file is gone', async () => {
      const { cache } = await load('/a.txt');
      files.contents.delete('/a.txt');
      assert.equal(await engine.checkLoaded({ cache }, idle), 'missing');
      await assert.rejects(load('/a.txt'), /no such file/);
    });

    it('keeps another cache for another policy, and not endlessly many', async () => {
      const caches = new Set<string>();
      for (const limit of [1, 2, 3, 4, 5, 6]) {
        files.modified++;
        caches.add((await load('/a.txt', { limit })).cache);
      }
      assert.equal(caches.size, 6);
      const kept = [...files.contents.keys()].filter((path) => path.endsWith('.firthvec'));
      assert.equal(kept.length, 4);
      assert.equal([...files.contents.keys()].filter((path) => path.endsWith('.json')).length, 4);
    });

    it('reports progress that only rises within each stage', async () => {
      const seen: LoadProgress[] = [];
      await load('/a.txt', {}, {}, { ...idle, report: (progress) => seen.push(progress) });
      assert.deepEqual([...new Set(seen.map(({ stage }) => stage))], ['comparing', 'reading', 'saving']);
      for (const stage of ['comparing', 'reading', 'saving']) {
        const shares = seen.filter((progress) => progress.stage === stage).map(({ done }) => done);
        assert.deepEqual(
          shares,
          shares.toSorted((a, b) => a - b),
        );
        assert.ok(shares.at(-1)! > 0.99 && shares.at(-1)! <= 1, `${stage}: ${shares.at(-1)}`);
      }
    });

    it('stops when called off at any moment, and leaves no cache', async () => {
      let looks = 0;
      await load('/a.txt', {}, { rebuild: true }, { ...idle, isCancelled: () => ++looks < 0 });
      assert.ok(looks > 5);
      for (let stopAt = 1; stopAt <= looks; stopAt++) {
        for (const path of [...files.contents.keys()]) if (path !== '/a.txt') files.contents.delete(path);
        let look = 0;
        await assert.rejects(load('/a.txt', {}, {}, { ...idle, isCancelled: () => ++look >= stopAt }), {
          name: 'CancelledError',
        });
        assert.deepEqual([...files.contents.keys()], ['/a.txt']);
      }
    });
  });

  function putFolder(from: string, to: string): void {
    for (const entry of readdirSync(from, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      files.put(to + path.slice(from.length), new Uint8Array(readFileSync(path)));
    }
  }
});

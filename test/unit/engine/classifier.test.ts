import assert from 'node:assert/strict';
import { decodeClassifier } from '../../../src/core/classifier/classifierFile.ts';
import { seededRandom } from '../../../src/core/math/random.ts';
import { encodeVectors } from '../../../src/core/vectors/formats/firthVectors.ts';
import { createEngine } from '../../../src/engine/createEngine.ts';
import { readLayersModelFolder } from '../../../src/engine/layersModelFolder.ts';
import type {
  ClassifierProgress,
  ClassifierTrainingOptions,
} from '../../../src/protocol/classifierMethods.ts';
import type { TrainedClassifierReport } from '../../../src/protocol/classifierReport.ts';
import type { EngineMethods } from '../../../src/protocol/engine.ts';
import type { LabelledSource } from '../../../src/protocol/labelledTexts.ts';
import type { HandlerContext, RpcHandlers } from '../../../src/protocol/rpc.ts';
import { MemoryFiles, memoryHost } from './memoryHost.ts';

const idle: HandlerContext<never> = { report: () => undefined, isCancelled: () => false };
const OUTPUT = '/storage/classifier.firthgenre';

const OPTIONS: ClassifierTrainingOptions = {
  engine: 'builtin',
  passageWords: 10,
  sequenceLength: 0,
  maxTokens: 1000,
  vectorSize: 8,
  epochs: 30,
  patience: 30,
  learningRate: 0.02,
  balanced: true,
  seed: 1,
  pretrained: { source: 'general', path: '/general.firthvec' },
  maxFileSize: 1e6,
  mergeSimilar: false,
  leaveOut: [],
};

const SEA = ['sailor', 'boat', 'wave', 'harbour', 'captain', 'storm'];
const COURT = ['judge', 'jury', 'trial', 'witness', 'lawyer', 'verdict'];
const COMMON = ['the', 'a', 'of', 'and', 'to'];

/** Texts of two genres, each of words of its own among words of both. */
function source(files: MemoryFiles): LabelledSource {
  const random = seededRandom(7);
  const pick = (words: readonly string[]) => words[Math.floor(random() * words.length)]!;
  const listed = [];
  for (const [label, own] of [
    ['sea', SEA],
    ['court', COURT],
  ] as const) {
    for (let i = 0; i < 20; i++) {
      const path = `/${label}/${i}.txt`;
      files.put(path, Array.from({ length: 20 }, () => pick(random() < 0.3 ? own : COMMON)).join(' '));
      listed.push({ path, encoding: 'utf-8', label });
    }
  }
  return { kind: 'folders', files: listed };
}

describe('genre classifier in the engine', () => {
  let files: MemoryFiles;
  let engine: RpcHandlers<EngineMethods>;

  beforeEach(() => {
    files = new MemoryFiles();
    engine = createEngine(memoryHost(files));
    const words = [...SEA, ...COURT, ...COMMON];
    const vectors = words.flatMap((word) => [Number(SEA.includes(word)), Number(COURT.includes(word)), 0.1]);
    const data = { metadata: { name: 'Test English', method: 'by hand' }, words, dimension: 3 };
    files.put(
      '/general.firthvec',
      encodeVectors({ ...data, vectors: Float32Array.from(vectors) }, { encoding: 'float32' }),
    );
  });

  const train = async (
    mode: TrainedClassifierReport['mode'],
    options: Partial<ClassifierTrainingOptions> = {},
    context: HandlerContext<ClassifierProgress> = idle,
  ): Promise<TrainedClassifierReport> =>
    engine.trainClassifier(
      {
        source: source(files),
        data: 'two genres',
        mode,
        options: { ...OPTIONS, ...options },
        output: OUTPUT,
        trainedAt: '2026-01-02T03:04:05.000Z',
      },
      context,
    );

  for (const mode of ['frozen', 'fineTuned', 'fromScratch', 'bagOfWords'] as const) {
    it(`learns (${mode}), tests on documents apart, is stored and tells genres`, async () => {
      const stages = new Set<string>();
      const epochs: number[] = [];
      const report = await train(
        mode,
        {},
        {
          ...idle,
          report: ({ stage, epoch }) => {
            stages.add(stage);
            if (epoch) epochs.push(epoch.epoch);
          },
        },
      );
      assert.deepEqual([...stages], ['reading', 'preparing', 'learning']);
      assert.deepEqual(
        epochs,
        Array.from({ length: report.trial.epochs.length }, (_, i) => i + 1),
      );
      assert.deepEqual(
        [report.trial.training.documents, report.trial.validation.documents, report.trial.test.documents],
        [28, 6, 6],
      );
      assert.equal(report.trial.test.passages, 12);
      assert.ok(report.trial.evaluation.accuracy > 0.8, `${report.trial.evaluation.accuracy}`);
      assert.equal(
        report.trial.pretrained?.covered,
        mode === 'frozen' || mode === 'fineTuned' ? 1 : undefined,
      );

      assert.deepEqual(await engine.openClassifier({ path: OUTPUT }, idle), report);
      const leanings = await engine.leanWords({ words: ['sailor', 'xyzzy', 'jury'] }, idle);
      const [sailor, unknown, jury] = leanings!.classOf;
      assert.deepEqual([leanings!.classes[sailor!], unknown, leanings!.classes[jury!]], ['sea', -1, 'court']);
      assert.ok(leanings!.strengths[0]! > 0.05 && leanings!.strengths[1] === 0);
      const sea = await engine.scoreText({ text: 'The sailor and the storm.', topn: 3, places: true }, idle);
      assert.ok(sea.kind === 'scores');
      assert.equal(sea.scores[0]?.name, 'sea');
      assert.ok(Math.abs(sea.scores.reduce((sum, { probability }) => sum + probability, 0) - 1) < 1e-5);
      assert.deepEqual([sea.words, sea.unknownWords, sea.explained], [5, 0, 'sea']);
      assert.deepEqual([...sea.places!.starts], [0, 4, 11, 15, 19]);
      assert.deepEqual([...sea.places!.ends], [3, 10, 14, 18, 24]);
    });
  }

  it('names the words that speak for the genre, and counts those that it does not know', async () => {
    await train('fromScratch');
    await engine.openClassifier({ path: OUTPUT }, idle);
    const text = 'The judge of the xyzzy boat';
    const court = await engine.scoreText({ text, topn: 5, genre: 'court' }, idle);
    assert.ok(court.kind === 'scores');
    assert.equal(court.unknownWords, 1);
    const contributions = new Map(court.contributions.map(({ word, contribution }) => [word, contribution]));
    assert.ok(contributions.get('judge')! > 0 && contributions.get('boat')! < 0);
    assert.equal(court.places, undefined);
  });

  it('exports the classifier as a LayersModel, with where texts are cut', async () => {
    for (const sequenceLength of [0, 7]) {
      await train('fineTuned', { sequenceLength });
      const written = await engine.exportClassifier({ classifier: OUTPUT, folder: '/out/model' }, idle);
      assert.deepEqual(
        written,
        ['weights.bin', 'vectorization.json', 'model.json'].map((name) => `/out/model/${name}`),
      );
      const { classifier, vectorization } = await readLayersModelFolder(files, '/out/model');
      const stored = decodeClassifier(await files.read(OUTPUT));
      assert.deepEqual(classifier.weights, stored.classifier.weights);
      assert.deepEqual(vectorization.getVocabulary(), stored.vectorization.getVocabulary());
      assert.equal(vectorization.outputSequenceLength ?? 0, sequenceLength);
    }
  });

  it('has nothing to say of a text without words', async () => {
    await train('frozen', { epochs: 1 });
    await engine.openClassifier({ path: OUTPUT }, idle);
    for (const text of ['', ' \n', '?!']) {
      assert.deepEqual(await engine.scoreText({ text, topn: 3 }, idle), { kind: 'no words' });
    }
    const unknown = await engine.scoreText({ text: 'xyzzy', topn: 3 }, idle);
    assert.ok(unknown.kind === 'scores');
    assert.ok(unknown.scores.every(({ probability }) => Number.isFinite(probability)));
    assert.deepEqual([unknown.words, unknown.unknownWords, unknown.contributions], [1, 1, []]);
  });

  it('gives the same bytes for the same seed', async () => {
    // Not the time that it took, which the report tells.
    const scores = async () => {
      await train('fromScratch', { epochs: 3 });
      await engine.openClassifier({ path: OUTPUT }, idle);
      return engine.scoreText({ text: 'The boat of the judge', topn: 5 }, idle);
    };
    assert.deepEqual(await scores(), await scores());
  });

  it('keeps the best so far of a training that is called off, and nothing of one called off at once', async () => {
    let epochs = 0;
    const report = await train(
      'bagOfWords',
      { epochs: 30 },
      {
        report: ({ epoch }) => {
          if (epoch) epochs++;
        },
        isCancelled: () => epochs >= 3,
      },
    );
    assert.equal(report.trial.endedBy, 'cancel');
    assert.equal(report.trial.epochs.length, 3);
    assert.ok(files.contents.has(OUTPUT));

    files.put(OUTPUT, 'from before');
    await assert.rejects(train('bagOfWords', {}, { ...idle, isCancelled: () => true }), {
      name: 'CancelledError',
    });
    assert.equal(new TextDecoder().decode(files.contents.get(OUTPUT)), 'from before');
  });

  it('says what to do about texts that cannot be learnt from, and overwrites nothing', async () => {
    files.put(OUTPUT, 'from before');
    const with_ = (change: (given: LabelledSource & { kind: 'folders' }) => LabelledSource) =>
      engine.trainClassifier(
        {
          source: change(source(files) as LabelledSource & { kind: 'folders' }),
          data: '',
          mode: 'bagOfWords',
          options: OPTIONS,
          output: OUTPUT,
          trainedAt: '',
        },
        idle,
      );
    await assert.rejects(
      async () => with_(({ files: all }) => ({ kind: 'folders', files: all.slice(0, 20) })),
      {
        name: 'DatasetError',
        message: /one genre, "sea"/,
      },
    );
    await assert.rejects(
      async () => with_(({ files: all }) => ({ kind: 'folders', files: all.slice(0, 21) })),
      /"court" has one different document.*leave the genre out/,
    );
    await assert.rejects(async () => with_(() => ({ kind: 'folders', files: [] })), /no labelled documents/);
    files.writeError = new Error('ENOSPC: no space left on device');
    await assert.rejects(train('bagOfWords', { epochs: 1 }), /ENOSPC/);
    assert.equal(new TextDecoder().decode(files.contents.get(OUTPUT)), 'from before');
  });

  it('summarizes labelled texts', async () => {
    const summary = await engine.summarizeLabelled(
      { source: source(files), maxFileSize: 1e6, mergeSimilar: false, leaveOut: [] },
      idle,
    );
    assert.equal(summary.documents, 40);
    assert.equal(summary.lengths?.percentile90, 20);
    assert.deepEqual(summary.skipped, []);
  });

  it('compares the modes on the same documents, with growing shares of the training', async () => {
    const done: number[] = [];
    const comparison = await engine.compareTrainingModes(
      {
        source: source(files),
        data: 'two genres',
        options: { ...OPTIONS, epochs: 5 },
        shares: [0.3, 1],
        comparedAt: '',
      },
      { ...idle, report: (progress) => done.push(progress.done) },
    );
    assert.deepEqual(
      comparison.shares.map(({ trainingDocuments }) => trainingDocuments),
      [8, 28],
    );
    for (const { results, best } of comparison.shares) {
      assert.deepEqual(
        results.map(({ mode }) => mode),
        ['frozen', 'fineTuned', 'fromScratch', 'bagOfWords'],
      );
      const accuracies = results.map(({ evaluation }) => evaluation.accuracy);
      assert.equal(accuracies[best], Math.max(...accuracies));
      for (const [place, { pValue, evaluation }] of results.entries()) {
        assert.equal(pValue === undefined, place === best);
        if (evaluation.accuracy === accuracies[best] && place !== best) assert.equal(pValue, 1);
      }
    }
    assert.ok(done.every((share, i) => share >= (done[i - 1] ?? 0) && share <= 1));
    await assert.rejects(
      async () =>
        engine.compareTrainingModes(
          { source: source(files), data: '', options: OPTIONS, shares: [1], comparedAt: '' },
          { ...idle, isCancelled: () => true },
        ),
      { name: 'CancelledError' },
    );
  });

  it('classifies files, and says which it could not read', async () => {
    await train('fromScratch');
    files.put('/a.txt', 'The jury and the witness of the trial');
    files.put('/empty.txt', '');
    files.put('/binary.txt', new Uint8Array([1, 0]));
    const paths = ['/a.txt', '/empty.txt', '/binary.txt', '/gone.txt'];
    const classified = await engine.classifyFiles(
      { files: paths.map((path) => ({ path, encoding: 'utf-8' })), classifier: OUTPUT, maxFileSize: 1e6 },
      idle,
    );
    const [a, empty, binary, gone] = classified;
    assert.ok(a?.scores?.kind === 'scores' && a.scores.scores[0]?.name === 'court');
    assert.deepEqual(empty?.scores, { kind: 'no words' });
    assert.match(binary?.problem ?? '', /NUL/);
    assert.match(gone?.problem ?? '', /gone/);
  });

  it('loads what was exported, with the same scores and the same report', async () => {
    for (const mode of ['fineTuned', 'bagOfWords'] as const) {
      const trained = await train(mode, { epochs: 3, passageWords: 3 });
      await engine.openClassifier({ path: OUTPUT }, idle);
      const text = 'The sailor, the storm and the xyzzy judge';
      const before = await engine.scoreText({ text, topn: 5 }, idle);
      await engine.exportClassifier({ classifier: OUTPUT, folder: '/export' }, idle);
      const importedAt = '2026-02-03T04:05:06.000Z';
      const params = { path: '/export/model.json', output: '/other.firthgenre', importedAt };
      const report = await engine.importClassifier(params, idle);
      assert.deepEqual(report, trained);
      assert.equal(report.passageWords, 3);
      assert.deepEqual(await engine.openClassifier({ path: '/other.firthgenre' }, idle), report);
      assert.deepEqual(await engine.scoreText({ text, topn: 5 }, idle), before);
    }
  });

  it('loads a model whose report is gone, or not to be believed, without one', async () => {
    const { trial } = await train('frozen', { epochs: 1 });
    const spoilt: [what: string, change: object][] = [
      ['no report', { report: undefined }],
      ['another shape', { report: 'good' }],
      ['no epochs', { trial: { ...trial, epochs: [] } }],
      ['an accuracy above 1', { trial: { ...trial, evaluation: { ...trial.evaluation, accuracy: 7 } } }],
      [
        'a matrix of another size',
        { trial: { ...trial, evaluation: { ...trial.evaluation, confusion: [[1]] } } },
      ],
      ['markup', { trial: { ...trial, engine: { toString: '<img>' } } }],
      ['other classes', { classes: ['sea', 'court'] }],
    ];
    for (const [what, change] of spoilt) {
      await engine.exportClassifier({ classifier: OUTPUT, folder: '/export' }, idle);
      const model = JSON.parse(new TextDecoder().decode(files.contents.get('/export/model.json')));
      const { userDefinedMetadata } = model;
      userDefinedMetadata.report =
        'report' in change ? change.report : { ...userDefinedMetadata.report, ...change };
      files.put('/export/model.json', JSON.stringify(model));
      const importedAt = '2026-02-03T04:05:06.000Z';
      const params = { path: '/export/model.json', output: '/other.firthgenre', importedAt };
      const report = await engine.importClassifier(params, idle);
      assert.deepEqual(
        [report.trial, report.passageWords, report.data, report.trainedAt],
        [undefined, 0, '/export/model.json', importedAt],
        what,
      );
      assert.deepEqual(report.classes, ['court', 'sea']);
      assert.deepEqual(await engine.openClassifier({ path: '/other.firthgenre' }, idle), report);
    }
  });

  it('keeps what was stored where a file to load is missing, damaged or carries NaN', async () => {
    await train('fromScratch', { epochs: 1 });
    const stored = files.contents.get(OUTPUT);
    await engine.exportClassifier({ classifier: OUTPUT, folder: '/export' }, idle);
    const load = (path: string) => engine.importClassifier({ path, output: OUTPUT, importedAt: '' }, idle);
    const weights = files.contents.get('/export/weights.bin')!;
    files.put('/export/weights.bin', weights.with(2, 0xc0).with(3, 0x7f));
    await assert.rejects(async () => load('/export/model.json'), { name: 'ClassifierError' });
    files.contents.delete('/export/weights.bin');
    await assert.rejects(async () => load('/export/model.json'), /weights\.bin/);
    files.put('/export/weights.bin', weights);
    files.contents.delete('/export/vectorization.json');
    await assert.rejects(async () => load('/export/model.json'), /vectorization\.json/);
    files.put('/other.firthgenre', stored!.subarray(0, 100));
    await assert.rejects(async () => load('/other.firthgenre'), /damaged/);
    assert.equal(files.contents.get(OUTPUT), stored);
  });

  it('refuses a damaged file in one sentence, and keeps the open classifier', async () => {
    await train('frozen', { epochs: 1 });
    await engine.openClassifier({ path: OUTPUT }, idle);
    const good = files.contents.get(OUTPUT)!;
    const damage: [content: Uint8Array, message: RegExp][] = [
      [new TextEncoder().encode('{}'), /no classifier of Firth/],
      [good.subarray(0, good.length - 4), /damaged: its checksum/],
      [good.with(8, 2), /version 2 of the format/],
      [good.with(good.length - 1, good.at(-1)! ^ 1), /damaged: its checksum.*Train it again/],
    ];
    for (const [content, message] of damage) {
      files.put('/damaged', content);
      await assert.rejects(async () => engine.openClassifier({ path: '/damaged' }, idle), {
        name: 'ClassifierError',
        message,
      });
    }
    const scores = await engine.scoreText({ text: 'boat', topn: 1 }, idle);
    assert.equal(scores.kind, 'scores');
    await engine.closeClassifier(null, idle);
    assert.throws(() => engine.scoreText({ text: 'boat', topn: 1 }, idle), /Train one first/);
    assert.equal(await engine.leanWords({ words: ['boat'] }, idle), null);
  });
});

import assert from 'node:assert/strict';
import { encodeVectors } from '../../../src/core/vectors/formats/firthVectors.ts';
import { createEngine } from '../../../src/engine/createEngine.ts';
import type { ClassifierTrainingOptions } from '../../../src/protocol/classifierMethods.ts';
import type { EngineMethods } from '../../../src/protocol/engine.ts';
import type { LabelledSource } from '../../../src/protocol/labelledTexts.ts';
import type { HandlerContext, RpcHandlers } from '../../../src/protocol/rpc.ts';
import { MemoryFiles, memoryHost } from './memoryHost.ts';

const idle: HandlerContext<never> = { report: () => undefined, isCancelled: () => false };
/** The classifier that must stay what it is. */
const STORED = '/storage/classifier.firthgenre';
const TABLE = '/data/songs.csv';

const OPTIONS: ClassifierTrainingOptions = {
  engine: 'builtin',
  passageWords: 0,
  sequenceLength: 0,
  maxTokens: 100,
  vectorSize: 4,
  epochs: 2,
  patience: 2,
  balanced: true,
  seed: 1,
  pretrained: { source: 'general', path: '/general.firthvec' },
  maxFileSize: 256e6,
  mergeSimilar: false,
  leaveOut: [],
};

/** Rows of a table, each with another text. */
function rows(label: string, count: number): string {
  return Array.from({ length: count }, (_, i) => `"${label}",song ${label} ${'la '.repeat(i)}${i}\n`).join(
    '',
  );
}

/** Files of which one is so large that nobody should start to read it. */
class HugeFiles extends MemoryFiles {
  override async stamp(path: string) {
    return path === TABLE ? { size: 1_000_000_000, modified: 1 } : super.stamp(path);
  }

  override readPieces(path: string): AsyncGenerator<Uint8Array> {
    assert.notEqual(path, TABLE, 'The file of 1 GB is read.');
    return super.readPieces(path);
  }
}

describe('bad input of the genre classifier', () => {
  let files: MemoryFiles;
  let engine: RpcHandlers<EngineMethods>;

  const open = (given: MemoryFiles): void => {
    files = given;
    engine = createEngine(memoryHost(files));
    files.put(STORED, 'from before');
    files.put(
      '/general.firthvec',
      encodeVectors(
        {
          metadata: { name: 'Test', method: 'by hand' },
          words: ['la'],
          dimension: 1,
          vectors: Float32Array.of(1),
        },
        { encoding: 'float32' },
      ),
    );
  };

  beforeEach(() => open(new MemoryFiles()));

  afterEach(() => {
    assert.equal(
      new TextDecoder().decode(files.contents.get(STORED)),
      'from before',
      'nothing is overwritten',
    );
    assert.deepEqual(
      [...files.contents.keys()].filter((path) => path.startsWith('/storage/')),
      [STORED],
      'nothing is left behind',
    );
  });

  const table: LabelledSource = {
    kind: 'table',
    file: { path: TABLE, encoding: 'utf-8', format: 'csv' },
    header: true,
    text: { name: 'lyrics', index: 1 },
    label: { name: 'genre', index: 0 },
  };

  /** What training on a table, and comparing on it, says. */
  const refuses = async (content: string | undefined, message: RegExp): Promise<void> => {
    if (content !== undefined) files.put(TABLE, `genre,lyrics\n${content}`);
    const given = { source: table, data: 'songs', options: OPTIONS };
    const error = { name: 'DatasetError', message };
    for (const mode of ['frozen', 'fineTuned', 'fromScratch', 'bagOfWords'] as const) {
      const params = { ...given, mode, output: STORED, trainedAt: '' };
      await assert.rejects(async () => engine.trainClassifier(params, idle), error, mode);
    }
    const params = { ...given, shares: [0.5, 1], comparedAt: '' };
    await assert.rejects(async () => engine.compareTrainingModes(params, idle), error, 'comparison');
  };

  it('one class only', () =>
    refuses(rows('pop', 20), /All documents are of one genre, "pop"; a classifier needs at least two/));

  it('a class with one document', () =>
    refuses(
      rows('pop', 20) + rows('rock', 1),
      /"rock" has one different document; each genre needs at least 3: .* Add documents, or leave the genre out\.$/,
    ));

  it('empty texts', async () => {
    await refuses(
      'pop,\nrock, \npop,?!\n,words without a genre\n',
      /no labelled documents with words in them/,
    );
    await refuses(
      `${rows('pop', 5)}rock,\nrock,...\nrock,la la\n`,
      /"rock" has one different document; each genre needs at least 3/,
    );
  });

  it('a broken quotation mark', () =>
    refuses(
      `${rows('pop', 40)}rock,"never closed\n${rows('jazz', 3)}`,
      /^\/data\/songs\.csv: .*line 42 .*""/,
    ));

  it('labels that differ by case or blanks', () =>
    refuses(
      rows('Rock', 12) + rows('rock ', 2) + rows('pop', 12),
      /"rock " has 2 different documents.* "Rock" and "rock " differ by capital letters or blanks alone: spell them alike\.$/,
    ));

  it('10,000 classes', () =>
    refuses(
      Array.from({ length: 10_000 }, (_, i) => `title ${i},la la ${i}\n`).join(''),
      /more than 1000 different labels, among them "title 1000"\. .*Take another column, or fewer genres\.$/,
    ));

  it('a file of 1 GB', async () => {
    open(new HugeFiles());
    const message =
      /songs\.csv has 1000\.0 MB; the setting firth\.classifier\.maxFileSize allows 256\.0 MB\. Take a part of the file, or raise/;
    await refuses(undefined, message);
    const { maxFileSize } = OPTIONS;
    const { file } = table as Extract<LabelledSource, { kind: 'table' }>;
    await assert.rejects(async () => engine.previewTable({ file, maxFileSize }, idle), message);
  });

  describe('of models to load', () => {
    const load = (path: string) => engine.importClassifier({ path, output: STORED, importedAt: '' }, idle);
    const change = (name: string, edit: (json: Record<string, unknown>) => void): void => {
      const json = JSON.parse(new TextDecoder().decode(files.contents.get(`/model/${name}`))) as Record<
        string,
        unknown
      >;
      edit(json);
      files.put(`/model/${name}`, JSON.stringify(json));
    };

    beforeEach(async () => {
      files.put(TABLE, `genre,lyrics\n${rows('pop', 12)}${rows('rock', 12)}`);
      const trained = '/elsewhere/trained.firthgenre';
      const params = {
        source: table,
        data: 'songs',
        mode: 'fromScratch',
        options: OPTIONS,
        trainedAt: '',
      } as const;
      await engine.trainClassifier({ ...params, output: trained }, idle);
      await engine.exportClassifier({ classifier: trained, folder: '/model' }, idle);
      // As another program saves it: without the checksum of the weights.
      change('model.json', (model) => delete model['userDefinedMetadata']);
    });

    it('NaN weights', async () => {
      const weights = files.contents.get('/model/weights.bin')!.slice();
      new DataView(weights.buffer).setFloat32(weights.length - 4, Number.NaN, true);
      files.put('/model/weights.bin', weights);
      await assert.rejects(async () => load('/model/model.json'), {
        name: 'ClassifierError',
        message: /^\/model\/model\.json: value 1 of the output bias is NaN; expected finite numbers/,
      });
    });

    it('a vocabulary that does not fit', async () => {
      change('vectorization.json', (json) => {
        json['vocabulary'] = [...(json['vocabulary'] as string[]), 'one more'];
      });
      await assert.rejects(async () => load('/model/model.json'), {
        name: 'ClassifierError',
        message:
          /^vectorization\.json has 17 tokens .* the model of \/model\/model\.json knows 16\. Take the vocabulary/,
      });
    });
  });
});

import assert from 'node:assert/strict';
import { ClassifierError } from '../../src/core/classifier/ClassifierError.ts';
import { decodeClassifier } from '../../src/core/classifier/classifierFile.ts';
import { DatasetError } from '../../src/core/classifier/DatasetError.ts';
import { plainKernels } from '../../src/core/math/plainKernels.ts';
import type { Random } from '../../src/core/math/random.ts';
import { parseAnalogy } from '../../src/core/query/analogyExpression.ts';
import { parseWordSets } from '../../src/core/query/wordSets.ts';
import { SpillError } from '../../src/core/spill.ts';
import { CorpusBuilder } from '../../src/core/text/CorpusBuilder.ts';
import { TextVectorization } from '../../src/core/text/TextVectorization.ts';
import { MAX_TOKEN_LENGTH, tokenize, tokenSpans } from '../../src/core/text/tokenize.ts';
import { EvaluationFormatError } from '../../src/core/vectors/evaluation/EvaluationFormatError.ts';
import { parseAnalogyQuestions } from '../../src/core/vectors/evaluation/wordAnalogies.ts';
import { parseWordPairs } from '../../src/core/vectors/evaluation/wordPairs.ts';
import { crc32 } from '../../src/core/vectors/formats/crc32.ts';
import { detectFormat } from '../../src/core/vectors/formats/detectFormat.ts';
import { crcStart, headerSize, layout } from '../../src/core/vectors/formats/firthVectorsLayout.ts';
import { readProjectorMetadata } from '../../src/core/vectors/formats/projector.ts';
import { readVectors } from '../../src/core/vectors/formats/readVectors.ts';
import { VectorsFormatError } from '../../src/core/vectors/formats/VectorsData.ts';
import { readWordList } from '../../src/core/vectors/formats/wordList.ts';
import { readManifest } from '../../src/engine/corpusManifest.ts';
import { BinaryFileError, decodeText } from '../../src/engine/decodeText.ts';
import { readChoice } from '../../src/engine/methodChoice.ts';
import { IgnoreRules } from '../../src/extension/corpus/IgnoreRules.ts';
import { loadKernels } from '../../src/kernels/loadKernels.ts';
import { type VectorSample, vectorSamples } from '../unit/core/vectors/formats/vectorSamples.ts';
import { fixture, inputOf } from '../unit/core/vectors/formats/vectorsInputs.ts';
import { kernelsModule } from '../unit/kernels/bothKernels.ts';
import {
  cacheManifestSample,
  classifierReportSample,
  layersModelSamples,
  loadPacked,
  loadSpark,
  packedSamples,
  readCacheManifest,
  readModel,
  readReport,
  readSpilled,
  readTable,
  repairClassifier,
  sparkSamples,
  spilledSample,
  storedClassifier,
} from './engineTargets.ts';
import type { FuzzTarget } from './FuzzTarget.ts';
import { ofBytes, ofText, ofValues } from './makeTargets.ts';
import { messageTargets } from './messageTargets.ts';
import { oneOf, pick } from './spoilBytes.ts';
import { subwordTarget } from './subwordTargets.ts';

const PROSE =
  'The naïve sailor’s boat, well-known in the U.S., cost $10,000.50 (see https://example.org/a?b=c).\r\n\r\n' +
  '# Heading\n* item 1. 物の哀れ。ภาษาไทย \u202eabc\u202c e\u0301 🧑‍🚀 ﬃ __proto__ constructor | a | b |\n```\ncode\n```\n';

const ANALOGIES = ['brother - man + woman', 'man : brother :: woman : ?', 'man is to brother as woman is to'];

const wasmKernels = await loadKernels(await kernelsModule());

/** Every reader, decoder and parser of what comes from outside. */
export const targets: readonly FuzzTarget[] = [
  ...[...new Set(vectorSamples.map(({ format }) => format))].map((format) => ofVectors(format)),
  ofBytes(
    'start of a file of vectors',
    vectorSamples.map(({ bytes }) => bytes),
    {
      read: (bytes) => detectFormat(bytes, 'file'),
      refuses: [VectorsFormatError],
    },
  ),
  ofBytes('list of words', [await fixture('words.txt')], {
    read: (bytes, random) => readWordList(inputOf(bytes, { pieceLength: 1 + pick(random, 60) })),
    refuses: [VectorsFormatError],
  }),
  ofBytes('metadata of the Embedding Projector', [Buffer.from('word\tcount\nthe\t3\nof\t2\n')], {
    read: (bytes, random) =>
      readProjectorMetadata(
        inputOf(bytes),
        random() < 0.5 ? {} : { column: oneOf(random, ['word', 'count']) },
      ),
    refuses: [VectorsFormatError],
  }),
  ofBytes('text of a corpus', [Buffer.from(PROSE), Buffer.from(`\ufeff${PROSE}`, 'utf16le')], {
    read: readCorpus,
    refuses: [BinaryFileError],
  }),
  ofText('tokenizer', [PROSE], { read: checkTokens }),
  ofText('text vectorization', [PROSE], { read: vectorize }),
  ofText('analogy', ANALOGIES, { read: checkAnalogy }),
  ofText(
    'questions of analogies',
    [': family\nboy girl brother sister\n\n: capitals\nAthens Greece Oslo Norway\n'],
    {
      read: parseAnalogyQuestions,
      refuses: [EvaluationFormatError],
    },
  ),
  ofText('judged pairs of words', ['# pairs\nlove\tsex\t6.77\ntiger cat 7.35\n'], {
    read: parseWordPairs,
    refuses: [EvaluationFormatError],
  }),
  ofText('ignore rules', ['# comment\n*.log\n/build/\n!keep.txt\na/**/[b-d]?.txt\n'], {
    read(content) {
      const rules = new IgnoreRules();
      rules.add('', content);
      rules.add('sub', content);
      rules.ignores('sub/a/c1.txt');
    },
  }),
  subwordTarget,
  ofBytes('packed vectors', packedSamples, {
    read: loadPacked,
    refuses: [VectorsFormatError],
    sweep: false,
  }),
  ofBytes('model of Spark', sparkSamples, { read: loadSpark, refuses: [VectorsFormatError], sweep: false }),
  ofText('layers model', [layersModelSamples.model], {
    read: (content) => readModel({ model: content }),
    refuses: [ClassifierError],
  }),
  ofText("layers model's vocabulary", [layersModelSamples.vectorization], {
    read: (content) => readModel({ vectorization: content }),
    refuses: [ClassifierError],
  }),
  ofBytes("layers model's weights", [layersModelSamples.weights], {
    read: (bytes) => readModel({ weights: bytes }),
    refuses: [ClassifierError],
  }),
  ofBytes('spilled counts', [spilledSample], { read: readSpilled, refuses: [SpillError], sweep: false }),
  ofText('manifest of loaded vectors', [cacheManifestSample], { read: readCacheManifest }),
  ofText('sets of words', ['cat dog*2 hamster', 'movie cinema | film actor'], { read: parseWordSets }),
  ofBytes('stored classifier', [storedClassifier()], {
    read: decodeClassifier,
    refuses: [ClassifierError],
    repair: repairClassifier,
  }),
  ofText('table: csv', ['artist,genre,lyrics\nA,rock,"We will,\nrock you"\nB,pop,"She said ""hello"""\n'], {
    read: (content) => readTable(content, 'csv'),
    refuses: [DatasetError],
  }),
  ofText('table: tsv', ['ham\tSee you at "five"\nspam\tWin a prize\nham\tNo\n'], {
    read: (content) => readTable(content, 'tsv'),
    refuses: [DatasetError],
  }),
  ofText('table: jsonl', ['{"text":"a long text","y":"b"}\n\n{"y":"c","more":[1],"text":"d"}\n'], {
    read: (content) => readTable(content, 'jsonl'),
    refuses: [DatasetError],
  }),
  ...messageTargets,
  ofValues('report of a classifier', [classifierReportSample], { read: readReport }),
  ofValues('stored list of files', [[['/a.txt', 12, 1000], ['/gone.txt']]], {
    read: (value) => readManifest(value as never),
  }),
  ofValues(
    'stored choice of method',
    [{ method: 'adapt', reason: 'covered', coverage: 0.9, runningWords: 1000 }],
    { read: (value) => readChoice(value as never) },
  ),
];

/** Files of one format. */
function ofVectors(format: VectorSample['format']): FuzzTarget {
  const samples = vectorSamples.filter((sample) => sample.format === format);
  const words = samples.find((sample) => sample.words !== undefined)?.words;
  return ofBytes(
    `vectors: ${format}`,
    samples.map(({ bytes }) => bytes),
    {
      refuses: [VectorsFormatError],
      ...(format === 'firth' && { repair: repairChecksum }),
      async read(bytes, random) {
        const { data } = await readVectors(
          inputOf(bytes, { sized: random() < 0.5, pieceLength: 100 + pick(random, 2000) }),
          {
            ...(words !== undefined && { words: inputOf(words, { name: 'words' }) }),
            maxSkipped: pick(random, 2),
            kernels: oneOf(random, [plainKernels, wasmKernels]),
            ...(random() < 0.5 && { subwords: { begin: () => undefined, add: () => undefined } }),
          },
        );
        assert.equal(data.vectors.length, data.words.length * data.dimension);
        assert.ok(data.vectors.every(Number.isFinite), 'a value is not finite');
        if (format !== 'firth') assert.equal(new Set(data.words).size, data.words.length);
      },
    },
  );
}

/** Says what the length and the checksum of a spoilt file are, so that the rest of it is looked at. */
function repairChecksum(bytes: Uint8Array): void {
  if (bytes.length < headerSize) return;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  view.setBigUint64(layout.fileLength, BigInt(bytes.length), true);
  view.setUint32(layout.crc, crc32(bytes.subarray(crcStart)), true);
}

async function readCorpus(bytes: Uint8Array, random: Random): Promise<void> {
  const encoding = oneOf(random, [
    'utf-8',
    'windows-1252',
    'utf-16le',
    'gb18030',
    'shift_jis',
    'no such',
    '',
  ]);
  const { pieces } = inputOf(bytes, { pieceLength: 1 + pick(random, 300) });
  const builder = new CorpusBuilder();
  builder.beginDocument();
  for await (const text of decodeText(pieces, encoding)) builder.addText(text);
  builder.endDocument();
  const { vocabulary, corpus, tokens } = builder.finish({ minCount: 1 });
  assert.equal(corpus.ids.length, tokens);
  assert.equal(new Set(vocabulary.words).size, vocabulary.words.length);
}

function checkTokens(text: string): void {
  const spans = tokenSpans(text);
  assert.deepEqual(
    tokenize(text),
    spans.map(({ token }) => token),
  );
  let last = 0;
  for (const { token, start, end } of spans) {
    assert.ok(start >= last && end > start && end <= text.length, `${token} at ${start} to ${end}`);
    assert.match(token, /[\p{L}\p{N}]/u);
    assert.ok(token.length <= MAX_TOKEN_LENGTH && !/\s/.test(token), token);
    last = end;
  }
}

function vectorize(text: string): void {
  const layer = new TextVectorization({ maxTokens: 20, outputMode: 'int', outputSequenceLength: 7 });
  layer.adapt([text]);
  const ids = layer.vectorize(`${text} constructor __proto__`);
  assert.ok(ids.length === 7 && ids.every((id) => id < layer.vocabularySize));
}

function checkAnalogy(expression: string): void {
  const parsed = parseAnalogy(expression);
  if (parsed.ok) {
    assert.ok(parsed.analogy.positive.length + parsed.analogy.negative.length > 0);
  } else {
    assert.ok(parsed.position >= 0 && parsed.position <= expression.length, parsed.message);
  }
}

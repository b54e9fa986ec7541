import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { encodeClassifier } from '../../src/core/classifier/classifierFile.ts';
import { evaluatePredictions } from '../../src/core/classifier/evaluateClassifier.ts';
import { GenreClassifier } from '../../src/core/classifier/GenreClassifier.ts';
import { encodeLayersModel, type VectorizedClassifier } from '../../src/core/classifier/layersModel.ts';
import { SpilledRun } from '../../src/core/cooccurrence/SpilledRun.ts';
import { SpillError } from '../../src/core/spill.ts';
import { untracked } from '../../src/core/task.ts';
import { TextVectorization } from '../../src/core/text/TextVectorization.ts';
import { crc32 } from '../../src/core/vectors/formats/crc32.ts';
import { writeTextVectors } from '../../src/core/vectors/formats/writeText.ts';
import { createEngine } from '../../src/engine/createEngine.ts';
import { readLayersModelFolder } from '../../src/engine/layersModelFolder.ts';
import { readManifest, stateOf } from '../../src/engine/loadedCache.ts';
import { previewTable } from '../../src/engine/previewTable.ts';
import { readLabelled } from '../../src/engine/readLabelled.ts';
import { readSparkWord2vec } from '../../src/engine/sparkWord2vec.ts';
import { readStoredReport } from '../../src/engine/storedReport.ts';
import type { ClassifierReport } from '../../src/protocol/classifierReport.ts';
import type { TableFormat } from '../../src/protocol/labelledTexts.ts';
import type { HandlerContext } from '../../src/protocol/rpc.ts';
import { sampleData } from '../unit/core/vectors/formats/vectorSamples.ts';
import { MemoryFiles, memoryHost } from '../unit/engine/memoryHost.ts';
import { joined, zip } from '../unit/engine/vectorFiles.ts';

const idle: HandlerContext<never> = { report: () => undefined, isCancelled: () => false };
const files = new MemoryFiles();
const engine = createEngine(memoryHost(files));

const text = joined(writeTextVectors(sampleData, { header: true }));

/** Vectors that must be unpacked first. */
export const packedSamples: readonly Uint8Array[] = [
  gzipSync(text),
  zip([{ name: 'a.txt', content: text }]),
  zip([
    { name: '../../evil.txt', content: text },
    { name: 'b.txt', content: text },
  ]),
];

/** Reads a file as the user's loading does, its archive included. */
export async function loadPacked(bytes: Uint8Array): Promise<void> {
  files.put('/packed', bytes);
  const policy = { lowerCase: false, duplicates: 'first', maxSkipped: 1 } as const;
  await engine.inspectVectors({ path: '/packed' }, idle);
  await engine.loadVectors({ file: { path: '/packed' }, policy, folder: '/caches', rebuild: true }, idle);
}

/** Reads a table of labelled texts by the columns that its preview suggests. */
export async function readTable(content: string, format: TableFormat): Promise<void> {
  const host = memoryHost(files);
  files.put('/table', content);
  const file = { path: '/table', encoding: 'utf-8', format };
  const { header, columns, text: textAt, label } = await previewTable(host, file, 1e6);
  const limits = { maxFileSize: 1e6, mergeSimilar: true, leaveOut: [] };
  const source = { kind: 'table', file, header, text: columns[textAt]!, label: columns[label]! } as const;
  const { documents } = await readLabelled(host, source, limits, untracked);
  assert.equal(new Set(documents.classes).size, documents.classes.length);
}

/** A small classifier, and what brings texts to its ids. */
function smallClassifier(): VectorizedClassifier {
  const vectorization = new TextVectorization({ outputMode: 'int' });
  vectorization.setVocabulary(['', '[UNK]', 'sea', 'court']);
  const weights = (length: number): Float32Array =>
    Float32Array.from({ length }, (_, i) => (i % 5) / 4 - 0.5);
  const classifier = new GenreClassifier({
    mode: 'fromScratch',
    classes: ['a', 'b'],
    vocabularySize: 4,
    embedding: { dimension: 2, vectors: weights(8) },
    hiddenKernel: weights(6),
    hiddenBias: weights(3),
    outputKernel: weights(6),
    outputBias: weights(2),
  });
  return { classifier, vectorization };
}

const noPart = { documents: 1, passages: 1 };
const { classifier: smallOne } = smallClassifier();

/** What is known of it. */
export const classifierReportSample: ClassifierReport = {
  mode: 'frozen',
  classes: smallOne.classes,
  trainedAt: '2026-01-02T03:04:05.000Z',
  data: 'texts.csv',
  vocabularySize: 4,
  parameters: smallOne.parameterCount,
  passageWords: 300,
  sequenceLength: 0,
  trial: {
    engine: 'builtin',
    training: noPart,
    validation: noPart,
    test: noPart,
    repeatedPassages: 0,
    epochs: [{ epoch: 1, loss: 1, accuracy: 0.5, validationLoss: 1, validationAccuracy: 0.5 }],
    bestEpoch: 1,
    endedBy: 'epochs',
    evaluation: evaluatePredictions(
      { labels: Uint32Array.of(0, 1), predicted: Uint32Array.of(0, 0), documents: Uint32Array.of(0, 1) },
      smallOne.classes,
    ),
    milliseconds: 12,
  },
};

/** Reads a report, and does what showing it does: takes it apart by the classes. */
export function readReport(value: unknown): void {
  const report = readStoredReport(value, smallOne);
  for (const label of report?.classes.keys() ?? []) {
    const evaluation = report?.trial?.evaluation;
    if (!evaluation) continue;
    evaluation.classes[label]!.precision.toFixed(2);
    for (const said of report.classes.keys()) evaluation.confusion[label]![said]!.toFixed();
    report.trial.epochs[report.trial.bestEpoch - 1]!.loss.toFixed(3);
  }
}

/** It, as it is stored. */
export function storedClassifier(): Uint8Array {
  return encodeClassifier({ ...smallClassifier(), report: { accuracy: 1 } });
}

const [weightsFile, vectorizationFile, modelFile] = encodeLayersModel(smallClassifier());

/** The files of a LayersModel as others write it: without checksums, which would hide what is wrong. */
export const layersModelSamples = {
  weights: weightsFile!.bytes,
  vectorization: asText(vectorizationFile!.bytes),
  model: asText(modelFile!.bytes).replace(/"checksums"/, '"others"'),
};

/** Reads a LayersModel of which one file is another one. */
export async function readModel(
  other: { readonly [F in keyof typeof layersModelSamples]?: (typeof layersModelSamples)[F] },
): Promise<void> {
  const model = { ...layersModelSamples, ...other };
  files.put('/model/model.json', model.model);
  files.put('/model/weights.bin', model.weights);
  files.put('/model/vectorization.json', model.vectorization);
  const { classifier, vectorization } = await readLayersModelFolder(files, '/model');
  assert.equal(classifier.weights.vocabularySize, vectorization.vocabularySize);
}

const sparkData = fileURLToPath(new URL('../fixtures/vectors/spark/data/', import.meta.url));

/** Parquet files that Spark writes. */
export const sparkSamples: readonly Uint8Array[] = readdirSync(sparkData)
  .filter((name) => name.endsWith('.parquet'))
  .map((name) => readFileSync(join(sparkData, name)));

/** Reads a Parquet file as the user's loading does. */
export async function loadSpark(bytes: Uint8Array): Promise<void> {
  files.put('/part.parquet', bytes);
  const options = { lowerCase: false, duplicates: 'first', maxSkipped: 1, task: untracked } as const;
  await readSparkWord2vec(memoryHost(files), ['/part.parquet'], options, () => undefined);
}

const spilledRows = [[0, 1, 4], [], [2]];

/** The bytes that rows are spilled to. */
export const spilledSample = spill().bytes;

/** Reads rows back from bytes that are not those that were written. */
export function readSpilled(bytes: Uint8Array): void {
  const { run } = spill(bytes);
  for (const row of spilledRows) assert.equal(run.next().columns.length, row.length);
}

function spill(instead?: Uint8Array): { run: SpilledRun; bytes: Uint8Array } {
  let written = new Uint8Array();
  const run = new SpilledRun(
    {
      create: () => ({
        append: (bytes) => {
          written = Uint8Array.from([...written, ...bytes]);
        },
        read: (offset, into) => {
          const from = (instead ?? written).subarray(offset, offset + into.length);
          if (from.length < into.length) throw new SpillError('The file ends too early.');
          into.set(from);
        },
      }),
      dispose: () => undefined,
    },
    spilledRows.length,
  );
  for (const row of spilledRows)
    run.addRows({
      columns: Uint32Array.from(row),
      values: Float64Array.from(row, (column) => column + 0.5),
      lengths: Uint32Array.of(row.length),
    });
  run.rewind();
  return { run, bytes: written };
}

/** What is kept beside a cache of loaded vectors. */
export const cacheManifestSample = JSON.stringify({
  version: 1,
  files: [{ path: '/a.txt', stamp: { size: 10, modified: 20 } }],
  report: { sha256: '0'.repeat(64), words: 3 },
});

/** Reads it, and looks whether its files are those of now. */
export async function readCacheManifest(content: string): Promise<void> {
  files.put('/caches/x.firthvec', '');
  files.put('/caches/x.json', content);
  const manifest = await readManifest(files, '/caches/x.firthvec');
  if (manifest) await stateOf(files, manifest);
}

function asText(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** Brings the checksum of a spoilt classifier up to date. */
export function repairClassifier(bytes: Uint8Array): void {
  if (bytes.length < 20) return;
  new DataView(bytes.buffer, bytes.byteOffset).setUint32(12, crc32(bytes.subarray(16)), true);
}

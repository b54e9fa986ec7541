import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { bagOfWords } from '../../../../src/core/classifier/BagOfWords.ts';
import { plainKernels } from '../../../../src/core/math/plainKernels.ts';
import { classifierEngine } from '../../../../src/engine/classifierEngine.ts';
import { nodeTensorflow } from '../../../../src/engine/tensorflow/nodeTensorflow.ts';

const data = {
  classes: ['pop', 'rock'],
  training: { bags: bagOfWords([[2], [3], [2, 2], [3, 2, 3]], 4), labels: Uint32Array.of(0, 1, 0, 1) },
};

describe('classifierEngine', () => {
  let folder: string;
  let bundle: Uint8Array;
  const log: string[] = [];
  const host = () => ({
    kernels: plainKernels,
    tensorflow: nodeTensorflow(folder),
    log: { info: (message: string) => log.push(message), warn: (message: string) => log.push(message) },
  });

  /** Puts a module in the place of tfjs-node, beside the engine's bundle. */
  const install = (source: string): void => {
    const place = join(folder, 'node_modules', '@tensorflow', 'tfjs-node');
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, 'package.json'), '{ "name": "@tensorflow/tfjs-node", "main": "index.js" }');
    writeFileSync(join(place, 'index.js'), source);
  };

  // Several copies of TensorFlow.js share one process here, and complain of each other.
  const { warn } = console;

  before(async () => {
    console.warn = () => undefined;
    const { outputFiles } = await build({
      entryPoints: ['src/engine/tensorflow/bundle.ts'],
      bundle: true,
      platform: 'node',
      format: 'cjs',
      mainFields: ['module', 'main'],
      external: ['node-fetch'],
      write: false,
      logLevel: 'silent',
    });
    bundle = outputFiles[0]!.contents;
  });

  after(() => {
    console.warn = warn;
  });

  beforeEach(() => {
    log.length = 0;
    folder = mkdtempSync(join(tmpdir(), 'firth-tensorflow-'));
    writeFileSync(join(folder, 'tensorflow.cjs'), bundle);
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const trained = async (): Promise<string> => {
    const engine = await classifierEngine(host(), 'tensorflow');
    const training = engine.train(data, { mode: 'fromScratch', seed: 1, epochs: 2 });
    assert.ok(training.epochs.every(({ loss }) => loss > 0.5 && loss < 1));
    assert.equal(training.engine, engine.name);
    return training.engine;
  };

  it('loads nothing for the builtin engine', async () => {
    install('throw new Error("loaded");');
    assert.equal((await classifierEngine(host(), 'builtin')).name, 'builtin (typescript)');
    assert.deepEqual(log, []);
  });

  it('runs tfjs-node where it is installed', async () => {
    const real = (name: string) =>
      JSON.stringify(createRequire(import.meta.url).resolve(`@tensorflow/${name}`));
    install(
      `module.exports = { ...require(${real('tfjs-core')}), ...require(${real('tfjs-layers')}), version_core: '9.8.7' };
      require(${real('tfjs-backend-cpu')});`,
    );
    assert.equal(await trained(), 'tensorflow (tfjs-node 9.8.7)');
    assert.deepEqual(log, []);
  });

  it('gives tfjs-node what Node 23 has done away with', async () => {
    const util = createRequire(import.meta.url)('node:util') as { isNullOrUndefined?: unknown };
    const original = util.isNullOrUndefined;
    delete util.isNullOrUndefined;
    try {
      install(`
        const { isNullOrUndefined } = require('util');
        if (isNullOrUndefined(0) || !isNullOrUndefined(null) || !isNullOrUndefined(undefined)) throw new Error('no');
        module.exports = { ...require(${JSON.stringify(join(folder, 'tensorflow.cjs'))}), version_core: '1.2.3' };
      `);
      assert.equal(await trained(), 'tensorflow (tfjs-node 1.2.3)');
    } finally {
      util.isNullOrUndefined = original;
    }
  });

  it('runs in pure JavaScript where tfjs-node is not there', async () => {
    assert.match(await trained(), /^tensorflow \(tfjs 4\.\d+\.\d+, cpu\)$/);
    assert.equal(log.length, 1);
    assert.match(
      log[0]!,
      /tfjs-node does not load, .* pure JavaScript: Cannot find module '@tensorflow\/tfjs/,
    );
  });

  it('runs in pure JavaScript where tfjs-node does not load, or is something else', async () => {
    for (const [source, reason] of [
      ['throw new Error("libtensorflow.so.2: cannot open shared object file\\nmore");', /object file\.$/],
      ['throw "a string";', /: a string\.$/],
      ['module.exports = { version_core: "1", tidy() {} };', /: it has no getBackend, keep, mean/],
      ['module.exports = null;', /: it has no getBackend/],
      [
        `module.exports = { ...require(${JSON.stringify(join(folder, 'tensorflow.cjs'))}), metrics: undefined };`,
        /: it has no metrics\.$/,
      ],
      [
        `module.exports = { ...require(${JSON.stringify(join(folder, 'tensorflow.cjs'))}), ready: () => Promise.reject(new Error('built for N-API 8')) };`,
        /: built for N-API 8\.$/,
      ],
    ] as const) {
      log.length = 0;
      install(source);
      delete createRequire(import.meta.url).cache[
        join(folder, 'node_modules/@tensorflow/tfjs-node/index.js')
      ];
      assert.match(await trained(), /^tensorflow \(tfjs 4/);
      assert.match(log[0]!, reason);
    }
  });

  it('says so where neither loads', async () => {
    rmSync(join(folder, 'tensorflow.cjs'));
    await assert.rejects(classifierEngine(host(), 'tensorflow'), /Cannot find module '.*tensorflow.cjs'/);
  });
});
